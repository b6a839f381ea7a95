using System.Net;
using MentorshipFlow.Audit;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>The alarm of a ledger is cleared by a decision that the ledger records, also when a process dies in between.</summary>
public sealed class An_alarm_that_is_cleared : IAsyncLifetime
{
    private const string Reason = "Директор и оператор: строка возвращена, доступ к базе закрыт.";

    private static readonly GuardLimits Never =
        new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(23), 0.05);

    private static readonly LedgerVerdict.Broken Fault = new("leaf-differs", 2, "stream");

    private Installation installation = null!;
    private School school = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LedgerAlarm Alarm => installation.Services.GetRequiredService<LedgerAlarm>();

    private string File => Path.Combine(installation.Safe, "alarm.log");

    public async ValueTask InitializeAsync()
    {
        installation = await Installation.OwnAsync(s => s.AddSingleton(Never));
        school = await School.Open(installation);
    }

    public ValueTask DisposeAsync() => installation.DisposeAsync();

    [Fact]
    public async Task Is_told_to_the_auditors_of_every_organisation()
    {
        var other = await School.Open(installation);
        Deciding.Done(await other.Post("/api/people", SchoolPeople.Body("Ракитова Ольха", SchoolPeople.Today.AddYears(-13)),
            other.GraceKey));
        var (auditor, others) = (await Auditor(school), await Auditor(other));
        Alarm.Raise(Fault);

        var cleared = await Command($"{Reason} Сообщено: Ракитовой.");

        Assert.Equal((0, ""), (cleared.ExitCode, cleared.Errors));
        Assert.EndsWith("cleared  leaf-differs 2\n", cleared.Output, StringComparison.Ordinal);
        var entry = Assert.Single((await school.Get("/api/audit/entries?type=ledger_alarm_cleared", auditor)).Json["items"]!.AsArray())!;
        Assert.Equal(("system", "operator", $"organisation-{school.Id}"),
            ((string?)entry["actor"], (string?)entry["role"], (string?)entry["stream"]));
        var body = entry["body"]!;
        var lines = await global::System.IO.File.ReadAllLinesAsync(File, Stop);
        Assert.Equal(("leaf-differs", 2, lines[0].Split(' ')[1], $"{Reason} Сообщено: Ракитовой."),
            ((string?)body["fault"], (int)body["position"]!, (string?)body["raisedAt"], (string?)body["reason"]));
        Assert.Contains("снял тревогу журнала «leaf-differs» на записи 2; поднята", (string?)entry["sentence"], StringComparison.Ordinal);
        // The reason names somebody whom this school knows, and the ledger takes no name.
        var named = Assert.Single((await other.Get("/api/audit/entries?type=ledger_alarm_cleared", others)).Json["items"]!.AsArray())!;
        Assert.Null(named["body"]!["reason"]);
        Assert.Equal(await Organisations(), await Told());
        Assert.Equal(["raised", "clearing", "cleared"], lines.Select(l => l.Split(' ')[0]));
        await Decides(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Is_refused_without_a_reason_or_with_one_that_is_too_long()
    {
        Alarm.Raise(Fault);

        foreach (var reason in (string[])[" ", new string('я', 4001)])
            Assert.Equal(2, (await Command(reason)).ExitCode);
        Assert.NotNull(Alarm.Fault);
        Assert.Equal(0, await Told());
    }

    [Fact]
    public async Task Is_cleared_by_the_next_start_if_the_command_died_before_it_reached_the_ledger()
    {
        Alarm.Raise(Fault);
        Alarm.Decide(Reason);
        await Decides(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(0, await Told());

        await using var restarted = await installation.StartNode(also: s => s.Replace(ServiceDescriptor.Singleton(Never)));

        Assert.Null(Alarm.Raised);
        Assert.Equal(await Organisations(), await Told());
        await Decides(HttpStatusCode.Created, new(restarted.Urls.Single()));
        await restarted.StopAsync(Stop);
    }

    [Theory]
    [InlineData("")]
    [InlineData("clea")]
    [InlineData("cleared 2026-12-01T10:00:00Z Дир")]
    public async Task Is_cleared_once_on_the_ledger_if_the_command_died_before_it_reached_the_file(string cutOff)
    {
        var clearing = installation.Services.GetRequiredService<AlarmClearing>();
        Alarm.Raise(Fault);
        Alarm.Decide(Reason);
        Assert.True(await clearing.Finish(Stop));
        var lines = await global::System.IO.File.ReadAllLinesAsync(File, Stop);
        await global::System.IO.File.WriteAllTextAsync(File, $"{string.Join('\n', lines[..2])}\n{cutOff}", Stop);
        Assert.Equal((Fault, Reason), (Alarm.Raised?.Fault, Alarm.Raised?.Clearing));

        Assert.True(await clearing.Finish(Stop));

        Assert.Null(Alarm.Raised);
        Assert.Equal(await Organisations(), await Told());
        Assert.False(await clearing.Finish(Stop));
    }

    [Fact]
    public async Task Stays_raised_while_the_ledger_cannot_take_the_decision()
    {
        Alarm.Raise(Fault);
        Alarm.Decide(Reason);
        // Somebody changes the ledger again after it was verified.
        await installation.Forge("update ledger.mt_events set data = data || '{\"n\":1}' where stream_id = $1 and version = 1",
            Bound.Value($"organisation-{school.Id}"));

        await using var restarted = await installation.StartNode(also: s => s.Replace(ServiceDescriptor.Singleton(Never)));

        Assert.NotNull(Alarm.Raised);
        // The new fault needs a new decision.
        Assert.Null(Alarm.Raised.Clearing);
        Assert.Equal(3, (await global::System.IO.File.ReadAllLinesAsync(File, Stop)).Length);
        await Decides(HttpStatusCode.ServiceUnavailable);
        await restarted.StopAsync(Stop);
    }

    [Fact]
    public async Task Keeps_the_first_decision_and_forgets_it_when_it_is_raised_anew()
    {
        Alarm.Decide(Reason);
        Assert.Null(Alarm.Raised);
        Alarm.Raise(Fault);
        Alarm.Decide(Reason);
        Alarm.Decide("Другая причина.");
        Assert.Equal(Reason, Alarm.Raised!.Clearing);

        Assert.True(Alarm.Raise(new("tail-cut", 7, "")));
        Assert.False(Alarm.Raise(Fault));
        Assert.Equal(("tail-cut", null), (Alarm.Raised!.Fault.Code, Alarm.Raised.Clearing));
        // A decision that was cut off is none.
        await global::System.IO.File.AppendAllTextAsync(File, "clearing 2026-12-01T10:00:00Z Ди", Stop);
        Assert.Null(Alarm.Raised.Clearing);
        Alarm.Decide(Reason);
        Assert.Equal(("tail-cut", Reason), (Alarm.Raised.Fault.Code, Alarm.Raised.Clearing));
    }

    private Task<Ended> Command(string reason) => RunningProgram.RunAsync(
        null, ["clear-alarm", "--reason", reason, "--data", Path.Combine(installation.Safe, "none"), "--safe", installation.Safe],
        new Dictionary<string, string> { ["ConnectionStrings__Ledger"] = installation.Ledger });

    private async Task Decides(HttpStatusCode expected, Uri? node = null)
    {
        // What another process wrote to the file counts within a second.
        await Task.Delay(TimeSpan.FromSeconds(1.1), Stop);
        var answer = await school.Post("/api/programmes",
            """{"schoolYear":"2021/2022","title":"Ещё одна","goal":"Цель","definitionCode":"target-model","definitionVersion":1}""",
            node: node);
        Assert.Equal(expected, answer.Status);
    }

    private static async Task<string> Auditor(School school) => (string)Deciding.Done(await school.Post("/api/keys",
        $$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""", school.GraceKey)).Json["key"]!;

    private Task<long> Told() => Count("type = 'ledger_alarm_cleared'");

    private Task<long> Organisations() => Count("starts_with(stream_id, 'organisation-') and version = 1");

    private async Task<long> Count(string which)
    {
        await using var command = installation.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand($"select count(*) from ledger.mt_events where {which}");
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
