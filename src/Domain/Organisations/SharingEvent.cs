using System.ComponentModel;

namespace MentorshipFlow.Organisations;

/// <summary>The reason why an offer, or a mentor's work for another school, ended.</summary>
public enum SharingEnd
{
    /// <summary>The mentor's school decided so.</summary>
    Decided,

    /// <summary>The mentor's consent to it, or the permission, ended.</summary>
    ConsentEnded,

    /// <summary>The mentor left the school.</summary>
    LeftOrganisation,

    /// <summary>The mentor's data were destroyed.</summary>
    DataErased,
}

/// <summary>The codes and numbers by which another school chooses a mentor; without a name.</summary>
/// <param name="PreferredAgeFrom">Youngest mentee, in whole years.</param>
/// <param name="PreferredAgeTo">Oldest mentee, in whole years.</param>
/// <param name="Capacity">Most mentees at the same time.</param>
/// <param name="Forms">Codes of the forms that the mentor offers.</param>
/// <param name="Subject">Code of the subject of mentoring.</param>
public sealed record SharedProfile(
    IReadOnlyList<PersonKind> Kinds, AgeBand AgeBand, Experience? Experience, IReadOnlyList<string> Competences,
    IReadOnlyList<string> Interests, int? PreferredAgeFrom, int? PreferredAgeTo, int? MinutesPerWeek, int Capacity,
    IReadOnlyList<string> Forms, string? Subject);

/// <summary>Events about mentors who work for other schools of the region (M119). The first six are on the stream of the mentor's school,
/// the others on that of the school that asks; each school hears of the other's by a message.</summary>
public abstract record SharingEvent : OrganisationEvent
{
    private SharingEvent() { }

    /// <summary>A mentor was offered to the schools of the region.</summary>
    /// <param name="Programme">The programme in whose base the mentor is.</param>
    /// <param name="Mentor">The mentor's random id; other schools do not see it.</param>
    [DisplayName("предложение наставника другим школам")]
    public sealed record MentorOffered(Guid Offer, Guid Programme, Guid Mentor, SharedProfile Profile) : SharingEvent;

    /// <summary>The offer ended: nobody can ask any more.</summary>
    [DisplayName("прекращение предложения наставника")]
    public sealed record MentorOfferEnded(Guid Offer, SharingEnd Why) : SharingEvent;

    /// <summary>Another school asked for the mentor.</summary>
    /// <param name="School">The school that asks.</param>
    /// <param name="Programme">Its programme.</param>
    [DisplayName("просьба другой школы о наставнике")]
    public sealed record MentorRequestReceived(Guid Request, Guid Offer, Guid School, Guid Programme) : SharingEvent;

    /// <summary>The request was accepted: the other school gets the mentor's name and contacts.</summary>
    [DisplayName("согласие на просьбу о наставнике")]
    public sealed record MentorRequestAccepted(Guid Request, Guid School) : SharingEvent;

    /// <summary>The request was declined.</summary>
    [DisplayName("отказ в просьбе о наставнике")]
    public sealed record MentorRequestDeclined(Guid Request, Guid School, SharingEnd Why) : SharingEvent;

    /// <summary>The mentor's work for the other school ended.</summary>
    [DisplayName("прекращение работы наставника для другой школы")]
    public sealed record MentorSharingEnded(Guid Request, Guid School, SharingEnd Why) : SharingEvent;

    /// <summary>A mentor of another school was asked for.</summary>
    /// <param name="School">The mentor's school.</param>
    /// <param name="Programme">The own programme that needs the mentor.</param>
    [DisplayName("запрос наставника другой школы")]
    public sealed record SharedMentorAskedFor(Guid Request, Guid Offer, Guid School, Guid Programme) : SharingEvent;

    /// <summary>The mentor's school declined.</summary>
    [DisplayName("отказ другой школы в наставнике")]
    public sealed record SharedMentorDeclined(Guid Request) : SharingEvent;

    /// <summary>The mentor's school accepted, and the mentor is in the own register of persons.</summary>
    /// <param name="Person">The mentor's random id here.</param>
    [DisplayName("приём наставника другой школы")]
    public sealed record SharedMentorReceived(Guid Request, Guid Person) : SharingEvent;

    /// <summary>The mentor's school ended the mentor's work here.</summary>
    [DisplayName("прекращение работы наставника другой школы")]
    public sealed record SharedMentorEnded(Guid Request, SharingEnd Why) : SharingEvent;
}

/// <summary>Commands about mentors who work for other schools of the region.</summary>
public abstract record SharingCommand : OrganisationCommand
{
    private SharingCommand() { }

    /// <summary>Offer a mentor.</summary>
    /// <param name="Found">The mentor as the programme's base has them; null if they are not in it. Looked up by the caller.</param>
    /// <param name="Permitted">Whether the mentor agreed to work for schools of the region.</param>
    /// <param name="Standing">From the person's stream, with the consents to sharing that count in the programme.</param>
    public sealed record OfferMentor(
        Guid Offer, Guid Programme, Guid Mentor, DateOnly On, SharedProfile? Found = null, bool Permitted = false,
        PersonStatus? Standing = null) : SharingCommand;

    /// <summary>End an offer. Mentors who work elsewhere already go on.</summary>
    public sealed record EndOffer(Guid Offer) : SharingCommand;

    /// <summary>End all offers of a mentor, and the work elsewhere.</summary>
    public sealed record EndOffersOf(Guid Mentor, SharingEnd Why) : SharingCommand;

    /// <summary>Receive a request of another school.</summary>
    public sealed record ReceiveRequest(Guid Request, Guid Offer, Guid School, Guid Programme) : SharingCommand;

    /// <summary>Accept a request.</summary>
    /// <param name="Permitted">Whether the mentor still agrees. Looked up by the caller.</param>
    /// <param name="Standing">From the person's stream, with the consents to sharing that count in the programme.</param>
    public sealed record AcceptRequest(
        Guid Request, DateOnly On, bool Permitted = false, PersonStatus? Standing = null) : SharingCommand;

    /// <summary>Decline a request.</summary>
    public sealed record DeclineRequest(Guid Request) : SharingCommand;

    /// <summary>End the mentor's work for the school that asked.</summary>
    public sealed record EndSharing(Guid Request) : SharingCommand;

    /// <summary>Ask for a mentor of another school.</summary>
    /// <param name="Offered">Whether a school of the own region makes this offer. Looked up by the caller.</param>
    /// <param name="Open">Whether the programme is one of the own that are not closed.</param>
    public sealed record AskForMentor(
        Guid Request, Guid Offer, Guid School, Guid Programme, bool Offered = false, bool Open = false) : SharingCommand;

    /// <summary>Hear that the mentor's school declined.</summary>
    public sealed record HearDeclined(Guid Request) : SharingCommand;

    /// <summary>Receive the mentor, who is registered here under this id.</summary>
    public sealed record ReceiveMentor(Guid Request, Guid Person) : SharingCommand;

    /// <summary>Hear that the mentor's school ended the work here.</summary>
    public sealed record HearEnded(Guid Request, SharingEnd Why) : SharingCommand;
}
