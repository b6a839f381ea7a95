using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Cluster;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>backup</c>: the whole database into one file, while it is in use. The safe is not in it: it is kept apart, or keys and texts would lie together.</summary>
internal static class BackupCommand
{
    public static Command Command { get; } = new(
        "backup", "FILE [--without-keys | --keys-only] [--data DIR]   the private cluster, or the database in ConnectionStrings__LedgerOwner",
        ["data"], ["without-keys", "keys-only"], 1, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        var contents = (arguments.Has("without-keys"), arguments.Has("keys-only")) switch
        {
            (true, true) => throw new CommandFault(ExitCode.Usage, "contents-contradictory: --without-keys and --keys-only are two backups."),
            (true, _) => BackupContents.WithoutKeys,
            (_, true) => BackupContents.Keys,
            _ => BackupContents.All,
        };
        if (File.Exists(arguments.File)) throw new CommandFault(ExitCode.Failed, $"backup-exists: {arguments.File} is there already; a backup overwrites nothing.");
        await using var opened = await OpenedLedger.Open(ForeignDatabase.Owner, ClusterDatabase.Owner, Places.Of(arguments).Data, mayMake: false, stop);
        var made = await LedgerBackup.Make(await PrivateLedger.Binaries(stop), opened.Connection, contents, Path.GetFullPath(arguments.File), stop);
        Console.Out.WriteLine($"{arguments.File}: {made.Size} entries of ledger {made.Ledger}, root {made.Root}");
        return ExitCode.Done;
    }
}
