using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>An enabled form.</summary>
/// <param name="EnabledOn">The day on which it was enabled.</param>
/// <param name="MetOn">The day on which its precondition was met.</param>
/// <param name="MetBy">The document that proves it.</param>
public sealed record FormState(
    PreparationEvent.FormEnabled Enabled, [property: JsonIgnore] DateOnly EnabledOn, [property: JsonIgnore] DateOnly? MetOn = null,
    [property: JsonIgnore] Guid? MetBy = null)
{
    /// <summary>Whether there is a precondition that is not met yet.</summary>
    public bool PreconditionOpen => Enabled.Precondition is not null && MetOn is null;
}

/// <summary>A curator's term of office, until the next one begins.</summary>
public sealed record CuratorTerm(Guid Person, Guid Order, DateOnly From);

/// <summary>Status of a road map item.</summary>
public enum ItemStatus
{
    /// <summary>Open.</summary>
    Open,

    /// <summary>Completed.</summary>
    Completed,

    /// <summary>Not applicable.</summary>
    NotApplicable,
}

/// <summary>The current state of one item of the road map.</summary>
/// <param name="SettledOn">The day on which it was completed or marked as not applicable.</param>
/// <param name="SettledBy">The person who recorded it.</param>
/// <param name="Reason">The reason why it is not applicable.</param>
public sealed record ItemState(
    RoadmapItem Plan, ItemStatus Status, DateOnly? SettledOn, Guid? SettledBy, ImmutableArray<Guid> Evidence, TextReference? Reason = null)
{
    /// <summary>Documents of an earlier completion, after which it was reopened, until another completion names documents.</summary>
    public ImmutableArray<Guid> Former { get; init; } = [];

    /// <summary>The fact that settled it; null for an item that is open or that a person settled.</summary>
    public Guid? ByFact { get; init; }

    /// <summary>The fact that had settled it when a person reopened it: only another one settles it again.</summary>
    public Guid? Declined { get; init; }

    /// <summary>The documents that it rests on, and those that nothing has replaced yet.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> Named => Evidence.Concat(Former).Distinct();

    /// <summary>Whether it is open although its planned end is before a day.</summary>
    public bool OverdueOn(DateOnly day) => Status == ItemStatus.Open && Plan.PlannedTo < day;
}

/// <summary>The current state of the road map.</summary>
/// <param name="Warnings">Warnings about the current plan.</param>
/// <param name="Rescheduled">One element for each rescheduling, in all versions of the road map: the stage of the item.</param>
public sealed record RoadmapState(
    int Version, Guid? Document, ImmutableSortedDictionary<string, ItemState> Items, ImmutableList<Warning> Warnings,
    ImmutableList<int> Rescheduled);

