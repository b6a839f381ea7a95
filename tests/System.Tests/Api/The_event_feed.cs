using System.Net;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The feed in pages, as an integrator requests it, parsed by the CloudEvents SDK.</summary>
public sealed class The_event_feed(Installation installation)
{
    private const string Batch = "application/cloudevents-batch+json";

    private static readonly JsonEventFormatter Sdk = new();

    [Fact]
    public async Task Gives_the_schools_entries_and_no_others_as_CloudEvents_in_the_order_of_the_ledger()
    {
        var (school, _, integrator) = await Opened();
        await School.Open(installation);
        var entries = (await school.Get("/api/audit/entries?limit=200")).Json["items"]!.AsArray();

        var batch = Read(await Ask("/api/feed?limit=200", integrator, Batch));

        Assert.Equal(entries.Count, batch.Count);
        Assert.All(entries.Zip(batch), pair =>
        {
            var (entry, sent) = (pair.First!, pair.Second);
            Assert.True(sent.IsValid);
            Assert.Equal(
                (Text("eventId"), $"urn:mentorshipflow:organisation:{school.Id}", Text("type"), Text("stream"), Text("position")),
                (sent.Id, $"{sent.Source}", sent.Type, sent.Subject, sent["position"]));
            Assert.Equal(
                (Text("leaf"), Text("version"), Text("actor"), Text("role"), Text("effectiveOn"), "application/json"),
                (sent["leaf"], $"{sent["streamversion"]}", sent["actor"], sent["role"], sent["effectiveon"], sent.DataContentType));
            Assert.Equal(DateTimeOffset.Parse(Text("recordedAt")!, null), sent.Time);
            Assert.True(JsonNode.DeepEquals(entry["body"], JsonNode.Parse(((JsonElement)sent.Data!).GetRawText())));

            string? Text(string member) => entry[member]?.ToString();
        });
    }

