using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>What a wave is for. One purpose may have several waves (F11).</summary>
public enum SurveyPurpose
{
    /// <summary>Анкетирование желающих принять участие (M109, M121).</summary>
    Application,

    /// <summary>Входное измерение (M114).</summary>
    Entry,

    /// <summary>Промежуточная обратная связь (M159, M160).</summary>
    Interim,

    /// <summary>Удовлетворённость участием (M161, M166).</summary>
    Satisfaction,

    /// <summary>Выходное измерение (M168).</summary>
    Exit,
}

/// <summary>The way an answer came.</summary>
public enum SurveyChannel
{
    /// <summary>By the person, through a personal link.</summary>
    Link,

    /// <summary>Entered on the person's behalf, such as from paper.</summary>
    Curator,

    /// <summary>From a file.</summary>
    File,
}

/// <summary>A point on the scale from 1 to 10.</summary>
public sealed record ScaleAnswer(string Item, int Value);

/// <summary>One of the codes that an item offers; <c>yes</c> or <c>no</c> where it asks that.</summary>
public sealed record ChoiceAnswer(string Item, string Choice);

/// <summary>An open answer, sealed under the key of the person who gave it.</summary>
public sealed record OpenAnswer(string Item, TextReference Text);

/// <summary>Events of the surveys' room (model.md 5.3 F).</summary>
public abstract record SurveyEvent : ProgrammeEvent
{
    private SurveyEvent()
    {
    }

    /// <summary>Волна опроса открыта. Its answers belong to this version of the questionnaire, whatever is published later.</summary>
    /// <param name="Form">The form of mentoring it is about; null for all.</param>
    /// <param name="ClosesOn">The last day of which answers are taken; null for none.</param>
    public sealed record SurveyWaveOpened(
        Guid Wave, QuestionnaireReference Questionnaire, SurveyAudience Audience, SurveyPurpose Purpose, string? Form,
        InstitutionalText Title, DateOnly? ClosesOn) : SurveyEvent;

    /// <summary>Участники приглашены: the denominator of the response rate.</summary>
    public sealed record SurveyParticipantsInvited(Guid Wave, IReadOnlyList<Guid> Persons) : SurveyEvent;

    /// <summary>Волна закрыта.</summary>
    public sealed record SurveyWaveClosed(Guid Wave) : SurveyEvent;

    /// <summary>Волна открыта повторно.</summary>
    /// <param name="ClosesOn">The new last day; null for none.</param>
    public sealed record SurveyWaveReopened(Guid Wave, TextReference Reason, DateOnly? ClosesOn) : SurveyEvent;

    /// <summary>A personal link was issued: one person, one wave. The secret's hash lies in a table of its own.</summary>
    /// <param name="ExpiresOn">The last day on which it opens.</param>
    public sealed record SurveyLinkIssued(Guid Wave, Guid Link, Guid Person, DateOnly ExpiresOn) : SurveyEvent;

    /// <summary>The link opens nothing any more.</summary>
    /// <param name="Reason">Null where another link took its place.</param>
    public sealed record SurveyLinkRevoked(Guid Wave, Guid Link, TextReference? Reason) : SurveyEvent;

    /// <summary>Анкета заполнена. The day it was given is the entry's effective date.</summary>
    /// <param name="Link">The link it came by, where it came by one.</param>
    public sealed record SurveyAnswered(
        Guid Wave, Guid Id, Guid Person, SurveyChannel Channel, Guid? Link, IReadOnlyList<ScaleAnswer> Scales,
        IReadOnlyList<ChoiceAnswer> Choices, IReadOnlyList<OpenAnswer> Texts) : SurveyEvent;

    /// <summary>An answer counts no more; the person may answer again.</summary>
    public sealed record SurveyAnswerVoided(Guid Wave, Guid Id, TextReference Reason) : SurveyEvent;
}
