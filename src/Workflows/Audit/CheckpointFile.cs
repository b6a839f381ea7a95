using System.Text;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// The notes that were signed, in the file <c>checkpoints.log</c> of the safe: signed notes of five lines one after the other, UTF-8,
/// nothing between them. It lies outside the data folder, so that whoever puts an old backup back, or rewrites the database, is found out
/// by it.
/// </summary>
/// <remarks>Appended to and flushed to disk, never rewritten. A crash may leave the beginning of a note at the end: it is passed over by
/// readers, because nobody was told of it, and cut off by the next append.</remarks>
public sealed class CheckpointFile(string safe)
{
    private const int LinesOfNote = 5;

    // A note has about 250 bytes: its origin and its key's name are ours.
    private const int LongestNote = 2048;
    private static readonly byte[] SignatureLine = Encoding.UTF8.GetBytes("\n— ");
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly string path = Path.Combine(safe, "checkpoints.log");

    /// <summary>Keeps the other nodes that share this safe from signing meanwhile.</summary>
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

    /// <summary>Every whole note, oldest first.</summary>
    /// <exception cref="InvalidDataException">The file ends in something that is no note.</exception>
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

    /// <summary>The last whole note; null when none was written yet.</summary>
    /// <exception cref="InvalidDataException">The file ends in something that is no note.</exception>
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

    /// <summary>Appends a note; when this returns it is on disk.</summary>
    /// <exception cref="InvalidDataException">The file ends in something that is no note.</exception>
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

    // The last bytes of the file, and where in them the last whole note ends.
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
