using System.Globalization;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A stamped checkpoint.</summary>
/// <param name="Size">The size of the ledger in the note.</param>
/// <param name="At">The time of the authority.</param>
/// <param name="Note">The signed note, whose UTF-8 bytes were stamped.</param>
public sealed record TimeStamp(long Size, DateTimeOffset At, string Note);

/// <summary>The stamps, in the folder <c>time-stamps</c> of the safe: for each stamped checkpoint the note (<c>112.note</c>) and the answer
/// of the authority (<c>112.tsr</c>), so that <c>openssl ts -verify</c> checks the two files.</summary>
public sealed class TimeStampFiles(string safe)
{
    private const string Answer = ".tsr", Note = ".note";

    private readonly string folder = Path.Combine(safe, "time-stamps");

    /// <summary>The sizes of the stamped checkpoints, smallest first.</summary>
    public IReadOnlyList<long> Sizes => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, $"*{Answer}").Select(Path.GetFileNameWithoutExtension)
            .Select(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1)
            .Where(size => size >= 0).Order(),
    ];

    /// <summary>The stamp at a size; null where there is none, or where its files are damaged.</summary>
    public TimeStamp? At(long size) => AnswerAt(size) is { } answer && TimeStampAuthority.TimeIn(answer) is { } time
        && File.Exists(Of(size, Note)) ? new(size, time, File.ReadAllText(Of(size, Note))) : null;

    /// <summary>The authority's answer at a size; null where there is none.</summary>
    public byte[]? AnswerAt(long size) => File.Exists(Of(size, Answer)) ? File.ReadAllBytes(Of(size, Answer)) : null;

    /// <summary>Keeps a stamp. The answer is renamed last: a note without an answer is written again.</summary>
    public void Keep(long size, string note, byte[] answer)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Replace(Of(size, Note), note);
        WholeFile.Replace(Of(size, Answer), answer);
    }

    /// <summary>Moves the stamps above a size to a folder of their own, <c>time-stamps-until-…</c>: their entries are lost.</summary>
    public void SetAside(long size, string until)
    {
        foreach (var lost in Sizes.Where(s => s > size))
        {
            var aside = Directory.CreateDirectory($"{folder}-{until}").FullName;
            foreach (var file in new[] { Of(lost, Note), Of(lost, Answer) }.Where(File.Exists))
            {
                File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
            }
        }
    }

    private string Of(long size, string kind) => Path.Combine(folder, FormattableString.Invariant($"{size}{kind}"));
}
