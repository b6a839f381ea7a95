using System.ComponentModel;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>Purpose of a wave. One purpose may have several waves (F11).</summary>
public enum SurveyPurpose
{
    /// <summary>Application to take part (M109, M121).</summary>
    Application,

    /// <summary>Entry measurement (M114).</summary>
    Entry,

    /// <summary>Interim feedback (M159, M160).</summary>
    Interim,

    /// <summary>Satisfaction with participation (M161, M166).</summary>
    Satisfaction,

    /// <summary>Exit measurement (M168).</summary>
    Exit,
}

/// <summary>The way in which an answer was recorded.</summary>
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

/// <summary>One of the item's option codes; <c>yes</c> or <c>no</c> for a yes-no item.</summary>
public sealed record ChoiceAnswer(string Item, string Choice);

/// <summary>An open answer, encrypted under the respondent's key.</summary>
public sealed record OpenAnswer(string Item, TextReference Text);

/// <summary>Events of the survey room (domain-model.md 3 F).</summary>
public abstract record SurveyEvent : ProgrammeEvent
{
    private SurveyEvent() { }

    /// <summary>A survey wave was opened. Its answers belong to this version of the questionnaire, even if a later one is
    /// published.</summary>
    /// <param name="Form">The form of mentoring; null for all forms.</param>
    /// <param name="ClosesOn">The last day for answers; null for none.</param>
    [DisplayName("открытие волны опроса")]
    public sealed record SurveyWaveOpened(
        Guid Wave, QuestionnaireReference Questionnaire, SurveyAudience Audience, SurveyPurpose Purpose, string? Form,
        InstitutionalText Title, DateOnly? ClosesOn) : SurveyEvent;

    /// <summary>Participants were invited; they are the denominator of the response rate.</summary>
    [DisplayName("приглашение к опросу")]
    public sealed record SurveyParticipantsInvited(Guid Wave, IReadOnlyList<Guid> Persons) : SurveyEvent;

    /// <summary>A wave was closed.</summary>
    [DisplayName("закрытие волны опроса")]
    public sealed record SurveyWaveClosed(Guid Wave) : SurveyEvent;

    /// <summary>A wave was reopened.</summary>
    /// <param name="ClosesOn">The new last day; null for none.</param>
    [DisplayName("повторное открытие волны опроса")]
    public sealed record SurveyWaveReopened(Guid Wave, TextReference Reason, DateOnly? ClosesOn) : SurveyEvent;

    /// <summary>A personal link was issued for one person and one wave. The hash of its secret is in a separate table.</summary>
    /// <param name="ExpiresOn">The last day on which it is valid.</param>
    [DisplayName("выдача ссылки на анкету")]
    public sealed record SurveyLinkIssued(Guid Wave, Guid Link, Guid Person, DateOnly ExpiresOn) : SurveyEvent;

    /// <summary>A personal link was revoked.</summary>
    /// <param name="Reason">Null if another link replaced it.</param>
    [DisplayName("отзыв ссылки на анкету")]
    public sealed record SurveyLinkRevoked(Guid Wave, Guid Link, TextReference? Reason) : SurveyEvent;

    /// <summary>A questionnaire was answered (анкета заполнена), on the entry's effective date.</summary>
    /// <param name="Link">The personal link that was used, if any.</param>
    [DisplayName("анкета")]
    public sealed record SurveyAnswered(
        Guid Wave, Guid Id, Guid Person, SurveyChannel Channel, Guid? Link, IReadOnlyList<ScaleAnswer> Scales,
        IReadOnlyList<ChoiceAnswer> Choices, IReadOnlyList<OpenAnswer> Texts) : SurveyEvent;

    /// <summary>An answer was voided; the person may answer again.</summary>
    [DisplayName("отмена анкеты")]
    public sealed record SurveyAnswerVoided(Guid Wave, Guid Id, TextReference Reason) : SurveyEvent;
}
