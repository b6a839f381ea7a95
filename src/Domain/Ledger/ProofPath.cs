namespace MentorshipFlow.Ledger;

/// <summary>The path from a node to the root, for both verifications of RFC 9162: the node's index on a level, and the last index
/// there.</summary>
internal static class ProofPath
{
    /// <summary>Whether the node's sibling is on its left: the node is a right child, or the last node, moved up without a
    /// sibling.</summary>
    public static bool IsRight(long node, long last) => (node & 1) == 1 || node == last;

    /// <summary>One level up.</summary>
    public static void Rise(ref long node, ref long last)
    {
        node >>= 1;
        last >>= 1;
    }

    /// <summary>Skips the levels on which the last node has no sibling.</summary>
    public static void SkipSingles(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0) Rise(ref node, ref last);
    }
}
