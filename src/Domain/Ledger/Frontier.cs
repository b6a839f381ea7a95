using System.Numerics;

namespace MentorshipFlow.Ledger;

/// <summary>
/// The right edge of the tree: the roots of its complete subtrees, one for each set bit of the size, largest first. This is enough to
/// append and to compute the root. Stored as these hashes one after the other, 32 bytes each, with the size in another column.
/// </summary>
public sealed class Frontier
{
    private const int Levels = 63;

    private readonly Hash[] edge = new Hash[Levels];

    // Used elements of the edge: the number of bits set in the size.
    private int count;

    /// <summary>A new, mutable frontier of a tree without leaves.</summary>
    public static Frontier Empty => new();

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Reads the bytes that <see cref="ToBytes"/> wrote at this size.</summary>
    /// <exception cref="FormatException">The size is negative, or the bytes are not one hash for each bit set in it.</exception>
    public static Frontier Parse(long size, ReadOnlySpan<byte> bytes)
    {
        if (size < 0 || bytes.Length != BitOperations.PopCount((ulong)size) * Hash.Size)
            throw new FormatException($"{bytes.Length} bytes are no frontier of a tree with {size} leaves.");

        var frontier = new Frontier { Size = size };
        for (; !bytes.IsEmpty; bytes = bytes[Hash.Size..]) frontier.edge[frontier.count++] = Hash.From(bytes[..Hash.Size]);
        return frontier;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[count * Hash.Size];
        for (var i = 0; i < count; i++) edge[i].CopyTo(bytes.AsSpan(i * Hash.Size));
        return bytes;
    }

    /// <summary>
    /// Appends the leaf of the entry at position <see cref="Size"/>. Calls <paramref name="completed"/> for each inner node that becomes
    /// complete, with level (from 1), index and hash, lowest first.
    /// </summary>
    public void Append(Hash leaf, Action<int, long, Hash>? completed = null) => AppendLeafHash(MerkleTree.LeafHash(leaf), completed);

    /// <summary>The root of the tree (RFC 6962, 2.1).</summary>
    public Hash Root()
    {
        if (count == 0) return MerkleTree.EmptyRoot;

        var root = edge[count - 1];
        for (var i = count - 2; i >= 0; i--) root = MerkleTree.NodeHash(edge[i], root);
        return root;
    }

    internal void AppendLeafHash(Hash leafHash, Action<int, long, Hash>? completed = null)
    {
        var (node, level) = (leafHash, 0);
        for (var index = Size; (index & 1) == 1; index >>= 1)
        {
            node = MerkleTree.NodeHash(edge[--count], node);
            completed?.Invoke(++level, index >> 1, node);
        }

        edge[count++] = node;
        Size++;
    }
}
