using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Reads the parts of proofs: complete subtrees from level 4 on are stored, those below are computed from at most 15 leaves. A proof is
/// O(log n) rows in one round trip. The rows are not trusted: the receiver verifies the proof against a root from elsewhere.
/// </summary>
public sealed class TreeNodes(NpgsqlDataSource database)
{
    // One index look-up per row: PostgreSQL plans = any($1) on a new table as a sequential scan.
    private const string StoredNodes =
        """
        select (select n.hash from seal.nodes n where n.level = i.level and n.index = i.index)
        from unnest($1, $2) with ordinality i(level, index, place) order by i.place
        """;

    private const string Leaves =
        """
        select (select l.leaf from seal.leaves l where l.seq_id = p.position + 1)
        from unnest($1) with ordinality p(position, place) order by p.place
        """;

    /// <summary>The proof that the entry at a position is in the tree of a size (RFC 6962, 2.1.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in a tree of this size.</exception>
    /// <exception cref="LedgerBrokenException">A row is missing.</exception>
    public async Task<Hash[]> Inclusion(long position, long size, CancellationToken stop) => (await Inclusions([position], size, stop))[0];

    /// <summary>The same for many positions at once, in their order.</summary>
    /// <inheritdoc cref="Inclusion"/>
    public async Task<IReadOnlyList<Hash[]>> Inclusions(IReadOnlyList<long> positions, long size, CancellationToken stop)
    {
        var read = await Read(positions.SelectMany(position => InclusionProof.Needs(position, size)), stop);
        return [.. positions.Select(position => InclusionProof.Prove(position, size, read))];
    }

    /// <summary>The root of the tree of a size, computed from these leaves and the stored nodes around them.</summary>
    /// <param name="leaves">In the order of the positions.</param>
    /// <exception cref="LedgerBrokenException">A row is missing.</exception>
    public async Task<Hash> RootWith(IReadOnlyList<(long Position, Hash Leaf)> leaves, long size, CancellationToken stop) =>
        InclusionOfMany.Root(leaves, size, await Read(InclusionOfMany.Needs(leaves, size), stop));

    /// <summary>The proof that the tree of the first size is the beginning of the tree of the second (RFC 6962, 2.1.2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first size is negative or larger than the second.</exception>
    /// <exception cref="LedgerBrokenException">A row is missing.</exception>
    public async Task<Hash[]> Consistency(long first, long second, CancellationToken stop) =>
        ConsistencyProof.Prove(first, second, await Read(ConsistencyProof.Needs(first, second), stop));

    /// <summary>The proof that a checkpoint and a smaller size belong to one history, as an exported file has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative or larger than the checkpoint.</exception>
    /// <exception cref="LedgerBrokenException">A row is missing.</exception>
    public async Task<ConsistencyLink> Link(long size, long checkpoint, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, checkpoint);
        return new(size, await RootAt(size, stop), await Consistency(size, checkpoint, stop));
    }

    /// <summary>The root of the tree over the first <paramref name="size"/> entries, from the stored nodes.</summary>
    /// <exception cref="LedgerBrokenException">A row is missing.</exception>
    public async Task<Hash> RootAt(long size, CancellationToken stop) => (await FrontierAt(size, stop)).Root();

    /// <summary>The right edge of the same tree.</summary>
    /// <exception cref="LedgerBrokenException">A row is missing.</exception>
    public async Task<Frontier> FrontierAt(long size, CancellationToken stop)
    {
        List<NodeId> edge = [];
        for (var (start, level) = (0L, 62); level >= 0; level--)
        {
            if ((size >> level & 1) == 0) continue;
            edge.Add(new(level, start >> level));
            start += 1L << level;
        }

        var read = await Read(edge, stop);
        return Frontier.Parse(size, edge.SelectMany(id => read(id).ToArray()).ToArray());
    }

    private async Task<Func<NodeId, Hash>> Read(IEnumerable<NodeId> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToList();
        var stored = wanted.Where(id => id.Level >= SealedRows.LowestStoredLevel).ToArray();
        var below = wanted.Where(id => id.Level < SealedRows.LowestStoredLevel).ToArray();
        var positions = below.SelectMany(Positions).Distinct().ToArray();
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Statement(StoredNodes, Value(Array.ConvertAll(stored, id => (short)id.Level)),
            Value(Array.ConvertAll(stored, id => id.Index))));
        batch.BatchCommands.Add(Statement(Leaves, Value(positions)));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        var nodes = await Column(reader, stored, id => id.Index << id.Level, stop);
        await reader.NextResultAsync(stop);
        var leaves = await Column(reader, positions, position => position, stop);
        foreach (var id in below) nodes[id] = MerkleTree.Root([.. Positions(id).Select(position => leaves[position])]);
        return id => nodes[id];
    }

    private static IEnumerable<long> Positions(NodeId id) => Enumerable.Range(0, 1 << id.Level).Select(i => (id.Index << id.Level) + i);

    private static async Task<Dictionary<TKey, Hash>> Column<TKey>(NpgsqlDataReader reader, TKey[] keys, Func<TKey, long> position,
        CancellationToken stop)
        where TKey : notnull
    {
        Dictionary<TKey, Hash> column = new(keys.Length);
        for (var i = 0; await reader.ReadAsync(stop); i++)
            column[keys[i]] = reader.IsDBNull(0) ? throw new LedgerBrokenException(position(keys[i]), StoredFaults.NodeDiffers)
                : Hash.From(reader.GetFieldValue<byte[]>(0));
        return column;
    }
}
