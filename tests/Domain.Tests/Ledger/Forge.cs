using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

/// <summary>The smallest changes that a forger can make.</summary>
internal static class Forge
{
    public static Hash Flip(Hash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return Hash.From(bytes);
    }

    public static Hash[] Flip(IReadOnlyList<Hash> hashes, int index, int bit)
    {
        Hash[] forged = [.. hashes];
        forged[index] = Flip(forged[index], bit);
        return forged;
    }
}