    [Fact]
    public async Task Is_equal_as_a_list_as_a_batch_and_as_a_stream()
    {
        var (school, _, integrator) = await Opened();

        var list = (await school.Get("/api/feed?limit=200", integrator)).Json["items"]!;
        var stream = EventStream.Parsed((await school.Get("/api/feed/stream", integrator)).Text);

        Assert.True(JsonNode.DeepEquals(list, (await Ask("/api/feed?limit=200", integrator, Batch)).Json));
        Assert.True(JsonNode.DeepEquals(list, new JsonArray([.. stream.Select(item => JsonNode.Parse(item.Data))])));
        Assert.Equal(list.AsArray().Select(e => (string?)e!["position"]), stream.Select(item => item.EventId));
        Assert.All(list.AsArray(), e => Sdk.DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(e!.ToJsonString()),
            new ContentType("application/cloudevents+json"), null));
    }

    [Fact]
    public async Task Continues_from_page_to_page_and_from_the_end()
    {
        var (school, programme, integrator) = await Opened();
        var all = Positions(await school.Get("/api/feed?limit=200", integrator));
        List<string> seen = [];
        var (next, pages) = ("/api/feed?limit=3", 0);
        var page = await school.Get(next, integrator);
        for (; page.Response.Headers.TryGetValues("Link", out var link); pages++)
        {
            seen.AddRange(Positions(page));
            Assert.Equal(seen[^1], $"{page.Json["next"]}");
            next = link.Single().Split('<', '>')[1];
            page = await school.Get(next, integrator);
        }

        seen.AddRange(Positions(page));
        Assert.Equal(all, seen);
        Assert.Equal(all.Count, (pages * 3) + Positions(page).Count);
        var end = $"/api/feed?after={page.Json["next"]}";
        Assert.Empty(Positions(await school.Get(end, integrator)));
        await school.Document(programme, "introduction-order");
        Assert.Equal(["document_registered"], Types(await school.Get(end, integrator)));
    }

    [Fact]
    public async Task Is_filtered_by_type_and_stream_and_advances_past_other_entries()
    {
        var (school, programme, integrator) = await Opened();
        var position = long.Parse(Positions(await school.Get("/api/feed?limit=200", integrator))[^1], null);

        Assert.Equal(["programme_drafted", "curator_appointed"],
            Types(await school.Get("/api/feed?type=curator_appointed,programme_drafted", integrator)));
        Assert.Equal(["curator_appointed"],
            Types(await school.Get($"/api/feed?type=curator_appointed,access_key_issued&stream=programme-{programme}", integrator)));
        Assert.Equal(
            ["curator_appointed"],
            EventStream.Parsed((await school.Get($"/api/feed/stream?type=curator_appointed&stream=programme-{programme}", integrator)).Text)
                .Select(item => (string)JsonNode.Parse(item.Data)!["type"]!));
        var nothing = await school.Get("/api/feed?type=stage_approved", integrator);
        Assert.Empty(Positions(nothing));
        Assert.InRange((long)nothing.Json["next"]!, position, long.MaxValue);
    }

    [Fact]
    public async Task Is_not_sent_again_when_unchanged()
    {
        var (school, _, integrator) = await Opened();
        var page = await school.Get("/api/feed?limit=3", integrator);
        var batch = await Ask("/api/feed?limit=3", integrator, Batch);

        Assert.NotEqual(page.Etag, batch.Etag);
        Assert.Equal(HttpStatusCode.NotModified, (await Ask("/api/feed?limit=3", integrator, "application/json", page.Etag)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask("/api/feed?limit=3", integrator, "application/json", batch.Etag)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask("/api/feed?limit=4", integrator, "application/json", page.Etag)).Status);
    }

    [Theory]
    [InlineData("application/json", "application/json"), InlineData("*/*", "application/json")]
    [InlineData($"application/json;q=0.5, {Batch}", Batch), InlineData($"{Batch};q=0, */*", "application/json")]
    [InlineData($"{Batch};q=0.1, application/json", "application/json"), InlineData("text/html", "application/json")]
    public async Task Comes_as_it_is_asked(string accept, string media)
    {
        var (_, _, integrator) = await Opened();

        Assert.Equal(media, (await Ask("/api/feed?limit=1", integrator, accept)).Response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("after=-1", "after"), InlineData("after=x", "after"), InlineData("after=9999999999", "after")]
    [InlineData("type=", "type"), InlineData("type=stage_approved,", "type"), InlineData("type=stage_aproved", "type")]
    [InlineData("stream=", "stream"), InlineData("stream=%00", "stream"), InlineData("cursor=1", "cursor")]
    public async Task Refuses_what_would_find_nothing_for_ever(string query, string named)
    {
        var (school, _, integrator) = await Opened();

        foreach (var path in new[] { "/api/feed", "/api/feed/stream" })
        {
            var answer = await school.Get($"{path}?{query}", integrator);
            Assert.Equal((HttpStatusCode.BadRequest, named), (answer.Status, (string?)answer.Json["missing"]![0]!["where"]));
        }
    }

    [Theory]
    [InlineData("integrator", true), InlineData("auditor", true), InlineData("head", true), InlineData("curator", true)]
    [InlineData("initiator", false)]
    public async Task Is_for_integrators_and_for_who_may_read_the_audit_trail(string role, bool taken)
    {
        var school = await School.Open(installation);
        var key = await school.Key($$"""{"roles":["{{role}}"],"{{(role == "integrator" ? role : "person")}}":"{{Id.New()}}"}""");

        foreach (var path in new[] { "/api/feed", "/api/feed/stream" })
        {
            Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await school.Get(path, key)).Status);
        }
    }

    private static List<CloudEvent> Read(Answer answer) =>
        [.. Sdk.DecodeBatchModeMessage(Encoding.UTF8.GetBytes(answer.Text), new ContentType(Batch), [
            CloudEventAttribute.CreateExtension("position", CloudEventAttributeType.String),
            CloudEventAttribute.CreateExtension("streamversion", CloudEventAttributeType.Integer),
        ])];

    private static List<string> Positions(Answer page) => [.. page.Json["items"]!.AsArray().Select(e => (string)e!["position"]!)];

    private static List<string> Types(Answer page) => [.. page.Json["items"]!.AsArray().Select(e => (string)e!["type"]!)];

    private async Task<(School School, Guid Programme, string Integrator)> Opened()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        return (school, programme, await school.Key($$"""{"roles":["integrator"],"integrator":"{{Id.New()}}"}"""));
    }

    private async Task<Answer> Ask(string path, string key, string accept, string? known = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known);
        var response = await installation.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Documented.Answer(request, response);
        return new(response.StatusCode, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
