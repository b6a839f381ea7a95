using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>
/// The length of a stream at a size of the ledger. Inclusion proofs cannot show it: without the last entries, all others can still be
/// proved. Signed with the checkpoint key as a <see cref="SignedNote"/> of five lines; a checkpoint has three, so the two cannot be
/// confused.
/// <code>
/// mentorshipflow stream v1
/// programme-0193b2f0-1111-7222-8333-444455556666
/// 58
/// 12174
/// QRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=
/// </code>
/// Stream, its last version, size of the tree, root of the tree in base64; numbers are decimal without leading zeros.
/// </summary>
/// <param name="Version">Version of the stream's last entry, which is the number of its entries.</param>
/// <param name="Size">Number of entries of the whole ledger.</param>
/// <param name="Root">Root of the tree over these entries.</param>
public sealed record StreamStatement(string Stream, int Version, long Size, Hash Root)
{
    private const string Title = "mentorshipflow stream v1";

    /// <summary>The five lines that are signed.</summary>
    public string Body => string.Create(
        CultureInfo.InvariantCulture, $"{Title}\n{Stream}\n{Version}\n{Size}\n{Convert.ToBase64String(Root.ToArray())}\n");

    /// <summary>Reads a text of <see cref="Body"/>; null for anything else.</summary>
    public static StreamStatement? ParseBody(string text) =>
        text.Split('\n') is [Title, var stream, var version, var size, var root, ""]
        && Envelope.IsOneLine(stream)
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Base64.TryDecode(root) is { Length: Hash.Size } bytes
        && new StreamStatement(stream, last, number, Hash.From(bytes)) is var parsed
        && parsed.Body == text
            ? parsed
            : null;

    /// <summary>The statement as a signed note.</summary>
    /// <exception cref="ArgumentException">The statement or the name has no valid text form, or the key is not on P-256.</exception>
    public string Sign(ECDsa key, string keyName) =>
        ParseBody(Body) is null
            ? throw new ArgumentException("The statement has no text form: its stream is one line and its numbers are not negative.",
                nameof(key))
            : SignedNote.SignBody(Body, key, keyName);

    /// <summary>Reads a note that <see cref="Sign"/> wrote with this key; false for anything else. Never throws.</summary>
    public static bool TryOpen(string note, CheckpointKey key, [NotNullWhen(true)] out StreamStatement? statement)
    {
        statement = SignedNote.TryOpenBody(note, key, out var body) ? ParseBody(body) : null;
        return statement is not null;
    }
}
