using System.Net;
using MentorshipFlow.System.Tests.Jobs;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Requests generated from the OpenAPI document, so that new operations are tested as well.</summary>
public sealed class Every_operation(Installation installation)
{
    [Fact]
    public async Task Requires_a_key()
    {
        var school = await School.Open(installation);

        foreach (var operation in (await All()).Where(o => o.Secured))
        {
            var answer = await school.Raw(operation.Request(key: null));
            Assert.True(
                (answer.Status, answer.Code) == (HttpStatusCode.Unauthorized, "unauthenticated"),
                $"{operation}: {answer.Status} {answer.Text}");
            Assert.NotEmpty(answer.Response.Headers.WwwAuthenticate);
        }
    }

    [Fact]
    public async Task Requires_a_right_role_and_names_it()
    {
        var school = await School.Open(installation);
        var centre = await School.Open(installation, "regionalCentre");
        var onlyTotals = await centre.Key($$"""{"roles":["regionalCentre"],"person":"{{centre.Vera}}"}""");

        foreach (var operation in (await All()).Where(o => o.Secured))
        {
            var taken = operation.Json["description"]!.GetValue<string>();
            var (ofCentre, ofCurator) = (Takes("regional-centre"), Takes("curator"));
            if (ofCentre && ofCurator) continue;
            var key = ofCentre ? school.VeraKey : onlyTotals;
            var answer = await school.Raw(operation.Request(key));
            Assert.True(
                (answer.Status, answer.Code) == (HttpStatusCode.Forbidden, "role-required"),
                $"{operation}: {answer.Status} {answer.Text}");
            Assert.NotEmpty(answer.Json["missing"]!.AsArray());

            bool Takes(string role) => taken.Contains(role, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hides_resources_of_another_organisation()
    {
        var theirs = await (await School.Open(installation)).ActiveProgramme();
        var school = await School.Open(installation);

        var named = new Dictionary<string, string> { ["programme"] = $"{theirs}" };
        foreach (var operation in (await All()).Where(o => o.OfProgramme))
        {
            var answer = await school.InAnyRole(key => operation.Request(key, named));
            Assert.True(
                answer.Status is HttpStatusCode.NotFound
                    || (answer.Status, Missing(answer)) is (HttpStatusCode.UnprocessableEntity, "file-unknown"),
                $"{operation}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task Reveals_nothing_of_another_organisation()
    {
        var theirs = await School.Open(installation);
        var (programme, person) = (await theirs.ActiveProgramme(), await theirs.Person(12));
        var file = await theirs.Upload("приказ чужой школы"u8.ToArray(), "application/pdf");
        var key = (await theirs.Get("/api/keys", theirs.GraceKey)).Json["items"]![0]!["id"]!.ToString();
        var job = (await theirs.Ask($"/api/programmes/{programme}/export")).Json["id"]!.ToString();
        var position = (await theirs.Get($"/api/programmes/{programme}/history?limit=1")).Json["items"]![0]!["position"]!.ToString();
        var named = new Dictionary<string, string>
        {
            ["organisation"] = $"{theirs.Id}",
            ["programme"] = $"{programme}",
            ["person"] = $"{person}",
            ["key"] = key,
            ["position"] = position,
            ["sha256"] = file,
            ["job"] = job,
        };
        string[] marks = [$"{theirs.Id}", $"{programme}", $"{person}", $"{theirs.Vera}", $"{theirs.Grace}", key, file, job];
        var school = await School.Open(installation);

        foreach (var operation in (await All()).Where(o => o.Secured))
        {
            var answer = await school.InAnyRole(key => operation.Request(key, named));
            var done = answer.Response.IsSuccessStatusCode;
            var ofOthers = named.Keys.Any(name => operation.Path.Contains($"{{{name}}}", StringComparison.Ordinal));
            Assert.False(done && ofOthers, $"{operation}: {answer.Text}");
            if (!done) continue;
            Assert.All(marks, mark => Assert.False(answer.Text.Contains(mark, StringComparison.Ordinal), $"{operation} tells {mark}"));
        }

        Assert.Contains(key, (await theirs.Get("/api/keys", theirs.GraceKey)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_another_method_with_405()
    {
        var school = await School.Open(installation);

        var answer = await school.Raw(new(HttpMethod.Delete, "/api/programmes"));

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), (answer.Status, answer.Code));
        Assert.Equal(["GET", "POST"], answer.Response.Content.Headers.Allow.Order());
    }

    // Files are searched in the caller's own vault only, so this answer reveals nothing about the programme.
    private static string? Missing(Answer answer) => answer.Json["missing"]?[0]?["what"]?.GetValue<string>();

    private async Task<IReadOnlyList<Operation>> All() => [.. Operation.Of(await Operation.Document(installation))];
}
