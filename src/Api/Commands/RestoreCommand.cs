using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>restore</c>: a backup into an empty database, verified whole against its manifest and the last checkpoint that left the house.</summary>
internal static class RestoreCommand
{
    public static Command Command { get; } = new(
        "restore", "FILE [--data DIR] [--safe DIR] [--accept-loss]   into an empty data folder, or the empty database in ConnectionStrings__LedgerOwner",
        Places.Options, ["accept-loss"], 1, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        var places = Places.Of(arguments);
        await using var opened = await OpenedLedger.Open(ForeignDatabase.Owner, ClusterDatabase.Owner, places.Data, mayMake: true, stop);
        if (ForeignDatabase.Owner is { } owner && await LedgerRoles.Ensure(owner, stop) is { Count: > 0 } byHand)
        {
            throw new CommandFault(ExitCode.Failed, $"roles-missing: let a superuser run this, then restore again:\n{string.Join('\n', byHand)}");
        }

        var restore = new LedgerRestore(await PrivateLedger.Binaries(stop), opened.Connection);
        var restored = await restore.Run(Path.GetFullPath(arguments.File), null, arguments.Has("accept-loss"), stop);
        Console.Out.WriteLine($"restored and verified: {restored.Size} entries of ledger {restored.Ledger}, root {restored.Root}");
        return ExitCode.Done;
    }
}
