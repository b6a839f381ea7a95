using System.Globalization;

namespace MentorshipFlow.Ledger;

/// <summary>
/// The state of a ledger at one size. The text is a C2SP tlog-checkpoint without extension lines: origin (which ledger), size in decimal
/// and root in base64, three lines that each end in a newline. It is published inside a <see cref="SignedNote"/>.
/// <code>
/// mentorshipflow.example/ledger
/// 12174
/// QRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=
/// </code>
/// </summary>
/// <param name="Origin">Name of the ledger, one line (<see cref="Envelope.IsOneLine"/>).</param>
/// <param name="Size">Number of entries.</param>
/// <param name="Root">Root of the tree over these entries.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    /// <summary>The three lines that are signed.</summary>
    public string Body => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToArray())}\n");

    /// <summary>Reads a text of <see cref="Body"/>; null for anything else.</summary>
    public static Checkpoint? ParseBody(string text) =>
        text.Split('\n') is [var origin, var size, var root, ""]
        && Envelope.IsOneLine(origin)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Base64.TryDecode(root) is { Length: Hash.Size } bytes
        && new Checkpoint(origin, number, Hash.From(bytes)) is var parsed
        && parsed.Body == text
            ? parsed
            : null;
}
