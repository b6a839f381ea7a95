using System.CommandLine;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>rebuild-views</c>: rebuilds read models from the ledger and repairs the shown ones, while decisions go on.</summary>
internal static class RebuildViewsCommand
{
    private const int MostShown = 20;

    public static Command Create()
    {
        var command = new Command(
            "rebuild-views", "Rebuild all views of the private PostgreSQL, or of the database in ConnectionStrings__LedgerOwner")
        {
            Places.DataOption,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var data = Places.Of(parsed).Data;
        await using var opened = await OpenedLedger.Open(Settings.LedgerOwner, LedgerRoles.Owner, data, mayMake: false, stop);
        var report = await ProgressDisplay.Show(Console.Out, progress =>
            ReadModelRebuild.Run(opened.Connection, TimeProvider.System, stop, progress));
        foreach (var difference in report.Differences.Take(MostShown))
        {
            Console.Out.WriteLine(
                $"differed {difference.Model} {difference.Id}: {difference.Before ?? "-"} became {difference.After ?? "-"}");
        }

        foreach (var (model, digest) in report.Digests) Console.Out.WriteLine($"digest   {model} {digest}");
        Console.Out.WriteLine(FormattableString.Invariant(
            $"rebuilt  from {report.Size} entries in {report.Took.TotalSeconds:F1} s; {report.Differences.Count} rows differed"));
        return ExitCode.Done;
    }
}
