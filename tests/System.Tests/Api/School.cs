using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Sample;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>An answer: status, headers, and the body, parsed if it is JSON.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseMessage Response, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => Text.Length > 0 && Response.Content.Headers.ContentType?.MediaType == "application/problem+json"
        ? Json["code"]!.GetValue<string>() : null;

    public string Etag => Response.Headers.ETag?.Tag ?? throw new InvalidOperationException($"{(int)Status} has no tag: {Text}");

    public Guid Programme => Json["programme"]!.GetValue<Guid>();
}

/// <summary>A school with its people: Vera is curator, Grace is head, Ada drafts the programme.</summary>
public sealed class School
{
    private const int MostTries = 10;

    private readonly HttpClient http;
    private readonly Lazy<Task> registered;
    private IReadOnlyList<string>? everyKey;

    private School(HttpClient http, Guid id)
    {
        this.http = http;
        Id = id;
        registered = new(Register);
    }

    public Guid Id { get; }

    public Guid Vera { get; private init; } = Api.Id.New();

    public Guid Grace { get; private init; } = Api.Id.New();

    public string VeraKey { get; private set; } = "";

    public string GraceKey { get; private set; } = "";

    public static Task<School> Open(Installation installation, string kind = "school") =>
        Open(installation.Http, installation.Operator, kind);

    /// <summary>A school of another server.</summary>
    public static async Task<School> Open(HttpClient http, string operatorKey, string kind = "school")
    {
        var made = await Send(http, "POST", "/api/organisations", operatorKey,
            $$"""{"title":"Школа","kind":"{{kind}}","timeZone":"Asia/Novokuznetsk"}""");
        var school = new School(http, made.Json["organisation"]!.GetValue<Guid>());
        var first = await Send(http, "POST", $"/api/organisations/{school.Id}/keys", operatorKey,
            $$"""{"roles":["head"],"person":"{{school.Grace}}"}""");
        school.GraceKey = first.Json["key"]!.GetValue<string>();
        school.VeraKey = await school.Key($$"""{"roles":["curator"],"person":"{{school.Vera}}"}""");
        return school;
    }

    /// <summary>The school of the sample, loaded into the installation: its deputy head is Vera, its head is Grace.</summary>
    public static async Task<School> Sample(Installation installation)
    {
        var safe = Directory.CreateTempSubdirectory("mentorshipflow-sample-");
        try
        {
            var keys = SampleKeys.Open(safe.FullName, installation.Services.GetRequiredService<AccessKeys>());
            var sample = ActivatorUtilities.CreateInstance<SampleProgramme>(installation.Services,
                ActivatorUtilities.CreateInstance<FirstKey>(installation.Services));
            await sample.Load(keys, TestContext.Current.CancellationToken);
            string KeyOf(Role role) => keys.Single(k => k.Role == role).Key.Text;
            return new(installation.Http, SampleIds.Organisation)
            {
                Vera = SampleIds.Of("deputy-head"), VeraKey = KeyOf(Role.Curator), Grace = SampleIds.Of("head"),
                GraceKey = KeyOf(Role.Head),
            };
        }
        finally
        {
            safe.Delete(recursive: true);
        }
    }

    public async Task<string> Key(string body) => (await Post("/api/keys", body, GraceKey)).Json["key"]!.GetValue<string>();

    /// <summary>Keys that hold every role of a school: whoever audits holds no other.</summary>
    public async Task<IReadOnlyList<string>> EveryKey() => everyKey ??=
    [
        await Key($$"""{"roles":["curator","head","initiator"],"person":"{{Vera}}"}"""),
        await Key($$"""{"roles":["auditor"],"person":"{{Api.Id.New()}}"}"""),
    ];

    /// <summary>The answer in a role that may ask.</summary>
    public async Task<Answer> InAnyRole(Func<string, HttpRequestMessage> request)
    {
        var keys = await EveryKey();
        var answer = await Raw(request(keys[0]));
        return answer.Code == "role-required" ? await Raw(request(keys[1])) : answer;
    }

    public Task<Answer> Get(string path, string? key = null) => Send(http, "GET", path, key ?? VeraKey, null);

    public Task<Answer> Post(string path, string body = "{}", string? key = null, string? match = null, string? idempotency = null,
        Guid? behalf = null, Uri? node = null) =>
        Send(http, "POST", node is null ? path : new Uri(node, path).ToString(), key ?? VeraKey, body, match, idempotency, behalf);

    /// <summary>Posts a file as the body.</summary>
    public Task<Answer> Sent(string path, string type, byte[] file, string key, string? idempotency = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new(type);
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Add("Idempotency-Key", idempotency ?? $"{Api.Id.New()}");
        return Raw(request);
    }

    public async Task<Guid> Programme(string title = "Наставничество", string definition = "target-model", int version = 1) =>
        (await Post("/api/programmes",
            $$"""
            {"schoolYear":"2021/2022","title":"{{title}}","goal":"Цель","definitionCode":"{{definition}}",
            "definitionVersion":{{version}}}
            """)).Programme;

