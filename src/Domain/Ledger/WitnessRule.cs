namespace MentorshipFlow.Ledger;

/// <summary>
/// The conditions under which a witness cosigns a checkpoint (c2sp.org/tlog-witness): the tree of the last one that it cosigned must be
/// the beginning of the new one. The names of the faults are stable.
/// </summary>
public static class WitnessRule
{
    /// <summary>The ledger's key did not sign it.</summary>
    public const string OtherKey = "other-key";

    /// <summary>It is of another ledger.</summary>
    public const string OtherLedger = "other-ledger";

    /// <summary>It has fewer entries than the witness has seen, and is none of the checkpoints that it recorded.</summary>
    public const string SmallerTree = "smaller-tree";

    /// <summary>It is an earlier checkpoint that the witness recorded itself.</summary>
    public const string Replayed = "replayed-checkpoint";

    /// <summary>The history that the witness has seen was rewritten: at the same size there is another root.</summary>
    public const string Forked = "forked";

    /// <summary>The proof does not show that the ledger only grew: it is wrong, or the history was rewritten.</summary>
    public const string ProofFailed = "proof-failed";

    /// <summary>The fault of a checkpoint whose signature is valid; null if there is none.</summary>
    /// <param name="last">The last checkpoint that the witness recorded; null before the first.</param>
    /// <param name="claimedRoot">The root at the size of the last one, as the server tells it together with the proof.</param>
    /// <param name="proof">From the last size to the next (<see cref="ConsistencyProof"/>); empty if the size is the same.</param>
    /// <param name="recorded">Whether the witness has recorded this checkpoint.</param>
    public static string? Fault(
        Checkpoint? last, Checkpoint next, Hash? claimedRoot, IReadOnlyList<Hash> proof, Predicate<Checkpoint> recorded) =>
        last is null ? next.Size > 0 || next.Root == MerkleTree.EmptyRoot ? null : ProofFailed
        : next.Origin != last.Origin ? OtherLedger
        : next.Size < last.Size ? recorded(next) ? Replayed : SmallerTree
        : next.Size == last.Size ? next.Root == last.Root ? null : Forked
        : claimedRoot is { } claimed && claimed != last.Root ? Forked
        : ConsistencyProof.Verify(last.Size, last.Root, next.Size, next.Root, proof) ? null : ProofFailed;
}
