using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>One request for many persons or items: each is decided by itself.</summary>
public sealed class A_batch(Installation installation)
{
    [Fact]
    public async Task Has_a_result_for_each_item_and_the_same_ones_when_it_is_repeated()
    {
        var bases = await SchoolBases.Open(installation);
        var (ready, child) = (await bases.Pupil(12), await bases.School.Person(12));
        foreach (var pupil in new[] { ready, child })
        {
            await bases.Did("mentees", $$"""{"person":"{{pupil}}"}""");
            await bases.Did($"mentees/{pupil}/requests", """{"category":"studies"}""");
        }

        var body = $$"""{"items":[{"of":"{{ready}}"},{"of":"{{child}}"},{"of":"{{Id.New()}}"}]}""";
        var foreseen = await bases.Post("mentees/base/batch?dryRun=true", body);
        var done = await bases.Post("mentees/base/batch", body, "batch-1");
        var again = await bases.Post("mentees/base/batch", body, "batch-1");

        Assert.Equal((1, 2, true), ((int)foreseen.Json["done"]!, (int)foreseen.Json["refused"]!, (bool)foreseen.Json["dryRun"]!));
        Assert.Equal(["mentee_added_to_base", "conditions-not-met", "unknown"], Results(done));
        Assert.Equal("participation-consent-missing", (string?)done.Json["results"]![1]!["problem"]!["missing"]![0]!["what"]);
        Assert.Equal(Results(done), Results(again));
        Assert.True((bool)again.Json["results"]![0]!["repeated"]!);
        Assert.Equal("inBase", (string?)(await bases.Get($"mentees/{ready}")).Json["status"]);
        Assert.Equal("idempotency-key-reused",
            (await bases.Post("mentees/base/batch", $$"""{"items":[{"of":"{{ready}}"}]}""", "batch-1")).Code);
    }

    [Fact]
    public async Task Settles_items_with_one_piece_of_evidence_on_their_own_days()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var paper = await school.Document(programme, "mentoring-regulation");

        var done = await school.Post($"/api/programmes/{programme}/roadmap/items/completion/batch", $$$"""
            {"request":{"evidence":["{{{paper}}}"],"effectiveOn":"2021-09-20"},
            "items":[{"of":"2.1.1"},{"of":"3.1.1","request":{"evidence":["{{{paper}}}"],"effectiveOn":"2021-09-21"}},{"of":"9.9.9"}]}
            """);

        Assert.Equal(["roadmap_item_completed", "roadmap_item_completed", "unknown"], Results(done));
        foreach (var (item, on) in new[] { ("2.1.1", "2021-09-20"), ("3.1.1", "2021-09-21") })
        {
            var settled = (await school.Get($"/api/programmes/{programme}/roadmap/items/{item}")).Json;
            Assert.Equal((on, $"{paper}"), ((string?)settled["settledOn"], (string?)settled["evidence"]![0]));
        }
    }

    [Fact]
    public async Task Records_consents_of_many_each_with_its_signers()
    {
        var bases = await SchoolBases.Open(installation);
        var text = await bases.School.Text();
        List<(Guid Child, Guid Mother)> families = [];
        for (var i = 0; i < 3; i++)
        {
            var child = await bases.School.Person(11);
            families.Add((child, await bases.School.Mother(child)));
        }

        var items = families.Select(f => new
        {
            of = f.Child, request = new { purpose = "participation", signers = new[] { f.Mother }, text, validUntil = "2099-08-31" },
        });
        var done = await bases.School.Post("/api/people/consents/batch", JsonSerializer.Serialize(new { items }));

        Assert.Equal(["consent_given", "consent_given", "consent_given"], Results(done));
        Assert.Equal(3, (await bases.School.Get("/api/people?consent=participation")).Json["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"items":[]}""", "/items"), InlineData("""{"items":[{"of":"a"}]}""", "/items/0/request/purpose")]
    [InlineData("""{"items":[{"of":"a","request":{"purpose":"participation"}}]}""", "/items/0/request/signers")]
    public async Task Of_a_wrong_form_is_refused_before_anything_is_decided(string body, string where)
    {
        var answer = await (await School.Open(installation)).Post("/api/people/consents/batch", body);

        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"), (answer.Status, answer.Code));
        Assert.Contains(where, answer.Json["missing"]!.AsArray().Select(m => (string?)m!["where"]));
    }

    private static IEnumerable<string> Results(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json["results"]!.AsArray().Select(r => (string?)r!["problem"]?["code"] ?? Type(r["events"]!));

        static string Type(JsonNode events) => (string)events.AsArray()[^1]!["type"]!;
    }
}
