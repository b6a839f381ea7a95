using System.Net;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Every example of a request in the API's document is sent, with ids that exist in place of the invented ones.</summary>
public sealed class Every_example(Installation installation)
{
    // These say that a request is wrong in itself, whatever the state of the school.
    private static readonly string[] Wrong =
        ["field-invalid", "body-invalid", "precondition-required", "role-required", "definition-invalid", "questionnaire-invalid"];

    // Not sent: the answers of a participant, whose key is a link; the definition, of which the example shows the beginning; a range of the
    // ledger, which is for the operator's auditor; the checkpoint that a witness cosigned, which must have its signature.
    private static readonly string[] Others =
    [
        "/api/survey/answers", "/api/preferences/answers", "/api/consent/answer", "/api/definitions", "/api/definitions/check",
        "/api/audit/verification", "/api/audit/checkpoints/cosignatures",
    ];

    [Fact]
    public async Task Is_a_request_that_the_program_understands()
    {
        var world = await ExampleWorld.Build(installation);
        List<string> wrong = [];
        List<string> refused = [];
        var sent = 0;
        foreach (var operation in Operation.Of(await Operation.Document(installation))
            .Where(o => o.Secured && !Others.Contains(o.Path)
                && (o.Json["requestBody"]?["content"] as JsonObject)?.First().Key == "application/json")
            .OrderBy(ExampleWorld.Place))
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
}
