using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>An event on its way to the ledger: everything but what is fixed under the head row (position, version, time, leaf).</summary>
/// <param name="EventId">UUIDv7, made before the first try, so that a retry knows its own.</param>
/// <param name="EffectiveOn">yyyy-MM-dd.</param>
public sealed record ProposedEvent(Guid EventId, string Type, string Body, string Actor, string Role, string? OnBehalfOf,
    string EffectiveOn);

/// <summary>What a decision appends to one stream; with no events, a stream that it has read and that must not have moved.</summary>
/// <param name="Expected">The version the decision was made on; 0 for a new stream.</param>
/// <param name="After">The state after these events (a programme, a person), for the views; null for streams that no view shows.</param>
public sealed record StreamAppend(string Stream, int Expected, IReadOnlyList<ProposedEvent> Events, object? After = null)
{
    /// <summary>A condition alone: nothing is appended here, and the decision falls when the stream has another version.</summary>
    public static StreamAppend Unmoved(string stream, int version) => new(stream, version, []);
}

/// <summary>One decision as it is proposed to the ledger: all of it is appended, or nothing.</summary>
/// <param name="Organisation">The tenant, as text.</param>
/// <param name="CommandId">The idempotency key.</param>
/// <param name="Fingerprint">HMAC-SHA256 of the canonical request, 64 hex digits: tells "same key, other body".</param>
/// <param name="SideWrites">Rows that go into the vault or the access tables in the same transaction; made anew for each try.</param>
/// <param name="Rehearsed">Answered as if it were appended, its rows and views tried by every constraint; nothing is kept.</param>
public sealed record Proposal(
    string Organisation, string CommandId, string Fingerprint, string? Correlation, string? Causation,
    IReadOnlyList<StreamAppend> Streams, IReadOnlyList<SideWrite> SideWrites, bool Rehearsed = false)
{
    /// <summary>How many entries it becomes.</summary>
    public int Count => Streams.Sum(s => s.Events.Count);

    /// <summary>
    /// Whether the ledger can hold it: each stream once, the first with events, each field around the bodies one line
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
/// A statement that runs in the transaction of a decision, made anew for each try. The edge carries it without naming the database.
/// </summary>
public delegate NpgsqlBatchCommand SideWrite();

/// <summary>What became of a proposal.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>It is committed: these are its entries. Rehearsed, it would have been.</summary>
    public sealed record Appended(IReadOnlyList<Entry> Entries) : AppendResult;

    /// <summary>The command id is on the ledger already, by another try or another caller.</summary>
    public sealed record CommandKnown : AppendResult;

    /// <summary>A stream has moved since the decision was made; it must be made again.</summary>
    public sealed record StreamMoved(string Stream) : AppendResult;

    /// <summary>The database refused this decision, and only this one.</summary>
    /// <param name="Constraint">The constraint's name, where one was violated.</param>
    public sealed record Rejected(string SqlState, string? Constraint) : AppendResult;

    /// <summary>The queue is full: nothing was tried.</summary>
    public sealed record Busy : AppendResult;

    /// <summary>What this process appended last is not on the ledger any more: an old backup was put back. Nothing was tried.</summary>
    public sealed record Forked(LedgerVerdict.Broken Fault) : AppendResult;

    /// <summary>
    /// The database was out of reach, or the decision held the others up, for too long: whether it was committed is not known yet; a repeat
    /// finds out.
    /// </summary>
    public sealed record Unknown : AppendResult;
}
