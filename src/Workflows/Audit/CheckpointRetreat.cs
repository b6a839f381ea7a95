using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Goes back behind checkpoints that left the house, because the entries they speak of are lost. The file with all of them stays in the safe under
/// another name, and <c>losses.log</c> there says when and from where to where: whoever holds a later note will ask.
/// </summary>
public sealed class CheckpointRetreat(string safe, CheckpointKey key, TimeProvider clock)
{
    private readonly string path = Path.Combine(safe, "checkpoints.log");

    /// <summary>Keeps the notes up to a size, and sets the whole file aside.</summary>
    /// <returns>The file with everything.</returns>
    public string To(long size)
    {
        var file = new CheckpointFile(safe);
        var kept = file.Notes().Where(note => SignedNote.TryOpen(note, key, out var checkpoint) && checkpoint.Size <= size).ToList();
        var aside = Path.Combine(safe, $"checkpoints-until-{clock.GetUtcNow():yyyyMMddTHHmmssfffZ}.log");
        File.Move(path, aside);
        foreach (var note in kept) file.Append(note);
        return aside;
    }

    /// <summary>Puts the whole file back: there was no loss after all.</summary>
    public void Undo(string aside) => File.Move(aside, path, overwrite: true);

    /// <summary>Writes the loss down, one line for each.</summary>
    public void Record(Checkpoint lost, long size, string aside) =>
        File.AppendAllText(
            Path.Combine(safe, "losses.log"),
            $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {lost.Origin} restored at {size} entries; the checkpoint of {lost.Size} entries with root {lost.Root} was given up; every note is in {Path.GetFileName(aside)}\n");
}
