using System.ComponentModel;

namespace MentorshipFlow.Programmes.Recognition;

/// <summary>A nomination of the competition (M174).</summary>
public enum Nomination
{
    /// <summary>«Наставник года».</summary>
    MentorOfTheYear,

    /// <summary>«Лучшая пара».</summary>
    BestPair,
}

/// <summary>The site on which results are published.</summary>
public enum PublicationSite
{
    /// <summary>The organisation's own.</summary>
    Own,

    /// <summary>A partner's.</summary>
    Partner,
}

/// <summary>A place of a competition, with one person or with a pair or group.</summary>
/// <param name="Place">From 1; several may share a place.</param>
public sealed record CompetitionPlace(int Place, IReadOnlyList<Guid> Persons);

/// <summary>Events of the recognition room (domain-model.md 3 K; M169 to M174): ids, codes, numbers and dates only.</summary>
public abstract record RecognitionEvent : ProgrammeEvent
{
    private protected RecognitionEvent() { }

    /// <summary>A person's name was removed from a publication, such as after the consent to it ended.</summary>
    [DisplayName("исключение имени из публикации")]
    public sealed record NameRemovedFromPublication(Guid Publication, Guid Person) : RecognitionEvent;

    /// <summary>A fact was voided. To correct a fact, void it and record another one.</summary>
    [DisplayName("отмена записи о поощрении")]
    public sealed record RecognitionFactVoided(Guid Fact, TextReference Reason) : RecognitionEvent;
}

/// <summary>A fact of recognition: recorded once, and voided by another event.</summary>
/// <param name="Id">Created by the API or by the client; used once.</param>
public abstract record Recognised(Guid Id) : RecognitionEvent
{
    /// <summary>Participants were encouraged by an order (M170).</summary>
    [DisplayName("поощрение")]
    public sealed record EncouragementOrdered(Guid Id, Guid Order, IReadOnlyList<Guid> Persons) : Recognised(Id);

    /// <summary>A letter of thanks was given to a partner (M171).</summary>
    /// <param name="Partner">Id of the fact that the partner was engaged.</param>
    [DisplayName("благодарственное письмо")]
    public sealed record ThankYouLetterIssued(Guid Id, Guid Partner, Guid Document) : Recognised(Id);

    /// <summary>The final event was ordered (M172).</summary>
    [DisplayName("приказ об итоговом мероприятии")]
    public sealed record FinalEventOrdered(Guid Id, Guid Order) : Recognised(Id);

    /// <summary>The final event was held (M163).</summary>
    [DisplayName("итоговое мероприятие")]
    public sealed record FinalEventHeld(Guid Id, DateOnly On, int? Attendance, Guid? Document) : Recognised(Id);

    /// <summary>A competition was held in one nomination (M174).</summary>
    /// <param name="Document">Its protocol.</param>
    [DisplayName("конкурс")]
    public sealed record CompetitionHeld(
        Guid Id, Nomination Nomination, DateOnly On, IReadOnlyList<CompetitionPlace> Places, Guid? Document) : Recognised(Id);

    /// <summary>Results were published (M173).</summary>
    /// <param name="Partner">Id of the fact that the partner was engaged, for a partner's site.</param>
    /// <param name="Named">Persons named in it, each with a consent to publication on that day; nobody in an anonymous one.</param>
    [DisplayName("публикация итогов")]
    public sealed record ResultsPublished(
        Guid Id, DateOnly On, InstitutionalText Url, PublicationSite Site, Guid? Partner, IReadOnlyList<Guid> Named,
        Guid? Document) : Recognised(Id);

    /// <summary>Somebody was named as a curator of the next programme (M162), with a consent to the long-term base.</summary>
    [DisplayName("будущий куратор")]
    public sealed record FutureCuratorNamed(Guid Id, Guid Person) : Recognised(Id);

    /// <summary>An organisation was named as a partner of the next programme (M162).</summary>
    /// <param name="Kind">A code of the definition's contour.</param>
    [DisplayName("будущий партнёр")]
    public sealed record FuturePartnerNamed(Guid Id, string Kind, Contour Contour, InstitutionalText Title) : Recognised(Id);

    /// <summary>A best practice was collected (M164).</summary>
    [DisplayName("лучшая практика")]
    public sealed record BestPracticeCollected(Guid Id, string? Form, InstitutionalText Title, Guid? Document) : Recognised(Id);
}
