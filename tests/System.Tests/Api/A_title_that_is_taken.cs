using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>
/// Only the database knows whether another programme of the school year has the same title. A dry run gives the same answer as the real
/// request.
/// </summary>
public sealed class A_title_that_is_taken(Installation installation)
{
    private const string Title = "Наставничество";

    [Fact]
    public async Task Is_refused_in_the_dry_run_of_a_draft()
    {
        var school = await School.Open(installation);
        await school.Programme(Title);

        foreach (var query in (string[])["?dryRun=true", ""])
            Assert.Equal((HttpStatusCode.Conflict, "programme-title-taken"), Refused(await Draft(school, Title, query)));
        Assert.Equal(HttpStatusCode.OK, (await Draft(school, "Другое", "?dryRun=true")).Status);
        Deciding.Done(await Draft(school, "Другое"));
    }

    [Fact]
    public async Task Is_refused_in_the_dry_run_of_a_correction_and_of_a_voided_closing()
    {
        var school = await School.Open(installation);
        var closed = await school.ActiveProgramme(Title);
        Deciding.Done(await school.Change(closed, "cancellation",
            $$"""{"order":"{{await school.Document(closed, "curator-order")}}","reason":"Карантин."}"""));
        await school.Programme(Title);
        var other = await school.Programme("Другое");

        foreach (var query in (string[])["?dryRun=true", ""])
        {
            var correction = $$"""{"schoolYear":"2021/2022","title":"{{Title}}","goal":"Цель","reason":"Описка."}""";
            Assert.Equal((HttpStatusCode.Conflict, "programme-title-taken"),
                Refused(await school.Change(other, "corrections", correction, school.VeraKey, query)));
            Assert.Equal((HttpStatusCode.Conflict, "programme-title-taken"),
                Refused(await school.Change(closed, "closing/void", """{"reason":"Ошибка."}""", query: query)));
        }
    }

    [Fact]
    public async Task May_be_as_long_as_a_title_may_be()
    {
        var school = await School.Open(installation);
        var random = new Random(49);
        var title = $@"\\x{new string([.. Enumerable.Range(0, 3997).Select(_ => (char)random.Next('А', 'я' + 1))])}";

        Assert.Equal(HttpStatusCode.OK, (await Draft(school, title, "?dryRun=true")).Status);
        Deciding.Done(await Draft(school, title));
        Assert.Equal((HttpStatusCode.Conflict, "programme-title-taken"), Refused(await Draft(school, title)));
        Deciding.Done(await Draft(school, title[..^1]));
    }

    private static Task<Answer> Draft(School school, string title, string query = "") =>
        school.Post($"/api/programmes{query}",
            $$"""{"schoolYear":"2021/2022","title":"{{title}}","goal":"Цель","definitionCode":"target-model","definitionVersion":1}""");

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
