using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>One person across the programmes of an organisation: the fold of the stream <c>person-{uuid}</c>.</summary>
/// <param name="Version">Number of folded events.</param>
public sealed record Person(int Version, RegistryRoom Registry, ConsentsRoom Consents, ErasureRoom Erasure)
{
    /// <summary>The state before the first event.</summary>
    public static Person Empty { get; } = new(0, RegistryRoom.Empty, ConsentsRoom.Empty, ErasureRoom.Empty);

    /// <summary>A registered person's status for programmes.</summary>
    public PersonStatus Standing => Registry.Registered is { } r
        ? new(
            Version, r.Kinds, r.Contour, r.AgeBand, r.Grade, r.Experience, r.NewHire,
            [.. Consents.Counting(r.Id, r.AgeBand, Registry.AdultSince)],
            [.. Consents.Refused], [.. Withdrawn], Registry.Clearance, Consents.Restricted, Registry.LeftOn is not null, Erasure.Standing)
        { AdultSince = Registry.AdultSince }
        : throw new UnreachableException("Nobody is registered here.");

    /// <summary>The first day on which the person is no longer in the organisation: has left, or all data were destroyed. Null for
    /// everybody else.</summary>
    public DateOnly? GoneOn => Registry.LeftOn ?? Erasure.Whole?.Erased!.On;

    /// <summary>Consents in force for the person's age; dates are not checked.</summary>
    public IEnumerable<RecordedConsent> InForce => Registry.Registered is { } r ? Consents.InForce(r.Id, r.AgeBand) : [];

    private IEnumerable<ConsentPurpose> Withdrawn =>
        Consents.All.Where(c => c is { Voided: false, WithdrawnOn: not null }).Select(c => c.Given.Purpose)
            .Except(InForce.Select(c => c.Given.Purpose)).Order();

    /// <summary>The state after one more event. An event of an unknown room is a bug and throws.</summary>
    /// <param name="on">The effective date of the event.</param>
    public Person Evolve(PersonEvent @event, DateOnly on)
    {
        var next = @event switch
        {
            RegistryEvent e => this with { Registry = Registry.Evolve(e, on) },
            ConsentEvent e => this with { Consents = Consents.Evolve(e) },
            ErasureEvent e => this with { Erasure = Erasure.Evolve(e) },
            _ => throw new UnreachableException(@event.GetType().Name),
        };
        return next with { Version = Version + 1 };
    }
}
