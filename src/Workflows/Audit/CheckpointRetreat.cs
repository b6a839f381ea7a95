using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Gives up the newest checkpoints, because their entries are lost. The whole file stays in the safe under another name, and
/// <c>losses.log</c> records date and sizes, because somebody may hold one of these notes.
/// </summary>
/// <remarks>
/// If this is interrupted before the loss is recorded, all notes stay in force, and the operator must accept the loss again.
/// </remarks>
public sealed class CheckpointRetreat(string safe, CheckpointKey key, TimeProvider clock)
{
    private const string Notes = "checkpoints.log";

    private readonly string path = Path.Combine(safe, Notes);

    /// <summary>Writes the notes up to a size to a separate folder, for a verification against these notes only.</summary>
    public CheckpointFile Kept(long size, string folder)
    {
        File.WriteAllText(Path.Combine(folder, Notes), NotesUpTo(size));
        return new(folder);
    }

    /// <summary>
    /// Copies the whole file, records the loss in one line, then keeps only the notes up to a size. The rename is the last step.
    /// </summary>
    public void To(long size, Checkpoint lost)
    {
        var until = $"until-{clock.GetUtcNow():yyyyMMddTHHmmssfffffffZ}";
        var aside = $"checkpoints-{until}.log";
        File.Copy(path, Path.Combine(safe, aside));
        new TimeStampFiles(safe).SetAside(size, until);
        Append(
            Path.Combine(safe, "losses.log"),
            $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {lost.Origin} restored at {size} entries; "
            + $"the checkpoint of {lost.Size} entries with root {lost.Root} was given up; every note is in {aside}\n");
        WholeFile.Replace(path, NotesUpTo(size));
    }

    private string NotesUpTo(long size) =>
        string.Concat(new CheckpointFile(safe).Notes()
            .Where(note => SignedNote.TryOpen(note, key, out var checkpoint) && checkpoint.Size <= size));

    private static void Append(string path, string text)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