/// <summary>The state of the preparation room (stage 1).</summary>
/// <param name="Facts">Facts neither voided nor corrected, in the order of their ids, because evaluations depend on the order.</param>
/// <param name="Seen">Ids of all facts ever recorded; an id is used only once.</param>
public sealed record PreparationRoom(
    ImmutableSortedDictionary<Guid, Fact> Facts, ImmutableHashSet<Guid> Seen, ImmutableDictionary<string, FormState> Forms,
    ImmutableList<CuratorTerm> Curators, ImmutableHashSet<Guid> Auditors, RoadmapState? Roadmap)
{
    /// <summary>Nothing prepared yet.</summary>
    public static PreparationRoom Empty { get; } = new(
        ImmutableSortedDictionary<Guid, Fact>.Empty, [], ImmutableDictionary<string, FormState>.Empty, [], [], null);

    /// <summary>Officers who have left the organisation, with the day.</summary>
    public ImmutableSortedDictionary<Guid, DateOnly> Gone { get; init; } = ImmutableSortedDictionary<Guid, DateOnly>.Empty;

    /// <summary>Persons whom an earlier programme named as future curators, with that programme.</summary>
    public ImmutableSortedDictionary<Guid, Guid> Candidates { get; init; } = ImmutableSortedDictionary<Guid, Guid>.Empty;

    /// <summary>Facts of one kind, in the order of their ids.</summary>
    public IEnumerable<T> Of<T>()
        where T : Fact => Facts.Values.OfType<T>();

    /// <summary>The curator in office on a day: the latest appointment that has begun.</summary>
    public CuratorTerm? CuratorOn(DateOnly day) => Curators.FindLast(term => term.From <= day);

    /// <summary>The room after one more event.</summary>
    public PreparationRoom Evolve(PreparationEvent @event, in Recorded recorded) => @event switch
    {
        Fact e => this with { Facts = Facts.Add(e.Id, e), Seen = Seen.Add(e.Id) },
        PreparationEvent.FactVoided e => this with { Facts = Facts.Remove(e.Fact) },
        PreparationEvent.FormEnabled e => this with { Forms = Forms.SetItem(e.Form, new FormState(e, recorded.EffectiveOn)) },
        PreparationEvent.FormPreconditionMet e => this with
        {
            Forms = Forms.SetItem(e.Form, Forms[e.Form] with { MetOn = recorded.EffectiveOn, MetBy = e.Document }),
        },
        PreparationEvent.FormDisabled e => this with { Forms = Forms.Remove(e.Form) },
        PreparationEvent.CuratorAppointed e => this with { Curators = Curators.Add(new CuratorTerm(e.Person, e.Order, e.From)) },
        PreparationEvent.CuratorReplaced e => this with { Curators = Curators.Add(new CuratorTerm(e.Person, e.Order, e.From)) },
        PreparationEvent.CuratorAppointmentVoided => this with { Curators = Curators.RemoveAt(Curators.Count - 1) },
        PreparationEvent.OfficerLeft e => this with { Gone = Gone.SetItem(e.Person, e.On) },
        PreparationEvent.OfficerReturned e => this with { Gone = Gone.Remove(e.Person) },
        PreparationEvent.SuccessionTaken e => this with
        {
            Candidates = Candidates.SetItems(e.Curators.Select(person => KeyValuePair.Create(person, e.Programme))),
        },
        PreparationEvent.AuditorAssigned e => this with { Auditors = Auditors.Add(e.Person) },
        PreparationEvent.AuditorReleased e => this with { Auditors = Auditors.Remove(e.Person) },
        PreparationEvent.RoadmapApproved e => this with { Roadmap = Approved(e) },
        PreparationEvent.RoadmapItemRescheduled e => this with { Roadmap = Rescheduled(e) },
        PreparationEvent.RoadmapItemCompleted e => Settled(e.Item, ItemStatus.Completed, recorded, e.Evidence),
        PreparationEvent.RoadmapItemNotApplicable e => Settled(e.Item, ItemStatus.NotApplicable, recorded, [], e.Reason),
        PreparationEvent.RoadmapItemSettled e => Settled(e.Item, ItemStatus.Completed, recorded with { EffectiveOn = e.On }, e.Evidence)
            .WithItem(e.Item, i => i with { ByFact = e.Id }),
        PreparationEvent.RoadmapItemUnsettled e => WithItem(e.Item, i => Open(i) with { Declined = i.Declined }),
        PreparationEvent.RoadmapItemReopened e => WithItem(e.Item, i => Open(i) with { Declined = i.ByFact ?? i.Declined }),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private static ItemState Open(ItemState i) => new(i.Plan, ItemStatus.Open, null, null, []) { Former = [.. i.Named] };

    // A new version of the road map keeps the status of items with the same code.
    private RoadmapState Approved(PreparationEvent.RoadmapApproved e)
    {
        var items = ImmutableSortedDictionary.CreateBuilder<string, ItemState>(StringComparer.Ordinal);
        foreach (var plan in e.Items)
        {
            items[plan.Item] = Roadmap is { } before && before.Items.TryGetValue(plan.Item, out var kept)
                ? kept with { Plan = plan }
                : new ItemState(plan, ItemStatus.Open, null, null, []);
        }

        return new RoadmapState(e.Version, e.Document, items.ToImmutable(), [.. e.Warnings], Roadmap?.Rescheduled ?? []);
    }

    // Warnings about the item's old dates no longer apply.
    private RoadmapState Rescheduled(PreparationEvent.RoadmapItemRescheduled e)
    {
        var roadmap =
            WithItem(e.Item, i => i with { Plan = i.Plan with { PlannedFrom = e.PlannedFrom, PlannedTo = e.PlannedTo } }).Roadmap!;
        return roadmap with
        {
            Warnings = roadmap.Warnings.RemoveAll(w => w.Where == e.Item).AddRange(e.Warnings),
            Rescheduled = roadmap.Rescheduled.Add(roadmap.Items[e.Item].Plan.Stage),
        };
    }

    private PreparationRoom Settled(
        string item, ItemStatus status, in Recorded recorded, IReadOnlyList<Guid> evidence, TextReference? reason = null)
    {
        var (on, by) = (recorded.EffectiveOn, recorded.Person);
        return WithItem(item, i => i with
        {
            Status = status, SettledOn = on, SettledBy = by, Evidence = [.. evidence], Reason = reason, ByFact = null,
            Former = evidence.Count > 0 ? [] : i.Former,
        });
    }

    private PreparationRoom WithItem(string item, Func<ItemState, ItemState> change)
    {
        var roadmap = Roadmap ?? throw new UnreachableException("An item without a road map.");
        return this with { Roadmap = roadmap with { Items = roadmap.Items.SetItem(item, change(roadmap.Items[item])) } };
    }
}
