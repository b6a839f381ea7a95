using System.Numerics;

namespace MentorshipFlow.Ledger;

/// <summary>
/// The positions under one node of a tree, from Start up to but not including End. Start is a multiple of the largest power of two that
/// fits. The hash of an incomplete node at the right edge is computed from the complete nodes in it.
/// </summary>
internal readonly record struct LeafRange(long Start, long End)
{
    public long Size => End - Start;

    /// <summary>The ranges of the two children, for two or more leaves (RFC 6962, 2.1).</summary>
    public (LeafRange Left, LeafRange Right) Halves()
    {
        var middle = Start + MerkleTree.Split(Size);
        return (this with { End = middle }, this with { Start = middle });
    }

    /// <summary>The complete subtrees of the range from left to right, so from large to small.</summary>
    public IEnumerable<NodeId> CompleteNodes()
    {
        for (var start = Start; start < End;)
        {
            var level = BitOperations.Log2((ulong)(End - start));
            yield return new(level, start >> level);
            start += 1L << level;
        }
    }

    /// <summary>The hash of the range's node.</summary>
    public Hash Root(Func<NodeId, Hash> read) =>
        CompleteNodes().Reverse().Select(read).Aggregate((right, left) => MerkleTree.NodeHash(left, right));
}
