using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Every example of a request in the API's document is sent, with ids that exist in place of the invented ones.</summary>
public sealed class Every_example(Installation installation)
{
    private const string Invented = "0193b2f0-1111-";
    private const string InventedFile = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    // These say that a request is wrong in itself, whatever the state of the school.
    private static readonly string[] Wrong =
        ["field-invalid", "body-invalid", "precondition-required", "role-required", "definition-invalid", "questionnaire-invalid"];

    // Not sent: the answers of a participant, whose key is a link; the definition, of which the example shows the beginning; a range of the
    // ledger, which is for the operator's auditor.
    private static readonly string[] Others =
        ["/api/survey/answers", "/api/preferences/answers", "/api/definitions", "/api/definitions/check", "/api/audit/verification"];

    // They are done last, because nothing else can be done after them.
    private static readonly string[] Final =
        ["curator", "cancellation", "suspension", "completion", "destruction", "departure", "closing/void"];

    [Fact]
    public async Task Is_a_request_that_the_program_understands()
    {
        var world = await World.Build(installation);
        List<string> wrong = [];
        List<string> refused = [];
        var sent = 0;
        foreach (var operation in Operation.Of(await Operation.Document(installation))
            .Where(o => o.Secured && !Others.Contains(o.Path)
                && (o.Json["requestBody"]?["content"] as JsonObject)?.First().Key == "application/json")
            .OrderBy(o => Array.FindIndex(Final, f => o.Path.EndsWith(f, StringComparison.Ordinal)))
            .ThenBy(o => o.Path.Contains("void", StringComparison.Ordinal)))
        {
            sent++;
            var answer = await world.Send(operation);
            if (answer.Response.IsSuccessStatusCode) continue;
            var told = $"{operation}: {(int)answer.Status} {answer.Code} {answer.Json["missing"]?.ToJsonString()}";
            (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.PreconditionRequired
                || Wrong.Contains(answer.Code) || answer.Code is null ? wrong : refused).Add(told);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{sent} examples, {sent - wrong.Count - refused.Count} carried out, refused for the state of the school:");
        foreach (var one in refused) TestContext.Current.TestOutputHelper!.WriteLine(one);
        Assert.Equal([], wrong);
        // What is refused for the state of the school is refused by a rule, with a name.
        Assert.InRange(sent - refused.Count, sent * 2 / 5, sent);
    }

    private sealed class World(School school, Dictionary<string, string> named, Dictionary<string, string> members)
    {
        public static async Task<World> Build(Installation installation)
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
            var all = new Dictionary<string, string>
            {
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
            return new(school, all, members);
        }

        public async Task<Answer> Send(Operation operation)
        {
            var ofMentor = operation.Path.Contains("/mentors", StringComparison.Ordinal);
            var own = new Dictionary<string, string>(named);
            if (ofMentor) own["person"] = named["mentor"];
            Answer? last = null;
            // The first role that may do it, as the document says.
            foreach (var key in new[] { school.VeraKey, school.GraceKey, named["operator"], named["auditor"] })
            {
                var request = operation.Request(key, own);
                Assert.NotNull(operation.Json["requestBody"]!["content"]!["application/json"]!["example"]);
                var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
                request.Content = new StringContent(Real(body, null, ofMentor)!.ToJsonString(), global::System.Text.Encoding.UTF8,
                    "application/json");
                if (operation.Takes("If-Match")) await Match(request, key);
                last = await school.Raw(request);
                if (last.Code != "role-required") return last;
            }

            return last!;
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
            JsonValue v when v.GetValueKind() == JsonValueKind.String && (string)v! is var text => text == InventedFile ? members["file"]
                : !text.StartsWith(Invented, StringComparison.Ordinal) ? text
                : ofMentor && member is "of" or "person" ? named["mentor"] : members.GetValueOrDefault(member ?? "", text),
            _ => node?.DeepClone(),
        };
    }
}
