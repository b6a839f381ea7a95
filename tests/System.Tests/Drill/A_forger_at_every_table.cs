using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Watch;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// A superuser changes, removes and forges rows of every table that the program believes, one column after the other. One command names
/// each of them, and so does the running server, without being asked. Nothing is found in an honest history.
/// </summary>
[Collection(Drills.Name)]
[Trait("drill", "attack")]
public sealed class A_forger_at_every_table
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private static readonly GuardLimits Often =
        new(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.2), TimeSpan.FromHours(1), 0.5);

    [Fact]
    public async Task Is_found_by_one_command_and_by_the_server()
    {
        var seed = DrillSize.Of("attack", 7, 7);
        await using var installation = await Installation.OwnAsync(s => s.AddSingleton(DrillSize.Full ? GuardLimits.Default : Often));
        var (services, stop) = (installation.Services, TestContext.Current.CancellationToken);
        var world = new ForgedWorld(installation);
        await world.Fill(DrillSize.Full ? Enumerable.Range(1, 5) : []);
        var (verifications, guard, alarm) = (services.GetRequiredService<Verifications>(), services.GetRequiredService<LedgerGuard>(),
            services.GetRequiredService<LedgerAlarm>());
        Assert.Null(await Found());

        var all = await world.All(seed);
        Assert.True(all.Count >= 40, $"{all.Count}");
        // The short form takes every sixth, another set for each day.
        var chosen = DrillSize.Drilling ? all : [.. all.Where((_, i) => i % 6 == SchoolPeople.Today.DayNumber % 6)];
        List<string> missed = [];
        var slowest = TimeSpan.Zero;
        foreach (var tampering in chosen)
        {
            try
            {
                var (took, found) = await world.Drill(tampering, Found, guard, () =>
                {
                    if (alarm.Fault is not null) alarm.Clear(tampering.Name);
                });
                slowest = took > slowest ? took : slowest;
                TestContext.Current.TestOutputHelper?.WriteLine($"{tampering.Name}: {found}, {took.TotalSeconds:0.0} s");
            }
            catch (Exception error) when (error is Xunit.Sdk.XunitException or Npgsql.PostgresException)
            {
                missed.Add($"{tampering.Name}: {error.Message}");
            }
        }

        Assert.True(missed.Count == 0, string.Join('\n', missed));
        Assert.Null(await Found());
        Assert.True(slowest < Within, $"{slowest}");
        DrillSize.Figure("attack", $"{chosen.Count} of {all.Count} tamperings, each found by the command and by the server, ",
            $"the slowest after {slowest.TotalSeconds:0.0} s");

        async Task<string?> Found()
        {
            var result = await verifications.Run(null, null, null, stop);
            return result.Fault is null ? null : $"{result.Fault} {result.FirstBadPosition} {result.Where}";
        }
    }
}
