using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The witnesses whose cosignatures this installation keeps; none by default.</summary>
public sealed record KnownWitnesses(IReadOnlyList<WitnessKey> Keys);

/// <summary>
/// The newest checkpoints that a witness cosigned, in the file <c>cosigned.log</c> of the safe: signed notes one after the other, each with
/// one or more cosignatures, smallest size first, UTF-8, replaced as a whole. Lost, the server has no cosignatures until the next come; the
/// witnesses have theirs in their own files.
/// </summary>
public sealed class CosignedNotes(string safe)
{
    private const int Kept = 60;

    private readonly string path = Path.Combine(safe, "cosigned.log");

    /// <summary>All notes, smallest size first.</summary>
    public IReadOnlyList<string> Read()
    {
        if (!File.Exists(path)) return [];
        var lines = File.ReadAllText(path).Split('\n');
        var notes = new List<string>();
        // A note is three lines, an empty line, and its signatures.
        foreach (var empty in Enumerable.Range(3, Math.Max(0, lines.Length - 4)).Where(i => lines[i].Length == 0))
        {
            var end = Array.FindIndex(lines, empty + 1, line => !line.StartsWith("— ", StringComparison.Ordinal));
            notes.Add(string.Concat(lines[(empty - 3)..end].Select(line => $"{line}\n")));
        }

        return notes;
    }

    /// <summary>Keeps the last of these notes; they are on disk when this returns.</summary>
    public void Write(IEnumerable<string> notes) => WholeFile.Replace(path, string.Concat(notes.TakeLast(Kept)));
}
