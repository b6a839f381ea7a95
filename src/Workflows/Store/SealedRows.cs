using MentorshipFlow.Ledger;
using Npgsql;
using NpgsqlTypes;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>
/// The rows of one batch: events and streams as Marten's own append would write them, their leaves, and the newly complete tree nodes.
/// </summary>
internal sealed class SealedRows
{
    /// <summary>The lowest level of the tree that is stored; below it, a proof reads up to 15 leaves.</summary>
    public const int LowestStoredLevel = 4;

    private const string UpsertStreams = $"""
        insert into {LedgerStore.Events}.mt_streams (tenant_id, id, type, version, timestamp)
        select o, s, split_part(s, '-', 1), v, $4 from unnest($1, $2, $3) r(o, s, v)
        on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp
        """;

    private const string InsertEvents = $"""
        insert into {LedgerStore.Events}.mt_events
            (timestamp, seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers,
            user_name)
        select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string InsertLeaves = "insert into seal.leaves (seq_id, leaf) select * from unnest($1, $2)";

    private const string InsertNodes = "insert into seal.nodes (level, index, hash) select * from unnest($1, $2, $3)";

    // Marten's sequence follows the head, so that its daemon finds the end of the ledger.
    private const string MoveHead =
        $"update seal.head set size = setval('{LedgerStore.Events}.mt_events_sequence', $1), recorded_at = $2, frontier = $3";

    private readonly Dictionary<(string Organisation, string Stream), long> streams = [];
    private readonly List<byte[]> leaves = [];
    private readonly List<(int Level, long Index, Hash Hash)> nodes = [];
    private readonly Frontier frontier;
    private readonly long recordedAt;

    private SealedRows(Frontier frontier, long recordedAt) => (this.frontier, this.recordedAt) = (frontier, recordedAt);

    /// <summary>The entries in the order of their positions.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>The leaf of the last entry, 32 bytes.</summary>
    public byte[] LastLeaf => leaves[^1];

    /// <summary>Assigns positions, versions, time and leaves to the accepted proposals.</summary>
    /// <param name="recordedAt">Microseconds since 1970.</param>
    public static SealedRows Of(AcceptedProposals accepted, long size, long recordedAt, Frontier frontier)
    {
        var (rows, time) = (new SealedRows(frontier, recordedAt), Entry.RecordedAtText(recordedAt));
        foreach (var proposal in accepted.Chosen)
        {
            var index = 0;
            foreach (var stream in proposal.Streams.Where(s => s.Events.Count > 0))
            {
                var version = stream.Expected;
                foreach (var e in stream.Events)
                {
                    rows.Add(new Entry(
                        size++, proposal.Organisation, stream.Stream, ++version, e.EventId, e.Type, e.Actor, e.Role, e.OnBehalfOf, time,
                        e.EffectiveOn, proposal.CommandId, index++, proposal.Fingerprint, proposal.Correlation,
                        proposal.Causation, e.Body));
                }

                rows.streams[(proposal.Organisation, stream.Stream)] = version;
            }
        }

        return rows;
    }

    /// <summary>The statements that write the rows, streams first and the head last.</summary>
    public IEnumerable<NpgsqlBatchCommand> Write()
    {
        var time = DateTime.UnixEpoch.AddTicks(recordedAt * TimeSpan.TicksPerMicrosecond);
        yield return Statement(
            UpsertStreams, Value(streams.Keys.Select(s => s.Organisation).ToArray()), Value(streams.Keys.Select(s => s.Stream).ToArray()),
            Value(streams.Values.ToArray()), Value(time));
        yield return Statement(
            InsertEvents,
            Value(time), Column(e => e.Position + 1), Column(e => e.EventId), Column(e => e.Stream), Column(e => (long)e.Version),
            Json(e => e.Body), Column(e => e.Type), Column(e => e.Organisation), Column(e => EventTypes.DotNetName(e.Type)),
            Column(e => e.Correlation), Column(e => e.Causation),
            Json(EventHeaders.Write), Column(e => e.Actor));
        yield return Statement(InsertLeaves, Column(e => e.Position + 1), Value(leaves.ToArray()));
        if (nodes.Count > 0)
        {
            yield return Statement(
                InsertNodes, Value(nodes.Select(n => (short)n.Level).ToArray()), Value(nodes.Select(n => n.Index).ToArray()),
                Value(nodes.Select(n => n.Hash.ToArray()).ToArray()));
        }

        yield return Statement(MoveHead, Value(Entries[^1].Position + 1), Value(recordedAt), Value(frontier.ToBytes()));
    }

    private void Add(Entry entry)
    {
        var leaf = entry.Leaf();
        Entries.Add(entry);
        leaves.Add(leaf.ToArray());
        frontier.Append(leaf, (level, index, hash) =>
        {
            if (level >= LowestStoredLevel) nodes.Add((level, index, hash));
        });
    }

    private NpgsqlParameter<T[]> Column<T>(Func<Entry, T> value)
    {
        var column = new T[Entries.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(Entries[i]);
        return Value(column);
    }

    private NpgsqlParameter<string[]> Json(Func<Entry, string> value)
    {
        var column = Column(value);
        column.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;
        return column;
    }
}
