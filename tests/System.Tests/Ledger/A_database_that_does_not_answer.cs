using System.Diagnostics;
using MentorshipFlow.Programmes;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>
/// The queue is limited, every caller gets an answer within 10 s, and the answers stay true. Times and memory are measured.
/// </summary>
[Collection(Drills.Name)]
[Trait("drill", "R5")]
public sealed class A_database_that_does_not_answer
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Makes_the_writer_busy_and_every_wait_ends_with_its_patience()
    {
        var limits = DrillSize.Full ? BatchLimits.Default : BatchLimits.Default with { Patience = TimeSpan.FromSeconds(3) };
        var longest = limits.Patience + TimeSpan.FromSeconds(2);
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.ServedNode(limits: limits);
        await node.Writer.Append(Some.Proposal());
        await using var other = await bed.Open();
        await using var holding = await other.BeginTransactionAsync(LedgerTestBed.Stop);
        await using (var hold = new NpgsqlCommand("select from seal.head for update", other, holding))
            await hold.ExecuteNonQueryAsync(LedgerTestBed.Stop);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        List<(Proposal Proposal, Task<(AppendResult Result, TimeSpan Took)> Answer)> calls = [];
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < limits.Patience * 1.5; await Task.Delay(20, LedgerTestBed.Stop))
        {
            for (var i = 0; i < 50; i++)
            {
                var proposal = Some.Proposal();
                var answer = Timed(() => node.Writer.Append(proposal));
                // A full queue answers at once; such a call needs no memory.
                if (!answer.IsCompleted) calls.Add((proposal, answer));
            }
        }

        var waiting = GC.GetTotalMemory(forceFullCollection: true);
        await holding.RollbackAsync(LedgerTestBed.Stop);
        var recovery = Stopwatch.StartNew();
        while (await node.Writer.Append(Some.Proposal()) is not AppendResult.Appended) await Task.Delay(20, LedgerTestBed.Stop);
        Assert.True(recovery.Elapsed < TimeSpan.FromSeconds(5), $"Recovered after {recovery.Elapsed}.");

        var answers = await Task.WhenAll(calls.Select(c => c.Answer));
        Assert.All(answers, a => Assert.True(a.Took < longest, $"{a.Result} took {a.Took}."));
        // Compared with the heap before the calls and after their answers, because earlier tests of this process may still take or free
        // memory meanwhile.
        var grown = waiting - Math.Max(before, GC.GetTotalMemory(forceFullCollection: true));
        Assert.True(grown < 20_000_000, $"{grown} bytes more.");
        var commands = (await node.Verified()).Select(e => e.Entry.CommandId).ToHashSet();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Result is AppendResult.Appended) Assert.Contains(calls[i].Proposal.CommandId, commands);
            if (answers[i].Result is AppendResult.Busy) Assert.DoesNotContain(calls[i].Proposal.CommandId, commands);
        }

        DrillSize.Figure("Held head row", $"{answers.Length} waited at most {answers.Max(a => a.Took.TotalSeconds):0.0} s, {grown / 1000} ",
            $"kB more, back after {recovery.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Is_reported_by_the_engine_as_unavailable_and_a_repeat_finds_out()
    {
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.ServedNode();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var unread = await school.Drafted(node);
        await using var cold = bed.ServedNode();
        await school.Done(cold, programme, School.Resource());
        var calls = Enumerable.Range(0, 100).Select(n => (Node: n % 2 == 0 ? node : cold, Programme: n % 4 < 2 ? programme : unread,
            Command: School.Resource(), Context: school.Context())).ToArray();

        Signal(bed, "STOP");
        (Outcome<Programme> Result, TimeSpan Took)[] answers;
        try
        {
            answers = await Task.WhenAll(calls.Select(c => Timed(() => c.Node.Decide(c.Programme, c.Command, c.Context))));
        }
        finally
        {
            Signal(bed, "CONT");
        }

        Assert.All(answers, a => Assert.True(a.Took < Longest, $"{a.Result.GetType().Name} took {a.Took}."));
        Assert.All(answers, a => Assert.True(a.Result is Outcome<Programme>.Unavailable or Outcome<Programme>.Busy, a.Result.ToString()));
        var recovery = Stopwatch.StartNew();
        foreach (var call in calls)
        {
            while (await call.Node.Decide(call.Programme, call.Command, call.Context) is not Outcome<Programme>.Done)
                await Task.Delay(20, LedgerTestBed.Stop);
        }

        Assert.True(recovery.Elapsed < TimeSpan.FromSeconds(5), $"Recovered after {recovery.Elapsed}.");
        var entries = await node.Verified();
        Assert.All(calls, c => Assert.Single(entries, e => e.Entry.CommandId == c.Context.CommandId));
        DrillSize.Figure("Stopped database",
            $"answered within {answers.Max(a => a.Took.TotalSeconds):0.0} s, back after {recovery.Elapsed.TotalSeconds:0.0} s");
    }

    private static async Task<(T Result, TimeSpan Took)> Timed<T>(Func<Task<T>> call)
    {
        var watch = Stopwatch.StartNew();
        return (await call(), watch.Elapsed);
    }

    private static void Signal(LedgerTestBed bed, string signal)
    {
        foreach (var process in bed.Cluster.Cluster.Folder.Processes)
        {
            using var kill = Process.Start("/bin/kill", [$"-{signal}", $"{process.Id}"]);
            kill.WaitForExit();
        }
    }
}
