using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>
/// Verifies a proof as https://c2sp.org/tlog-proof and RFC 6962 describe it, written from those documents alone: nothing of the product
/// takes part but the key's bytes.
/// </summary>
internal static class PublicProof
{
    public static bool Verifies(string proof, byte[] record, CheckpointKey key)
    {
        var lines = proof.Split('\n');
        if (lines[0] != "c2sp.org/tlog-proof@v1") return false;
        var at = lines[1].StartsWith("extra ", StringComparison.Ordinal) ? 2 : 1;
        if (lines[at].Split(' ') is not ["index", var number]) return false;
        var index = long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
        var path = lines[(at + 1)..].TakeWhile(l => l.Length > 0).Select(Convert.FromBase64String).ToList();
        var note = string.Join('\n', lines[(at + path.Count + 2)..]);
        var body = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var (size, root) = (long.Parse(body.Split('\n')[1], CultureInfo.InvariantCulture), Convert.FromBase64String(body.Split('\n')[2]));
        return index < size && IsSigned(note, body, key) && Path(index, 0, size, [.. path]).AsSpan().SequenceEqual(root);

        // MTH of RFC 6962, 2.1 over leaves first to end, of which only the one at the index is known.
        byte[] Path(long leaf, long first, long end, byte[][] siblings)
        {
            if (end - first == 1) return siblings.Length == 0 ? SHA256.HashData([0, .. record]) : [];
            var half = 1L;
            while (half * 2 < end - first) half *= 2;
            if (siblings.Length == 0) return [];
            return leaf - first < half
                ? SHA256.HashData([1, .. Path(leaf, first, first + half, siblings[..^1]), .. siblings[^1]])
                : SHA256.HashData([1, .. siblings[^1], .. Path(leaf, first + half, end, siblings[..^1])]);
        }
    }

    private static bool IsSigned(string note, string body, CheckpointKey key)
    {
        if (note[(body.Length + 1)..].TrimEnd('\n').Split(' ') is not ["—", var name, var text] || name != key.Name) return false;
        var signed = Convert.FromBase64String(text);
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key.Spki, out _);
        return signed.AsSpan(0, 4).SequenceEqual(SHA256.HashData(key.Spki).AsSpan(0, 4)) && ecdsa.VerifyData(
            Encoding.UTF8.GetBytes(body), signed.AsSpan(4), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
