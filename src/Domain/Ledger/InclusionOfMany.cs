namespace MentorshipFlow.Ledger;

/// <summary>
/// Proves that many entries are in one tree: its root is computed from their leaves and the adjacent complete nodes. Neighbouring entries
/// share one path to the root, and no node is hashed twice.
/// </summary>
public static class InclusionOfMany
{
    /// <summary>The complete nodes that <see cref="Root"/> needs.</summary>
    /// <param name="leaves">The position and leaf of each entry, in the order of the positions.</param>
    /// <exception cref="ArgumentException">The leaves are not in order, or not all in a tree of this size.</exception>
    public static IReadOnlyList<NodeId> Needs(IReadOnlyList<(long Position, Hash Leaf)> leaves, long size)
    {
        var needed = new List<NodeId>();
        Collect(new(0, size), InOrder(leaves, size), needed);
        return needed;
    }

    /// <summary>The root of the tree; <paramref name="read"/> gives the hash of each node of <see cref="Needs"/>.</summary>
    /// <inheritdoc cref="Needs"/>
    public static Hash Root(IReadOnlyList<(long Position, Hash Leaf)> leaves, long size, Func<NodeId, Hash> read) =>
        RootOf(new(0, size), InOrder(leaves, size), read);

    private static void Collect(LeafRange range, ReadOnlySpan<(long Position, Hash Leaf)> leaves, List<NodeId> needed)
    {
        if (leaves.IsEmpty)
        {
            needed.AddRange(range.CompleteNodes());
        }
        else if (range.Size > 1)
        {
            var (left, right) = range.Halves();
            var inLeft = Before(left.End, leaves);
            Collect(left, leaves[..inLeft], needed);
            Collect(right, leaves[inLeft..], needed);
        }
    }

    private static Hash RootOf(LeafRange range, ReadOnlySpan<(long Position, Hash Leaf)> leaves, Func<NodeId, Hash> read)
    {
        if (leaves.IsEmpty) return range.Root(read);
        if (range.Size == 1) return MerkleTree.LeafHash(leaves[0].Leaf);
        var (left, right) = range.Halves();
        var inLeft = Before(left.End, leaves);
        return MerkleTree.NodeHash(RootOf(left, leaves[..inLeft], read), RootOf(right, leaves[inLeft..], read));
    }

    private static int Before(long end, ReadOnlySpan<(long Position, Hash Leaf)> leaves)
    {
        var count = 0;
        while (count < leaves.Length && leaves[count].Position < end) count++;
        return count;
    }

    private static (long Position, Hash Leaf)[] InOrder(IReadOnlyList<(long Position, Hash Leaf)> leaves, long size)
    {
        var before = -1L;
        foreach (var (position, _) in leaves)
        {
            if (position <= before || position >= size)
                throw new ArgumentException($"{position} does not follow {before} in a tree of {size}.");
            before = position;
        }

        return [.. leaves];
    }
}
