using System.Globalization;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The last complete verification that found nothing.</summary>
/// <param name="Checkpoint">Size and root of the ledger then.</param>
/// <param name="At">When it ended.</param>
public sealed record Verified(Checkpoint Checkpoint, DateTimeOffset At);

/// <summary>
/// How far the ledger was verified, in the file <c>verified.log</c> of the safe, UTF-8, replaced as a whole:
/// <code>
/// mentorshipflow verified v1
/// {origin of the checkpoints}
/// {size of the ledger} {root, 64 lower hex digits}
/// {yyyy-MM-ddTHH:mm:ssZ}
/// </code>
/// each line ending in a newline.
/// </summary>
public sealed class VerifiedMark(string safe)
{
    private const string Title = "mentorshipflow verified v1";

    private readonly string path = Path.Combine(safe, "verified.log");

    /// <summary>The mark written last; null when the file is missing or incomplete: then everything is verified anew.</summary>
    public Verified? Read()
    {
        if (!File.Exists(path)) return null;
        return File.ReadAllText(path).Split('\n') is [Title, var origin, var tree, var time, ""] && tree.Split(' ') is [var size, var root]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var entries) && Hash.TryParse(root, out var hash)
            && DateTimeOffset.TryParseExact(time, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var at)
            ? new(new(origin, entries, hash), at) : null;
    }

    /// <summary>Removes the mark of a safe whose ledger was put back to an earlier size.</summary>
    public static void Forget(string safe) => File.Delete(Path.Combine(safe, "verified.log"));

    /// <summary>Writes the mark; it is on disk when this returns.</summary>
    public void Write(Verified verified)
    {
        var checkpoint = verified.Checkpoint;
        WholeFile.Replace(path, string.Create(CultureInfo.InvariantCulture,
            $"{Title}\n{checkpoint.Origin}\n{checkpoint.Size} {checkpoint.Root}\n{verified.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\n"));
    }
}
