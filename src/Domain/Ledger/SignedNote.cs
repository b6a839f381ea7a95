using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Ledger;

/// <summary>
/// A checkpoint with its signature, as a C2SP signed note in UTF-8: the checkpoint's three lines, an empty line, and one signature line
/// "— name base64", which begins with an em dash (U+2014). The base64 holds the 4 bytes of the key id and the signature: ECDSA P-256
/// with SHA-256 over the three lines, their last newline included, as ASN.1 DER (RFC 3279, 2.2.3). Lines of other keys may follow, such as
/// those of witnesses (<see cref="Cosignature"/>); a reader ignores the lines of keys that it does not know.
/// <code>
/// mentorshipflow.example/ledger
/// 12174
/// QRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=
///
/// — school-49 FfOjHjBGAiEA39cvAXJIkLA3Mriv9406xqwI3enxmo7O5Ad5uKWa…
/// </code>
/// ECDSA is randomised, so signing twice gives two notes; both are valid.
/// </summary>
public static class SignedNote
{
    internal const string LineStart = "— ";

    // The public form asks readers for at least 16.
    internal const int MostSignatures = 32;

    /// <summary>The note of a checkpoint.</summary>
    /// <exception cref="ArgumentException">
    /// The checkpoint or the name has no valid text form, or the key is not on P-256.
    /// </exception>
    public static string Sign(Checkpoint checkpoint, ECDsa key, string keyName)
    {
        if (Checkpoint.ParseBody(checkpoint.Body) is null)
            throw new ArgumentException("The checkpoint has no text form.", nameof(checkpoint));
        return SignBody(checkpoint.Body, key, keyName);
    }

    /// <summary>Reads a note that <see cref="Sign"/> wrote with this key; false for anything else. Never throws.</summary>
    public static bool TryOpen(string note, CheckpointKey key, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = TryOpenBody(note, key, out var body) ? Checkpoint.ParseBody(body) : null;
        return checkpoint is not null;
    }

    /// <summary>The note with the signature of this key alone; null if the key did not sign it.</summary>
    public static string? Bare(string note, CheckpointKey key) => Signature(note, key) is (var body, var signed)
        ? $"{body}\n{Line(key.Name, signed)}"
        : null;

    /// <summary>The last note of a text, which is a single note or a file of notes, the newest last. Null if the text does not end with
    /// one.</summary>
    public static string? LastOf(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        var signatures = lines.Reverse().TakeWhile(line => line.StartsWith(LineStart, StringComparison.Ordinal)).Count();
        return signatures > 0 && lines[..^signatures] is [.., _, var size, _, ""]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? string.Join('\n', lines[^(signatures + 4)..]) + "\n"
            : null;
    }

    /// <summary>Signs any lines that each end in a newline; none may be empty.</summary>
    /// <exception cref="ArgumentException">The name is invalid, or the key is not on P-256.</exception>
    internal static string SignBody(string body, ECDsa key, string keyName)
    {
        var spki = key.ExportSubjectPublicKeyInfo();
        if (!CheckpointKey.IsP256(spki)) throw new ArgumentException("Notes are signed on P-256.", nameof(key));
        if (!CheckpointKey.IsName(keyName)) throw new ArgumentException("A key's name has no space and no plus sign.", nameof(keyName));

        var id = new CheckpointKey(keyName, spki).Id;
        var signature = key.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return $"{body}\n{Line(keyName, [.. id, .. signature])}";
    }

    /// <summary>The lines before the empty line, without checking the signature; the whole text if there is none.</summary>
    internal static string BodyOf(string note) =>
        note.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? note[..(end + 1)] : note;

    /// <summary>Reads the lines of a note signed by this key; false for anything else. Never throws.</summary>
    internal static bool TryOpenBody(string note, CheckpointKey key, [NotNullWhen(true)] out string? body)
    {
        body = Signature(note, key) is (var text, var signed)
            && key.Verifies(Encoding.UTF8.GetBytes(text), signed.AsSpan(CheckpointKey.IdLength)) ? text : null;
        return body is not null;
    }

    /// <summary>The signed lines, and name and bytes of each signature line, unverified; null if the text has not the form of a
    /// note.</summary>
    internal static (string Body, IReadOnlyList<(string Name, byte[] Signed)> Signatures)? Parse(string note)
    {
        if (note.LastIndexOf("\n\n", StringComparison.Ordinal) is not (>= 0 and var end) || !note.EndsWith('\n')) return null;
        var lines = note[(end + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures) return null;
        var signatures = new List<(string Name, byte[] Signed)>();
        foreach (var line in lines)
        {
            if (line.Split(' ') is not ["—", var name, var encoded] || !CheckpointKey.IsName(name)
                || Base64.TryDecode(encoded) is not { Length: > CheckpointKey.IdLength } signed) return null;
            signatures.Add((name, signed));
        }

        return (note[..(end + 1)], signatures);
    }

    /// <summary>A signature line with its newline.</summary>
    internal static string Line(string name, byte[] signed) => $"{LineStart}{name} {Convert.ToBase64String(signed)}\n";

    // The signed lines and the one signature with this key's name and id, unverified.
    private static (string Body, byte[] Signed)? Signature(string note, CheckpointKey key) =>
        Parse(note) is (var body, var signatures)
        && signatures.Where(s => s.Name == key.Name && s.Signed.AsSpan().StartsWith(key.Id)).ToList() is [var (_, signed)]
            ? (body, signed)
            : null;
}
