using System.Text.Json;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A school with something of everything, to which the requests of the API's document are sent with ids that exist in place of the
/// invented ones.</summary>
internal sealed class ExampleWorld(
    Installation installation, SchoolBases bases, Dictionary<string, string> named, Dictionary<string, string> members)
{
    private const string TimeZone = "Asia/Novokuznetsk";
    private const string Invented = "0193b2f0-1111-";
    private const string InventedFile = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    // They are done last, because nothing else can be done after them.
    private static readonly string[] Final =
        ["/objective-values", "curator", "cancellation", "suspension", "completion", "destruction", "departure", "closing/void"];

    private readonly School school = bases.School;
    private JsonNode? document;

    /// <summary>The school.</summary>
    public SchoolBases Bases => bases;

    /// <summary>A value of the address by its name, such as a person's id.</summary>
    public string this[string name] => named[name];

    /// <summary>What ends something comes last, and what takes something back after what it takes back.</summary>
    public static (int, bool) Place(Operation operation) => (
        Array.FindIndex(Final, f => operation.Path.EndsWith(f, StringComparison.Ordinal)),
        operation.Path.Contains("void", StringComparison.Ordinal));

    public static async Task<ExampleWorld> Build(Installation installation)
    {
        var bases = await SchoolBases.Open(installation);
        var (school, programme) = (bases.School, bases.Programme);
        var (pupil, mentor) = (await bases.Mentee(), await bases.Mentor());
        await bases.Wave("mentees");
        var parent = (await school.Get("/api/people?kind=parent")).Json["items"]![0]!["id"]!.ToString();
        var document = await school.Document(programme, "curator-order");
        var questionnaire = (await school.Get("/api/questionnaires")).Json["items"]![0]!["questionnaire"]!;
        var own = (await school.Post("/api/questionnaires", SurveyOfSchool.Text(1))).Text;
        var opened = await bases.Did("survey-waves",
            $$"""{"questionnaire":{{own}},"audience":"mentees","purpose":"application","title":"Опрос"}""");
        var wave = $"{opened.Response.Headers.Location}"[^36..];
        var round = (string)(await bases.Did("matching-rounds", """{"form":"learner-learner"}""")).Json["events"]![0]!["body"]!["round"]!;
        var webhook = (string)Deciding.Done(await school.Post(
            "/api/webhooks", """{"address":"https://region.example/hooks"}""", school.GraceKey)).Json["events"]![0]!["body"]!["id"]!;
        var centre = await School.Open(installation, "regionalCentre");
        var all = new Dictionary<string, string>
        {
            ["centre"] = await centre.Key($$"""{"roles":["regionalCentre"],"person":"{{Id.New()}}"}"""),
            ["round"] = round, ["webhook"] = webhook,
            ["programme"] = $"{programme}", ["person"] = $"{pupil}", ["mentor"] = $"{mentor}", ["document"] = $"{document}",
            ["wave"] = wave, ["stage"] = "2", ["organisation"] = $"{school.Id}", ["item"] = "2.1.1", ["form"] = "learner-learner",
            ["operator"] = installation.Operator,
            ["auditor"] = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""),
        };
        var members = new Dictionary<string, string>
        {
            ["person"] = $"{pupil}", ["of"] = $"{pupil}", ["persons"] = $"{pupil}", ["order"] = $"{document}", ["by"] = parent,
            ["document"] = $"{document}", ["evidence"] = $"{document}", ["signers"] = parent, ["text"] = $"{await school.Text()}",
            ["questionnaire"] = questionnaire.ToJsonString(),
            ["file"] = await school.Upload("файл"u8.ToArray(), "application/pdf"),
        };
        return new(installation, bases, all, members);
    }

    /// <param name="id">The id of what is recorded, where the request has a place for one.</param>
    public async Task<Answer> Send(Operation operation, Guid? id = null)
    {
        var ofMentor = operation.Path.Contains("/mentors", StringComparison.Ordinal);
        var own = new Dictionary<string, string>(named);
        if (ofMentor) own["person"] = named["mentor"];
        Answer? last = null;
        // The first role that may do it, as the document says.
        foreach (var key in new[] { school.VeraKey, school.GraceKey, named["operator"], named["auditor"], named["centre"] })
        {
            var request = operation.Request(key, own);
            if (operation.Json["requestBody"]?["content"]?["application/json"] is { } content)
            {
                Assert.NotNull(content["example"]);
                var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
                var real = Real(body, null, ofMentor)!;
                if (id is { } fact && await Takes(content, "id")) real["id"] = $"{fact}";
                request.Content = new StringContent(real.ToJsonString(), global::System.Text.Encoding.UTF8, "application/json");
            }

            if (operation.Takes("If-Match")) await Match(request, key);
            last = await school.Raw(request);
            if (last.Code != "role-required") return last;
        }

        return last!;
    }

    private async Task<bool> Takes(JsonNode content, string member)
    {
        document ??= await Operation.Document(installation);
        var schema = content["schema"];
        if ((string?)schema?["$ref"] is { } reference) schema = document["components"]!["schemas"]![reference.Split('/')[^1]];
        return schema?["properties"]?[member]?["format"] is { } format && (string?)format == "uuid";
    }

    // The tag of the nearest address above that shows something.
    private async Task Match(HttpRequestMessage request, string key)
    {
        for (var address = request.RequestUri!.ToString().Split('?')[0]; address.Count('/') > 1;
            address = address[..address.LastIndexOf('/')])
        {
            var shown = await school.Get(address, key);
            if (!shown.Response.IsSuccessStatusCode || shown.Response.Headers.ETag is null) continue;
            request.Headers.Remove("If-Match");
            request.Headers.TryAddWithoutValidation("If-Match", shown.Etag);
            return;
        }
    }

    // The example with ids that exist.
    private JsonNode? Real(JsonNode? node, string? member, bool ofMentor) => node switch
    {
        JsonObject o when member == "questionnaire" && o.ContainsKey("sha256") => JsonNode.Parse(members["questionnaire"]),
        JsonObject o => new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, Real(m.Value, m.Key, ofMentor)))),
        JsonArray a => new JsonArray([.. a.Select(e => Real(e, member, ofMentor))]),
        // In another time zone the school would be at yesterday for some hours of the day.
        JsonValue when member == "timeZone" => TimeZone,
        JsonValue v when v.GetValueKind() == JsonValueKind.String && (string)v! is var text => text == InventedFile ? members["file"]
            : !text.StartsWith(Invented, StringComparison.Ordinal) ? text
            : ofMentor && member is "of" or "person" ? named["mentor"] : members.GetValueOrDefault(member ?? "", text),
        _ => node?.DeepClone(),
    };
}
