using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Jobs;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A new school: from nothing to four approved stages, by a register of pairs with parents and consents.</summary>
/// <param name="installation">The running program.</param>
public sealed class A_first_hour(Installation installation)
{
    private const int MostCalls = 120;
    private const int Mentors = 5;
    private const int MenteesOfEach = 5;

    private static readonly string[] Surnames = ["Акациев", "Берёзов", "Вязов", "Грабов", "Дубов"];
    private static readonly string[] Names = ["Тис", "Кедр", "Ясень", "Самшит", "Тополь"];
    private static readonly DateOnly Today = SchoolPeople.Today;

    private School school = null!;
    private string programme = "";
    private JsonArray? roadmap;
    private string register = "";
    private int calls;

    [Fact]
    public async Task Ends_with_four_approved_stages_after_at_most_120_calls()
    {
        // The organisation, the head's key and the curator's key.
        (school, calls) = (await School.Open(installation), 3);
        await Prepare();
        await Approve(1);
        var (mentees, mentors) = await People();
        await Mentees(mentees);
        await Approve(2);
        await Bring(mentors);
        await Approve(3);
        await Train(mentors);
        await Approve(4);

        var found = (await Get("")).Json;
        Assert.Equal((Mentors * MenteesOfEach, Mentors), (mentees.Length, mentors.Length));
        Assert.Equal(5, (int)found["currentStage"]!);
        Assert.InRange(calls, 1, MostCalls);
        TestContext.Current.TestOutputHelper!.WriteLine($"{calls} calls");
    }

    private async Task Prepare()
    {
        await Post("/api/people", $$"""{"id":"{{school.Vera}}","fullName":"Розова Мята Вторая","kinds":["teacher"],"ageBand":"adult"}""");
        await Post("/api/consent-texts/defaults", """{"operator":"Школа","operatorAddress":"Адрес","effectiveOn":"2021-01-01"}""");
        var year = Today.Month < 9 ? Today.Year - 1 : Today.Year;
        var drafted = await Post("/api/programmes",
            $$"""{"schoolYear":"{{year}}/{{year + 1}}","title":"Наставничество","goal":"Раскрытие личности наставляемого"}""");
        programme = $"/api/programmes/{drafted.Programme}";
        var orders = new Dictionary<string, string>();
        foreach (var kind in new[] { "introduction-order", "mentoring-regulation", "curator-order", "protocol" })
            orders[kind] = await Document(kind);
        await Change("curator", $$"""{"person":"{{school.Vera}}","order":"{{orders["curator-order"]}}","from":"{{Day(0)}}"}""",
            school.GraceKey);
        await Change("roadmap/from-template", $$"""{"start":"{{Day(0)}}","position":"Куратор"}""");
        await Post("needs-surveys", $$"""{"on":"{{Day(0)}}","invited":200,"responded":180}""");
        await Post("meetings", $$"""{"on":"{{Day(0)}}"}""");
        await Post("forms", """{"form":"learner-learner","kinds":["pair","group"]}""");
        await Post("bank-entries", """{"form":"learner-learner","title":"Равный — равному"}""");
        await Post("resources", """{"kind":"staff","source":"internal","title":"Педагог-психолог"}""");
        foreach (var channel in new[] { "teachers-council", "parents-meeting", "site" })
            await Post("outreach", $$"""{"channel":"{{channel}}","on":"{{Day(0)}}"}""");
        foreach (var channel in new[] { "learners-conference", "class-hours", "external-audience" })
            await Post("outreach-not-applicable", $$"""{"channel":"{{channel}}","reason":"Сообщили на сайте."}""");
        await Post("contingents", $$"""{"asOf":"{{Day(0)}}","band":"learners-10-19","count":600,"source":"ОО-1"}""");
        for (var result = 1; result <= 9; result++)
        {
            await Post("baselines",
                $$"""{"result":"R{{result}}","value":"4","unit":"%","measuredOn":"{{Day(0)}}","source":"Самообследование"}""");
        }

        await Settle(1, orders["protocol"]);
    }

