using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Views;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>rebuild-views</c>: builds every view anew from the ledger beside the old one, compares and swaps, while decisions go on.</summary>
internal static class RebuildViewsCommand
{
    private const int MostShown = 20;

    public static Command Command { get; } = new("rebuild-views", "[--data DIR]   on the private cluster, or on the database in ConnectionStrings__LedgerOwner", [.. Places.Options], [], 0, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        await using var opened = await OpenedLedger.Open(ForeignDatabase.Owner, ClusterDatabase.Owner, Places.Of(arguments).Data, mayMake: false, stop);
        var report = await ViewRebuilder.Run(opened.Connection, TimeProvider.System, stop);
        foreach (var difference in report.Differences.Take(MostShown)) Console.Out.WriteLine($"differed {difference.Table} {difference.Key}: {difference.Before ?? "-"} became {difference.After ?? "-"}");
        foreach (var (table, digest) in report.Digests) Console.Out.WriteLine($"digest   {table} {digest}");
        Console.Out.WriteLine(FormattableString.Invariant($"rebuilt  from {report.Size} entries in {report.Took.TotalSeconds:F1} s; {report.Differences.Count} rows differed"));
        return ExitCode.Done;
    }
}
