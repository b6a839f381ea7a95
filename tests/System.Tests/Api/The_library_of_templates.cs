using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The templates of the twelve documents (M89).</summary>
public sealed class The_library_of_templates(Installation installation)
{
    [Fact]
    public async Task Has_the_twelve_documents_of_the_source_with_their_fields()
    {
        var school = await School.Open(installation);
        var listed = Deciding.Done(await school.Get("/api/templates")).Json["items"]!.AsArray();

        Assert.Equal(Enumerable.Range(1, 12), listed.Select(t => (int)t!["number"]!));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), ((await school.Get("/api/templates/none")).Status,
            (await school.Get("/api/templates/none")).Code));
        foreach (var template in listed)
        {
            var read = Deciding.Done(await school.Get($"/api/templates/{template!["code"]}")).Json;
            Assert.Equal(template["title"]!.ToJsonString(), read["title"]!.ToJsonString());
            var paragraphs = read["sections"]!.AsArray().SelectMany(s => s!["paragraphs"]!.AsArray()).Select(p => (string)p!).ToList();
            Assert.NotEmpty(paragraphs);
            Assert.All(read["fields"]!.AsArray(),
                f => Assert.Contains(paragraphs, p => p.Contains("{{" + f + "}}", StringComparison.Ordinal)));
        }

        Assert.Contains("curator", Deciding.Done(await school.Get("/api/templates/introduction-order")).Json["fields"]!.AsArray()
            .Select(f => (string)f!));
    }
}
