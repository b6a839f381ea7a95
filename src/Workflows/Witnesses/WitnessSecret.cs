using System.Security.Cryptography;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Witnesses;

/// <summary>
/// The private key of a witness, in a file of one line in the form of Go's signed notes:
/// <c>PRIVATE+KEY+name+keyid+base64</c>, where the base64 holds the byte 0x04 and the 32 bytes of the seed.
/// </summary>
public sealed class WitnessSecret
{
    private const string Prefix = "PRIVATE+KEY+";
    private const byte CosignatureAlgorithm = 0x04;

    private readonly byte[] seed;

    private WitnessSecret(string name, byte[] seed) => (this.seed, Key) = (seed, new(name, Ed25519.PublicKey(seed)));

    /// <summary>The public key.</summary>
    public WitnessKey Key { get; }

    /// <summary>Makes a key in a new file that its owner alone can read.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    /// <exception cref="ArgumentException">The name has a space or a plus sign.</exception>
    public static WitnessSecret Make(string name, string path)
    {
        var made = new WitnessSecret(name, RandomNumberGenerator.GetBytes(Ed25519.SeedLength));
        if (WitnessKey.Parse(made.Key.Format()) is null) throw new ArgumentException("A witness's name has no space and no plus sign.");
        NewFile.Write(path, $"{made.Format()}\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return made;
    }

    /// <summary>Reads the file; null if it holds something else.</summary>
    public static WitnessSecret? Read(string path)
    {
        var text = File.ReadAllText(path);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length..].Split('+', 3) is not [var name, _, var encoded])
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(encoded.TrimEnd('\n'), bytes, out var length)
            && bytes[..length] is [CosignatureAlgorithm, .. { Length: Ed25519.SeedLength } seed]
            && new WitnessSecret(name, seed) is var read && $"{read.Format()}\n" == text
                ? read
                : null;
    }

    /// <summary>The cosignature line of a checkpoint, with its newline.</summary>
    public string Cosign(Checkpoint checkpoint, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return Cosignature.Line(Key, seconds, Ed25519.Sign(seed, Cosignature.Message(checkpoint.Body, seconds)));
    }

    private string Format() =>
        $"{Prefix}{Key.Name}+{Convert.ToHexStringLower(Key.Id)}+{Convert.ToBase64String([CosignatureAlgorithm, .. seed])}";
}
