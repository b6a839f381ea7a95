using System.Text;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The signed notes, in the file <c>checkpoints.log</c> of the safe: notes of five lines one after the other, UTF-8, without
/// separator. The file lies outside the data folder, so that a restored old backup or a rewritten database does not match it.</summary>
/// <remarks>
/// Append-only, and flushed to disk. A crash may leave the beginning of a note at the end. Readers skip it, because it was never handed
/// out, and the next append cuts it off.
/// </remarks>
public sealed class CheckpointFile(string safe)
{
    private const int LinesOfNote = 5;

    // A note has about 250 bytes: this program chooses its origin and its key's name.
    private const int LongestNote = 2048;
    private static readonly byte[] SignatureLine = Encoding.UTF8.GetBytes("\n— ");
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly string path = Path.Combine(safe, "checkpoints.log");

    /// <summary>Locks the file, so that other nodes that share this safe do not sign at the same time.</summary>
    public async Task<IDisposable> Hold(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(safe, "checkpoints.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(safe))
            {
                await Task.Delay(BetweenTries, stop);
            }
        }
    }

    /// <summary>All complete notes, oldest first.</summary>
    /// <exception cref="InvalidDataException">The file ends in text that is not a note.</exception>
    public IEnumerable<string> Notes()
    {
        using var file = Open();
        var (tail, end) = Tail(file);
        var whole = file.Length - (tail.Length - end);
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        while (whole > 0)
        {
            var note = string.Concat(Enumerable.Range(0, LinesOfNote).Select(_ => $"{reader.ReadLine()}\n"));
            whole -= Encoding.UTF8.GetByteCount(note);
            yield return note;
        }
    }

    /// <summary>The last complete note; null when there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file ends in text that is not a note.</exception>
    public string? Last()
    {
        using var file = Open();
        var (tail, end) = Tail(file);
        if (end == 0) return null;
        var from = end - 1;
        for (var newlines = 0; from > 0; from--)
        {
            if (tail[from - 1] == '\n' && ++newlines == LinesOfNote) break;
        }

        return Encoding.UTF8.GetString(tail.AsSpan(from, end - from));
    }

    /// <summary>Appends a note; it is on disk when this returns.</summary>
    /// <exception cref="InvalidDataException">The file ends in text that is not a note.</exception>
    public void Append(string note)
    {
        using var file = Open();
        var (tail, end) = Tail(file);
        file.SetLength(file.Length - (tail.Length - end));
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(note));
        file.Flush(flushToDisk: true);
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        return new FileStream(path, options);
    }

    // The last bytes of the file, and the offset in them where the last complete note ends.
    private static (byte[] Bytes, int End) Tail(FileStream file)
    {
        var bytes = new byte[Math.Min(file.Length, 2 * LongestNote)];
        file.Seek(-bytes.Length, SeekOrigin.End);
        file.ReadExactly(bytes);
        var end = 0;
        for (var search = bytes.Length; end == 0 && bytes.AsSpan(0, search).LastIndexOf(SignatureLine) is >= 0 and var at; search = at)
        {
            var newline = bytes.AsSpan(at + 1).IndexOf((byte)'\n');
            if (newline >= 0) end = at + 1 + newline + 1;
        }

        return bytes.Length - end < LongestNote ? (bytes, end) : throw new InvalidDataException("checkpoints.log does not end in a note.");
    }
}
