using System.CommandLine;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>restore</c>: restores a backup into an empty database, and verifies all of it against manifest and checkpoints.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> BackupFile = new("FILE") { Description = "A file that backup made" };

    public static Command Create()
    {
        var command = new Command("restore", "Restore into an empty data folder, or the empty database in ConnectionStrings__LedgerOwner")
        {
            BackupFile, Places.DataOption, Places.SafeOption, OutsideNotes.AcceptLoss,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var places = Places.Of(parsed);
        var secrets = places.Open(ledgerIsNew: false);
        var unpacked = Directory.CreateTempSubdirectory("mentorshipflow-restore-");
        try
        {
            await using var opened = await OpenedLedger.Open(Settings.LedgerOwner, LedgerRoles.Owner, places.Data, mayMake: true, stop);
            if (Settings.LedgerOwner is { } owner) await ForeignDatabase.DemandRoles(owner, stop);
            await using var services =
                new ServiceCollection().AddLogging().AddWorkflows(opened.Connection, secrets).AddAudit(places.Safe).BuildServiceProvider();
            var source = new Source(
                Path.GetFullPath(parsed.GetRequiredValue(BackupFile)),
                Path.Combine(unpacked.FullName, "database.dump"),
                parsed.GetValue(OutsideNotes.AcceptLoss));
            var restored = await ProgressDisplay.Show(Console.Out, progress =>
                Restore(source, opened.Connection, places.Safe, services, progress, stop));
            Console.Out.WriteLine($"restored and verified: {restored.Size} entries of ledger {restored.Ledger}, root {restored.Root}");
            return ExitCode.Done;
        }
        finally
        {
            unpacked.Delete(recursive: true);
        }
    }

    private static async Task<BackupManifest> Restore(
        Source source, string connection, string safe, IServiceProvider services, IProgress<WorkStep> progress, CancellationToken stop)
    {
        var outside = new OutsideNotes(services, safe);
        progress.Report(new("reading", source.Backup));
        var manifest = await LedgerRestore.Read(source.Backup, source.Dump, outside.Last, stop);
        var binaries = await PostgresPrograms.FindOrInstall(stop);
        // A backup of keys has no entries that could be lost.
        var size = manifest.Contents == BackupContents.Keys ? long.MaxValue : manifest.Size;
        await outside.Demand(size, source.AcceptLoss, auditor =>
            new LedgerRestore(binaries, connection, async token => (await auditor.Whole(null, token, progress)).Verdict)
                .Run(manifest, source.Dump, stop, progress));
        return manifest;
    }

    /// <param name="Dump">The file for the unpacked dump.</param>
    private sealed record Source(string Backup, string Dump, bool AcceptLoss);
}
