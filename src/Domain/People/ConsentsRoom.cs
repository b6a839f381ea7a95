using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>The current state of one consent.</summary>
/// <param name="WithdrawnOn">The day on which the withdrawal was received.</param>
public sealed record RecordedConsent(ConsentEvent.ConsentGiven Given, DateOnly? WithdrawnOn, bool Voided)
{
    /// <summary>Whether somebody other than the person signed; then the consent ends when the person comes of age.</summary>
    public bool SignedFor(Guid person) => Given.Signers.Any(s => s != person);

    /// <summary>Whether the signers are sufficient for the person's age as known now.</summary>
    /// <remarks>If the band is now lower than at signing, the recorded birth date was wrong: the person was in the lower band on that
    /// day.</remarks>
    public bool Fits(Guid person, AgeBand now) =>
        now.IsAdult() ? !SignedFor(person)
        : now < AgeBand.Fourteen ? SignedFor(person)
        : !Given.AgeBand.IsAdult();
}

/// <summary>The state of a personal link to a consent.</summary>
public enum ConsentLinkState
{
    /// <summary>It waits for its answer.</summary>
    Open,

    /// <summary>Its signer agreed; the consent waits for another signer.</summary>
    Agreed,

    /// <summary>The question has its answer, through this link or otherwise.</summary>
    Closed,

    /// <summary>It was revoked.</summary>
    Revoked,
}

/// <summary>The current state of one personal link to a consent.</summary>
/// <param name="Consent">The consent that was given through it, alone or together with others; null while there is none.</param>
public sealed record ConsentLink(ConsentEvent.ConsentLinkIssued Issued, ConsentLinkState State, Guid? Consent = null)
{
    /// <summary>Whether it counts: it waits for an answer, or its answer waits for another.</summary>
    public bool Stands => State is ConsentLinkState.Open or ConsentLinkState.Agreed;
}

