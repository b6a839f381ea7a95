using System.Diagnostics;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R5: a shim that is compiled here makes each fsync slower.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R5")]
public sealed class A_slow_disk : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("mentorshipflow-slow-").FullName;
    private LedgerTestBed? bed;

    private string Delay => Path.Combine(folder, "milliseconds");

    public async ValueTask InitializeAsync()
    {
        var shim = Path.Combine(folder, "slow_fsync.so");
        var answer = await Site.ShellAsync("cc -shared -fPIC -O2 -o \"$2\" \"$1\" -ldl 2>&1 && echo compiled || true",
            Path.Combine(AppContext.BaseDirectory, "Drill", "slow_fsync.c"), shim);
        DrillSize.Demand(answer.EndsWith("compiled\n", StringComparison.Ordinal),
            $"The disk is slowed by a shim that a C compiler makes: {answer.Trim()}");
        await Site.ShellAsync("chmod -R a+rX \"$1\"", folder);
        bed = await LedgerTestBed.StartAsync(environment: new Dictionary<string, string> { ["LD_PRELOAD"] = shim,
            ["SLOW_FSYNC_FILE"] = Delay });
    }

    public async ValueTask DisposeAsync()
    {
        if (bed is not null) await bed.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task By_a_tenth_of_a_second_refuses_nobody()
    {
        var seconds = DrillSize.Of("R5", 3, 30);
        await using var node = bed!.ServedNode();
        await File.WriteAllTextAsync(Delay, "100", LedgerTestBed.Stop);
        var load = Load.Start(node, School.New(bed), writers: 16);
        await Task.Delay(TimeSpan.FromSeconds(seconds), LedgerTestBed.Stop);
        await load.StopAsync();

        await load.AssertNothingLostAsync(bed);
        DrillSize.Figure("R5 +100 ms",
            $"{load.Acknowledged} done in {seconds} s by 16 writers, {load.PutOff} put off, longest {load.Longest.TotalSeconds:0.00} s");
        Assert.Equal(0, load.PutOff);
        Assert.True(load.Acknowledged < 16 * 10 * (seconds + 1), "The shim does not slow the disk.");
    }

    [Fact]
    public async Task By_a_second_answers_a_flood_with_busy_and_memory_stays_flat()
    {
        var seconds = DrillSize.Of("R5", 5, 30);
        await using var node = bed!.ServedNode();
        await node.Writer.Append(Some.Proposal());
        await File.WriteAllTextAsync(Delay, "1000", LedgerTestBed.Stop);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (calls, busy) = (new List<(string Command, Task<(AppendResult Result, TimeSpan Took)> Answer)>(), 0);
        // Other servers of this process have passing needs of their own: what this flood keeps is in every reading of its second half.
        var grown = long.MaxValue;
        var readAt = seconds / 2.0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds; await Task.Delay(20, LedgerTestBed.Stop))
        {
            if (watch.Elapsed.TotalSeconds > readAt)
            {
                grown = Math.Min(grown, GC.GetTotalMemory(forceFullCollection: true) - before);
                readAt += 0.5;
            }

            for (var i = 0; i < 50; i++)
            {
                var proposal = Some.Proposal();
                var answer = TimedAsync(node.Writer.Append(proposal));
                // A full queue answers at once; such a call needs no memory.
                if (answer.IsCompleted) busy += (await answer).Result is AppendResult.Busy ? 1 : 0;
                else calls.Add((proposal.CommandId, answer));
            }
        }

        grown = Math.Min(grown, GC.GetTotalMemory(forceFullCollection: true) - before);
        var timed = await Task.WhenAll(calls.Select(c => c.Answer));
        var (answers, longest) = (timed.Select(t => t.Result).ToList(), timed.Max(t => t.Took));
        await File.WriteAllTextAsync(Delay, "0", LedgerTestBed.Stop);
        var stored = (await node.Verified()).Select(e => e.Entry.CommandId).ToHashSet();

        DrillSize.Figure("R5 +1 s", $"{answers.OfType<AppendResult.Appended>().Count()} done in {seconds} s, {busy} busy at once, ",
            $"{answers.OfType<AppendResult.Busy>().Count()} busy later, longest {longest.TotalSeconds:0.0} s, {grown / 1000} kB more");
        Assert.All(answers, a => Assert.True(a is AppendResult.Appended or AppendResult.Busy or AppendResult.Unknown, a.ToString()));
        Assert.All(calls.Zip(answers),
            c => Assert.Equal(c.Second is AppendResult.Appended, stored.Contains(c.First.Command) && c.Second is not AppendResult.Unknown));
        Assert.True(busy > 0, "The queue is not bounded.");
        Assert.True(longest < DrillSize.Within(10), $"Somebody waited {longest}.");
        // This test itself stores the acknowledged entries.
        Assert.True(grown < 20_000_000 + (calls.Count * 4_000L), $"{grown} bytes more.");
    }

    private static async Task<(AppendResult Result, TimeSpan Took)> TimedAsync(Task<AppendResult> call)
    {
        var started = Stopwatch.GetTimestamp();
        return (await call, Stopwatch.GetElapsedTime(started));
    }
}
