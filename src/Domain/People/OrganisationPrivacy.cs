using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>Consent texts and signer policy of an organisation: the fold of its stream <c>privacy-{uuid}</c>.</summary>
/// <param name="Texts">Every published text by its id; none is ever taken back, because somebody may have signed it.</param>
public sealed record OrganisationPrivacy(int Version, ImmutableDictionary<Guid, PrivacyEvent.ConsentTextPublished> Texts, SignerPolicy SignerPolicy)
{
    /// <summary>No text yet, and the safe default.</summary>
    public static OrganisationPrivacy Empty { get; } = new(0, ImmutableDictionary<Guid, PrivacyEvent.ConsentTextPublished>.Empty, SignerPolicy.Both);

    /// <summary>The latest text for a purpose; null when none is published.</summary>
    public PrivacyEvent.ConsentTextPublished? Latest(ConsentPurpose purpose) => Texts.Values.Where(t => t.Purpose == purpose).MaxBy(t => t.Version);

    /// <summary>The state after one more event.</summary>
    public OrganisationPrivacy Evolve(PrivacyEvent @event) => @event switch
    {
        PrivacyEvent.ConsentTextPublished e => this with { Version = Version + 1, Texts = Texts.Add(e.Id, e) },
        PrivacyEvent.SignerPolicySet e => this with { Version = Version + 1, SignerPolicy = e.Policy },
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}