    // One table of pairs, as the school has it: each pupil with mother, consent and request.
    private async Task<(string[] Mentees, string[] Mentors)> People()
    {
        var (born, grown, signed) = (Words(Today.AddYears(-12)), Words(Today.AddYears(-18).AddDays(-60)), Words(Today.AddDays(-3)));
        var file = "№;ФИО наставника;Дата рождения;Класс;Форма наставничества;Количество наставляемых;Согласие получено;"
            + "Дата согласия;Реквизиты согласия;ФИО наставляемого;Дата рождения;"
            + "Класс;Основной запрос;ФИО родителя;Кем приходится;Согласие получено;Дата согласия;Реквизиты согласия\n"
            + string.Concat(Enumerable.Range(0, Mentors * MenteesOfEach).Select(i => string.Create(CultureInfo.InvariantCulture,
                $"{i + 1};Наставников {Surnames[i / MenteesOfEach]}ский;{grown};11А;Ученик – ученик;{MenteesOfEach};да;{signed};"
                + $"н-{i / MenteesOfEach};"
                + $"{Surnames[i % 5]} {Names[i / 5]};{born};6А;Учёба;{Surnames[i % 5]}а Мать{(char)('а' + i)};мать;да;{signed};"
                + $"{i + 1}-с\n")));
        var to = Guid.Parse(programme[^36..]);
        var foreseen = await Call(school.Import(to, file, prefer: null, query: "?dryRun=true", of: "pair-register"));
        Assert.True((int)foreseen.Json["faultCount"]! == 0, foreseen.Text);
        await Call(school.Import(to, file, prefer: null, of: "pair-register"));
        return (await Persons("mentees"), await Persons("mentors"));
    }

    private async Task Mentees(string[] mentees)
    {
        await Wave("mentees", mentees);
        await Batch("mentees/information", mentees, """{"source":"classTeacher","subjectInformed":true}""");
        await Batch("participants/entry-measurements", mentees,
            $$"""{"indicators":[{"code":"Q_SUPPORT","value":"7"}],"measuredOn":"{{Day(0)}}","source":"questionnaire"}""");
        await Batch("mentees/base", mentees, "{}");
        register = await Document("bases-register");
        await Settle(2, register);
    }

    private async Task Bring(string[] mentors)
    {
        await Wave("mentors", mentors);
        foreach (var mentor in mentors)
        {
            var seen = (await Get($"mentors/{mentor}")).Etag;
            await Post($"mentors/{mentor}/sharing", """{"permitted":false}""", seen);
        }

        await Batch("mentors/base", mentors, """{"category":"learner"}""");
        await Post("training/informing", $$"""{"on":"{{Day(0)}}","attendance":24}""");
        await Settle(3, register);
    }

    private async Task Train(string[] mentors)
    {
        foreach (var mentor in mentors)
        {
            var seen = (await Get($"mentors/{mentor}")).Etag;
            await Post($"mentors/{mentor}/selection", """{"ground":"fitsRequests"}""", seen);
            // They are of age and work with minors.
            await Post($"/api/people/{mentor}/clearance", $$"""{"checkedOn":"{{Day(0)}}","validUntil":"{{Day(300)}}"}""");
        }

        var plan = await Document("training-plan");
        await Post("training/experts", $$"""{"on":"{{Day(0)}}","contour":"external"}""");
        await Post("training/materials", $$"""{"on":"{{Day(0)}}"}""");
        await Post("training/plans",
            $$"""{"document":"{{plan}}","sessions":[{"topic":"first-meeting","on":"{{Day(0)}}","minutes":90}]}""");
        await Batch("mentors/interviews", mentors, $$"""{"on":"{{Day(0)}}","outcome":"recommended","psychologistPresent":false}""");
        await Post("training/sessions", $$"""{"on":"{{Day(0)}}","minutes":90,"present":{{JsonSerializer.Serialize(mentors)}}}""");
        await Batch("mentors/trainings", mentors, """{"minutes":360,"result":"passed"}""");
        await Batch("mentors/readiness", mentors, "{}");
        await Settle(4, plan);
    }

