using System.Globalization;
using System.Text;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The length of each programme's stream at a size of the ledger.</summary>
/// <param name="Origin">The origin line of the ledger's checkpoints.</param>
/// <param name="Versions">The last version of each stream that had entries.</param>
public sealed record StreamLengths(string Origin, long Size, IReadOnlyDictionary<string, int> Versions);

/// <summary>
/// The stream lengths that the signer found for its last note, in the file <c>streams.log</c> of the safe: UTF-8,
/// <code>
/// mentorshipflow streams v1
/// {origin of the checkpoints}
/// {size of the ledger} {number of streams}
/// {stream} {version}        for each programme, in the order of bytes
/// </code>
/// each line ending in a newline. If the last entry of a stream is moved elsewhere, all remaining entries are genuine: only a length
/// from outside the database shows the loss.
/// </summary>
/// <remarks>Replaced as a whole after each note. If it is older than the last note or lost, the signer recomputes the ledger from there, or
/// from the beginning.</remarks>
public sealed class StreamLengthFile(string safe)
{
    private const string Title = "mentorshipflow streams v1";

    private readonly string path = Path.Combine(safe, "streams.log");

    /// <summary>The lengths written last; null when the file is missing or incomplete.</summary>
    public StreamLengths? Read()
    {
        if (!File.Exists(path)) return null;
        using var lines = File.ReadLines(path).GetEnumerator();
        if (Next() != Title || Next() is not { } origin || Next()?.Split(' ') is not [var sizeText, var countText]) return null;
        if (!TryNumber(sizeText, out var size) || !TryNumber(countText, out var count)) return null;
        Dictionary<string, int> versions = [];
        while (Next() is { } line)
        {
            if (line.Split(' ') is not [var stream, var text] || !TryNumber(text, out var version)
                || !versions.TryAdd(stream, (int)version)) return null;
        }

        return versions.Count == count ? new(origin, size, versions) : null;

        string? Next() => lines.MoveNext() ? lines.Current : null;
    }

    /// <summary>Writes the lengths; they are on disk when this returns.</summary>
    public void Write(StreamLengths lengths)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Title}\n{lengths.Origin}\n{lengths.Size} {lengths.Versions.Count}\n");
        foreach (var (stream, version) in lengths.Versions.OrderBy(v => v.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{stream} {version}\n");
        WholeFile.Replace(path, text.ToString());
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
