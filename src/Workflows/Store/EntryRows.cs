using MentorshipFlow.Ledger;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>The rows of one batch: entries with their leaves, and the tree nodes that became complete.</summary>
internal sealed class EntryRows
{
    /// <summary>The lowest level of the tree that is stored; below it, a proof reads up to 15 leaves.</summary>
    public const int LowestStoredLevel = 4;

    private readonly List<byte[]> leaves = [];

    private EntryRows(Frontier frontier) => Frontier = frontier;

    /// <summary>In the order of their positions.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>The leaf of the last entry, 32 bytes.</summary>
    public byte[] LastLeaf => leaves[^1];

    /// <summary>Complete nodes of stored levels.</summary>
    public List<(int Level, long Index, Hash Hash)> Nodes { get; } = [];

    /// <summary>The right edge after these rows.</summary>
    public Frontier Frontier { get; }

    /// <summary>Gives the survivors their positions, versions, time and leaves.</summary>
    public static EntryRows Of(Survivors survivors, long size, string recordedAt, Frontier frontier)
    {
        var rows = new EntryRows(frontier);
        foreach (var proposal in survivors.Chosen)
        {
            var index = 0;
            foreach (var stream in proposal.Streams)
            {
                var version = stream.Expected;
                foreach (var e in stream.Events)
                {
                    rows.Add(new Entry(
                        size++, proposal.Organisation, stream.Stream, ++version, e.EventId, e.Type, e.Actor, e.Role, e.OnBehalfOf, recordedAt, e.EffectiveOn,
                        proposal.CommandId, index++, proposal.Fingerprint, proposal.Correlation, proposal.Causation, e.Body));
                }
            }
        }

        return rows;
    }

    /// <summary>One insert for all of them.</summary>
    public NpgsqlBatchCommand Insert(string sql) => Statement(
        sql,
        Column(e => e.Position), Column(e => e.Organisation), Column(e => e.Stream), Column(e => e.Version), Column(e => e.EventId), Column(e => e.Type),
        Column(e => e.Actor), Column(e => e.Role), Column(e => e.OnBehalfOf), Column(e => e.RecordedAt), Column(e => e.EffectiveOn), Column(e => e.CommandId),
        Column(e => e.CommandIndex), Column(e => e.Fingerprint), Column(e => e.Correlation), Column(e => e.Causation), Column(e => e.Body),
        Value(leaves.ToArray()));

    private void Add(Entry entry)
    {
        var leaf = entry.Leaf();
        Entries.Add(entry);
        leaves.Add(leaf.ToArray());
        Frontier.Append(leaf, (level, index, hash) =>
        {
            if (level >= LowestStoredLevel) Nodes.Add((level, index, hash));
        });
    }

    private NpgsqlParameter<T[]> Column<T>(Func<Entry, T> value)
    {
        var column = new T[Entries.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(Entries[i]);
        return Value(column);
    }
}
