using System.Globalization;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Api.Decisions;

/// <summary>A decision for the answer: carried out now or at an earlier request, or foreseen by a dry run.</summary>
/// <param name="State">The state right after the decision.</param>
/// <param name="Entries">The recorded entries; empty for a dry run.</param>
/// <param name="Foreseen">The events of a dry run; null otherwise.</param>
/// <param name="Receipt">Null for a dry run.</param>
public sealed record Decided<TState>(TState State, IReadOnlyList<Entry> Entries, IReadOnlyList<DomainEvent>? Foreseen, bool Repeated,
    Receipt? Receipt)
{
    /// <summary>Whether this is a dry run, which records nothing.</summary>
    public bool DryRun => Foreseen is not null;

    /// <summary>The events for the answer.</summary>
    public IReadOnlyList<DecidedEvent> Events => Foreseen is null ? [.. Entries.Select(DecidedEvent.Of)]
        : [.. Foreseen.Select(DecidedEvent.Of)];

    /// <summary>The events as domain objects.</summary>
    public IReadOnlyList<DomainEvent> Facts => Foreseen ?? [.. Entries.Select(e => EventCodec.Read(e.Type, e.Body))];
}

/// <summary>An event of a decision. Position, version, leaf and time are absent for a dry run.</summary>
/// <param name="Type">A name such as <c>stage_approved</c>.</param>
/// <param name="Body">The body as in the ledger.</param>
/// <param name="Leaf">64 lower hex digits; see the specification of entries.</param>
/// <param name="DaysLate">Days from the fact to its record; absent when both are on one day.</param>
public sealed record DecidedEvent(
    string Type, RawJson Body, long? Position = null, int? Version = null, string? Leaf = null, string? RecordedAt = null,
    string? EffectiveOn = null, int? DaysLate = null)
{
    /// <summary>A recorded event.</summary>
    public static DecidedEvent Of(Entry e) => new(e.Type, new(e.Body), e.Position, e.Version, e.Leaf().ToString(), e.RecordedAt,
        e.EffectiveOn, Late(e));

    /// <summary>Days from the fact of an entry to the UTC date of its record; null when both are on one day.</summary>
    public static int? Late(Entry e) =>
        e.EffectiveOn is { } on && DayOfFact.DaysLate(EventCodec.Read(e.Type, e.Body), Day(on), Day(e.RecordedAt)) is > 0 and var days
            ? days : null;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A foreseen event.</summary>
    public static DecidedEvent Of(DomainEvent e)
    {
        var (type, body) = EventCodec.Write(e);
        return new(type, new(body));
    }
}

/// <summary>The caller's proof of a decision: position and leaf of its last event, and the latest signed checkpoint. The decision does not
/// wait for a signature, so this checkpoint may be older than the entry; the excerpt of the entry (readEntryExcerpt) always covers it.
/// </summary>
/// <param name="Checkpoint">The whole signed note (C2SP); null when none was signed yet.</param>
public sealed record Receipt(long Position, string Leaf, string? Checkpoint)
{
    /// <summary>The receipt of a decision with this last entry.</summary>
    public static Receipt Of(Entry last, string? checkpoint) => new(last.Position, last.Leaf().ToString(), checkpoint);
}
