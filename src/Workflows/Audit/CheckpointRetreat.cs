using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Goes back behind checkpoints that left the house, because the entries they speak of are lost. The file with all of them stays in the
/// safe under another name, and <c>losses.log</c> there says when and from where to where: whoever holds a later note will ask.
/// </summary>
/// <remarks>Whatever kills it: until the loss is written down, every note stands where it stood, and who tries again must accept the loss
/// again.</remarks>
public sealed class CheckpointRetreat(string safe, CheckpointKey key, TimeProvider clock)
{
    private const string Notes = "checkpoints.log";

    private readonly string path = Path.Combine(safe, Notes);

    /// <summary>Writes the notes up to a size to a folder of their own, for a verification that must not ask for more.</summary>
    public CheckpointFile Kept(long size, string folder)
    {
        File.WriteAllText(Path.Combine(folder, Notes), NotesUpTo(size));
        return new(folder);
    }

    /// <summary>
    /// Sets the whole file aside, writes the loss down, one line for each, and keeps the notes up to a size: in this order, the last step a
    /// rename.
    /// </summary>
    public void To(long size, Checkpoint lost)
    {
        var aside = $"checkpoints-until-{clock.GetUtcNow():yyyyMMddTHHmmssfffZ}.log";
        File.Copy(path, Path.Combine(safe, aside));
        Write(
            Path.Combine(safe, "losses.log"), FileMode.Append,
            $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {lost.Origin} restored at {size} entries; "
            + $"the checkpoint of {lost.Size} entries with root {lost.Root} was given up; every note is in {aside}\n");
        var kept = $"{path}.new";
        Write(kept, FileMode.Create, NotesUpTo(size));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(kept, File.GetUnixFileMode(path));
        File.Move(kept, path, overwrite: true);
    }

    private string NotesUpTo(long size) =>
        string.Concat(new CheckpointFile(safe).Notes()
            .Where(note => SignedNote.TryOpen(note, key, out var checkpoint) && checkpoint.Size <= size));

    private static void Write(string path, FileMode mode, string text)
    {
        using var file = new FileStream(path, mode, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
