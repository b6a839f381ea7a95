using System.Formats.Tar;
using System.Security.Cryptography;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>
/// A backup is one tar file of two members: <c>manifest.json</c> (<see cref="BackupManifest"/>) and <c>database.dump</c>, which is
/// pg_dump's custom format. So <c>tar xf</c> and <c>pg_restore</c> open it without this program.
/// </summary>
public static class BackupFile
{
    private const string Manifest = "manifest.json";
    private const string Dump = "database.dump";

    /// <summary>Writes a backup completely or not at all, mode 600. An existing file is not overwritten.</summary>
    public static async Task Write(string path, BackupManifest manifest, string dump, CancellationToken stop)
    {
        var unfinished = path + ".unfinished";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using (var file = new FileStream(unfinished, options))
            {
                await using (var tar = new TarWriter(file, leaveOpen: true))
                {
                    using var json = new MemoryStream(manifest.ToJson());
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, Manifest) { DataStream = json }, stop);
                    await using var content = File.OpenRead(dump);
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, Dump) { DataStream = content }, stop);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: false);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Reads a backup: returns its manifest, writes its dump to a file and checks the hash.</summary>
    /// <exception cref="BackupException"><c>backup-unreadable</c> or <c>backup-damaged</c>.</exception>
    public static async Task<BackupManifest> Read(string path, string dump, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var tar = new TarReader(file);
            if (await tar.GetNextEntryAsync(copyData: false, stop) is not { Name: Manifest, DataStream: { } json }) throw NoBackup();
            var manifest = BackupManifest.Parse(json);
            if (await tar.GetNextEntryAsync(copyData: false, stop) is not { Name: Dump, DataStream: { } content }) throw NoBackup();
            await using var target = new FileStream(dump, FileMode.Create, FileAccess.ReadWrite);
            await content.CopyToAsync(target, stop);
            target.Position = 0;
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(target, stop));
            return found == manifest.DumpSha256
                ? manifest
                : throw new BackupException("backup-damaged",
                    $"The dump in {path} has the hash {found}, and the manifest says {manifest.DumpSha256}.");
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw NoBackup();
        }

        BackupException NoBackup() => new("backup-unreadable", $"{path} is not a backup of this program, or its end is missing.");
    }
}
