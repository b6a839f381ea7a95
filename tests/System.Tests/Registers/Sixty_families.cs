using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Jobs;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>A school brings sixty pupils with parents and consents into the base: by a file and by batches.</summary>
public sealed class Sixty_families(Installation installation)
{
    private const int Pupils = 60;
    private const int MostCalls = 15;

    private static readonly string[] Surnames =
    [
        "Акациев", "Берёзов", "Вязов", "Грабов", "Дубов", "Елов", "Жасминов", "Ивов", "Калинов", "Липов", "Малинов", "Ольхов",
    ];

    private static readonly string[] Names = ["Тис", "Кедр", "Клён", "Ясень", "Самшит"];

    private int calls;

    [Fact]
    public async Task Stand_in_the_base_with_parents_and_consents_after_fifteen_calls()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        await school.Approve(programme, 1);
        var at = $"/api/programmes/{programme}";
        var (born, signed) = (Day(SchoolPeople.Today.AddYears(-12)), Day(SchoolPeople.Today.AddDays(-3)));
        var file = "№;ФИО ученика;Дата рождения;Класс;Основной запрос;ФИО родителя;Кем приходится;Телефон родителя;Согласие получено;"
            + "Дата согласия;Реквизиты согласия\n" + string.Concat(Enumerable.Range(0, Pupils).Select(i => string.Create(
                CultureInfo.InvariantCulture, $"{i + 1};{Surnames[i % 12]} {Names[i / 12]};{born};6А;Учёба;{Surnames[i % 12]}а "
                + $"Мать{Word(i)};мать;8 900 000-01-{i:00};да;{signed};{i + 1}-с\n")));

        await Call(school.Post("/api/consent-texts/defaults",
            """{"operator":"Школа","operatorAddress":"Адрес","effectiveOn":"2021-01-01"}"""));
        var foreseen = await Call(school.Import(programme, file, prefer: null, query: "?dryRun=true"));
        var imported = await Call(school.Import(programme, file, prefer: null));
        var listed = await Call(school.Get($"{at}/mentees?limit=200"));
        var persons = listed.Json["items"]!.AsArray().Select(m => (string)m!["person"]!).ToArray();
        await Call(school.Post($"{at}/mentees/information/batch", All(persons, """{"source":"classTeacher","subjectInformed":true}""")));
        await Call(school.Post($"{at}/participants/entry-measurements/batch", All(persons,
            """{"indicators":[{"code":"Q_SUPPORT","value":"7"}],"measuredOn":"2021-10-12","source":"questionnaire"}""")));
        var inBase = await Call(school.Post($"{at}/mentees/base/batch", All(persons, "{}")));

        foreach (var answer in new[] { foreseen, imported })
            Assert.Equal((Pupils, Pupils, Pupils), (Count(answer, "imported"), Count(answer, "linked"), Count(answer, "consents")));
        Assert.Equal((Pupils, 0), (Count(inBase, "done"), Count(inBase, "refused")));
        Assert.InRange(calls, 1, MostCalls);
    }

    private async Task<Answer> Call(Task<Answer> call)
    {
        calls++;
        return Deciding.Done(await call);
    }

    private static int Count(Answer answer, string member) => (int)answer.Json[member]!;

    private static string All(IEnumerable<string> persons, string request) =>
        JsonSerializer.Serialize(new { request = JsonNode.Parse(request), items = persons.Select(of => new { of }) });

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static string Word(int number) => $"{(char)('а' + (number / 26))}{(char)('а' + (number % 26))}";
}