    private async Task Wave(string audience, string[] persons)
    {
        var form = audience == "mentees" ? "learner-learner-mentee-first" : "learner-learner-mentor-first";
        var questionnaire = (await Call(school.Get("/api/questionnaires"))).Json["items"]!.AsArray()
            .Select(q => q!["questionnaire"]!).First(q => (string)q["code"]! == form);
        var opened = await Post("survey-waves",
            $$"""
            {"questionnaire":{{questionnaire.ToJsonString()}},"audience":"{{audience}}","purpose":"application","title":"Анкетирование"}
            """);
        var wave = $"{opened.Response.Headers.Location}";
        await Call(school.Post($"{wave}/invitation", $$"""{"persons":{{JsonSerializer.Serialize(persons)}}}"""));
        var items = (await Call(school.Get($"/api/questionnaires/{questionnaire["sha256"]}"))).Json["items"]!.AsArray()
            .Where(i => (bool)i!["required"]!).Select(i => ((string)i!["code"]!, (string)i["kind"]! == "scale" ? "8" : "да")).ToList();
        var table = string.Join(';', items.Select(i => i.Item1).Prepend("person")) + "\r\n"
            + string.Concat(persons.Select(p => string.Join(';', items.Select(i => i.Item2).Prepend(p)) + "\r\n"));
        await Call(school.Post($"{wave}/answers-file", JsonSerializer.Serialize(new { csv = table })));
        await Call(school.Post($"{wave}/closing"));
    }

    private async Task<string> Document(string kind)
    {
        calls++;
        var file = await school.Upload("приказ"u8.ToArray(), "application/pdf");
        return (string)(await Post("documents",
            $$"""
            {"kind":"{{kind}}","title":"Документ","original":"paper","number":"1","date":"{{Day(0)}}","signatoryPosition":"Директор",
            "sha256":"{{file}}"}
            """)).Json["events"]![0]!["body"]!["id"]!;
    }

    // All items of a stage with one document.
    private async Task Settle(int stage, string evidence)
    {
        roadmap ??= (await Get("roadmap")).Json["items"]!.AsArray();
        var items = roadmap.Select(i => i!["plan"]!).Where(p => (int)p["stage"]! == stage).Select(p => (string)p["item"]!).ToArray();
        await Batch("roadmap/items/completion", items, $$"""{"evidence":["{{evidence}}"]}""");
    }

    private async Task Approve(int stage)
    {
        var tag = (await Get($"stages/{stage}")).Etag;
        foreach (var (what, key) in new[] { ("submission", school.VeraKey), ("countersignature", school.GraceKey),
            ("approval", school.VeraKey) })
            tag = (await Post($"stages/{stage}/{what}", "{}", tag, key)).Etag;
    }

    private async Task Batch(string what, IEnumerable<string> all, string request)
    {
        var done = (await Post($"{what}/batch",
            JsonSerializer.Serialize(new { request = JsonNode.Parse(request), items = all.Select(of => new { of }) }))).Json;
        Assert.True((int)done["refused"]! == 0, done.ToJsonString());
    }

    private async Task<string[]> Persons(string of) =>
        [.. (await Get($"{of}?limit=200")).Json["items"]!.AsArray().Select(m => (string)m!["person"]!)];

    private async Task Change(string what, string body, string? key = null) => await Post(what, body, (await Get("")).Etag, key);

    private Task<Answer> Get(string path) => Call(school.Get(path.Length == 0 ? programme : $"{programme}/{path}"));

    private Task<Answer> Post(string path, string body, string? match = null, string? key = null) =>
        Call(school.Post(path.StartsWith('/') ? path : $"{programme}/{path}", body, key, match));

    private async Task<Answer> Call(Task<Answer> call)
    {
        calls++;
        return Deciding.Done(await call);
    }

    private static string Day(int from) => SchoolPeople.Day(Today.AddDays(from));

    private static string Words(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