/// <summary>A person's consents in the order in which they were given, and the restrictions of processing.</summary>
/// <param name="Requested">Purposes of requests without an answer.</param>
public sealed record ConsentsRoom(
    ImmutableList<RecordedConsent> All, ImmutableSortedSet<ConsentPurpose> Requested, ImmutableSortedSet<ConsentPurpose> Refused,
    ImmutableSortedSet<RestrictionGround> Restrictions)
{
    /// <summary>No consent yet.</summary>
    public static ConsentsRoom Empty { get; } = new([], [], [], []);

    /// <summary>The personal links to consents, by id.</summary>
    public ImmutableSortedDictionary<Guid, ConsentLink> Links { get; init; } = ImmutableSortedDictionary<Guid, ConsentLink>.Empty;

    /// <summary>Whether processing is restricted.</summary>
    public bool Restricted => !Restrictions.IsEmpty;

    /// <summary>The consent with this id; null when there is none.</summary>
    public RecordedConsent? Find(Guid consent) => All.Find(c => c.Given.Id == consent);

    /// <summary>Consents that are not voided, withdrawn or replaced, and have the signers required by the person's age. Dates are not
    /// checked.</summary>
    /// <param name="band">The person's age; null skips the check of signers.</param>
    public IEnumerable<RecordedConsent> InForce(Guid person, AgeBand? band)
    {
        var replaced = All.Where(c => !c.Voided && c.Given.Replaces is not null).Select(c => c.Given.Replaces!.Value).ToHashSet();
        return All.Where(c =>
            c is { Voided: false, WithdrawnOn: null } && !replaced.Contains(c.Given.Id) && (band is not { } now || c.Fits(person, now)));
    }

    /// <summary>The days on which each consent counts, in the order in which they were given. Without those that are voided or withdrawn,
    /// or have the wrong signers for a minor of this age.</summary>
    /// <param name="adultSince">The first day on which the person is known as an adult.</param>
    public IEnumerable<ConsentInForce> Counting(Guid person, AgeBand band, DateOnly? adultSince)
    {
        foreach (var c in All.Where(c => c is { Voided: false, WithdrawnOn: null }))
        {
            var outgrown = c.SignedFor(person) ? adultSince?.AddDays(-1) : null;
            if (outgrown is null && !c.Fits(person, band)) continue;
            var replaced = All.FindLast(r => !r.Voided && r.Given.Replaces == c.Given.Id)?.Given.ValidFrom.AddDays(-1);
            var until = new[] { c.Given.ValidUntil, outgrown, replaced }.Min()!.Value;
            if (c.Given.ValidFrom <= until) yield return new(c.Given.Id, c.Given.Purpose, c.Given.ValidFrom, until);
        }
    }

    /// <summary>The room after one more event.</summary>
    public ConsentsRoom Evolve(ConsentEvent @event) => @event switch
    {
        ConsentEvent.ConsentRequested e => this with { Requested = Requested.Add(e.Purpose), Refused = Refused.Remove(e.Purpose) },
        ConsentEvent.ConsentGiven e => this with
        {
            All = All.Add(new(e, null, Voided: false)), Requested = Requested.Remove(e.Purpose), Refused = Refused.Remove(e.Purpose),
            Links = Given(e),
        },
        ConsentEvent.ConsentRefused e => this with
        {
            Requested = Requested.Remove(e.Purpose), Refused = Refused.Add(e.Purpose), Links = Closed(e.Purpose),
        },
        ConsentEvent.ConsentWithdrawn e => With(e.Consent, c => c with { WithdrawnOn = e.ReceivedOn }) with
        {
            Links = Closed(Find(e.Consent)!.Given.Purpose),
        },
        ConsentEvent.ConsentWithdrawalVoided e => With(e.Consent, c => c with { WithdrawnOn = null }),
        ConsentEvent.ConsentVoided e => With(e.Consent, c => c with { Voided = true }),
        ConsentEvent.ConsentLinkIssued e => this with { Links = Links.Add(e.Link, new(e, ConsentLinkState.Open)) },
        ConsentEvent.ConsentLinkRevoked e => With(e.Link, ConsentLinkState.Revoked),
        ConsentEvent.ConsentLinkAnswered e =>
            With(e.Link, e.Answer == ConsentAnswer.Given ? ConsentLinkState.Agreed : ConsentLinkState.Closed),
        // ConsentGiven.Replaces has the effect already; this event gives the reason.
        ConsentEvent.ConsentReplacedOnMajority => this,
        ConsentEvent.ProcessingRestricted e => this with { Restrictions = Restrictions.Add(e.Ground) },
        ConsentEvent.ProcessingRestrictionLifted e => this with { Restrictions = Restrictions.Remove(e.Ground) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    // A consent, a refusal or a withdrawal answers every question about its purpose that still stands.
    private ImmutableSortedDictionary<Guid, ConsentLink> Closed(ConsentPurpose purpose) => Links.SetItems(Links
        .Where(l => l.Value.Stands && l.Value.Issued.Purpose == purpose)
        .Select(l => KeyValuePair.Create(l.Key, l.Value with { State = ConsentLinkState.Closed })));

    // The links whose signers agreed to this very consent remember it: it is withdrawn through them.
    private ImmutableSortedDictionary<Guid, ConsentLink> Given(ConsentEvent.ConsentGiven given) => Closed(given.Purpose).SetItems(Links
        .Where(l => l.Value.State == ConsentLinkState.Agreed && given.Channel == ConsentChannel.Electronic
            && (l.Value.Issued.Purpose, l.Value.Issued.Text, l.Value.Issued.ValidUntil) == (given.Purpose, given.Text, given.ValidUntil)
            && given.Signers.Contains(l.Value.Issued.Signer))
        .Select(l => KeyValuePair.Create(l.Key, l.Value with { State = ConsentLinkState.Closed, Consent = given.Id })));

    private ConsentsRoom With(Guid link, ConsentLinkState state) =>
        this with { Links = Links.SetItem(link, Links[link] with { State = state }) };

    private ConsentsRoom With(Guid consent, Func<RecordedConsent, RecordedConsent> change)
    {
        var at = All.FindIndex(c => c.Given.Id == consent);
        return this with { All = All.SetItem(at, change(All[at])) };
    }
}
