using MentorshipFlow.Ledger;

namespace MentorshipFlow.Api.Decisions;

/// <summary>A decision as its answer shows it: carried out now or when it was first asked, or foreseen by a dry run.</summary>
/// <param name="State">The state right after it.</param>
/// <param name="Entries">What was recorded; empty for a dry run.</param>
/// <param name="Foreseen">What a dry run foresees.</param>
/// <param name="Receipt">Null for a dry run.</param>
public sealed record Decided<TState>(TState State, IReadOnlyList<Entry> Entries, IReadOnlyList<DomainEvent>? Foreseen, bool Repeated,
    Receipt? Receipt)
{
    /// <summary>Whether nothing was recorded.</summary>
    public bool DryRun => Foreseen is not null;

    /// <summary>The events as the ledger shows them.</summary>
    public IReadOnlyList<DecidedEvent> Events => Foreseen is null ? [.. Entries.Select(DecidedEvent.Of)]
        : [.. Foreseen.Select(DecidedEvent.Of)];

    /// <summary>The events as the rules know them.</summary>
    public IReadOnlyList<DomainEvent> Facts => Foreseen ?? [.. Entries.Select(e => EventCodec.Read(e.Type, e.Body))];
}

/// <summary>An event of a decision. Without position, version, leaf and time it was only foreseen.</summary>
/// <param name="Type">Such as <c>stage_approved</c>.</param>
/// <param name="Body">As it stands in the ledger.</param>
/// <param name="Leaf">64 lower hex digits; see the specification of entries.</param>
public sealed record DecidedEvent(
    string Type, RawJson Body, long? Position = null, int? Version = null, string? Leaf = null, string? RecordedAt = null,
    string? EffectiveOn = null)
{
    /// <summary>A recorded event.</summary>
    public static DecidedEvent Of(Entry e) => new(e.Type, new(e.Body), e.Position, e.Version, e.Leaf().ToString(), e.RecordedAt,
        e.EffectiveOn);

    /// <summary>A foreseen event.</summary>
    public static DecidedEvent Of(DomainEvent e)
    {
        var (type, body) = EventCodec.Write(e);
        return new(type, new(body));
    }
}

/// <summary>What one takes home: the place of the last event, its leaf, and the latest signed checkpoint.</summary>
/// <param name="Checkpoint">The whole signed note (C2SP), or null when none was signed yet.</param>
public sealed record Receipt(long Position, string Leaf, string? Checkpoint)
{
    /// <summary>The receipt of a decision whose last entry this is.</summary>
    public static Receipt Of(Entry last, string? checkpoint) => new(last.Position, last.Leaf().ToString(), checkpoint);
}
