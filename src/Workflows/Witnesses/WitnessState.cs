using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Witnesses;

/// <summary>
/// The checkpoints that a witness has seen, in a file of its own, UTF-8, append-only:
/// <code>
/// mentorshipflow witness v1
/// mentorshipflow+04680ddd+AjBZ…                   the ledger's public key (CheckpointKey), given when the file was made
/// mentorshipflow.example/ledger                   then every checkpoint that the witness accepted: the 5 lines of a SignedNote …
/// 12174
/// QRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=
///
/// — mentorshipflow FfOjHjBG…
/// — witness.region.example/w1 jWbPPwAA…           … and the witness's cosignature
/// </code>
/// A checkpoint is on disk before it is cosigned. So whatever ends the program, it never cosigns two trees of one size. A last line that is
/// cut off was not acted upon: it is ignored, and overwritten. A lost file is not made again silently, because the witness would believe
/// whatever it sees first.
/// </summary>
public sealed class WitnessState : IDisposable
{
    private const string Title = "mentorshipflow witness v1";
    private const string SignatureStart = "— ";
    private const int NoteLines = 5;

    private readonly FileStream file;

    private WitnessState(FileStream file)
    {
        this.file = file;
        var text = ReadAll();
        var lines = text.Split('\n')[..^1];
        if (lines is not [Title, var key, ..] || CheckpointKey.Parse(key) is not { } ledger) throw Unreadable();
        LedgerKey = ledger;
        var at = 2;
        while (IsNote(lines, at))
        {
            Note = string.Concat(lines[at..(at + NoteLines)].Select(line => $"{line}\n"));
            at += NoteLines;
            Cosigned = at < lines.Length && IsSignature(lines[at]) ? $"{lines[at++]}\n" : null;
        }

        // Up to four lines are the beginning of a note that was not written to its end.
        if (lines.Length - at >= NoteLines) throw Unreadable();
        if (Note is not null) Last = SignedNote.TryOpen(Note, LedgerKey, out var last) ? last : throw Unreadable();
        file.SetLength(lines[..at].Sum(line => Encoding.UTF8.GetByteCount(line) + 1L));
    }

    /// <summary>The key that must have signed every checkpoint.</summary>
    public CheckpointKey LedgerKey { get; }

    /// <summary>The last checkpoint that was accepted; null before the first.</summary>
    public Checkpoint? Last { get; private set; }

    /// <summary>Its note with the ledger's signature alone.</summary>
    public string? Note { get; private set; }

    /// <summary>The witness's cosignature line of it; null if the program ended before it was written.</summary>
    public string? Cosigned { get; private set; }

    /// <summary>Makes the file of a witness that has seen nothing.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    public static void Make(string path, CheckpointKey ledger) => NewFile.Write(
        path, $"{Title}\n{ledger.Format()}\n",
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    /// <summary>Opens the file for this process alone.</summary>
    /// <exception cref="IOException">Another process has it open, or it does not exist.</exception>
    /// <exception cref="InvalidDataException">It is not such a file.</exception>
    public static WitnessState Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether this checkpoint was accepted at any time.</summary>
    public bool Has(Checkpoint checkpoint) => ReadAll().Contains($"\n{checkpoint.Body}\n{SignatureStart}", StringComparison.Ordinal);

    /// <summary>Appends a checkpoint; it is on disk when this returns.</summary>
    public void Accept(Checkpoint checkpoint, string note)
    {
        Append(note);
        (Last, Note, Cosigned) = (checkpoint, note, null);
    }

    /// <summary>Appends the cosignature of the last checkpoint; it is on disk when this returns.</summary>
    public void Keep(string cosignature)
    {
        Append(cosignature);
        Cosigned = cosignature;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static bool IsNote(string[] lines, int at) =>
        at + NoteLines <= lines.Length && lines[at + 3].Length == 0 && IsSignature(lines[at + 4]);

    private static bool IsSignature(string line) => line.StartsWith(SignatureStart, StringComparison.Ordinal);

    private void Append(string text)
    {
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private string ReadAll()
    {
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, leaveOpen: true);
        return reader.ReadToEnd();
    }

    private InvalidDataException Unreadable() => new($"state-unreadable: {file.Name} is not what this program wrote.");
}
