using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Pages;
using MentorshipFlow.System.Tests.Privacy;
using MentorshipFlow.Workflows.Messages;
using MentorshipFlow.Workflows.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;
using static MentorshipFlow.System.Tests.Notices.DatedSchool;

namespace MentorshipFlow.System.Tests.Notices;

public sealed class Notices_of_deadlines(OwnInstallation own) : IClassFixture<OwnInstallation>
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private const string OfNoStream =
        "from wolverine.wolverine_incoming_envelopes where position(convert_to('no-stream', 'UTF8') in body) > 0";

    private Installation Own => own.Installation;

    [Fact]
    public async Task Are_said_once_on_their_days_and_settled_when_the_matter_is()
    {
        var dated = await DatedSchool.Open(Own);
        await UntilItems(dated, OpenItems);
        await using var node = await NodeAhead(0);

        await dated.Until();
        await Look(node, dated, 5);
        var open = await dated.Until("reworkOverdue", "surveyWaveOverdue", "delegationEnds");
        Assert.Equal(["1", dated.Wave.Split('/')[^1], $"{dated.Delegation}"],
            new[] { "reworkOverdue", "surveyWaveOverdue", "delegationEnds" }.Select(k => Subject(open.Single(n => Kind(n) == k))));
        Assert.Equal([Today.AddDays(3), Today.AddDays(3), Today.AddDays(10)], open.Select(Due));
        Assert.Equal($"{dated.School.Vera}", open.Single(n => Kind(n) == "delegationEnds")["forPerson"]!.ToString());
        Assert.All(open.Take(2), n => Assert.Equal("curator", n["forRole"]!.ToString()));

        // Nobody looked for three weeks: the delegation has ended meanwhile.
        await Look(node, dated, 28);
        open = await dated.Until("reworkOverdue", "surveyWaveOverdue", "clearanceEnds", "erasureTermEnds");
        var clearance = open.Single(n => Kind(n) == "clearanceEnds");
        Assert.Equal(($"{dated.Person}", Today.AddDays(40)), (clearance["person"]!.ToString(), Due(clearance)));
        Assert.Equal("head", open.Single(n => Kind(n) == "erasureTermEnds")["forRole"]!.ToString());
        var said = open.Single(n => Kind(n) == "reworkOverdue")["saidAt"]!.ToString();

        await Look(node, dated, 340);
        await dated.Until("reworkOverdue", "surveyWaveOverdue", "clearanceEnded", "erasureTermPassed", "consentEnds");
        await Look(node, dated, 400);
        open = await dated.Until("reworkOverdue", "surveyWaveOverdue", "clearanceEnded", "erasureTermPassed", "consentEnded");
        Assert.Equal($"{dated.Consent}", Subject(open.Single(n => Kind(n) == "consentEnded")));
        Assert.Equal(said, open.Single(n => Kind(n) == "reworkOverdue")["saidAt"]!.ToString());

        var all = await dated.Notices();
        Assert.Distinct(all.Select(n => $"{Kind(n)} {Subject(n)} {Due(n)}"));
        Assert.Equal(OpenItems + 9, all.Count);
        Assert.Equal(all.Select(Due).Order(), all.Select(Due));
        Assert.Equal(["clearanceEnds", "consentEnds", "delegationEnds", "erasureTermEnds"],
            (await dated.Notices("&settled=true")).Select(Kind).Order());
    }

    [Fact]
    public async Task Are_not_said_when_the_matter_is_done_moved_or_ended()
    {
        var dated = await DatedSchool.Open(Own);
        var (school, items) = (dated.School, $"/api/programmes/{dated.Programme}/roadmap/items");
        await UntilItems(dated, OpenItems);

        var document = await school.Document(dated.Programme, "protocol");
        Deciding.Done(await school.Post($"{items}/2.1.1/completion",
            $$"""{"effectiveOn":"2021-10-15","evidence":["{{document}}"]}"""));
        Deciding.Done(await school.Post($"{items}/3.1.1/not-applicable", """{"reason":"Нет в школе."}"""));
        Deciding.Done(await school.Replace($"{items}/4.1.1", $"{items}/4.1.1/rescheduling",
            $$"""{"plannedTo":"{{Day(Today.AddDays(100))}}","reason":"Карантин."}"""));
        await UntilItems(dated, OpenItems - 3);
        Deciding.Done(await school.Stage(dated.Programme, 1, "submission", body: """{"answers":[{"remark":1,"text":"Исправлено."}]}"""));
        Deciding.Done(await school.Post($"{dated.Wave}/closing"));
        Deciding.Done(await school.Post($"/api/people/{dated.Person}/clearance",
            $$"""{"checkedOn":"{{Day(Today)}}","validUntil":"{{Day(Today.AddYears(2))}}"}"""));
        Deciding.Done(await school.Post($"/api/people/{dated.Person}/departure", $$"""{"on":"{{Day(Today)}}"}"""));
        Deciding.Done(await school.Post($"{dated.Erasure}/assessment",
            """{"decision":"refuse","article":"152-ФЗ, ст. 21 ч. 4","reason":"Срок хранения."}""", school.GraceKey));
        await using var node = await NodeAhead(0);

        await Look(node, dated, 99);
        await dated.Until();
        await UntilItems(dated, OpenItems - 3);
        await Look(node, dated, 101);
        await UntilItems(dated, OpenItems - 2);
        await dated.Until();

        var order = await school.Document(dated.Programme, "curator-order");
        Deciding.Done(await school.Change(dated.Programme, "cancellation", $$"""{"order":"{{order}}","reason":"Реорганизация."}"""));
        await UntilItems(dated, 0);
        await Look(node, dated, 800);
        await Look(node, dated, 801);
        await dated.Until();
        Assert.Equal(OpenItems + 1, (await dated.Notices()).Count);
    }

    [Fact]
    public async Task Are_said_once_by_two_nodes()
    {
        var dated = await DatedSchool.Open(Own);
        await using var first = await NodeAhead(28);
        await using var second = await NodeAhead(28);
        var streams = new[] { StreamNames.Programme(dated.Programme), StreamNames.Person(dated.Person) };

        await Task.WhenAll(new[] { first, second }.SelectMany(node => Enumerable.Range(0, 20).Select(async n =>
        {
            await Publish(node, new LookAtDay(dated.School.Id, null));
            await Publish(node, new RenewNotices(dated.School.Id, [streams[n % 2]]));
        })));

        await dated.Until("reworkOverdue", "surveyWaveOverdue", "clearanceEnds", "erasureTermEnds");
        await UntilHandled(dated);
        Assert.Equal(OpenItems + 4, (await dated.Notices()).Count);
        Assert.Equal(0L, await Ask("select count(*) from wolverine.wolverine_dead_letters where message_type like '%Notices%'"));
    }

    [Fact]
    public async Task Are_said_though_a_message_that_came_with_theirs_fails()
    {
        var dated = await DatedSchool.Open(Own);
        await using var node = await NodeAhead(28);

        var streams = new[] { "no-stream", StreamNames.Programme(dated.Programme), StreamNames.Person(dated.Person) };
        await Task.WhenAll(streams.Select(s => Publish(node, new RenewNotices(dated.School.Id, [s]))));

        await dated.Until("reworkOverdue", "surveyWaveOverdue", "clearanceEnds", "erasureTermEnds");
        Assert.Equal(1L, await Ask($"select count(*) {OfNoStream} and status <> 'Handled'"));
        await using var command = Own.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"delete {OfNoStream}");
        await command.ExecuteNonQueryAsync(Stop);
    }

    [Fact]
    public async Task Follow_one_chain_of_days_however_often_it_is_begun()
    {
        var school = await Api.School.Open(Own);
        await using var node = await NodeAhead(0);
        async Task<long> Scheduled()
        {
            await UntilHandled(school.Id);
            return await Ask($"""
                select count(*) from wolverine.wolverine_incoming_envelopes
                where status = 'Scheduled' and position(convert_to('{school.Id}', 'UTF8') in body) > 0
                """);
        }

        for (var n = 0; n < 3; n++) await Publish(node, new LookAtDay(school.Id, null));
        Assert.Equal(1, await Scheduled());
        // It comes early by a clock that is ahead: the day has not begun yet, and is scheduled again.
        await Publish(node, new LookAtDay(school.Id, Today.AddDays(1)));
        Assert.Equal(2, await Scheduled());
        // It comes twice on its day, and after an old one.
        node.Ahead(1);
        for (var n = 0; n < 2; n++) await Publish(node, new LookAtDay(school.Id, Today.AddDays(1)));
        await Publish(node, new LookAtDay(school.Id, Today.AddDays(-7)));
        Assert.Equal(3, await Scheduled());
    }

    [Fact]
    public async Task Are_listed_to_their_own_organisation_by_role_and_filter()
    {
        var (dated, other) = (await DatedSchool.Open(Own), await Api.School.Open(Own));
        await using var node = await NodeAhead(28);
        await Publish(node, new LookAtDay(dated.School.Id, null));
        await dated.Until("reworkOverdue", "surveyWaveOverdue", "clearanceEnds", "erasureTermEnds");
        var integrator = await dated.School.Key($$"""{"roles":["integrator"],"integrator":"{{Id.New()}}"}""");

        Assert.Empty((await other.Get("/api/notices")).Json["items"]!.AsArray());
        Assert.Empty((await other.Get($"/api/notices?programme={dated.Programme}")).Json["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await dated.School.Get("/api/notices", Own.Operator)).Status);
        Assert.DoesNotContain("erasureTermEnds", (await dated.School.Get("/api/notices?limit=200", integrator)).Text,
            StringComparison.Ordinal);
        Assert.Contains("erasureTermEnds", (await dated.School.Get("/api/notices", await dated.School.Auditor())).Text,
            StringComparison.Ordinal);
        Assert.Equal(OpenItems + 2, (await dated.Notices($"&programme={dated.Programme}")).Count);
        Assert.Equal("clearanceEnds", Kind(Assert.Single(await dated.Notices($"&person={dated.Person}"))));
        Assert.Equal("surveyWaveOverdue", Kind(Assert.Single(await dated.Notices("&kind=surveyWaveOverdue"))));
        Assert.Equal("field-invalid", (await dated.School.Get("/api/notices?programme=1")).Code);
        Assert.Equal("field-invalid", (await dated.School.Get("/api/notices?kind=birthday")).Code);
        // For people an item has its title beside the code.
        using var vera = await Visitor.Of(Own, dated.School.VeraKey);
        Assert.Matches("Пункт [0-9.]+ «[^»]{5,}» просрочен, срок 30.09.2021",
            (await vera.Open($"/programmes/{dated.Programme}")).Read);
    }

    // A node whose clock is some days ahead.
    private async Task<Node> NodeAhead(int days)
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow().AddDays(days));
        return new(await Own.StartNode(clock), clock);
    }

    // The day begins at the school, twice.
    private static async Task Look(Node node, DatedSchool dated, int days)
    {
        node.Ahead(days);
        for (var n = 0; n < 2; n++) await Publish(node, new LookAtDay(dated.School.Id, Today.AddDays(days)));
    }

    private static async Task Publish(Node node, object message)
    {
        await using var scope = node.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(message);
    }

    private async Task UntilItems(DatedSchool dated, int count)
    {
        IReadOnlyList<JsonNode> open = [];
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience.AtMost;
            await Task.Delay(50, Stop))
        {
            open = await dated.Notices("&settled=false&kind=roadmapItemOverdue");
            if (open.Count == count) return;
        }

        Assert.Equal(count, open.Count);
    }

    private Task UntilHandled(DatedSchool dated) => UntilHandled(dated.School.Id);

    // Nothing about the school is left to do now.
    private async Task UntilHandled(Guid school)
    {
        var left = $"""
            select count(*) from wolverine.wolverine_incoming_envelopes
            where status = 'Incoming' and position(convert_to('{school}', 'UTF8') in body) > 0
            """;
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience.AtMost;
            await Task.Delay(50, Stop))
        {
            if (await Ask(left) == 0) return;
        }

        Assert.Equal(0L, await Ask(left));
    }

    private async Task<long> Ask(string question)
    {
        await using var command = Own.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(question);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private sealed record Node(WebApplication App, SetClock Clock) : IAsyncDisposable
    {
        public void Ahead(int days) => Clock.Now = TimeProvider.System.GetUtcNow().AddDays(days);

        public async ValueTask DisposeAsync()
        {
            await App.StopAsync();
            await App.DisposeAsync();
        }
    }
}

/// <summary>An installation without nodes of other tests, whose clocks may be ahead too.</summary>
public sealed class OwnInstallation : IAsyncLifetime
{
    public Installation Installation { get; } = new();

    public ValueTask InitializeAsync() => Installation.InitializeAsync();

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}
