using System.Net;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A document that approvals and items rest on is annulled.</summary>
public sealed class Annulled_evidence(Installation installation)
{
    [Fact]
    public async Task Is_seen_at_the_stage_the_list_and_the_next_gate_until_another_document_replaces_it()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        await school.Approve(programme, 1);
        var order = await school.Document(programme, "introduction-order");
        var first = (await school.Get($"/api/programmes/{programme}/documents")).Json["items"]!.AsArray()
            .Select(d => d!["registered"]!).First(d => (string?)d["kind"] == "introduction-order" && (string?)d["id"] != $"{order}")["id"]!;
        await Annul(school, programme, order);
        Assert.Empty((await school.Get($"/api/programmes/{programme}/stages/1")).Json["annulled"]!.AsArray());

        await Annul(school, programme, first.GetValue<Guid>());

        var stage = (await school.Get($"/api/programmes/{programme}/stages/1")).Json;
        Assert.Equal(("approved", false), ((string?)stage["status"], (bool)stage["passes"]!));
        Assert.Equal("introduction-order", (string?)Assert.Single(stage["annulled"]!.AsArray())!["kind"]);
        var row = (await school.Get("/api/programmes")).Json["items"]!.AsArray().Single(p => (string?)p!["id"] == $"{programme}")!;
        Assert.Equal([true, .. Enumerable.Repeat(false, 6)], row["stages"]!.AsArray().Select(s => (bool)s!["groundAnnulled"]!));
        var refused = await school.Stage(programme, 2, "submission");
        Assert.Equal((HttpStatusCode.Conflict, "stage-out-of-order"), (refused.Status, refused.Code));
        Assert.Equal("Этап 1 «Подготовка условий для запуска программы наставничества» утверждён, но документ, на который опирается "
            + "утверждение, отменён: «Приказ» № 1 от 30.08.2021 (Приказ об организации работы по внедрению Целевой модели наставничества).",
            (string?)refused.Json["missing"]!.AsArray().Single(m => (string?)m!["what"] == "stage-ground-annulled")!["sentence"]);

        await school.Document(programme, "introduction-order");
        Assert.Equal("criteria-not-met", (await school.Stage(programme, 2, "submission")).Code);
        Assert.True((bool)(await school.Get($"/api/programmes/{programme}/stages/1")).Json["passes"]!);
    }

    [Fact]
    public async Task Of_an_item_is_named_with_the_document_and_not_cleared_by_reopening_alone()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var (paper, other) = (await school.Document(programme, "protocol"), await school.Document(programme, "protocol"));
        await Complete(paper);
        await Annul(school, programme, paper);
        Assert.Equal(["item-document-annulled"], (await Missing()).Distinct());
        Assert.Equal($"{paper}", (string?)Assert.Single((await Item())["annulled"]!.AsArray())!["id"]);

        await Reopen();
        await Complete();
        Assert.Equal(["item-document-annulled"], (await Missing()).Distinct());

        await Reopen();
        await Complete(other);
        Assert.Empty(await Missing());
        Assert.Empty((await Item())["annulled"]!.AsArray());

        async Task Complete(params Guid[] evidence) => Deciding.Done(await school.Post(
            $"/api/programmes/{programme}/roadmap/items/2.1.1/completion",
            $$"""{"effectiveOn":"2021-10-01","evidence":[{{string.Join(',', evidence.Select(e => $"\"{e}\""))}}]}"""));
        async Task Reopen() => Deciding.Done(await school.Replace($"/api/programmes/{programme}/roadmap/items/2.1.1",
            $"/api/programmes/{programme}/roadmap/items/2.1.1/reopening", """{"reason":"Документ отменён."}"""));
        async Task<IEnumerable<string>> Missing() => (await school.Get($"/api/programmes/{programme}/stages/2")).Json["criteria"]!.AsArray()
            .SelectMany(c => c!["missing"]!.AsArray()).Select(m => (string)m!["what"]!)
            .Where(what => what.StartsWith("item-", StringComparison.Ordinal));
        async Task<JsonNode> Item() =>
            (await school.Get($"/api/programmes/{programme}/roadmap/items/2.1.1")).Json;
    }

    [Fact]
    public async Task Is_not_replaced_by_a_value_that_the_definition_does_not_know()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();

        var variant = await school.Post($"/api/programmes/{programme}/bank-entries",
            """{"form":"learner-learner","title":"Вместе","variant":"experienced-young"}""");
        var kind = await school.Post($"/api/programmes/{programme}/partners",
            """{"kind":"business","contour":"internal","title":"Совет"}""");

        Assert.Equal(("variant-unknown", "/variant experienced-young"), Only(variant));
        Assert.Equal("/kind business", Only(kind).Where);

        static (string? What, string? Where) Only(Answer refused)
        {
            var missing = Assert.Single(refused.Json["missing"]!.AsArray())!;
            return ((string?)missing["what"], (string?)missing["where"]);
        }
    }

    private static async Task Annul(School school, Guid programme, Guid document) => Deciding.Done(
        await school.Post($"/api/programmes/{programme}/documents/{document}/annulment", """{"reason":"Отменён приказом."}"""));
}
