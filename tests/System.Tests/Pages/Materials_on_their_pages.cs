using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Methodical materials on the page of the regional centre and among the settings of its schools.</summary>
public sealed class Materials_on_their_pages(Installation installation)
{
    private const string OfSchool = "/settings/materials";

    [Fact]
    public async Task Are_published_by_the_centre_and_read_by_its_schools_in_both_languages()
    {
        var (centre, key) = await Materials_of_a_region.Centre(installation);
        var (ours, theirs) = (await School.Open(installation), await School.Open(installation));
        await A_region_of_schools.Named(ours, centre.Id);
        using var visitor = await Visitor.Of(installation, key);
        var region = await visitor.Open("/region");
        Assert.Contains("Методические материалы регионального центра", region.Read, StringComparison.Ordinal);

        var form = Assert.Single(region.Links, l => l.StartsWith("/regional/materials/new", StringComparison.Ordinal));
        Assert.Contains("<textarea id=\"f-text\"", (await visitor.Open(form)).Text, StringComparison.Ordinal);
        var done = await visitor.Decide(form, ("title", "Первая встреча"), ("text", "Порядок:\r\nзнакомство."),
            ("address", "https://centre.example/first"));

        // The centre reads no entries, so the decision leads back to its page.
        Assert.Equal(HttpStatusCode.Found, done.Status);
        var after = await visitor.Open(done.To!);
        Assert.Contains("Записано.", after.Read, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Links, l => l.StartsWith("/receipts/", StringComparison.Ordinal));
        await visitor.FollowAll(after);

        foreach (var role in new[] { "curator", "head", "initiator", "auditor", "methodologist" })
        {
            using var reader = await Visitor.Of(installation,
                await ours.Key($$"""{"roles":["{{role}}"],"person":"{{Id.New()}}"}"""));
            Assert.Contains(OfSchool, (await reader.Open("/settings")).Links);
            var page = await reader.Open(OfSchool);
            Assert.Contains("Первая встреча", page.Read, StringComparison.Ordinal);
            Assert.Contains("Порядок: знакомство.", page.Read, StringComparison.Ordinal);
            Assert.Contains("href=\"https://centre.example/first\"", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(page.Links, l => l.Contains("/withdrawal", StringComparison.Ordinal));
            Assert.Contains("The whole material", (await reader.Open(OfSchool, "en")).Read, StringComparison.Ordinal);
        }

        using var stranger = await Visitor.Of(installation, theirs.VeraKey);
        Assert.Contains("Материалов нет.", (await stranger.Open(OfSchool)).Read, StringComparison.Ordinal);
        using var psychologist = await Visitor.Of(installation,
            await ours.Key($$"""{"roles":["psychologist"],"person":"{{Id.New()}}"}"""));
        Assert.DoesNotContain(OfSchool, (await psychologist.Open("/settings")).Links);
        Assert.Equal(HttpStatusCode.Forbidden, (await psychologist.Open(OfSchool)).Status);
    }

    [Fact]
    public async Task Are_withdrawn_on_the_page_of_the_centre()
    {
        var (centre, key) = await Materials_of_a_region.Centre(installation);
        var school = await School.Open(installation);
        await A_region_of_schools.Named(school, centre.Id);
        Deciding.Done(await centre.Post("/api/regional/materials", Materials_of_a_region.First, key));
        using var visitor = await Visitor.Of(installation, key);
        var withdraw = Assert.Single((await visitor.Open("/region")).Links, l => l.Contains("/withdrawal", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Decide(withdraw)).Status);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Decide(withdraw, ("reason", "Устарел."))).Status);

        using var vera = await Visitor.Of(installation, school.VeraKey);
        var read = await vera.Open(OfSchool);
        Assert.Contains("Отозван", read.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("Порядок встречи", read.Text, StringComparison.Ordinal);
        Assert.Contains("Withdrawn on", (await vera.Open(OfSchool, "en")).Read, StringComparison.Ordinal);
        Assert.DoesNotContain((await visitor.Open("/region")).Links, l => l.Contains("/withdrawal", StringComparison.Ordinal));
    }
}
