using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>Requests made from the OpenAPI document with something wrong in them: in the address, in a header, in a value of the body, or
/// in its form. A seed makes a run repeatable: <c>MF_DRILL_FUZZ</c> is the number of requests, <c>MF_DRILL_SEED</c> the seed.</summary>
[Collection(Drills.Name)]
[Trait("drill", "fuzz")]
public sealed partial class Rubbish_in_every_request(Installation installation)
{
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "2147483648", "99999999999999999999", "1.5", "1e400", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\u202e\"", "\"2021-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"0193b2f0-0000-7000-8000-00000000dead\"", "\"__proto__\"",
        "\"'; drop table x; --\"", "\"<script>\"", "\"=1+1\"", "[]", "{}", "[null]", "[[[[]]]]", "{\"a\":{\"a\":{}}}",
        "\"" + new string('я', 5000) + "\"",
        "[" + string.Join(',', Enumerable.Repeat("0", 2000)) + "]",
    ];

    private static readonly string[] Parts =
    [
        "0193b2f0-0000-7000-8000-00000000dead", "0", "-1", "99999999999999999999", "%00", "%2e%2e", "%ff", "x", "%D0%AF",
        new string('9', 300),
    ];

    private static readonly string[] Forms =
    [
        "", "{", "[]", "null", "\"", "{\"a\":1,\"a\":2}", "\uFEFF{}", new string('[', 2000), "{\"\\u0000\":1}", "<a/>", "a=b&c=d",
    ];

    [Fact]
    public async Task Is_refused_with_a_documented_answer_that_names_no_type()
    {
        var (count, seed) = (DrillSize.Of("FUZZ", brief: 500, full: 20_000), DrillSize.Of("SEED", brief: 49, full: 49));
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        string?[] keys = [.. await school.EveryKey(), await school.Key($$"""{"roles":["integrator"],"integrator":"{{Id.New()}}"}"""), null];
        var operations = Operation.Of(await Operation.Document(installation)).Where(o => !IsStream(o)).ToList();
        var random = new Random(seed);
        Dictionary<HttpStatusCode, int> statuses = [];

        for (var n = 0; n < count; n++)
        {
            // Each operation in turn, so that none is left out.
            var operation = operations[n % operations.Count];
            var request = Spoilt(operation, keys[random.Next(keys.Length)], programme, random);
            var sent = $"{n} {request.Method} {request.RequestUri}";
            // Status, media type and form of the answer are compared with the document.
            var answer = await school.Raw(request);
            Assert.True((int)answer.Status < 500 || answer.Code == "busy", $"{sent}: {answer.Status} {answer.Text}");
            Assert.False((int)answer.Status >= 400 && TypeNamed().IsMatch(answer.Text), $"{sent}: {answer.Text}");
            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
        }

        DrillSize.Figure("fuzz", $"{count} requests to {operations.Count} operations: ",
            $"{string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {(int)s.Key}"))}");
        Assert.True(statuses.Count >= 5, "Everything was refused for one reason.");
    }

    private static bool IsStream(Operation operation) =>
        operation.Json.ToJsonString().Contains("text/event-stream", StringComparison.Ordinal);

    private static HttpRequestMessage Spoilt(Operation operation, string? key, Guid programme, Random random)
    {
        Dictionary<string, string> named = new() { ["programme"] = $"{programme}" };
        var place = random.Next(5);
        if (place == 0)
            foreach (Match parameter in Parameter().Matches(operation.Path)) named[parameter.Groups[1].Value] = One(Parts, random);
        var request = operation.Request(key, named);
        if (place == 1)
        {
            var parameter = One(["limit", "cursor", "dryRun", "asOf", "stage", "x", "%00"], random);
            request.RequestUri = new($"{request.RequestUri}{(operation.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}"
                + $"{parameter}={One(Parts, random)}", UriKind.Relative);
        }

        if (place == 2)
        {
            var header = One(["Idempotency-Key", "If-Match", "Acting-As", "On-Behalf-Of", "Accept-Language", "Confirm-Names"], random);
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, One([.. Parts, "\"", "W/\"x\"", "*", "a, b"], random));
        }

        if (request.Content is { } content)
        {
            var body = content.ReadAsStringAsync().GetAwaiter().GetResult();
            var text = place == 3 ? One(Forms, random) : place == 4 ? WithAnotherValue(body, random) : body;
            var media = content.Headers.ContentType;
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = media } };
            if (random.Next(50) == 0) request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        }

        return request;
    }

    // A value of the example is replaced in the text, because a parsed document cannot hold every value.
    private static string WithAnotherValue(string body, Random random)
    {
        if (!body.StartsWith('{') && !body.StartsWith('[')) return One(Values, random);
        const string mark = "replaced here";
        var json = JsonNode.Parse(body)!;
        var places = Places(json).ToList();
        if (places.Count == 0) return $$"""{"x":{{One(Values, random)}}}""";
        places[random.Next(places.Count)](mark);
        return json.ToJsonString().Replace($"\"{mark}\"", One(Values, random), StringComparison.Ordinal);
    }

    private static IEnumerable<Action<string>> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Places(m.Value).Prepend(v => members[m.Key] = v)),
        JsonArray items => items.SelectMany((item, i) => Places(item).Prepend(v => items[i] = v)),
        _ => [],
    };

    private static string One(string[] of, Random random) => of[random.Next(of.Length)];

    [GeneratedRegex(@"\{([a-z0-9A-Z]+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"System\.[A-Z]|Microsoft\.[A-Z]|MentorshipFlow\.[A-Z]|Npgsql|   at ")]
    private static partial Regex TypeNamed();
}
