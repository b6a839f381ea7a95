using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Organisations;

/// <summary>Where a request for a mentor of another school stands.</summary>
public enum MentorRequestStatus
{
    /// <summary>Not answered.</summary>
    Open,

    /// <summary>Accepted: the mentor may work for the school that asked.</summary>
    Accepted,

    /// <summary>Declined.</summary>
    Declined,

    /// <summary>Was accepted, and has ended.</summary>
    Ended,
}

/// <summary>A request that another school made here.</summary>
/// <param name="Offer">The offer that it asks for.</param>
/// <param name="Why">Why it was declined or has ended.</param>
public sealed record ReceivedRequest(
    SharingEvent.MentorRequestReceived Received, SharingEvent.MentorOffered Offer, MentorRequestStatus Status, SharingEnd? Why)
{
    /// <summary>The mentor's random id in this school.</summary>
    public Guid Mentor => Offer.Mentor;
}

/// <summary>A request that this school made elsewhere.</summary>
/// <param name="Person">The mentor's random id in this school; null before the mentor was received.</param>
/// <param name="Why">Why it has ended.</param>
public sealed record AskedRequest(SharingEvent.SharedMentorAskedFor Asked, MentorRequestStatus Status, Guid? Person, SharingEnd? Why);

/// <summary>Mentors whom a school offers to others, and those whom it asked for.</summary>
/// <param name="Offers">Offers that have not ended.</param>
/// <param name="Received">Requests of other schools.</param>
/// <param name="Asked">The own requests.</param>
/// <param name="Seen">Ids of all offers ever made.</param>
public sealed record SharingRoom(
    ImmutableSortedDictionary<Guid, SharingEvent.MentorOffered> Offers, ImmutableSortedDictionary<Guid, ReceivedRequest> Received,
    ImmutableSortedDictionary<Guid, AskedRequest> Asked, ImmutableHashSet<Guid> Seen)
{
    /// <summary>The most offers of one school at the same time.</summary>
    public const int Most = 500;

    /// <summary>None yet.</summary>
    public static SharingRoom Empty { get; } = new(
        ImmutableSortedDictionary<Guid, SharingEvent.MentorOffered>.Empty, ImmutableSortedDictionary<Guid, ReceivedRequest>.Empty,
        ImmutableSortedDictionary<Guid, AskedRequest>.Empty, []);

    /// <summary>The own mentors with an offer, or a request that is open or accepted.</summary>
    public IEnumerable<Guid> Mentors => Offers.Values.Select(o => o.Mentor)
        .Concat(Received.Values.Where(r => r.Status <= MentorRequestStatus.Accepted).Select(r => r.Mentor)).Distinct().Order();

    /// <summary>The programmes from whose bases a mentor is offered or works elsewhere.</summary>
    public IEnumerable<Guid> ProgrammesOf(Guid mentor) => Offers.Values
        .Concat(Received.Values.Where(r => r.Status <= MentorRequestStatus.Accepted).Select(r => r.Offer))
        .Where(o => o.Mentor == mentor).Select(o => o.Programme).Distinct().Order();

    /// <summary>The room after one more event.</summary>
    public SharingRoom Evolve(SharingEvent @event) => @event switch
    {
        SharingEvent.MentorOffered e => this with { Offers = Offers.Add(e.Offer, e), Seen = Seen.Add(e.Offer) },
        SharingEvent.MentorOfferEnded e => this with { Offers = Offers.Remove(e.Offer) },
        SharingEvent.MentorRequestReceived e => this with
        {
            Received = Received.Add(e.Request, new(e, Offers[e.Offer], MentorRequestStatus.Open, null)),
        },
        SharingEvent.MentorRequestAccepted e => OfReceived(e.Request, MentorRequestStatus.Accepted, null),
        SharingEvent.MentorRequestDeclined e => OfReceived(e.Request, MentorRequestStatus.Declined, e.Why),
        SharingEvent.MentorSharingEnded e => OfReceived(e.Request, MentorRequestStatus.Ended, e.Why),
        SharingEvent.SharedMentorAskedFor e =>
            this with { Asked = Asked.Add(e.Request, new(e, MentorRequestStatus.Open, null, null)) },
        SharingEvent.SharedMentorDeclined e => OfAsked(e.Request, a => a with { Status = MentorRequestStatus.Declined }),
        SharingEvent.SharedMentorReceived e =>
            OfAsked(e.Request, a => a with { Status = MentorRequestStatus.Accepted, Person = e.Person }),
        SharingEvent.SharedMentorEnded e => OfAsked(e.Request, a => a with { Status = MentorRequestStatus.Ended, Why = e.Why }),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    /// <summary>Decides one command.</summary>
    /// <param name="inRegion">Whether the school named a regional centre: only then there are other schools.</param>
    public Decision Decide(SharingCommand command, bool inRegion) => command switch
    {
        SharingCommand.OfferMentor or SharingCommand.AskForMentor when !inRegion =>
            new Refusal(Reason.ConditionsNotMet, "region-not-named", "region"),
        SharingCommand.OfferMentor c => Offer(c),
        SharingCommand.EndOffer c when !Offers.ContainsKey(c.Offer) => Decision.Unknown("mentor-offer", $"{c.Offer}"),
        SharingCommand.EndOffer c => Ended([Offers[c.Offer]], SharingEnd.Decided),
        SharingCommand.EndOffersOf c when !Mentors.Contains(c.Mentor) => Reason.NothingChanges,
        SharingCommand.EndOffersOf c => EndedOf(c.Mentor, c.Why),
        SharingCommand.ReceiveRequest c when Received.ContainsKey(c.Request) => Reason.NothingChanges,
        SharingCommand.ReceiveRequest c when !Offers.ContainsKey(c.Offer) => Decision.Unknown("mentor-offer", $"{c.Offer}"),
        SharingCommand.ReceiveRequest c => new SharingEvent.MentorRequestReceived(c.Request, c.Offer, c.School, c.Programme),
        SharingCommand.AcceptRequest c =>
            (Answerable(c.Request) ?? Sharable(Received[c.Request].Mentor, c.Permitted, c.Standing, c.On)) is { } no ? no
            : new SharingEvent.MentorRequestAccepted(c.Request, Received[c.Request].Received.School),
        SharingCommand.DeclineRequest c => Answerable(c.Request) is { } no ? no
            : new SharingEvent.MentorRequestDeclined(c.Request, Received[c.Request].Received.School, SharingEnd.Decided),
        SharingCommand.EndSharing c when Received.GetValueOrDefault(c.Request)?.Status != MentorRequestStatus.Accepted =>
            Decision.Unknown("accepted-request", $"{c.Request}"),
        SharingCommand.EndSharing c =>
            new SharingEvent.MentorSharingEnded(c.Request, Received[c.Request].Received.School, SharingEnd.Decided),
        SharingCommand.AskForMentor c => Ask(c),
        SharingCommand.HearDeclined c => Hear(c.Request, MentorRequestStatus.Open, new SharingEvent.SharedMentorDeclined(c.Request)),
        SharingCommand.ReceiveMentor c =>
            Hear(c.Request, MentorRequestStatus.Open, new SharingEvent.SharedMentorReceived(c.Request, c.Person)),
        SharingCommand.HearEnded c =>
            Hear(c.Request, MentorRequestStatus.Accepted, new SharingEvent.SharedMentorEnded(c.Request, c.Why)),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private Decision Offer(SharingCommand.OfferMentor c) =>
        Seen.Contains(c.Offer) ? new Refusal(Reason.AlreadyRecorded, "mentor-offer-recorded", $"{c.Offer}")
        : Offers.Values.Any(o => o.Mentor == c.Mentor) ? new Refusal(Reason.AlreadyRecorded, "mentor-offered", $"{c.Mentor}")
        : Offers.Count == Most ? new Refusal(Reason.ValueOutOfRange, "mentor-offers-too-many", $"{Most}")
        : c.Found is not { } profile ? new Refusal(Reason.NotInBase, "mentor-not-in-base", $"{c.Mentor}")
        : Sharable(c.Mentor, c.Permitted, c.Standing, c.On) is { } no ? no
        : new SharingEvent.MentorOffered(c.Offer, c.Programme, c.Mentor, profile);

    private static Refusal? Sharable(Guid mentor, bool permitted, PersonStatus? standing, DateOnly on) =>
        standing is not { MayTakePart: true } ? new(Reason.NotTakingPart, "person-not-taking-part", $"{mentor}")
        : !permitted ? new(Reason.ConditionsNotMet, "sharing-not-permitted", $"{mentor}")
        : !standing.ConsentsTo(ConsentPurpose.Sharing, on) ? new(Reason.ConditionsNotMet, "sharing-consent-missing", $"{mentor}")
        : null;

    // An offer takes its open requests along; work that has begun elsewhere goes on.
    private Decision.Accepted Ended(IReadOnlyList<SharingEvent.MentorOffered> offers, SharingEnd why) => new(
    [
        .. offers.Select(o => new SharingEvent.MentorOfferEnded(o.Offer, why)),
        .. Received.Values.Where(r => r.Status == MentorRequestStatus.Open && offers.Any(o => o.Offer == r.Received.Offer))
            .Select(r => new SharingEvent.MentorRequestDeclined(r.Received.Request, r.Received.School, why)),
    ]);

    private Decision.Accepted EndedOf(Guid mentor, SharingEnd why) => new(
    [
        .. Ended([.. Offers.Values.Where(o => o.Mentor == mentor)], why).Events,
        .. Received.Values.Where(r => r.Status == MentorRequestStatus.Accepted && r.Mentor == mentor)
            .Select(r => new SharingEvent.MentorSharingEnded(r.Received.Request, r.Received.School, why)),
    ]);

    private Refusal? Answerable(Guid request) => Received.GetValueOrDefault(request) is not { } known
        ? new(Reason.Unknown, "mentor-request-unknown", $"{request}")
        : known.Status != MentorRequestStatus.Open ? new(Reason.AlreadyRecorded, "mentor-request-answered", $"{request}")
        : null;

    private Decision Ask(SharingCommand.AskForMentor c) =>
        Asked.ContainsKey(c.Request) || Asked.Values.Any(a =>
            (a.Asked.Offer, a.Asked.Programme) == (c.Offer, c.Programme) && a.Status <= MentorRequestStatus.Accepted)
            ? new Refusal(Reason.AlreadyRecorded, "mentor-asked-for", $"{c.Offer}")
        : !c.Offered ? Decision.Unknown("mentor-offer", $"{c.Offer}")
        : !c.Open ? Decision.Unknown("programme", $"{c.Programme}")
        : new SharingEvent.SharedMentorAskedFor(c.Request, c.Offer, c.School, c.Programme);

    // A message that comes twice, or after a later one, changes nothing.
    private Decision Hear(Guid request, MentorRequestStatus latest, SharingEvent heard) =>
        Asked.GetValueOrDefault(request) is not { } known ? Decision.Unknown("mentor-request", $"{request}")
        : known.Status > latest ? Reason.NothingChanges
        : heard;

    private SharingRoom OfReceived(Guid request, MentorRequestStatus status, SharingEnd? why) =>
        this with { Received = Received.SetItem(request, Received[request] with { Status = status, Why = why }) };

    private SharingRoom OfAsked(Guid request, Func<AskedRequest, AskedRequest> change) =>
        this with { Asked = Asked.SetItem(request, change(Asked[request])) };
}
