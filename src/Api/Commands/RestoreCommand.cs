using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Cluster;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>restore</c>: a backup into an empty database, verified whole against its manifest and the checkpoints that left the house.</summary>
internal static class RestoreCommand
{
    public static Command Command { get; } = new(
        "restore", "FILE [--data DIR] [--safe DIR] [--accept-loss]   into an empty data folder, or the empty database in ConnectionStrings__LedgerOwner",
        Places.Options, ["accept-loss"], 1, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        var places = Places.Of(arguments);
        var secrets = places.Open(ledgerIsNew: false);
        var unpacked = Directory.CreateTempSubdirectory("mentorshipflow-restore-");
        try
        {
            await using var opened = await OpenedLedger.Open(ForeignDatabase.Owner, ClusterDatabase.Owner, places.Data, mayMake: true, stop);
            if (ForeignDatabase.Owner is { } owner) await ForeignDatabase.DemandRoles(owner, stop);
            await using var services = new ServiceCollection().AddLogging().AddWorkflows(opened.Connection, secrets).AddAudit(places.Safe).BuildServiceProvider();
            var restored = await Restore(arguments, opened.Connection, places.Safe, Path.Combine(unpacked.FullName, "database.dump"), services, stop);
            Console.Out.WriteLine($"restored and verified: {restored.Size} entries of ledger {restored.Ledger}, root {restored.Root}");
            return ExitCode.Done;
        }
        finally
        {
            unpacked.Delete(recursive: true);
        }
    }

    private static async Task<BackupManifest> Restore(Arguments arguments, string connection, string safe, string dump, IServiceProvider services, CancellationToken stop)
    {
        var key = services.GetRequiredService<CheckpointSigner>().Key;
        var outside = Outside(new CheckpointFile(safe), key);
        var manifest = await LedgerRestore.Read(Path.GetFullPath(arguments.File), dump, outside, stop);
        var binaries = await PrivateLedger.Binaries(stop);
        if (outside is null || manifest.Size >= outside.Size || manifest.Contents == BackupContents.Keys)
        {
            await Into(services.GetRequiredService<LedgerAuditor>()).Run(manifest, dump, stop);
            return manifest;
        }

        if (!arguments.Has("accept-loss"))
        {
            throw new CommandFault(
                ExitCode.NotTheLedger,
                $"ledger-behind-checkpoint: the backup ends at {manifest.Size} entries, and a checkpoint of {outside.Size} has left the house: the entries between would be lost. --accept-loss restores it nevertheless and writes the loss down in the safe.");
        }

        var retreat = new CheckpointRetreat(safe, key, services.GetRequiredService<TimeProvider>());
        // The safe keeps every note until the backup is in its place and verified against those that stay.
        using var auditor = ActivatorUtilities.CreateInstance<LedgerAuditor>(services, retreat.Kept(manifest.Size, Path.GetDirectoryName(dump)!));
        await Into(auditor).Run(manifest, dump, stop);
        retreat.To(manifest.Size, outside);
        return manifest;

        LedgerRestore Into(LedgerAuditor verifying) => new(binaries, connection, async token => (await verifying.Whole(null, token)).Verdict);
    }

    private static Checkpoint? Outside(CheckpointFile file, CheckpointKey key) =>
        file.Last() is not { } note ? null
        : SignedNote.TryOpen(note, key, out var checkpoint) ? checkpoint
        : throw new CommandFault(ExitCode.NotTheLedger, "ledger-forked: the last note in the safe's checkpoints.log was not signed by the key beside it.");
}
