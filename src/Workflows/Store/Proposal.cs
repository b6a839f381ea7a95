using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>A proposed event: all fields but those that are fixed under the head row (position, version, time, leaf).</summary>
/// <param name="EventId">UUIDv7, created before the first try, so that a retry recognises its own event.</param>
/// <param name="EffectiveOn">yyyy-MM-dd.</param>
public sealed record ProposedEvent(Guid EventId, string Type, string Body, string Actor, string Role, string? OnBehalfOf,
    string EffectiveOn);

/// <summary>The events that a decision appends to one stream. Without events it is a condition: the stream must not have moved.</summary>
/// <param name="Expected">The version that the decision is based on; 0 for a new stream.</param>
/// <param name="After">The state after these events, for the read models; null for streams without a read model.</param>
public sealed record StreamAppend(string Stream, int Expected, IReadOnlyList<ProposedEvent> Events, object? After = null)
{
    /// <summary>A condition without events: the decision fails when the stream has another version.</summary>
    public static StreamAppend Unmoved(string stream, int version) => new(stream, version, []);
}

/// <summary>One proposed decision: all of it is appended, or nothing.</summary>
/// <param name="Organisation">The tenant, as text.</param>
/// <param name="CommandId">The idempotency key.</param>
/// <param name="Fingerprint">HMAC-SHA256 of the canonical request, 64 hex digits: detects a reused key with another body.</param>
/// <param name="SideWrites">Rows for the vault or the access tables in the same transaction; created anew for each try.</param>
/// <param name="Rehearsed">A dry run: rows and read models are tested against all constraints, then rolled back.</param>
public sealed record Proposal(
    string Organisation, string CommandId, string Fingerprint, string? Correlation, string? Causation,
    IReadOnlyList<StreamAppend> Streams, IReadOnlyList<SideWrite> SideWrites, bool Rehearsed = false)
{
    /// <summary>The keyed hashes of the stems in its texts; empty when the texts need no comparison with names. It is appended only if no
    /// person of the organisation has a name with one of them.</summary>
    public IReadOnlyCollection<byte[]> Stems { get; init; } = [];

    /// <summary>Whether it is appended while the alarm is raised: only the record that the alarm is being cleared.</summary>
    public bool DespiteAlarm { get; init; }

    /// <summary>The number of its entries.</summary>
    public int Count => Streams.Sum(s => s.Events.Count);

    /// <summary>
    /// Whether the ledger can store it: no stream twice, the first one has events, and all fields except bodies are single lines
    /// (<see cref="Envelope"/>).
    /// </summary>
    internal bool IsWellFormed =>
        Streams.Count > 0 && Streams[0].Events.Count > 0 && Streams.All(s => s.Events.Count > 0 || s.After is null)
            && Streams.DistinctBy(s => s.Stream).Count() == Streams.Count
        && Fields().All(Envelope.IsOneLine);

    private IEnumerable<string> Fields() =>
        new[] { Organisation, CommandId, Fingerprint, Correlation, Causation }.OfType<string>()
            .Concat(Streams.Select(s => s.Stream))
            .Concat(Streams.SelectMany(s => s.Events).SelectMany(e => new[] { e.Type, e.Actor, e.Role, e.OnBehalfOf, e.EffectiveOn })
                .OfType<string>());
}

/// <summary>
/// Creates a statement for the transaction of a decision, anew for each try. The edge can pass it on without knowing the database.
/// </summary>
public delegate NpgsqlBatchCommand SideWrite();

/// <summary>The result of a proposal.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>The proposal was committed with these entries; in a dry run it would have been.</summary>
    public sealed record Appended(IReadOnlyList<Entry> Entries) : AppendResult;

    /// <summary>The command id is already on the ledger, by another try or another caller.</summary>
    public sealed record CommandKnown : AppendResult;

    /// <summary>A stream has moved since the decision was made; decide again.</summary>
    public sealed record StreamMoved(string Stream) : AppendResult;

    /// <summary>A person of the organisation has a name with one of its stems: compare the texts with the names, then propose it without
    /// stems.</summary>
    public sealed record MayName : AppendResult;

    /// <summary>The database refused this decision only.</summary>
    /// <param name="Constraint">The name of the violated constraint, if any.</param>
    public sealed record Rejected(string SqlState, string? Constraint) : AppendResult;

    /// <summary>The queue is full: nothing was tried.</summary>
    public sealed record Busy : AppendResult;

    /// <summary>The last entry of this process is no longer on the ledger: an old backup was restored. Nothing was tried.</summary>
    public sealed record Forked(LedgerVerdict.Broken Fault) : AppendResult;

    /// <summary>
    /// The database was out of reach, or the decision was slow, for too long. It is unknown whether it was committed; a repeat finds out.
    /// </summary>
    public sealed record Unknown : AppendResult;
}
