namespace MentorshipFlow.Ledger;

/// <summary>
/// Proves that an entry is at an index of a tree (RFC 6962, 2.1.1): the siblings on the path from its leaf to the root, lowest first. The
/// root fixes the leaf and the index; the size is fixed only by a checkpoint, together with the root.
/// </summary>
public static class InclusionProof
{
    /// <summary>The complete nodes that <see cref="Prove"/> needs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in a tree of this size.</exception>
    public static IReadOnlyList<NodeId> Needs(long index, long size) =>
        [.. Siblings(index, size).SelectMany(range => range.CompleteNodes())];

    /// <summary>The proof; <paramref name="read"/> gives the hash of each node of <see cref="Needs"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in a tree of this size.</exception>
    public static Hash[] Prove(long index, long size, Func<NodeId, Hash> read) =>
        [.. Siblings(index, size).Select(range => range.Root(read))];

    /// <summary>
    /// Whether the proof is valid for this leaf and root (RFC 9162, 2.1.3.2). False for invalid arguments; never throws.
    /// </summary>
    public static bool Verify(Hash leaf, long index, long size, IReadOnlyList<Hash> proof, Hash root) =>
        VerifyLeafHash(MerkleTree.LeafHash(leaf), index, size, proof, root);

    internal static bool VerifyLeafHash(Hash leafHash, long index, long size, IReadOnlyList<Hash> proof, Hash root)
    {
        if (index < 0 || index >= size) return false;

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;

            if (ProofPath.IsRight(node, last))
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                ProofPath.SkipSingles(ref node, ref last);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            ProofPath.Rise(ref node, ref last);
        }

        return last == 0 && hash == root;
    }

    private static List<LeafRange> Siblings(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);

        var siblings = new List<LeafRange>();
        for (var range = new LeafRange(0, size); range.Size > 1;)
        {
            var (left, right) = range.Halves();
            (range, var sibling) = index < left.End ? (left, right) : (right, left);
            siblings.Add(sibling);
        }

        siblings.Reverse();
        return siblings;
    }
}
