using System.CommandLine;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>verify-ledger</c>: verifies every entry and every row beside the ledger, while decisions go on.</summary>
internal static class VerifyLedgerCommand
{
    public static Command Create()
    {
        var command = new Command("verify-ledger", "Verify all entries and the rows beside them; exits with 1 when something is wrong")
        {
            Places.DataOption, Places.SafeOption,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>Verifies and prints what was found.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    internal static async Task<bool> Verify(IServiceProvider services, CancellationToken stop)
    {
        // The first line of the output is the verdict.
        var result = await ProgressDisplay.Show(lines: null, progress =>
            services.GetRequiredService<Verifications>().Run(null, null, null, stop, progress));
        Console.Out.WriteLine(result.Fault is null
            ? FormattableString.Invariant(
                $"sound    {result.Entries} entries, root {result.Root}, {result.Checkpoints} checkpoints, {result.Rows} rows")
            : result.FirstBadPosition is { } position
                ? FormattableString.Invariant($"broken   {result.Fault} {position} {result.Where}")
            : $"broken   {result.Fault} - {result.Where}");
        foreach (var fault in result.RowFaults) Console.Out.WriteLine($"row      {fault.Table} {fault.Row} {fault.Fault}");
        return result.Fault is null;
    }

    /// <summary>Opens the ledger and its safe for a command that verifies.</summary>
    internal static async Task<bool> With(ParseResult parsed, Func<IServiceProvider, Task<bool>> work, CancellationToken stop)
    {
        var places = Places.Of(parsed);
        await using var opened = await OpenedLedger.Open(Settings.Ledger, LedgerRoles.App, places.Data, mayMake: false, stop);
        await ForeignDatabase.DemandServable(opened.Connection, stop);
        var secrets = places.Open(ledgerIsNew: false);
        await using var services = new ServiceCollection().AddLogging().AddWorkflows(opened.Connection, secrets).AddAudit(places.Safe)
            .BuildServiceProvider();
        return await work(services);
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop) =>
        await With(parsed, services => Verify(services, stop), stop) ? ExitCode.Done : ExitCode.Failed;
}
