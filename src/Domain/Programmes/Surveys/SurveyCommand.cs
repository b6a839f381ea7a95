using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>A filled questionnaire on its way: open answers are sealed already.</summary>
/// <param name="Link">The link it came by, where it came by one.</param>
public sealed record AnswerSheet(
    Guid Id, Guid Person, SurveyChannel Channel, Guid? Link, IReadOnlyList<ScaleAnswer> Scales, IReadOnlyList<ChoiceAnswer> Choices,
    IReadOnlyList<OpenAnswer> Texts);

/// <summary>A link on its way to one person.</summary>
public sealed record NewSurveyLink(Guid Link, Guid Person);

/// <summary>Commands of the surveys' room.</summary>
public abstract record SurveyCommand : ProgrammeCommand
{
    private SurveyCommand()
    {
    }

    /// <summary>Открыть волну опроса.</summary>
    /// <param name="Found">The questionnaire that the shell found for the reference; null when there is none.</param>
    public sealed record OpenWave(
        Guid Wave, QuestionnaireReference Questionnaire, SurveyAudience Audience, SurveyPurpose Purpose, string? Form,
        InstitutionalText Title, DateOnly? ClosesOn, Questionnaire? Found = null) : SurveyCommand;

    /// <summary>Пригласить участников.</summary>
    public sealed record InviteParticipants(Guid Wave, IReadOnlyList<Guid> Persons) : SurveyCommand;

    /// <summary>Закрыть волну.</summary>
    public sealed record CloseWave(Guid Wave) : SurveyCommand;

    /// <summary>Открыть волну повторно.</summary>
    public sealed record ReopenWave(Guid Wave, TextReference Reason, DateOnly? ClosesOn) : SurveyCommand;

    /// <summary>Выдать персональные ссылки. A link takes the place of the person's earlier one in this wave.</summary>
    public sealed record IssueLinks(Guid Wave, IReadOnlyList<NewSurveyLink> Links, DateOnly ExpiresOn) : SurveyCommand;

    /// <summary>Отозвать ссылку.</summary>
    public sealed record RevokeLink(Guid Link, TextReference Reason) : SurveyCommand;

    /// <summary>Принять анкеты: all of them, or none.</summary>
    /// <param name="Found">The questionnaire that the wave is pinned to, as the shell found it; null when there is no such wave.</param>
    public sealed record TakeAnswers(Guid Wave, IReadOnlyList<AnswerSheet> Sheets, Questionnaire? Found = null) : SurveyCommand;

    /// <summary>Признать анкету недействительной.</summary>
    public sealed record VoidAnswer(Guid Wave, Guid Answer, TextReference Reason) : SurveyCommand;
}
