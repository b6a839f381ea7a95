using System.Diagnostics;
using MentorshipFlow.Clusters;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.System.Tests.Postgres;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Messages;

/// <summary>R2 with three nodes on one database: one of them follows the ledger, and another takes over when it is killed.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R2")]
public sealed class Three_nodes
{
    private const string Removed = "select count(*) from ledger.entries where type = 'mentee_removed_from_base' and actor = 'system'";

    private const string Followers =
        "select count(*) from wolverine.wolverine_node_assignments where id like 'event-subscriptions:%/messages/%'";

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Take_over_the_work_of_a_killed_one_and_do_nothing_twice()
    {
        var rounds = DrillSize.Of("R2", 2, 30);
        var stop = TestContext.Current.CancellationToken;
        await using var database = await MadeCluster.StartMigratedAsync(stop: stop);
        await using var site = await Site.MakeAsync();
        var operatorKey = (await RunningProgram.RunAsync(site, ["first-key", "--data", site.Data, "--safe", site.Safe],
            Named("Ledger", database.App))).Output.Trim();
        List<RunningProgram> nodes = [await Serve(site, database), await Serve(site, database), await Serve(site, database)];
        try
        {
            List<TimeSpan> after = [];
            for (var round = 0; round < rounds; round++)
            {
                using var http = new HttpClient { BaseAddress = nodes[1].Url };
                var school = await Api.School.Open(http, operatorKey);
                var programme = await school.ActiveProgramme();
                var child = await school.Person(12);
                Deciding.Done(await school.Consent(child, [await school.Mother(child)]));
                Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees", $$"""{"person":"{{child}}"}"""));

                await nodes[0].KillNineAsync();
                Deciding.Done(await school.Post($"/api/people/{child}/departure", $$"""{"on":"{{Day(Today)}}"}"""));
                after.Add(await Until(database, Removed, $"{round + 1}"));
                Assert.Equal("1", await DataFolder.AskAsync(database.Owner, Followers));
                await nodes[0].DisposeAsync();
                nodes = [nodes[1], nodes[2], await Serve(site, database)];
            }

            Assert.Equal($"{rounds}", await DataFolder.AskAsync(database.Owner, Removed));
            DrillSize.Figure("R2", $"{rounds} of three nodes killed in turn: what follows from an event was done {rounds} times, ",
                $"at most {after.Max().TotalSeconds:0.0} s after the kill");
            Assert.True(after.Max() < AtMost, $"Taken over after {after.Max()}.");
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    private static async Task<TimeSpan> Until(ThrowAwayCluster database, string question, string answer)
    {
        var watch = Stopwatch.StartNew();
        while (await DataFolder.AskAsync(database.Owner, question) != answer && watch.Elapsed < 3 * AtMost)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        return watch.Elapsed;
    }

    private static async Task<RunningProgram> Serve(Site site, ThrowAwayCluster database)
    {
        var node = RunningProgram.Start(site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0"],
            Named("Ledger", database.App));
        await node.ReadyAsync();
        return node;
    }

    private static Dictionary<string, string> Named(string name, string connection) =>
        new() { [$"ConnectionStrings__{name}"] = connection };
}
