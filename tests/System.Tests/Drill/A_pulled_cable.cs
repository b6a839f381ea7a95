using MentorshipFlow.Api;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Sample;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R4 on a kernel network link: sent packets are lost, without a proxy that closes connections properly.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R4")]
public sealed class A_pulled_cable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Gives_each_client_an_answer_and_loses_nothing()
    {
        Assert.SkipUnless(DrillSize.Drilling, "A link is taken down in ops/drill only.");
        var seconds = DrillSize.Of("R4", 5, 30);
        await using var cable = await Cable.LaidAsync();
        await using var database = await MadeCluster.StartAsync(overTcp: true, stop: LedgerTestBed.Stop);
        await Migrations.Apply(database.Owner, LedgerTestBed.Stop);
        var way = new NpgsqlConnectionStringBuilder(database.TcpConnectionString(PrivatePostgres.Database, LedgerRoles.App));
        await using var wire = new Wire(way.Host!, cable.Listen());
        (way.Host, way.Port) = (cable.FarEnd.ToString(), wire.Port);
        var safe = Directory.CreateTempSubdirectory("mentorshipflow-safe-");
        await using var node = Server.Create(new(way.ConnectionString, safe.FullName),
            services => services.AddLogging(l => l.SetMinimumLevel(LogLevel.None)));
        var curator = await LoadedAsync(node.Services, safe.FullName);
        await node.StartAsync(LedgerTestBed.Stop);
        using var load = HttpLoad.Start(new(node.Urls.Single()), curator, clients: 8);
        await load.BackAsync();

        await cable.PullAsync();
        await Task.Delay(TimeSpan.FromSeconds(seconds), LedgerTestBed.Stop);
        var during = load.Acknowledged.Count;
        await cable.PlugAsync();
        var back = await load.BackAsync();
        await load.StopAsync();

        load.AssertExactlyOnce(await DataFolder.AskAsync(database.Owner, A_killed_server.Commands));
        DrillSize.Figure("R4",
            $"{seconds} s without a link to PostgreSQL: {load.Statuses.GetValueOrDefault(503)} times 503, nobody waited ",
            $"longer than {load.Longest.TotalSeconds:0.0} s, served again after {back.TotalSeconds:0.0} s, {load.Acknowledged.Count} ",
            $"acknowledged ({during} before), each exactly once");
        Assert.Empty(load.Statuses.Keys.Except([200, 201, 503]));
        Assert.True(load.Longest < Longest, $"Somebody waited {load.Longest}.");
        Assert.True(back < TimeSpan.FromSeconds(5), $"Served again after {back}.");
        safe.Delete(recursive: true);
    }

    // Loads the sample into a separate database and returns the curator's key.
    private static async Task<string> LoadedAsync(IServiceProvider services, string safe)
    {
        await services.GetRequiredService<PublishingEngine>().PublishShipped(LedgerTestBed.Stop);
        var sample = ActivatorUtilities.CreateInstance<SampleProgramme>(services, ActivatorUtilities.CreateInstance<FirstKey>(services));
        var keys = await sample.Load(SampleKeys.Open(safe, services.GetRequiredService<AccessKeys>()), LedgerTestBed.Stop);
        return keys.Single(k => k.Role == Role.Curator).Key.Text;
    }
}
