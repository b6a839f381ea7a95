using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>A decision with a lost answer is found under the head row, and is on the ledger exactly once.</summary>
[Trait("drill", "R1")]
public sealed class An_unknown_outcome
{
    [Fact]
    public async Task Is_resolved_wherever_the_connection_was_cut()
    {
        await using var bed = await LedgerTestBed.StartAsync(overTcp: true);
        await using var wire = new Wire(HostOf(bed));
        await using var node = bed.Node(connection: Through(wire, bed));
        for (var round = 0; round < 20; round++)
        {
            foreach (var cut in new[] { Cut.AfterBegin, Cut.BeforeCommit, Cut.AfterCommit })
            {
                var proposals = Enumerable.Range(0, 8).Select(_ => Some.Proposal(events: 2)).ToArray();
                wire.Next = cut;
                var answers = await Task.WhenAll(proposals.Select(node.Writer.Append));

                Assert.Equal(Cut.Nowhere, wire.Next);
                // A lost commit is answered by the command id: the caller derives its answer from the entries.
                Assert.All(answers, a => Assert.True(a is AppendResult.Appended
                    || (a is AppendResult.CommandKnown && cut == Cut.AfterCommit), $"{cut}: {a}"));
                foreach (var proposal in proposals)
                    Assert.Equal(2, (await node.Reader.Command(proposal.Organisation, proposal.CommandId, LedgerTestBed.Stop)).Count);
            }
        }

        await node.Verified();
    }

    [Fact]
    public async Task Is_resolved_when_the_writers_backend_is_killed_repeatedly()
    {
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.Node();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(LedgerTestBed.Stop);
        var killed = 0L;
        var killer = Task.Run(async () =>
        {
            await using var connection = await bed.Open();
            while (!enough.IsCancellationRequested)
            {
                await using var kill = new Npgsql.NpgsqlCommand(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'mentorshipflow writer'",
                    connection);
                Interlocked.Add(ref killed, (long)(await kill.ExecuteScalarAsync(LedgerTestBed.Stop))!);
                await Task.Delay(Random.Shared.Next(5, 40), LedgerTestBed.Stop);
            }
        }, LedgerTestBed.Stop);

        var known = new List<Proposal>();
        while (Interlocked.Read(ref killed) <= 50)
        {
            var proposals = Enumerable.Range(0, 16).Select(_ => Some.Proposal()).ToArray();
            var answers = await Task.WhenAll(proposals.Select(node.Writer.Append));
            known.AddRange(proposals.Where((_, i) => answers[i] is AppendResult.Appended or AppendResult.CommandKnown));
            Assert.DoesNotContain(answers, a => a is AppendResult.StreamMoved or AppendResult.Rejected);
        }

        await enough.CancelAsync();
        await killer;
        var entries = await node.Verified();
        var commands = entries.Select(e => e.Entry.CommandId).ToHashSet();
        Assert.All(known, p => Assert.Contains(p.CommandId, commands));
        DrillSize.Figure("Killed writers", $"{killed} backends killed, {known.Count} appends acknowledged, 0 lost, 0 doubled");
    }

    [Fact]
    public async Task Of_a_stopped_node_delays_another_node_by_a_few_seconds_only()
    {
        await using var bed = await LedgerTestBed.StartAsync(overTcp: true);
        // These settings detect a dead node; PostgreSQL reports them as in force on this socket. A stopped process, whose kernel still
        // answers, is not detected.
        foreach (var writer in (bool[])[true, false]) Assert.Equal("2 1 3 5000", await Keepalive(bed, writer));
        await using var wire = new Wire(HostOf(bed));
        await using var stopped = bed.ServedNode(connection: Through(wire, bed));
        await using var other = bed.ServedNode();
        Assert.IsType<AppendResult.Appended>(await stopped.Writer.Append(Some.Proposal()));
        wire.Next = Cut.InsideWrite;
        var half = stopped.Writer.Append(Some.Proposal());
        while (wire.Next != Cut.Nowhere) await Task.Delay(5, LedgerTestBed.Stop);

        // The writer itself waits no longer than its patience.
        Assert.IsType<AppendResult.Appended>(await other.Writer.Append(Some.Proposal()));
        Assert.True(await half is AppendResult.Appended or AppendResult.CommandKnown, $"{await half}");
        Assert.Equal(3, (await other.Verified()).Count(e => e.Entry.Organisation == Some.Organisation));
    }

    private static async Task<string> Keepalive(LedgerTestBed bed, bool writer)
    {
        await using var database =
            WorkflowsServices.Source(bed.Cluster.TcpConnectionString(PrivatePostgres.Database, LedgerRoles.App), writer);
        await using var command = database.CreateCommand(
            """
            select concat_ws(' ', current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
                current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout'))
            """);
        return (string)(await command.ExecuteScalarAsync(LedgerTestBed.Stop))!;
    }

    internal static string HostOf(LedgerTestBed bed) => OverTcp(bed).Host!;

    internal static string Through(Wire wire, LedgerTestBed bed)
    {
        var way = OverTcp(bed);
        (way.Host, way.Port) = ("127.0.0.1", wire.Port);
        return way.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder OverTcp(LedgerTestBed bed) =>
        new(bed.Cluster.TcpConnectionString(PrivatePostgres.Database, LedgerRoles.App));
}
