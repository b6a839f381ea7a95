using System.Numerics;

namespace MentorshipFlow.Ledger;

/// <summary>
/// The Merkle tree of RFC 6962 (section 2.1) with SHA-256 over the positions of the ledger. The data of position n are the 32 bytes of its
/// entry's leaf: leaf hash = SHA-256(0x00, leaf), inner node = SHA-256(0x01, left, right), empty tree = SHA-256 of nothing.
/// </summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The root of the tree without leaves.</summary>
    public static Hash EmptyRoot { get; } = Hash.Of([]);

    /// <summary>The hash of the level-0 node of an entry with this leaf.</summary>
    public static Hash LeafHash(Hash leaf)
    {
        Span<byte> input = stackalloc byte[1 + Hash.Size];
        input[0] = LeafPrefix;
        leaf.CopyTo(input[1..]);
        return Hash.Of(input);
    }

    /// <summary>The hash of the parent of two nodes.</summary>
    public static Hash NodeHash(Hash left, Hash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Hash.Size];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Hash.Size)..]);
        return Hash.Of(input);
    }

    /// <summary>The root over these leaves, computed as the RFC defines it.</summary>
    public static Hash Root(ReadOnlySpan<Hash> leaves)
    {
        var hashes = new Hash[leaves.Length];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = LeafHash(leaves[i]);
        return RootOf(hashes);
    }

    /// <summary>The root over a sequence of leaves; holds at most one hash per level.</summary>
    public static Hash Root(IEnumerable<Hash> leaves)
    {
        var frontier = new Frontier();
        foreach (var leaf in leaves) frontier.Append(leaf);
        return frontier.Root();
    }

    /// <summary>For the RFC's test vectors, whose data are not 32 bytes long.</summary>
    internal static Hash LeafHash(ReadOnlySpan<byte> data) => Hash.Of([LeafPrefix, .. data]);

    internal static Hash RootOf(ReadOnlySpan<Hash> leafHashes) => leafHashes.Length switch
    {
        0 => EmptyRoot,
        1 => leafHashes[0],
        _ => NodeHash(RootOf(leafHashes[..(int)Split(leafHashes.Length)]), RootOf(leafHashes[(int)Split(leafHashes.Length)..])),
    };

    /// <summary>The size of the left subtree, for two or more leaves: the largest power of two below their number.</summary>
    internal static long Split(long size) => 1L << BitOperations.Log2((ulong)size - 1);
}
