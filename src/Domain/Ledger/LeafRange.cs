using System.Numerics;

namespace MentorshipFlow.Ledger;

/// <summary>
/// The positions from Start up to but not including End that lie under one node of some tree: Start is a multiple of the largest power
/// of two that fits. A node at the right edge is seldom complete; its hash follows from the complete ones in it.
/// </summary>
internal readonly record struct LeafRange(long Start, long End)
{
    public long Size => End - Start;

    /// <summary>The two ranges below a node of two or more leaves (RFC 6962, 2.1).</summary>
    public (LeafRange Left, LeafRange Right) Halves()
    {
        var middle = Start + MerkleTree.Split(Size);
        return (this with { End = middle }, this with { Start = middle });
    }

    /// <summary>The complete subtrees that make up the range, from left to right and so from large to small.</summary>
    public IEnumerable<NodeId> CompleteNodes()
    {
        for (var start = Start; start < End;)
        {
            var level = BitOperations.Log2((ulong)(End - start));
            yield return new(level, start >> level);
            start += 1L << level;
        }
    }

    /// <summary>The hash of the node above the range.</summary>
    public Hash Root(Func<NodeId, Hash> read) =>
        CompleteNodes().Reverse().Select(read).Aggregate((right, left) => MerkleTree.NodeHash(left, right));
}
