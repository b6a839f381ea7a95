using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Organisations;

/// <summary>A reorganisation with what it changed.</summary>
/// <param name="Title">The title before.</param>
/// <param name="Keys">The keys before.</param>
public sealed record Reorganisation(
    ReorganisationEvent.OrganisationReorganised Event, InstitutionalText Title,
    ImmutableDictionary<Guid, OrganisationEvent.AccessKeyIssued> Keys);

/// <summary>The reorganisations and renamings of an organisation, and the organisations whose successor it is.</summary>
/// <param name="All">Those that are not voided, in order.</param>
/// <param name="Predecessors">By the id of the reorganisation.</param>
public sealed record ReorganisationsRoom(
    ImmutableList<Reorganisation> All, ImmutableDictionary<Guid, ReorganisationEvent.PredecessorTaken> Predecessors)
{
    /// <summary>None yet.</summary>
    public static ReorganisationsRoom Empty { get; } = new([], ImmutableDictionary<Guid, ReorganisationEvent.PredecessorTaken>.Empty);

    /// <summary>Why a reorganisation was voided, by its id.</summary>
    public ImmutableDictionary<Guid, TextReference> Voided { get; init; } = ImmutableDictionary<Guid, TextReference>.Empty;

    /// <summary>The organisation that decides in this one now; null while it decides itself.</summary>
    public Guid? Successor => Succession?.Event.Successor;

    /// <summary>The reorganisation after which another organisation decides in this one; null while it decides itself.</summary>
    public Reorganisation? Succession => All.Find(r => r.Event.Kind != ReorganisationKind.Renaming);

    /// <summary>The reorganisation with this id; null when there is none, or it was voided.</summary>
    public Reorganisation? Find(Guid id) => All.Find(r => r.Event.Id == id);

    /// <summary>Decides one command.</summary>
    public Decision Decide(OrganisationEvent.OrganisationCreated organisation, bool sandbox, ReorganisationCommand command) =>
        command switch
        {
            ReorganisationCommand.Reorganise { Event: var e } when Find(e.Id) is not null || Voided.ContainsKey(e.Id) =>
                new Refusal(Reason.AlreadyRecorded, "reorganisation-recorded", $"{e.Id}"),
            ReorganisationCommand.Reorganise when Successor is { } successor =>
                new Refusal(Reason.OrganisationReorganised, "organisation-reorganised", $"{successor}"),
            ReorganisationCommand.Reorganise { Event: { Kind: ReorganisationKind.Renaming } e } =>
                e.SuccessorTitle == organisation.Title ? Reason.NothingChanges : e,
            ReorganisationCommand.Reorganise c => Unfit(organisation, sandbox, c.Event, c.Successor) is { } unfit ? unfit : c.Event,
            ReorganisationCommand.VoidReorganisation c when Find(c.Id) is null => Decision.Unknown("reorganisation", $"{c.Id}"),
            ReorganisationCommand.VoidReorganisation c when All[^1].Event.Id != c.Id =>
                new Refusal(Reason.OrganisationReorganised, "reorganised-again", $"{All[^1].Event.Id}"),
            ReorganisationCommand.VoidReorganisation c =>
                new ReorganisationEvent.ReorganisationVoided(c.Id, All[^1].Event.Successor, c.Reason),
            ReorganisationCommand.TakePredecessor c when Predecessors.ContainsKey(c.Event.Reorganisation) => Reason.NothingChanges,
            ReorganisationCommand.TakePredecessor c => c.Event,
            ReorganisationCommand.ReleasePredecessor c when !Predecessors.ContainsKey(c.Reorganisation) => Reason.NothingChanges,
            ReorganisationCommand.ReleasePredecessor c => new ReorganisationEvent.PredecessorReleased(c.Reorganisation),
            _ => throw new UnreachableException(command.GetType().Name),
        };

    /// <summary>The organisation after one more event.</summary>
    public static Organisation Evolve(Organisation state, ReorganisationEvent @event)
    {
        var (created, room) = (state.Created!, state.Reorganisations);
        return @event switch
        {
            ReorganisationEvent.OrganisationReorganised e => state with
            {
                Created = e.Kind == ReorganisationKind.Renaming ? created with { Title = e.SuccessorTitle } : created,
                Keys = e.Kind == ReorganisationKind.Renaming ? state.Keys : ReadOnly(state.Keys),
                Reorganisations = room with { All = room.All.Add(new(e, created.Title, state.Keys)) },
            },
            ReorganisationEvent.ReorganisationVoided e => Undone(state, room.Find(e.Id)!, e.Reason),
            ReorganisationEvent.PredecessorTaken e =>
                state with { Reorganisations = room with { Predecessors = room.Predecessors.Add(e.Reorganisation, e) } },
            ReorganisationEvent.PredecessorReleased e =>
                state with { Reorganisations = room with { Predecessors = room.Predecessors.Remove(e.Reorganisation) } },
            _ => throw new UnreachableException(@event.GetType().Name),
        };
    }

    private static Refusal? Unfit(OrganisationEvent.OrganisationCreated organisation, bool sandbox,
        ReorganisationEvent.OrganisationReorganised e, Organisation? successor) =>
        successor?.Created is null ? new(Reason.Unknown, "organisation-unknown", $"{e.Successor}")
        : e.Successor == organisation.Id ? new(Reason.ValueOutOfRange, "successor-is-itself", $"{e.Successor}")
        : sandbox || successor.Sandbox is not null ? new(Reason.ValueOutOfRange, "sandbox-not-reorganised", $"{e.Successor}")
        : !Teaches(organisation) || !Teaches(successor.Created) ? new(Reason.ValueOutOfRange, "kind-not-reorganised", $"{e.Successor}")
        : successor.Reorganisations.Successor is { } next
            ? new(Reason.OrganisationReorganised, "successor-reorganised", $"{next}")
        : e.ConsentsUntil < e.On
            ? new(Reason.PeriodReversed, "period-reversed", $"{Dates.Text(e.On)} > {Dates.Text(e.ConsentsUntil.Value)}")
        : null;

    private static bool Teaches(OrganisationEvent.OrganisationCreated organisation) =>
        organisation.Kind is not (OrganisationKind.Operator or OrganisationKind.RegionalCentre);

    // The persons read as an auditor would; an integrator gets a new key from the successor.
    private static ImmutableDictionary<Guid, OrganisationEvent.AccessKeyIssued> ReadOnly(
        ImmutableDictionary<Guid, OrganisationEvent.AccessKeyIssued> keys) =>
        keys.Where(k => k.Value.Person is not null)
            .ToImmutableDictionary(k => k.Key, k => k.Value with { Roles = [Role.Auditor] });

    // Keys that were issued or revoked since stay so.
    private static Organisation Undone(Organisation state, Reorganisation voided, TextReference reason)
    {
        var created = state.Created!;
        var renamed = voided.Event.Kind == ReorganisationKind.Renaming;
        return state with
        {
            Created = renamed && created.Title == voided.Event.SuccessorTitle ? created with { Title = voided.Title } : created,
            Keys = renamed ? state.Keys
                : state.Keys.ToImmutableDictionary(k => k.Key, k => voided.Keys.GetValueOrDefault(k.Key, k.Value)),
            Reorganisations = state.Reorganisations with
            {
                All = state.Reorganisations.All.Remove(voided),
                Voided = state.Reorganisations.Voided.Add(voided.Event.Id, reason),
            },
        };
    }
}
