using System.Globalization;
using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Jobs;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>Parents become persons and representatives, and consents are recorded, in the import of the pupils.</summary>
public sealed class A_family_that_is_imported(Installation installation)
{
    private const string Header = "ФИО наставляемого;Дата рождения;Класс;ФИО родителя;Кем приходится;Телефон родителя;"
        + "Согласие получено;Дата согласия;Реквизиты согласия\n";

    private static readonly string Born = Text(SchoolPeople.Today.AddYears(-12));
    private static readonly string Signed = Text(SchoolPeople.Today.AddDays(-10));

    [Fact]
    public async Task Is_recorded_in_one_import_and_foreseen_by_a_dry_run()
    {
        var (school, programme) = await Open();
        var file = Header + $"Соснова Туя;{Born};6А;Соснова Липа Вязовая;мать;8 900 000-00-02;да;{Signed};14-с\n"
            + $"Соснов Дуб;{Born};6А;Соснова Липа Вязовая;мать;+7 (900) 000-00-02;да;{Signed};15-с\n";

        var foreseen = await Import(school, programme, file, "?dryRun=true");
        Assert.Equal((2, 2, 2), Counts(foreseen));
        Assert.Single((await school.Get("/api/people")).Json["items"]!.AsArray());
        var done = await Import(school, programme, file);

        Assert.Equal((2, 2, 2), Counts(done));
        // Both have one mother: two pupils and one parent, beside the curator.
        var people = (await school.Get("/api/people")).Json["items"]!.AsArray();
        Assert.Equal(["learner", "learner", "parent", "teacher"], people.Select(p => (string?)p!["kinds"]![0]).Order());
        foreach (var pupil in people.Where(p => (string?)p!["kinds"]![0] == "learner"))
        {
            var mentee = (await school.Get($"/api/programmes/{programme}/mentees/{pupil!["id"]}")).Json;
            var consent = Assert.Single(mentee["standing"]!["consents"]!.AsArray())!;
            Assert.Equal(("participation", SchoolPeople.Day(SchoolPeople.Today.AddDays(-10))),
                ((string?)consent["purpose"], (string?)consent["validFrom"]));
        }

        var papers = (await school.Get($"/api/programmes/{programme}/documents")).Json["items"]!.AsArray()
            .Where(d => (string?)d!["registered"]!["kind"] == "consent-text").Select(d => (string?)d!["registered"]!["number"]);
        Assert.Equal(["14-с", "15-с"], papers.Order());
        var history = (await school.Get($"/api/programmes/{programme}/history?limit=200")).Text;
        Assert.DoesNotContain("Соснова", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_added_to_pupils_who_applied_before_and_only_once()
    {
        var (school, programme) = await Open();
        await Import(school, programme, $"ФИО наставляемого;Дата рождения\nСоснова Туя;{Born}\n");
        var file = Header + $"Соснова Туя;{Born};6А;Соснова Липа Вязовая;мать;;да;{Signed};\n";

        var done = await Import(school, programme, file);
        var again = await Import(school, programme, file);

        Assert.Equal((0, 1, 1), Counts(done));
        Assert.Equal((0, 0, 0), Counts(again));
        Assert.Equal([1, 1], new[] { done, again }.Select(a => (int)a.Json["alreadyThere"]!));
        var person = (await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]![0]!["person"];
        Assert.DoesNotContain("participation-consent-missing",
            (await school.Get($"/api/programmes/{programme}/mentees/{person}")).Json["missingForBase"].Things()
                .Select(t => t.Split(' ')[0]));
    }

    [Fact]
    public async Task Of_whom_a_namesake_is_known_is_a_question()
    {
        var (school, programme) = await Open();
        const string Teacher = "ФИО наставника;Категория;Телефон\nСоснова Липа Вязовая;педагог;8 900 000-00-09\n";
        await Import(school, programme, Teacher, of: "mentor-base");
        var file = Header + $"Соснова Туя;{Born};6А;Соснова Липа Вязовая;мать;8 900 000-00-02;;;\n";

        var asked = await Import(school, programme, file);
        Assert.Equal((0, 0, 0), Counts(asked));
        Assert.Equal(["person-may-be-known"], Codes(asked, "faults"));
        Assert.Equal("parent-resembled", (string?)asked.Json["faults"]![0]!["missing"]![0]!["what"]);
        var same = await Import(school, programme, file, "?dryRun=true&person=1.2.parent:same");
        var other = await Import(school, programme, file, "?person=1.2.parent:other");

        Assert.Equal(((1, 1, 0), (1, 1, 0)), (Counts(same), Counts(other)));
        // The curator, the teacher, the pupil and the parent.
        Assert.Equal(4, (await school.Get("/api/people")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Says_what_it_cannot_record_and_drops_nobody()
    {
        var (school, programme) = await Open();
        var older = Text(SchoolPeople.Today.AddYears(-15));

        var done = await Import(school, programme, Header
            + $"Соснова Туя;{Born};6А;;;;да;{Signed};\nДубова Ива;{Born};6А;Дубова Липа;бабушка;;да;{Signed};\n"
            + $"Вязова Роза;{Born};6А;Вязова Липа;;;да;;\nЕлова Мята;{older};9А;Елова Липа;мать;;да;{Signed};\n");

        Assert.Equal((4, 2, 1), Counts(done));
        Assert.Equal(["consent-of-both", "consent-until-supposed", "consent-without-date", "consent-without-parent",
            "kinship-not-legal"], done.Json["noticeKinds"]!.AsArray().Select(k => (string?)k!["code"]).Order(StringComparer.Ordinal));
        var dated = await Import(school, programme, Header + $"Вязова Роза;{Born};6А;Вязова Липа;;;да;;\n",
            $"?consentOn={SchoolPeople.Day(SchoolPeople.Today)}");
        Assert.Equal((0, 0, 1), Counts(dated));
    }

    [Fact]
    public async Task Of_an_older_sheet_does_not_undo_a_withdrawal()
    {
        var (school, programme) = await Open();
        var file = Header + $"Соснова Туя;{Born};6А;Соснова Липа Вязовая;мать;;да;{Signed};\n";
        await Import(school, programme, file);
        var person = (await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]![0]!["person"];
        var consent = (await school.Get($"/api/programmes/{programme}/mentees/{person}")).Json["standing"]!["consents"]![0]!["id"];
        var mother = (await school.Get("/api/people?kind=parent")).Json["items"]![0]!["id"];
        Deciding.Done(await school.Post($"/api/people/{person}/consents/{consent}/withdrawal",
            $$"""{"receivedOn":"{{SchoolPeople.Day(SchoolPeople.Today)}}","by":"{{mother}}"}"""));

        var again = await Import(school, programme, file);

        Assert.Equal((0, 0, 0), Counts(again));
        Assert.Equal(["consent-withdrawn-since"], Codes(again, "notices"));
    }

    [Fact]
    public async Task Keeps_the_letter_of_the_class_for_the_details_and_the_export()
    {
        var (school, programme) = await Open();
        await Import(school, programme, Header.Replace("Класс", "Класс;Запрос", StringComparison.Ordinal)
            + $"Соснова Туя;{Born};8 «А» класс;Учёба;Соснова Липа Вязовая;мать;;да;{Signed};\n");
        var person = (await school.Get($"/api/programmes/{programme}/mentees")).Json["items"]![0]!["person"];
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees/{person}/base"));

        var shown = await school.Post("/api/people/disclosures",
            $$"""{"persons":["{{person}}"],"fields":["work"],"purpose":"programmeWork"}""");
        var export = await school.Post($"/api/programmes/{programme}/mentee-base/export",
            """{"format":"csv","fields":["work"],"purpose":"programmeWork"}""");
        var hidden = await school.Post($"/api/programmes/{programme}/mentee-base/export", """{"format":"csv"}""");

        Assert.Equal("А", (string?)Deciding.Done(shown).Json["items"]![0]!["classLetter"]);
        Assert.Contains(";8А;", export.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("8А", hidden.Text, StringComparison.Ordinal);
    }

    private async Task<(School School, Guid Programme)> Open()
    {
        var school = await School.Open(installation);
        Deciding.Done(await school.Post("/api/consent-texts/defaults",
            """{"operator":"Школа","operatorAddress":"Адрес школы","effectiveOn":"2021-01-01"}"""));
        return (school, await school.PreparedProgramme());
    }

    private static string Text(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static (int Imported, int Linked, int Consents) Counts(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return ((int)answer.Json["imported"]!, (int)answer.Json["linked"]!, (int)answer.Json["consents"]!);
    }

    private static IEnumerable<string> Codes(Answer answer, string list) =>
        answer.Json[list]!.AsArray().Select(f => (string)f!["code"]!);

    private static Task<Answer> Import(School school, Guid programme, string file, string query = "", string of = "mentee-base") =>
        school.Import(programme, file, prefer: null, query: query, of: of);
}
