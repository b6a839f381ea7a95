namespace MentorshipFlow.Ledger;

/// <summary>The way up a tree that both verifications of RFC 9162 walk: a node's index on a level, and the last index there.</summary>
internal static class ProofPath
{
    /// <summary>Whether the node's sibling stands to its left: it is a right child, or the last node, which was lifted.</summary>
    public static bool IsRight(long node, long last) => (node & 1) == 1 || node == last;

    /// <summary>One level up.</summary>
    public static void Rise(ref long node, ref long last)
    {
        node >>= 1;
        last >>= 1;
    }

    /// <summary>Past the levels on which the last node has no sibling.</summary>
    public static void SkipSingles(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0) Rise(ref node, ref last);
    }
}
