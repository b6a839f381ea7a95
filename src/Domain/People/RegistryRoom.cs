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

    /// <summary>The programmes that the person joined, each once.</summary>
    public IEnumerable<Guid> Programmes => Joined.Select(j => j.Programme).Distinct();

    /// <summary>The register after one more event.</summary>
    public RegistryRoom Evolve(RegistryEvent @event) => @event switch
    {
        RegistryEvent.PersonRegistered e => this with { Registered = e },
        RegistryEvent.PersonDetailsReplaced e =>
            this with { Registered = Registered! with { Details = e.Details, Fields = e.Fields, AgeBand = e.AgeBand } },
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
        RegistryEvent.AgeBandReached e => this with { Registered = Registered! with { AgeBand = e.Band } },
        RegistryEvent.ProgrammeJoined e => this with { Joined = Joined.Add(e) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}
