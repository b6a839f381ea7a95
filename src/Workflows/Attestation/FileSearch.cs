using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>Searches files: each is opened as it would be for a restore. A file that cannot be opened is named.</summary>
internal sealed partial class FileSearch(PostgresBinaries binaries, SoughtTexts texts, Findings findings, string scratch)
{
    private const int PageSize = 8192;
    private const int Beginning = 512;

    private static readonly (byte[] Magic, string Kind)[] Closed =
    [
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0xFD, .. "7zXZ"u8], "xz"), ([.. "BZh"u8], "bzip2"), ([0x04, 0x22, 0x4D, 0x18], "lz4"),
        ([.. "PK\u0003\u0004"u8], "zip"), ([.. "7z"u8, 0xBC, 0xAF], "7z"), ([.. "-----BEGIN PGP"u8], "OpenPGP"),
        ([.. "age-encryption.org"u8], "age"), ([.. "Salted__"u8], "openssl enc"),
    ];

    private readonly ByteSearch bytes = new(texts);

    /// <summary>Searches a file, or all files of a folder. The parts of a write-ahead log are read in their order.</summary>
    /// <param name="live">Whether files may vanish while it is searched.</param>
    public async Task In(SearchedStore store, string path, bool live, IProgress<WorkStep>? progress, CancellationToken stop)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            findings.NotSearched(path, "нет такого файла или каталога");
            return;
        }

        var (log, folder) = (new WalSegments(), "");
        foreach (var file in Directory.Exists(path) ? Files(path) : [path])
        {
            if (Path.GetDirectoryName(file) is { } its && its != folder) (log, folder) = (new(), its);
            progress?.Report(new(store.ToString().ToLowerInvariant(), path));
            try
            {
                var unread = log.UnreadImages;
                await One(live && IsOfLog(file) ? SearchedStore.Log : store, file, file, log, stop);
                if (log.UnreadImages > unread)
                    findings.NotSearched(file, $"образы страниц, сжатые lz4 или zstd: {log.UnreadImages - unread}");
            }
            catch (Exception gone) when (live && gone is FileNotFoundException or DirectoryNotFoundException)
            {
                // PostgreSQL has removed it since it was listed.
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or InvalidDataException or BackupException)
            {
                findings.NotSearched(file, closed is BackupException damaged ? damaged.Code : "не читается");
            }
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions
            { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Device })
            .Order(StringComparer.Ordinal);

    private static bool IsOfLog(string file) => file.Contains("/pg_wal/", StringComparison.Ordinal);

    private async Task One(SearchedStore store, string file, string shown, WalSegments log, CancellationToken stop)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
        };
        await using var content = new FileStream(file, options);
        var head = new byte[Beginning];
        head = head[..await content.ReadAtLeastAsync(head, Beginning, throwOnEndOfStream: false, stop)];
        content.Position = 0;
        var segment = Segment().IsMatch(Path.GetFileName(shown));
        if (Closed.FirstOrDefault(c => head.AsSpan().StartsWith(c.Magic)) is { Kind: { } kind })
            findings.NotSearched(shown, $"сжат или зашифрован ({kind}): откройте его сами и назовите в --backups");
        else if (head is [0x1F, 0x8B, ..]) await Unpacked(store, content, shown, log, stop);
        else if (head.AsSpan().StartsWith("PGDMP"u8)) await Dump(store, file, shown, stop);
        else if (segment) await OfLog(store, content, shown, log, stop);
        else if (head.Length == Beginning && head.AsSpan(257, 5).SequenceEqual("ustar"u8)) await Tar(store, content, shown, stop);
        else await Plain(store, content, shown, stop);
    }

    // The unpacked copy lies in a folder of mode 0700 that is removed at the end.
    private async Task Unpacked(SearchedStore store, FileStream packed, string shown, WalSegments log, CancellationToken stop)
    {
        var copy = Path.Combine(scratch, Path.GetRandomFileName());
        // A file that was cut off ends without an error. Its last four bytes should be the size of what it holds.
        var end = new byte[sizeof(uint)];
        packed.Seek(-end.Length, SeekOrigin.End);
        await packed.ReadExactlyAsync(end, stop);
        packed.Position = 0;
        try
        {
            await using (var unpacked = File.Create(copy))
            await using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
            {
                await gzip.CopyToAsync(unpacked, stop);
                if ((uint)unpacked.Length != BinaryPrimitives.ReadUInt32LittleEndian(end))
                    findings.NotSearched(shown, "не читается до конца");
            }

            await One(store, copy, shown.EndsWith(".gz", StringComparison.Ordinal) ? shown[..^3] : shown, log, stop);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private async Task OfLog(SearchedStore store, FileStream content, string shown, WalSegments log, CancellationToken stop)
    {
        var segment = new byte[content.Length];
        await content.ReadExactlyAsync(segment, stop);
        HashSet<(int, SoughtForm)> seen = [];
        foreach (var part in log.Contents(segment).Prepend(segment))
        {
            stop.ThrowIfCancellationRequested();
            foreach (var found in Pglz.ValuesIn(part).Prepend(part).SelectMany(p => bytes.In(p)))
                if (seen.Add((found.Text, found.Form))) findings.Found(store, found.Text, found.Form, $"файл {shown}", "");
        }

        findings.Searched(store, 1, 0, segment.Length);
    }

    private async Task Tar(SearchedStore store, FileStream content, string shown, CancellationToken stop)
    {
        var dump = Path.Combine(scratch, Path.GetRandomFileName());
        try
        {
            if (await IsBackup()) await Dump(store, dump, shown, stop);
            // The members of another tar file are searched as they are.
            else await Plain(store, content, shown, stop);
        }
        finally
        {
            File.Delete(dump);
        }

        async Task<bool> IsBackup()
        {
            try
            {
                await BackupFile.Read(content.Name, dump, stop);
                return true;
            }
            catch (BackupException other) when (other.Code == "backup-unreadable")
            {
                return false;
            }
        }
    }

    private Task Dump(SearchedStore store, string file, string shown, CancellationToken stop) =>
        DumpScript.Restored(binaries, file, script => Script(store, script, shown, stop), stop);

    /// <summary>Searches the script of a dump.</summary>
    public async Task Script(SearchedStore store, Stream script, string shown, CancellationToken stop) =>
        findings.Searched(store, 1, 0, await bytes.In(script, pages: false, Found(store, shown), stop));

    private async Task Plain(SearchedStore store, FileStream content, string shown, CancellationToken stop)
    {
        var pages = content.Length % PageSize == 0;
        findings.Searched(store, 1, 0, await bytes.In(content, pages, Found(store, shown), stop));
    }

    private Action<long, int, SoughtForm> Found(SearchedStore store, string shown) =>
        (at, text, form) => findings.Found(store, text, form, $"файл {shown}", FormattableString.Invariant($"{at}"));

    [GeneratedRegex("^[0-9A-F]{24}(\\.partial|\\.part)?(\\.gz)?$")]
    private static partial Regex Segment();
}
