using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MentorshipFlow.Ledger;

/// <summary>
/// A witness's statement that the tree of a checkpoint is the largest that it has seen of this ledger, and continues all that it had seen
/// before (c2sp.org/tlog-cosignature, Ed25519). It is one more signature line of the checkpoint's note; the base64 holds the 4 bytes of the
/// key id, the time in seconds since 1970 (8 bytes, big-endian) and the 64 bytes of the signature. The signed message is two lines and the
/// lines of the note:
/// <code>
/// cosignature/v1
/// time 1679315147
/// mentorshipflow.example/ledger
/// 12174
/// QRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=
/// </code>
/// </summary>
/// <param name="Witness">The name of the witness's key.</param>
/// <param name="Seconds">When it was signed, in seconds since 1970-01-01 UTC by the witness's clock; above 0.</param>
/// <param name="SignatureLine">The line of the note, with its newline.</param>
public sealed record Cosignature(string Witness, long Seconds, string SignatureLine)
{
    private const int TimeLength = sizeof(long);
    private const int SignatureLength = 64;

    // The year 9999, the last that a date can have.
    private const long LastSecond = 253402300799;

    /// <summary>The time as <c>yyyy-MM-ddTHH:mm:ssZ</c>; the number of seconds after the year 9999.</summary>
    public string Time => Seconds > LastSecond
        ? Seconds.ToString(CultureInfo.InvariantCulture)
        : DateTimeOffset.FromUnixTimeSeconds(Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The bytes that a witness signs.</summary>
    /// <param name="body">The lines of the note, each ending in a newline (<see cref="Checkpoint.Body"/>).</param>
    public static byte[] Message(string body, long seconds) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{body}"));

    /// <summary>The signature line of a note, with its newline.</summary>
    /// <param name="signature">Over <see cref="Message"/>.</param>
    public static string Line(WitnessKey key, long seconds, byte[] signature)
    {
        var time = new byte[TimeLength];
        BinaryPrimitives.WriteInt64BigEndian(time, seconds);
        return SignedNote.Line(key.Name, [.. key.Id, .. time, .. signature]);
    }

    /// <summary>
    /// Looks for a cosignature of this witness. False if one of its lines is wrong: such a note must not be believed. The latest one, or
    /// null if the note has none of this witness. Never throws.
    /// </summary>
    public static bool TryFind(string note, WitnessKey key, Ed25519Check check, out Cosignature? found)
    {
        found = null;
        if (SignedNote.Parse(note) is not { } parsed) return true;
        foreach (var (name, signed) in parsed.Signatures)
        {
            if (name != key.Name || !signed.AsSpan().StartsWith(key.Id)) continue;
            if (signed.Length != CheckpointKey.IdLength + TimeLength + SignatureLength) return false;
            var seconds = BinaryPrimitives.ReadInt64BigEndian(signed.AsSpan(CheckpointKey.IdLength));
            if (seconds <= 0 || !check(key.PublicKey, Message(parsed.Body, seconds), signed[^SignatureLength..])) return false;
            if (found is null || seconds > found.Seconds) found = new(name, seconds, SignedNote.Line(name, signed));
        }

        return true;
    }
}
