using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Programmes.Monitoring;

/// <summary>The current state of one monitoring.</summary>
/// <param name="ConcludedOn">The day of its conclusion; null while it is open.</param>
/// <param name="Report">The document of the conclusion.</param>
public sealed record MonitoringState(
    MonitoringEvent.MonitoringStarted Started, DateOnly StartedOn, DateOnly? ConcludedOn = null, Guid? Report = null)
{
    /// <summary>Its subject.</summary>
    public MonitoringKind Kind => Started.Kind;

    /// <summary>Concluded, and not reopened since.</summary>
    public bool Concluded => ConcludedOn is not null;
}

/// <summary>The monitorings of a programme with their facts.</summary>
/// <param name="Monitorings">In the order of their ids, because evaluations depend on the order.</param>
/// <param name="Facts">SWOT analyses, sheets and measurements that are not voided, in the order of their ids.</param>
/// <param name="Seen">Ids of all facts ever recorded; an id is used only once.</param>
public sealed record MonitoringRoom(
    ImmutableSortedDictionary<Guid, MonitoringState> Monitorings, ImmutableSortedDictionary<Guid, MonitoringEvent> Facts,
    ImmutableHashSet<Guid> Seen)
{
    /// <summary>Nothing monitored yet.</summary>
    public static MonitoringRoom Empty { get; } = new(
        ImmutableSortedDictionary<Guid, MonitoringState>.Empty, ImmutableSortedDictionary<Guid, MonitoringEvent>.Empty, []);

    /// <summary>Number of measurements that count, by the wave; a gate asks it without looking at each.</summary>
    public ImmutableDictionary<IndicatorWave, int> Measured { get; init; } = ImmutableDictionary<IndicatorWave, int>.Empty;

    /// <summary>Facts of one kind, in the order of their ids.</summary>
    public IEnumerable<T> Of<T>()
        where T : MonitoringEvent => Facts.Values.OfType<T>();

    /// <summary>Monitorings of one kind, in the order of their ids.</summary>
    public IEnumerable<MonitoringState> Of(MonitoringKind kind) => Monitorings.Values.Where(m => m.Kind == kind);

    /// <summary>The room after one more event.</summary>
    public MonitoringRoom Evolve(MonitoringEvent @event, in Recorded recorded)
    {
        var on = recorded.EffectiveOn;
        return @event switch
        {
            MonitoringEvent.MonitoringStarted e => this with
            {
                Monitorings = Monitorings.Add(e.Id, new(e, on)), Seen = Seen.Add(e.Id),
            },
            MonitoringEvent.MonitoringConcluded e => With(e.Monitoring, m => m with { ConcludedOn = on, Report = e.Document }),
            MonitoringEvent.MonitoringReopened e => With(e.Monitoring, m => m with { ConcludedOn = null, Report = null }),
            MonitoringEvent.MonitoringFactVoided e => Without(e.Fact),
            MonitoringEvent.SwotRecorded e => WithFact(e.Id, e),
            MonitoringEvent.CuratorScoreRecorded e => WithFact(e.Id, e),
            MonitoringEvent.IndicatorMeasured e => WithFact(e.Id, e).Counting(e, 1),
            _ => throw new UnreachableException(@event.GetType().Name),
        };
    }

    private MonitoringRoom WithFact(Guid id, MonitoringEvent fact) => this with { Facts = Facts.Add(id, fact), Seen = Seen.Add(id) };

    private MonitoringRoom Counting(MonitoringEvent.IndicatorMeasured e, int change) =>
        this with { Measured = Measured.SetItem(e.Wave, Measured.GetValueOrDefault(e.Wave) + change) };

    private MonitoringRoom With(Guid monitoring, Func<MonitoringState, MonitoringState> change) =>
        this with { Monitorings = Monitorings.SetItem(monitoring, change(Monitorings[monitoring])) };

    private MonitoringRoom Without(Guid fact)
    {
        var next = this with { Monitorings = Monitorings.Remove(fact), Facts = Facts.Remove(fact) };
        return Facts.GetValueOrDefault(fact) is MonitoringEvent.IndicatorMeasured measured ? next.Counting(measured, -1) : next;
    }
}
