using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>A filled questionnaire to record; open answers are already encrypted.</summary>
/// <param name="Link">The personal link that was used, if any.</param>
public sealed record AnswerSheet(
    Guid Id, Guid Person, SurveyChannel Channel, Guid? Link, IReadOnlyList<ScaleAnswer> Scales, IReadOnlyList<ChoiceAnswer> Choices,
    IReadOnlyList<OpenAnswer> Texts);

/// <summary>A personal link to issue.</summary>
public sealed record NewSurveyLink(Guid Link, Guid Person);

/// <summary>Commands of the survey room.</summary>
public abstract record SurveyCommand : ProgrammeCommand
{
    private SurveyCommand() { }

    /// <summary>Open a survey wave.</summary>
    /// <param name="Found">The referenced questionnaire, looked up by the caller; null if there is none.</param>
    public sealed record OpenWave(
        Guid Wave, QuestionnaireReference Questionnaire, SurveyAudience Audience, SurveyPurpose Purpose, string? Form,
        InstitutionalText Title, DateOnly? ClosesOn, Questionnaire? Found = null) : SurveyCommand;

    /// <summary>Invite participants.</summary>
    public sealed record InviteParticipants(Guid Wave, IReadOnlyList<Guid> Persons) : SurveyCommand;

    /// <summary>Close a wave.</summary>
    public sealed record CloseWave(Guid Wave) : SurveyCommand;

    /// <summary>Reopen a wave.</summary>
    public sealed record ReopenWave(Guid Wave, TextReference Reason, DateOnly? ClosesOn) : SurveyCommand;

    /// <summary>Issue personal links. A link replaces the person's earlier one in this wave.</summary>
    public sealed record IssueLinks(Guid Wave, IReadOnlyList<NewSurveyLink> Links, DateOnly ExpiresOn) : SurveyCommand;

    /// <summary>Revoke a link.</summary>
    public sealed record RevokeLink(Guid Link, TextReference Reason) : SurveyCommand;

    /// <summary>Record answers: all or none.</summary>
    /// <param name="Found">The wave's questionnaire, looked up by the caller; null if there is no such wave.</param>
    public sealed record TakeAnswers(Guid Wave, IReadOnlyList<AnswerSheet> Sheets, Questionnaire? Found = null) : SurveyCommand;

    /// <summary>Void an answer.</summary>
    public sealed record VoidAnswer(Guid Wave, Guid Answer, TextReference Reason) : SurveyCommand;
}
