using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The database alone knows whether another programme of the school year is under way with the same title.</summary>
public sealed class A_title_that_is_taken(Installation installation)
{
    [Fact]
    public async Task May_be_as_long_as_a_title_may_be()
    {
        var school = await School.Open(installation);
        var random = new Random(49);
        var title = $@"\\x{new string([.. Enumerable.Range(0, 3997).Select(_ => (char)random.Next('А', 'я' + 1))])}";

        Deciding.Done(await Draft(school, title));
        Assert.Equal((HttpStatusCode.Conflict, "programme-title-taken"), Refused(await Draft(school, title)));
        Deciding.Done(await Draft(school, title[..^1]));
    }

    private static Task<Answer> Draft(School school, string title) =>
        school.Post("/api/programmes", $$"""{"schoolYear":"2021/2022","title":"{{title}}","goal":"Цель","definitionCode":"target-model","definitionVersion":1}""");

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