    /// <summary>A programme with Vera in office by a registered order.</summary>
    public async Task<Guid> ActiveProgramme(string title = "Наставничество", string definition = "target-model", int version = 1)
    {
        var programme = await Programme(title, definition, version);
        await Registered();
        var order = await Document(programme, "curator-order");
        await Done(this.Change(programme, "curator", $$"""{"person":"{{Vera}}","order":"{{order}}","from":"2021-09-01"}"""));
        return programme;
    }

    /// <summary>Puts Vera into the register of persons, once.</summary>
    public Task Registered() => registered.Value;

    private async Task Register()
    {
        if ((await Get($"/api/people/{Vera}")).Status == HttpStatusCode.NotFound)
        {
            await Done(Post("/api/people",
                $$"""{"id":"{{Vera}}","fullName":"{{SchoolPeople.Name()}}","kinds":["teacher"],"ageBand":"adult"}"""));
        }
    }

    /// <param name="about">The person that the file is about.</param>
    public async Task<Guid> Document(Guid programme, string kind, Guid? about = null)
    {
        var file = await Upload("приказ"u8.ToArray(), "application/pdf", about);
        var body = $$"""
            {"kind":"{{kind}}","title":"Приказ","original":"paper","number":"1","date":"2021-08-30","signatoryPosition":"Директор",
            "sha256":"{{file}}"}
            """;
        var answer = await Post($"/api/programmes/{programme}/documents", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();
    }

    /// <summary>A programme that passes gate 1: every waivable criterion is waived.</summary>
    public async Task<Guid> PreparedProgramme(string definition = "target-model", int version = 1)
    {
        var programme = await ActiveProgramme(definition: definition, version: version);
        await Document(programme, "introduction-order");
        await Document(programme, "mentoring-regulation");
        var items = string.Join(',',
            Enumerable.Range(1, 7).Select(n => $$"""{"item":"{{n}}.1.1","plannedTo":"2021-09-30","position":"Куратор"}"""));
        await Done(this.Change(programme, "roadmap", $$"""{"items":[{{items}}]}""", VeraKey));
        foreach (var (path, body) in new[]
        {
            ("roadmap/items/1.1.1/completion", """{"effectiveOn":"2021-09-10"}"""),
            ("needs-surveys", """{"on":"2021-09-15"}"""), ("meetings", """{"on":"2021-09-20"}"""),
            ("forms", """{"form":"learner-learner","kinds":["pair"]}"""),
            ("bank-entries", """{"form":"learner-learner","title":"Равный — равному"}"""),
        }) await Done(Post($"/api/programmes/{programme}/{path}", body));
        foreach (var criterion in new[] { "G1.7", "G1.8", "G1.9", "G1.10" })
        {
            await Done(Post($"/api/programmes/{programme}/stages/1/waivers", $$"""{"criterion":"{{criterion}}","reason":"Позже."}""",
                match: await Seen(programme)));
        }

        return programme;
    }

    /// <summary>The present tag of stage 1.</summary>
    public async Task<string> Seen(Guid programme, string? key = null) => (await Get($"/api/programmes/{programme}/stages/1", key)).Etag;

    private static async Task Done(Task<Answer> asked)
    {
        var answer = await asked;
        Assert.True(answer.Response.IsSuccessStatusCode, answer.Text);
    }

    public async Task<string> Upload(byte[] content, string mediaType, Guid? about = null) =>
        Deciding.Done(await Uploaded(content, mediaType, about)).Json["sha256"]!.GetValue<string>();

    public async Task<Answer> Uploaded(byte[] content, string mediaType, Guid? about = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, about is { } person ? $"/api/files?person={person}" : "/api/files")
            { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new(mediaType);
        request.Headers.Authorization = new("Bearer", VeraKey);
        return await Send(http, request);
    }

    public Task<Answer> Raw(HttpRequestMessage request) => Send(http, request);

    /// <summary>An answer that is a file.</summary>
    public async Task<(string? Media, byte[] Content)> Bytes(HttpRequestMessage request)
    {
        var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Documented.Answer(request, response);
        return (response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(
            TestContext.Current.CancellationToken));
    }

    public static async Task<Answer> Send(HttpClient http, string method, string path, string? key, string? body, string? match = null,
        string? idempotency = null, Guid? behalf = null)
    {
        idempotency ??= $"{Api.Id.New()}";
        for (var tries = 1; ; tries++)
        {
            var answer = await Send(http, Request(method, path, key, body, match, idempotency, behalf));
            // As a client does: other tests keep the machine busy, and the same key decides once.
            if (body is null || tries == MostTries || (answer.Status, answer.Code) != (HttpStatusCode.ServiceUnavailable, "busy"))
                return answer;
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    private static HttpRequestMessage Request(
        string method, string path, string? key, string? body, string? match, string idempotency, Guid? behalf)
    {
        var request = new HttpRequestMessage(new(method), path);
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", idempotency);
        }

        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        if (behalf is { } person) request.Headers.Add("On-Behalf-Of", $"{person}");
        return request;
    }

    private static async Task<Answer> Send(HttpClient http, HttpRequestMessage request)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Documented.Answer(request, response);
        // A stream has no end, so its answer is read until it is silent.
        var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? await EventStream.UpToNow(response)
            : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Documented.Body(request, response, text);
        return new(response.StatusCode, response, text);
    }
}
