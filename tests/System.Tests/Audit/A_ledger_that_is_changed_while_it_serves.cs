using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A superuser changes the ledger under a running server, which finds out by itself, and does not forget.</summary>
public sealed class A_ledger_that_is_changed_while_it_serves : IAsyncLifetime
{
    private const string Away = "update ledger.mt_events set data = data || '{\"n\":1}' where seq_id = $1";
    private const string Back = "update ledger.mt_events set data = data - 'n' where seq_id = $1";

    private static readonly GuardLimits Often =
        new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.5), TimeSpan.FromHours(1), 0.5);

    private static readonly GuardLimits Never =
        new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(23), 0.05);

    private Installation installation = null!;
    private School school = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        installation = await Installation.OwnAsync(s => s.AddSingleton(Often));
        school = await School.Open(installation);
    }

    public ValueTask DisposeAsync() => installation.DisposeAsync();

    [Fact]
    public async Task Stops_deciding_until_an_operator_clears_the_alarm()
    {
        var programme = await school.ActiveProgramme();
        await installation.Forge(Away, Value(3L));

        var because = await Held();
        Assert.Contains("leaf-differs at position 2", because, StringComparison.Ordinal);
        await Refused(null);
        // The row is put back, but nobody knows what else was done.
        await installation.Forge(Back, Value(3L));
        await Task.Delay(TimeSpan.FromSeconds(2), Stop);
        await Refused(null);
        Assert.Contains("leaf-differs at position 2", await Held(), StringComparison.Ordinal);
        await using (var restarted = await installation.StartNode(also: s => s.Replace(ServiceDescriptor.Singleton(Often))))
        {
            await Refused(new(restarted.Urls.Single()));
            await restarted.StopAsync(Stop);
        }

        installation.Services.GetRequiredService<LedgerAlarm>().Clear("Строка возвращена; доступ к базе закрыт.");
        Deciding.Done(await school.Change(programme, "meetings", """{"on":"2021-09-20"}""", school.VeraKey));
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/health/ready")).Status);
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(installation.Safe, "alarm.log"), Stop)).Length);
    }

    [Fact]
    public async Task Finds_new_entries_and_a_lost_tail()
    {
        await school.ActiveProgramme();
        var size = await Size();
        await installation.Forge(
            "delete from ledger.mt_events where seq_id = $1", Value(size));

        Assert.Contains("ledger-forked", await Held(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decides_nothing_on_a_changed_entry_that_no_verification_has_reached()
    {
        var programme = await school.ActiveProgramme();
        var position = await First(programme);
        await using var cold = await installation.StartNode(also: s => s.Replace(ServiceDescriptor.Singleton(Never)));
        await Task.Delay(TimeSpan.FromSeconds(2), Stop);
        await installation.Forge(Away, Value(position + 1));

        var shown = await school.Post(
            $"/api/programmes/{programme}/needs-surveys", """{"on":"2021-09-15"}""", node: new(cold.Urls.Single()));

        Assert.True(shown.Code is "ledger-broken" or "ledger-forked", shown.Text);
        await cold.StopAsync(Stop);
    }

    [Fact]
    public async Task Does_not_widen_the_roles_of_a_key()
    {
        var position = await Issued(AccessKeys.Read(school.VeraKey)!.Id);
        await installation.Forge("""update ledger.mt_events set data = data || '{"roles":["head","curator"]}' where seq_id = $1""",
            Value(position + 1));

        await Held();
        var keys = await school.Get("/api/keys", school.VeraKey);
        Assert.NotEqual(HttpStatusCode.OK, keys.Status);
    }

    private async Task Refused(Uri? node)
    {
        var refused = await school.Post("/api/programmes",
            """{"schoolYear":"2021/2022","title":"Ещё одна","goal":"Цель","definitionCode":"target-model","definitionVersion":1}""",
            node: node);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ledger-forked"), (refused.Status, refused.Code));
    }

    private async Task<string> Held()
    {
        while (true)
        {
            var ready = await school.Get("/health/ready");
            if (ready.Status == HttpStatusCode.ServiceUnavailable
                && ready.Json["heldBackBy"]!.AsArray().FirstOrDefault(h => h!["check"]!.GetValue<string>() == "checkpoint") is { } held
                && held["because"]!.GetValue<string>() is var because && because.StartsWith("ledger-forked", StringComparison.Ordinal))
                return because;
            await Task.Delay(100, Stop);
        }
    }

    private Task<long> Size() => Ask("select size from seal.head");

    private Task<long> First(Guid programme) =>
        Ask($"select min(seq_id) - 1 from ledger.mt_events where stream_id = 'programme-{programme}'");

    private Task<long> Issued(Guid key) =>
        Ask($"select seq_id - 1 from ledger.mt_events where type = 'access_key_issued' and data ->> 'key' = '{key}'");

    private async Task<long> Ask(string sql)
    {
        await using var command = installation.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
