using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Generated from the OpenAPI document: an operation that is added is asked as well.</summary>
public sealed class Every_operation(Installation installation)
{
    [Fact]
    public async Task Wants_a_key()
    {
        var school = await School.Open(installation);

        foreach (var operation in (await All()).Where(o => o.Secured))
        {
            var answer = await school.Raw(operation.Request(key: null));
            Assert.True((answer.Status, answer.Code) == (HttpStatusCode.Unauthorized, "unauthenticated"), $"{operation}: {answer.Status} {answer.Text}");
            Assert.NotEmpty(answer.Response.Headers.WwwAuthenticate);
        }
    }

    [Fact]
    public async Task Wants_the_right_role_and_names_it()
    {
        var school = await School.Open(installation);
        var centre = await School.Open(installation, "regionalCentre");
        var onlyTotals = await centre.Key($$"""{"roles":["regionalCentre"],"person":"{{centre.Vera}}"}""");

        foreach (var operation in (await All()).Where(o => o.Secured))
        {
            var taken = operation.Json["description"]!.GetValue<string>();
            var key = taken.Contains("regional-centre", StringComparison.Ordinal) ? taken.Contains("curator", StringComparison.Ordinal) ? null : school.VeraKey : onlyTotals;
            if (key is null) continue;
            var answer = await school.Raw(operation.Request(key));
            Assert.True((answer.Status, answer.Code) == (HttpStatusCode.Forbidden, "role-required"), $"{operation}: {answer.Status} {answer.Text}");
            Assert.NotEmpty(answer.Json["missing"]!.AsArray());
        }
    }

    [Fact]
    public async Task Hides_what_belongs_to_another_organisation()
    {
        var theirs = await (await School.Open(installation)).ActiveProgramme();
        var school = await School.Open(installation);
        var everything = await school.Key($$"""{"roles":["curator","head","initiator","auditor"],"person":"{{school.Vera}}"}""");

        foreach (var operation in (await All()).Where(o => o.OfProgramme))
        {
            var answer = await school.Raw(operation.Request(everything, theirs));
            Assert.True(answer.Status is HttpStatusCode.NotFound || (answer.Status, Where(answer)) is (HttpStatusCode.UnprocessableEntity, "file-unknown"), $"{operation}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task Answers_another_method_with_405()
    {
        var school = await School.Open(installation);

        var answer = await school.Raw(new(HttpMethod.Delete, "/api/programmes"));

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), (answer.Status, answer.Code));
        Assert.Equal(["GET", "POST"], answer.Response.Content.Headers.Allow.Order());
    }

    // A file is asked of one's own vault, so what it says tells nothing about the programme.
    private static string? Where(Answer answer) => answer.Json["missing"]?[0]?["what"]?.GetValue<string>();

    private async Task<IReadOnlyList<Operation>> All() => [.. Operation.Of(await Operation.Document(installation))];
}
