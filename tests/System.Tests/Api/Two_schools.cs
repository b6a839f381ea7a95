using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class Two_schools(Installation installation)
{
    [Fact]
    public async Task Never_see_each_others_entries()
    {
        var (ours, theirs) = (await School.Open(installation), await School.Open(installation));
        var (programme, hidden) = (await ours.ActiveProgramme(), await theirs.ActiveProgramme());
        var auditor = await ours.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");

        foreach (var what in new[]
            { "", "/history", "/export", "/at/1", "/difference?from=0&to=1", "/certificate", "/stages/1", "/documents" })
        {
            Assert.Equal(HttpStatusCode.OK, (await ours.Get($"/api/programmes/{programme}{what}", auditor)).Status);
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), Refused(await ours.Get($"/api/programmes/{hidden}{what}", auditor)));
        }

        var entries = await ours.Get("/api/audit/entries?limit=200", auditor);
        Assert.All(entries.Json["items"]!.AsArray(), e => Assert.Equal(ours.Id, e!["organisation"]!.GetValue<Guid>()));
        Assert.Empty((await ours.Get($"/api/audit/entries?stream=programme-{hidden}", auditor)).Json["items"]!.AsArray());
        var position = (await theirs.Get($"/api/programmes/{hidden}/history?limit=1")).Json["items"]![0]!["position"]!.GetValue<long>();
        Assert.Equal(HttpStatusCode.NotFound, (await ours.Get($"/api/audit/entries/{position}", auditor)).Status);
        Assert.DoesNotContain($"{theirs.Id}", (await ours.Get($"/api/programmes/{programme}/export", auditor)).Text,
            StringComparison.Ordinal);
        Assert.DoesNotContain($"{hidden}", (await ours.Get("/api/programmes", auditor)).Text, StringComparison.Ordinal);
    }

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
