using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Privacy;

public sealed class The_act_of_a_destruction(Installation installation)
{
    private const string Details = """{"address":"г. Томск, ул. Мира, 2","processor":"ООО «Хостинг», г. Омск"}""";

    [Fact]
    public async Task Names_operator_and_processor_as_they_stood_when_the_data_were_destroyed()
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

        Assert.Equal(["mentorshipflow erasure act v2", "Адрес оператора: не указан", "Обрабатывает по поручению оператора: не указано"],
            await Lines(silent));
        Assert.Equal(["mentorshipflow erasure act v2", "Адрес оператора: г. Томск, ул. Мира, 2",
            "Обрабатывает по поручению оператора: ООО «Хостинг», г. Омск"], await Lines(told));
        Assert.Equal(["mentorshipflow erasure act v2", "Адрес оператора: г. Омск, ул. Новая, 3",
            "Обрабатывает по поручению оператора: нет"], await Lines(alone));
        Assert.Equal("г. Омск, ул. Новая, 3", (string?)(await school.Get("/api/organisation/operator")).Json["address"]);

        async Task<IEnumerable<string>> Lines(string erasure)
        {
            var act = await school.Get($"{erasure}/act", school.GraceKey);
            Assert.Equal($"\"{Hash.Of(global::System.Text.Encoding.UTF8.GetBytes(act.Text))}\"", act.Etag);
            var lines = act.Text.Split('\n');
            return [lines[0], .. lines.Where(l => l.StartsWith("Адрес оператора", StringComparison.Ordinal)
                || l.StartsWith("Обрабатывает", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task That_was_filed_in_the_first_format_is_made_again_to_the_byte()
    {
        var school = await School.Open(installation);
        var person = await school.Person(12);
        await school.Erased(person, "1");
        T Get<T>() where T : notnull => installation.Services.GetRequiredService<T>();
        var stop = TestContext.Current.CancellationToken;
        var done = (await Get<PeopleEngine>().Find(school.Id, person, stop))!.Erasure.Cases.Single();
        var erased = (await Get<LedgerReader>().Stream(StreamNames.Person(person), 0, int.MaxValue, stop)).Select(e => e.Entry)
            .Single(e => e.Type == "personal_data_erased");
        var by = new ActOperator(school.Id, (await Get<OrganisationEngine>().Find(school.Id, stop))!.Created!.Title, null);
        var first = ErasureAct.Text(person, by, done, erased, done.Act!, format: 1);

        var papers = await Get<ErasurePapers>().Of(school.Id, person, done,
            done.Act! with { ActSha256 = Hash.Of(global::System.Text.Encoding.UTF8.GetBytes(first)).ToString() }, stop);

        Assert.Equal(first, papers.Act);
        Assert.StartsWith("mentorshipflow erasure act v1\nАКТ № 1 от ", first, StringComparison.Ordinal);
        Assert.Contains($"Оператор: Школа ({school.Id})\nОбрабатывает по поручению оператора: нет\nСубъект", first,
            StringComparison.Ordinal);
    }
}
