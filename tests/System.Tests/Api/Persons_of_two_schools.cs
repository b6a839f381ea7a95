using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class Persons_of_two_schools(Installation installation)
{
    /// <summary>Generated from the OpenAPI document, so that new operations are tested too.</summary>
    [Fact]
    public async Task Are_hidden_from_each_other_in_every_operation()
    {
        var theirs = await (await School.Open(installation)).Person(12);
        var school = await School.Open(installation);

        foreach (var operation in Operation.Of(await Operation.Document(installation))
            .Where(o => o.Path.StartsWith("/api/people/{person}", StringComparison.Ordinal)))
        {
            var answer = await school.InAnyRole(key => operation.Request(key, new Dictionary<string, string> { ["person"] = $"{theirs}" }));
            Assert.True((answer.Status, answer.Code) is (HttpStatusCode.NotFound, "not-found"),
                $"{operation}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task Cannot_participate_in_or_represent_anybody_of_the_other_school()
    {
        var (ours, others) = (await School.Open(installation), await School.Open(installation));
        var (child, stranger) = (await ours.Person(12), await others.Person(40, kind: "parent"));

        (await ours.Post($"/api/people/{child}/representatives", $$"""{"person":"{{stranger}}","kind":"parent"}"""))
            .Refused(HttpStatusCode.UnprocessableEntity, "unknown", "person-unknown");
        Assert.DoesNotContain($"{stranger}", (await ours.Get("/api/people")).Text, StringComparison.Ordinal);
        Assert.Empty((await others.Get("/api/consent-texts")).Json["items"]!.AsArray());
    }
}
