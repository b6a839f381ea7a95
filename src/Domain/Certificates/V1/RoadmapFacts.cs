using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.V1;

/// <summary>One item of the road map's last version.</summary>
/// <param name="On">When it was done or marked not applicable.</param>
internal sealed record ItemFact(RoadmapItem Plan, ItemStatus Status, DateOnly? On)
{
    /// <summary>Done, and planned to a day, so that it is on time or late.</summary>
    public bool Timed => Status == ItemStatus.Completed && Plan.PlannedTo is not null;

    /// <summary>Days after the planned end; 0 when on time.</summary>
    public int DaysLate => Math.Max(0, On!.Value.DayNumber - Plan.PlannedTo!.Value.DayNumber);
}

/// <summary>The road map: its last version, with what happened to the items in any of its versions.</summary>
internal sealed class RoadmapFacts
{
    private readonly SortedDictionary<string, ItemFact> items = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> rescheduled = [];
    private readonly List<Warning> warnings = [];

    /// <summary>Null while none is approved.</summary>
    public int? Version { get; private set; }

    /// <summary>By code.</summary>
    public IReadOnlyCollection<ItemFact> Items => items.Values;

    /// <summary>Warnings about the plan as it stands.</summary>
    public IReadOnlyList<Warning> Warnings => warnings;

    /// <summary>How often an item of the stage was rescheduled, in all versions.</summary>
    public int Rescheduled(int stage) => rescheduled.GetValueOrDefault(stage);

    /// <summary>Folds one entry; answers the stage whose work it shows to have begun.</summary>
    public int? Apply(in HistoryEntry entry)
    {
        switch (entry.Event)
        {
            case PreparationEvent.RoadmapApproved e: Approve(e); return null;
            case PreparationEvent.RoadmapItemRescheduled e: Reschedule(e); return null;
            case PreparationEvent.RoadmapItemReopened e: items[e.Item] = items[e.Item] with { Status = ItemStatus.Open, On = null }; return null;
            case PreparationEvent.RoadmapItemCompleted e: return Settle(e.Item, ItemStatus.Completed, entry.Head.EffectiveOn);
            case PreparationEvent.RoadmapItemNotApplicable e: return Settle(e.Item, ItemStatus.NotApplicable, entry.Head.EffectiveOn);
            default: return null;
        }
    }

    // A new version keeps what was done under the same code.
    private void Approve(PreparationEvent.RoadmapApproved e)
    {
        var before = items.ToDictionary();
        items.Clear();
        foreach (var plan in e.Items) items[plan.Item] = before.TryGetValue(plan.Item, out var kept) ? kept with { Plan = plan } : new(plan, ItemStatus.Open, null);
        warnings.Clear();
        warnings.AddRange(e.Warnings);
        Version = e.Version;
    }

    private void Reschedule(PreparationEvent.RoadmapItemRescheduled e)
    {
        var item = items[e.Item];
        items[e.Item] = item with { Plan = item.Plan with { PlannedFrom = e.PlannedFrom, PlannedTo = e.PlannedTo } };
        rescheduled[item.Plan.Stage] = Rescheduled(item.Plan.Stage) + 1;
        warnings.RemoveAll(w => w.Where == e.Item);
        warnings.AddRange(e.Warnings);
    }

    private int Settle(string item, ItemStatus status, DateOnly on)
    {
        items[item] = items[item] with { Status = status, On = on };
        return items[item].Plan.Stage;
    }
}
