using System.CommandLine;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>restore</c>: restores a backup into an empty database, and verifies all of it against manifest and checkpoints.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> BackupFile = new("FILE") { Description = "A file that backup made" };

    private static readonly Option<bool> AcceptLoss = new("--accept-loss")
    {
        Description = "Restore a backup older than the last checkpoint, and write the loss down in the safe",
    };

    public static Command Create()
    {
        var command = new Command("restore", "Restore into an empty data folder, or the empty database in ConnectionStrings__LedgerOwner")
        {
            BackupFile, Places.DataOption, Places.SafeOption, AcceptLoss,
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
                parsed.GetValue(AcceptLoss));
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
        var key = services.GetRequiredService<CheckpointSigner>().Key;
        var outside = Outside(new CheckpointFile(safe), key);
        progress.Report(new("reading", source.Backup));
        var manifest = await LedgerRestore.Read(source.Backup, source.Dump, outside, stop);
        var binaries = await PostgresPrograms.FindOrInstall(stop);
        if (outside is null || manifest.Size >= outside.Size || manifest.Contents == BackupContents.Keys)
        {
            await Into(services.GetRequiredService<LedgerAuditor>()).Run(manifest, source.Dump, stop, progress);
            return manifest;
        }

        if (!source.AcceptLoss)
        {
            throw new CommandFault(
                ExitCode.NotTheLedger,
                $"ledger-behind-checkpoint: the backup ends at {manifest.Size} entries, and a checkpoint of {outside.Size} has left "
                + "the house: the entries between would be lost. "
                + "--accept-loss restores it nevertheless and writes the loss down in the safe.");
        }

        var retreat = new CheckpointRetreat(safe, key, services.GetRequiredService<TimeProvider>());
        // The safe keeps every note until the backup is restored and verified against the notes that remain.
        var remaining = retreat.Kept(manifest.Size, Path.GetDirectoryName(source.Dump)!);
        using var auditor = ActivatorUtilities.CreateInstance<LedgerAuditor>(services, remaining);
        await Into(auditor).Run(manifest, source.Dump, stop, progress);
        retreat.To(manifest.Size, outside);
        return manifest;

        LedgerRestore Into(LedgerAuditor verifier) => new(binaries, connection, async token => (await verifier.Whole(null, token)).Verdict);
    }

    private static Checkpoint? Outside(CheckpointFile file, CheckpointKey key) =>
        file.Last() is not { } note ? null
        : SignedNote.TryOpen(note, key, out var checkpoint) ? checkpoint
        : throw new CommandFault(
            ExitCode.NotTheLedger, "ledger-forked: the last note in the safe's checkpoints.log was not signed by the key beside it.");

    /// <param name="Dump">Where the dump of the backup is unpacked to.</param>
    private sealed record Source(string Backup, string Dump, bool AcceptLoss);
}
