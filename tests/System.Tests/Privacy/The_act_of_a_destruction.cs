using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Papers;
using MentorshipFlow.Workflows.Papers;

namespace MentorshipFlow.System.Tests.Privacy;

public sealed class The_act_of_a_destruction(Installation installation)
{
    private const string Details = """{"address":"г. Томск, ул. Мира, 2","processor":"ООО «Хостинг», г. Омск"}""";

    [Fact]
    public async Task Names_operator_and_processor_as_recorded_before_the_destruction()
    {
        var school = await School.Open(installation);
        var silent = await school.Erased(await school.Person(12), "1");
        Deciding.Done(await school.Replace("/api/organisation", "/api/organisation/operator", Details, school.GraceKey));
        Assert.Equal("nothing-changes",
            (await school.Replace("/api/organisation", "/api/organisation/operator", Details, school.GraceKey)).Code);
        var told = await school.Erased(await school.Person(13), "2");
        Deciding.Done(await school.Replace("/api/organisation", "/api/organisation/operator", """{"address":"г. Омск, ул. Новая, 3"}""",
            school.GraceKey));
        var alone = await school.Erased(await school.Person(11), "3");

        Assert.Equal(["mentorshipflow erasure act v1", "Адрес оператора: не указан", "Обрабатывает по поручению оператора: не указано"],
            await Lines(silent));
        Assert.Equal(["mentorshipflow erasure act v1", "Адрес оператора: г. Томск, ул. Мира, 2",
            "Обрабатывает по поручению оператора: ООО «Хостинг», г. Омск"], await Lines(told));
        Assert.Equal(["mentorshipflow erasure act v1", "Адрес оператора: г. Омск, ул. Новая, 3",
            "Обрабатывает по поручению оператора: нет"], await Lines(alone));
        Assert.Equal("г. Омск, ул. Новая, 3", (string?)(await school.Get("/api/organisation/operator")).Json["address"]);

        // On paper it says the same.
        var paper = new HttpRequestMessage(HttpMethod.Get, $"{told}/act?format=docx");
        paper.Headers.Authorization = new("Bearer", school.GraceKey);
        var (media, docx) = await school.Bytes(paper);
        Assert.Equal(PaperTemplates.DocxType, media);
        Assert.Contains("Адрес оператора: г. Томск, ул. Мира, 2", A_printed_paper.TextOf(docx), StringComparison.Ordinal);

        async Task<IEnumerable<string>> Lines(string erasure)
        {
            var act = await school.Get($"{erasure}/act", school.GraceKey);
            Assert.Equal($"\"{Hash.Of(global::System.Text.Encoding.UTF8.GetBytes(act.Text))}\"", act.Etag);
            var lines = act.Text.Split('\n');
            return [lines[0], .. lines.Where(l => l.StartsWith("Адрес оператора", StringComparison.Ordinal)
                || l.StartsWith("Обрабатывает", StringComparison.Ordinal))];
        }
    }
}
