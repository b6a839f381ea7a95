using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>Consent texts and signer policy of an organisation: the fold of its stream <c>privacy-{uuid}</c>.</summary>
/// <param name="Texts">All published texts by id; none is removed, because somebody may have signed it.</param>
/// <param name="Since">The first day of force of each text: the effective date of its publication.</param>
public sealed record OrganisationPrivacy(
    int Version, ImmutableDictionary<Guid, PrivacyEvent.ConsentTextPublished> Texts, ImmutableDictionary<Guid, DateOnly> Since,
    SignerPolicy SignerPolicy, PaperPolicy PaperPolicy)
{
    /// <summary>The state before the first event, with safe defaults.</summary>
    public static OrganisationPrivacy Empty { get; } = new(0, ImmutableDictionary<Guid, PrivacyEvent.ConsentTextPublished>.Empty,
        ImmutableDictionary<Guid, DateOnly>.Empty, SignerPolicy.Both, PaperPolicy.Registered);

    /// <summary>The latest text for a purpose; null when none is published.</summary>
    public PrivacyEvent.ConsentTextPublished? Latest(ConsentPurpose purpose) =>
        Texts.Values.Where(t => t.Purpose == purpose).MaxBy(t => t.Version);

    /// <summary>Whether a text was the one to sign on a day: already published and not yet replaced. On the day of the change both versions
    /// are valid.</summary>
    public bool IsInForce(PrivacyEvent.ConsentTextPublished text, DateOnly on) =>
        Since[text.Id] <= on && !Texts.Values.Any(t => t.Purpose == text.Purpose && t.Version > text.Version && Since[t.Id] < on);

    /// <summary>The state after one more event.</summary>
    /// <param name="on">The effective date of the event.</param>
    public OrganisationPrivacy Evolve(PrivacyEvent @event, DateOnly on) => @event switch
    {
        PrivacyEvent.ConsentTextPublished e => this with { Version = Version + 1, Texts = Texts.Add(e.Id, e), Since = Since.Add(e.Id, on) },
        PrivacyEvent.SignerPolicySet e => this with { Version = Version + 1, SignerPolicy = e.Policy },
        PrivacyEvent.PaperPolicySet e => this with { Version = Version + 1, PaperPolicy = e.Policy },
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}
