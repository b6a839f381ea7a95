using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class What_is_recorded(Installation installation)
{
    [Fact]
    public async Task Hides_texts_about_people_from_reading_roles()
    {
        var school = await School.Open(installation);
        var programme = await school.Programme();
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        await school.Post($"/api/programmes/{programme}/meetings", """{"on":"2021-09-20","decisions":"Решено включить две формы."}""");

        var worker = (await school.Get($"/api/programmes/{programme}/facts")).Json["items"]![0]!["fact"]!["decisions"]!;
        var reader = (await school.Get($"/api/programmes/{programme}/facts", auditor)).Json["items"]![0]!["fact"]!["decisions"]!;

        Assert.Equal("Решено включить две формы.", worker["text"]!.GetValue<string>());
        Assert.Null(reader["text"]);
        Assert.Equal(worker["commitment"]!.GetValue<string>(), reader["commitment"]!.GetValue<string>());
    }

    [Fact]
    public async Task Is_corrected_and_voided_by_another_event()
    {
        var school = await School.Open(installation);
        var programme = await school.Programme();
        var id = Id.New();
        await school.Post($"/api/programmes/{programme}/resources",
            $$"""{"id":"{{id}}","kind":"staff","source":"internal","title":"Педагок"}""");

        var corrected = await school.Post($"/api/programmes/{programme}/facts/{id}/correction",
            """{"kind":"resources","reason":"Описка.","replacement":{"kind":"staff","source":"internal","title":"Педагог"}}""");
        var wrong = await school.Post($"/api/programmes/{programme}/facts/{id}/correction",
            """{"kind":"resources","reason":"Описка.","replacement":{"kind":"staff","colour":"red"}}""");
        var gone = await school.Post($"/api/programmes/{programme}/facts/{id}/void", """{"reason":"Описка."}""");

        Assert.Equal(2, corrected.Json["events"]!.AsArray().Count);
        Assert.Equal("/replacement/colour", wrong.Json["missing"]![0]!["where"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.NotFound, "unknown"), (gone.Status, gone.Code));
        var facts = (await school.Get($"/api/programmes/{programme}/facts?kind=resources")).Json["items"]!.AsArray();
        Assert.Equal("Педагог", Assert.Single(facts)!["fact"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task Explains_mentoring_and_its_principles_with_the_programme()
    {
        var school = await School.Open(installation);

        var explained = (await school.Get($"/api/programmes/{await school.Programme()}")).Json["mentoring"]!;

        Assert.StartsWith("Наставничество — это универсальная технология", (string)explained["definition"]!, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Добровольность и свобода выбора.", "Личная ответственность куратора, наставника и наставляемого.", "Индивидуализация.",
                "Приоритет интересов личности.",
            ], explained["principles"]!.AsArray().Select(p => (string)p!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?dryRun=true")]
    public async Task Long_after_the_fact_gets_a_warning(string query)
    {
        var school = await School.Open(installation);
        var programme = await school.Programme();

        var late = await school.Post($"/api/programmes/{programme}/resources{query}",
            """{"kind":"staff","source":"internal","title":"Педагог","effectiveOn":"2022-09-01"}""");
        var today = await school.Post($"/api/programmes/{programme}/resources{query}",
            """{"kind":"staff","source":"internal","title":"Педагог"}""");

        var warning = Assert.Single(late.Json["warnings"]!.AsArray())!;
        Assert.Equal(("late-entry", "2022-09-01"), (warning["code"]!.GetValue<string>(), warning["where"]!.GetValue<string>()));
        Assert.Empty(today.Json["warnings"]!.AsArray());
    }

    [Fact]
    public async Task Is_listed_in_pages_with_links()
    {
        var school = await School.Open(installation);
        for (var i = 0; i < 5; i++) await school.Programme($"Программа {i}");
        List<string> seen = [];

        for (var path = "/api/programmes?limit=2"; path is not null;)
        {
            var page = await school.Get(path);
            seen.AddRange(page.Json["items"]!.AsArray().Select(r => r!["id"]!.GetValue<string>()));
            path = page.Response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task As_a_file_comes_back_byte_for_byte_as_an_attachment()
    {
        var school = await School.Open(installation);
        var programme = await school.Programme();
        var document = await school.Document(programme, "introduction-order");

        var file = await school.Get($"/api/programmes/{programme}/documents/{document}/file");

        Assert.Equal("приказ", file.Text);
        Assert.Equal("attachment", file.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("nosniff", file.Response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Is_not_accessible_with_a_revoked_key()
    {
        var school = await School.Open(installation);
        var key = (await school.Get("/api/keys", school.GraceKey)).Json["items"]!.AsArray()
            .First(k => k!["person"]!.GetValue<Guid>() == school.Vera)!["id"]!.GetValue<Guid>();

        await school.Post($"/api/keys/{key}/revocation", """{"reason":"Утрачен."}""", school.GraceKey);

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/programmes")).Status);
    }

    [Fact]
    public async Task Is_only_visible_as_a_count_for_the_regional_centre()
    {
        var centre = await School.Open(installation, "regionalCentre");
        var key = await centre.Key($$"""{"roles":["regionalCentre"],"person":"{{Id.New()}}"}""");

        Assert.NotNull((await centre.Get("/api/regional/totals", key)).Json["counts"]);
        Assert.Equal("role-required", (await centre.Get("/api/programmes", key)).Code);
    }
}
