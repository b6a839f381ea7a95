namespace MentorshipFlow.Ledger;

/// <summary>
/// A complete subtree of 2^Level leaves from position Index × 2^Level. Level 0 is
/// <see cref="MerkleTree.LeafHash(Hash)"/> of an entry's leaf; a complete node never changes again.
/// </summary>
public readonly record struct NodeId(int Level, long Index);
