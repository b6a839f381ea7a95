using System.Diagnostics;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// R6 for the whole process, by a shim that is compiled here. PostgreSQL runs as another user who cannot read the file, so it keeps the
/// machine's own time.
/// </summary>
[Collection(Drills.Name)]
[Trait("drill", "R6")]
public sealed class A_server_whose_clock_is_set
{
    private const string BackInTime = """
        select count(*) from (select recorded_at, lag(recorded_at) over (order by position) before
            from ledger.entries) e where recorded_at < before
        """;

    // A day forward and back, over a leap day, a year back, and the original time.
    private static readonly long[] Days = [1, -1, 0, 465, -400, 0];

    [Fact]
    public async Task Keeps_serving_and_signs_once_a_minute()
    {
        Assert.SkipUnless(DrillSize.Drilling, "The clock of a whole process is set in ops/drill only.");
        var pause = TimeSpan.FromSeconds(DrillSize.Of("R6", 1, 25));
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-clock-").FullName;
        var (shim, set) = (Path.Combine(folder, "set_clock.so"), Path.Combine(folder, "seconds"));
        var answer = await Site.ShellAsync("cc -shared -fPIC -O2 -o \"$2\" \"$1\" -ldl 2>&1 && echo compiled || true",
            Path.Combine(AppContext.BaseDirectory, "Drill", "set_clock.c"), shim);
        DrillSize.Demand(answer.EndsWith("compiled\n", StringComparison.Ordinal),
            $"The clock is set by a shim that a C compiler makes: {answer.Trim()}");
        await File.WriteAllBytesAsync(set, new byte[8], LedgerTestBed.Stop);
        await using var site = await Site.LoadedAsync();
        var before = new CheckpointFile(site.Safe).Notes().Count();
        var running = Stopwatch.StartNew();
        await using var server = RunningProgram.Start(
            site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0"],
            new Dictionary<string, string> { ["LD_PRELOAD"] = shim, ["SET_CLOCK_FILE"] = set });
        await server.ReadyAsync();
        using var load = HttpLoad.Start(server.Url, server.Key("curator"), clients: 4);
        foreach (var days in Days)
        {
            await SetAsync(set, TimeSpan.FromDays(days));
            await load.BackAsync();
            await Task.Delay(pause, LedgerTestBed.Stop);
            Assert.Equal(200, await load.StatusOfAsync("/health/ready"));
        }

        await load.StopAsync();
        var minutes = (int)running.Elapsed.TotalMinutes;
        var notes = new CheckpointFile(site.Safe).Notes().Count() - before;

        load.AssertExactlyOnce(await site.AskAsync(A_killed_server.Commands));
        Assert.Equal("0", await site.AskAsync(BackInTime));
        Assert.Equal("far ahead", await site.AskAsync(
            "select 'far ahead' from ledger.entries having max(recorded_at) > to_char(now() + interval '400 days', 'YYYY-MM-DD')"));
        // One note per elapsed minute, whatever the clock said; the ledger may have grown before the first.
        Assert.InRange(notes, minutes, minutes + 2);
        DrillSize.Figure("R6", $"the clock of a server set {Days.Length} times in {running.Elapsed.TotalSeconds:0} s, by up to 465 ",
            $"days: {load.Acknowledged.Count} commands, each exactly once, recordedAt never back, {notes} checkpoints in {minutes} ",
            $"whole minutes");
        Directory.Delete(folder, recursive: true);
    }

    // Written in place, because the server maps the file.
    private static async Task SetAsync(string file, TimeSpan by)
    {
        await using var open = new FileStream(file, FileMode.Open, FileAccess.Write);
        await open.WriteAsync(BitConverter.GetBytes((long)by.TotalSeconds), LedgerTestBed.Stop);
    }
}
