using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>A person's relation to the organisation, without personal data.</summary>
/// <param name="Registered">The registration, with later changes.</param>
/// <param name="LeftOn">The day of the departure.</param>
/// <param name="Joined">Programmes with the person's role.</param>
public sealed record RegistryRoom(
    RegistryEvent.PersonRegistered? Registered, ImmutableDictionary<Guid, RepresentativeKind> Representatives, Clearance? Clearance,
    DateOnly? LeftOn, ImmutableList<RegistryEvent.ProgrammeJoined> Joined)
{
    /// <summary>The state before the registration.</summary>
    public static RegistryRoom Empty { get; } = new(null, ImmutableDictionary<Guid, RepresentativeKind>.Empty, null, null, []);

    /// <summary>The first day on which the ledger knows the person as an adult; null for a minor. The birthday is not later, but stays in
    /// the vault.</summary>
    public DateOnly? AdultSince { get; init; }

    /// <summary>The programmes that the person joined, each once.</summary>
    public IEnumerable<Guid> Programmes => Joined.Select(j => j.Programme).Distinct();

    /// <summary>Whether the person joined a programme as an officer, or as a participant.</summary>
    public bool IsIn(Guid programme, bool officer) =>
        Joined.Exists(j => j.Programme == programme && j.Participation == Participation.Officer == officer);

    /// <summary>The register after one more event.</summary>
    /// <param name="on">The effective date of the event.</param>
    public RegistryRoom Evolve(RegistryEvent @event, DateOnly on) => @event switch
    {
        RegistryEvent.PersonRegistered e => this with { Registered = e, AdultSince = Adult(e.AgeBand, on) },
        RegistryEvent.PersonDetailsReplaced e => this with
        {
            Registered = Registered! with { Details = e.Details, Fields = e.Fields, AgeBand = e.AgeBand },
            AdultSince = e.AgeBand.IsAdult() ? Adult(e.AgeBand, on) : null,
        },
        RegistryEvent.PersonChanged e => this with
        {
            Registered =
                Registered! with { Kinds = e.Kinds, Contour = e.Contour, Grade = e.Grade, Experience = e.Experience, NewHire = e.NewHire },
        },
        RegistryEvent.RepresentativeLinked e => this with { Representatives = Representatives.SetItem(e.Representative, e.Kind) },
        RegistryEvent.RepresentativeUnlinked e => this with { Representatives = Representatives.Remove(e.Representative) },
        RegistryEvent.ClearanceConfirmed e => this with { Clearance = new(e.CheckedOn, e.ValidUntil) },
        RegistryEvent.ClearanceRevoked => this with { Clearance = null },
        RegistryEvent.OrganisationLeft e => this with { LeftOn = e.On },
        RegistryEvent.DepartureVoided => this with { LeftOn = null },
        RegistryEvent.AgeBandReached e => this with
        {
            // A band of an earlier day tells since when, and does not make anybody younger.
            Registered = e.Band > Registered!.AgeBand ? Registered with { AgeBand = e.Band } : Registered,
            AdultSince = Adult(e.Band, on),
        },
        RegistryEvent.ProgrammeJoined e => this with { Joined = Joined.Add(e) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private DateOnly? Adult(AgeBand band, DateOnly on) => band.IsAdult() && !(AdultSince <= on) ? on : AdultSince;
}
