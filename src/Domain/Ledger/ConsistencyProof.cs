using System.Numerics;

namespace MentorshipFlow.Ledger;

/// <summary>
/// Proves that a tree was only appended to (RFC 6962, 2.1.2): the nodes from which both roots are computed. For equal sizes and for an
/// empty first tree the proof is empty.
/// </summary>
public static class ConsistencyProof
{
    /// <summary>The complete nodes that <see cref="Prove"/> needs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first size is negative or larger than the second.</exception>
    public static IReadOnlyList<NodeId> Needs(long first, long second) =>
        [.. Parts(first, second).SelectMany(range => range.CompleteNodes())];

    /// <summary>The proof; <paramref name="read"/> gives the hash of each node of <see cref="Needs"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first size is negative or larger than the second.</exception>
    public static Hash[] Prove(long first, long second, Func<NodeId, Hash> read) =>
        [.. Parts(first, second).Select(range => range.Root(read))];

    /// <summary>
    /// Whether the proof is valid for the two roots (RFC 9162, 2.1.4.2). False for invalid arguments; never throws.
    /// </summary>
    public static bool Verify(long first, Hash firstRoot, long second, Hash secondRoot, IReadOnlyList<Hash> proof)
    {
        if (first < 0 || first > second) return false;
        if (first == 0) return proof.Count == 0 && firstRoot == MerkleTree.EmptyRoot && (second > 0 || secondRoot == firstRoot);
        if (first == second) return proof.Count == 0 && firstRoot == secondRoot;

        // The first tree is one complete node of the second, so the proof omits its root.
        IReadOnlyList<Hash> path = BitOperations.IsPow2(first) ? [firstRoot, .. proof] : proof;
        return path.Count > 0 && Joins(first, firstRoot, second, secondRoot, path);
    }

    private static bool Joins(long first, Hash firstRoot, long second, Hash secondRoot, IReadOnlyList<Hash> path)
    {
        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1) ProofPath.Rise(ref node, ref last);

        var (earlier, later) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0) return false;

            if (ProofPath.IsRight(node, last))
            {
                earlier = MerkleTree.NodeHash(hash, earlier);
                later = MerkleTree.NodeHash(hash, later);
                ProofPath.SkipSingles(ref node, ref last);
            }
            else
            {
                later = MerkleTree.NodeHash(later, hash);
            }

            ProofPath.Rise(ref node, ref last);
        }

        return last == 0 && earlier == firstRoot && later == secondRoot;
    }

    private static List<LeafRange> Parts(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        if (first == 0 || first == second) return [];

        var parts = new List<LeafRange>();
        var range = new LeafRange(0, second);
        while (range.End != first)
        {
            var (left, right) = range.Halves();
            (range, var other) = first <= left.End ? (left, right) : (right, left);
            parts.Add(other);
        }

        // The remaining range is the last part of the first tree. If it is the whole tree, the verifier already has its root.
        if (range.Start > 0) parts.Add(range);
        parts.Reverse();
        return parts;
    }
}
