using System.Text;
using System.Text.Json;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Jobs;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>A school loaded over its API by its curator, head, auditor and pupils, with every name, date and text that they
/// entered.</summary>
internal sealed class LoadedSchool
{
    private readonly SchoolBases bases;
    private readonly List<string> secrets = [];

    private LoadedSchool(SchoolBases bases) => this.bases = bases;

    public School School => bases.School;

    /// <summary>The texts that must not be stored in plain form anywhere.</summary>
    public IReadOnlyList<string> Secrets => secrets;

    /// <summary>The pupils, each with a text about them.</summary>
    public List<Guid> Pupils { get; } = [];

    public static async Task<LoadedSchool> Load(HttpClient http, string operatorKey)
    {
        var loaded = new LoadedSchool(await SchoolBases.Open(await School.Open(http, operatorKey)));
        await loaded.Mentee();
        await loaded.Mentor();
        await loaded.Answers();
        await loaded.Readings();
        await loaded.Case();
        await loaded.Import("mentee-base", "ФИО наставляемого;Контактные данные для связи (данные представителя);Дата рождения;Класс;Форма "
            + "наставничества;Основной запрос наставляемого", "17.04.2009", "6", "ученик – ученик");
        await loaded.Import("mentor-base", "ФИО наставника;Контактные данные для связи;Категория;Ресурс времени на программу "
            + "наставничества;Основные компетенции наставника", "педагог", "2");
        foreach (var about in new Guid?[] { null, loaded.Pupils[0] }) await loaded.Scan(about);
        return loaded;
    }

    /// <summary>
    /// A child with a mother's consents for all purposes, some of them later withdrawn or voided; then the way into the
    /// register.
    /// </summary>
    private async Task Mentee()
    {
        var (child, mother) = (await Person("Заболоцкий", 12, "learner"), await Person("Верхнеозёрская", 41, "parent"));
        Pupils.Add(child);
        await Did($"people/{child}/representatives", new { person = mother, kind = "parent" });
        Dictionary<ConsentPurpose, Guid> given = [];
        foreach (var purpose in Enum.GetValues<ConsentPurpose>()) given[purpose] = await Consent(child, purpose, mother);
        await Did($"people/{child}/consents/{given[ConsentPurpose.Publication]}/withdrawal", new { receivedOn = Today, by = mother });
        await Did($"people/{child}/consents/{given[ConsentPurpose.Publication]}/withdrawal/void",
            new { reason = Secret("отзыв матери прочли неверно") });
        await Did($"people/{child}/consents/{given[ConsentPurpose.PhotoAndVideo]}/void", new { reason = Secret("подписала бабушка") });
        await Did($"people/{child}/restriction", new { });
        await Did($"people/{child}/restriction/lift", new { ground = "demand", reason = Secret("отец отозвал требование") },
            School.GraceKey);
        await Did($"people/{mother}/departure", new { on = Today });
        await Did($"people/{mother}/departure/void", new { reason = Secret("мать вернулась из другого города") });
        await Did($"programmes/{bases.Programme}/mentees", new { person = child });
        await Did($"programmes/{bases.Programme}/mentees/{child}/requests",
            new { category = "studies", text = Secret("Боится отвечать у доски") });
        await Did($"programmes/{bases.Programme}/mentees/{child}/information",
            new { source = "classTeacher", subjectInformed = true, text = Secret("учится без друзей") });
        await Replaced($"programmes/{bases.Programme}/mentees/{child}", "form",
            new { form = "learner-learner", variant = "leader-passive" });
        await Did($"programmes/{bases.Programme}/mentees/{child}/base", new { });
    }

    /// <summary>A pupil of sixteen with consents of both signers, entered into the register of mentors and removed.</summary>
    private async Task Mentor()
    {
        var (pupil, father) = (await Person("Ким-Тарасова", 16, "learner"), await Person("Цветаев", 45, "parent"));
        Pupils.Add(pupil);
        await Did($"people/{pupil}/representatives", new { person = father, kind = "parent" });
        foreach (var purpose in new[] { ConsentPurpose.Participation, ConsentPurpose.Sharing })
            await Consent(pupil, purpose, father, pupil);
        await Replaced($"people/{pupil}", "details", Details("Ким-Тарасова после замены", 16));
        var about = Secret("Побеждала на олимпиадах по химии");
        await Did($"programmes/{bases.Programme}/mentors", new
        {
            person = pupil, offer = new { minutesPerWeek = 90, capacity = 2, forms = new[] { "learner-learner" },
                competences = new[] { "robotics" }, interests = new[] { "chess" }, about },
        });
        await Replaced($"programmes/{bases.Programme}/mentors/{pupil}", "sharing", new { permitted = true, scope = "region" });
        await Did($"programmes/{bases.Programme}/mentors/{pupil}/base", new { category = "learner" });
        await Replaced($"programmes/{bases.Programme}/mentors/{pupil}", "selection",
            new { ground = "fitsRequests", text = Secret("терпелива с младшими") });
        await Did($"programmes/{bases.Programme}/mentors/{pupil}/withdrawal",
            new { noticeOn = Today, reason = "illness", text = Secret("лечится до весны") });
    }

    /// <summary>
    /// A free-text answer through a link, and one that the curator entered and then voided; then the child leaves the register. The elder
    /// pupil is mentee and mentor.
    /// </summary>
    private async Task Answers()
    {
        await Did($"programmes/{bases.Programme}/mentees", new { person = Pupils[1] });
        var questionnaire = JsonDocument.Parse((await School.Post("/api/questionnaires", SurveyOfSchool.Text(1))).Text).RootElement;
        var opened = await Did($"programmes/{bases.Programme}/survey-waves",
            new { questionnaire, audience = "mentees", purpose = "application", title = "Анкетирование" });
        var wave = opened.Response.Headers.Location!.ToString();
        await Did(wave[5..] + "/invitation", new { persons = Pupils });
        var links = (await Did(wave[5..] + "/links", new { })).Json["links"]!.AsArray();
        object[] Own(string said) =>
            [new { item = "Q_EFFECT", value = 8 }, new { item = "Q_PRIOR", choice = "no" }, new { item = "Q_OPEN", text = Secret(said) }];
        await Did("survey/answers", new { answers = Own("хочу учиться вместе с братом") }, links[0]!["token"]!.GetValue<string>());
        var other = links[1]!["person"]!.GetValue<Guid>();
        var entered = await Did(wave[5..] + "/answers", new { person = other, answers = Own("дома шумно и тесно") });
        await Did(entered.Response.Headers.Location!.ToString()[5..] + "/void", new { reason = Secret("лист чужого ребёнка") });
        await Did($"programmes/{bases.Programme}/mentees/{Pupils[0]}/removal",
            new { reason = "ownWish", text = Secret("семья уезжает на север") });
    }

    /// <summary>An auditor gives a reason for a reading, and exports the register.</summary>
    private async Task Readings()
    {
        var auditor = await School.Auditor();
        await Did("people/disclosures", new { persons = Pupils, fields = new[] { "fullName", "texts" }, purpose = "audit",
            reason = Secret("жалоба соседки на школу") }, auditor);
        await Did($"programmes/{bases.Programme}/mentor-base/export",
            new { format = "csv", fields = new[] { "fullName" }, purpose = "audit", reason = Secret("сверка по письму деда") }, auditor);
    }

    /// <summary>A demand that was extended and refused, with texts about the person.</summary>
    private async Task Case()
    {
        var erasure = (await School.Demanded(Pupils[1], "subjectDemand"))[5..];
        await Did($"{erasure}/extension", new { reason = Secret("личное дело у следователя") }, School.GraceKey);
        await Did($"{erasure}/assessment",
            new { decision = "refuse", article = "152-ФЗ, ст. 6 ч. 1 п. 2", reason = Secret("идёт спор об опеке") }, School.GraceKey);
    }

    /// <summary>
    /// A file with one valid row and two invalid ones: a dry run, an import by a job and a repeat. Only the answer of the dry run shows
    /// texts of the file, to the caller who sent it.
    /// </summary>
    private async Task Import(string of, string header, params string[] cells)
    {
        var (name, lonely, young) = (Named("Полынников", "Осокий"), Named("Одноимянная"), Named("Чабрецова", "Мелисса"));
        var contacts = $"{Secret("+7 913 444-", "-55")}, {Secret("import", "@family.example")}";
        string Row(string who, string last) => string.Join(';', [who, contacts, .. cells, last]);
        var good = Row(name, Secret("из файла: заикается при чужих"));
        var incomplete = Row(lonely, Secret("из файла: без отчества"));
        var wrong = Row(young, Secret("из файла: из первого класса")).Replace("17.04.2009", "18.04.2021", StringComparison.Ordinal)
            .Replace(";педагог;", ";волшебник;", StringComparison.Ordinal);
        var file = $"{header}\n{good}\n{incomplete}\n{wrong}\n";
        foreach (var (query, prefer, imported) in new[] { ("?dryRun=true", null, 1), ("", "respond-async", 1), ("", null, 0) })
        {
            var answer = Deciding.Done(await School.Import(bases.Programme, file, prefer, query: query, of: of));
            if (prefer is not null)
            {
                var job = await School.Ended(JobSteps.Accepted(answer));
                Assert.Empty(StoredBytes.Standing(Encoding.UTF8.GetBytes(job.ToJsonString()), secrets));
                answer = await School.Get((string)job["result"]!);
            }

            Assert.Equal((imported, 2), (answer.Json["imported"]!.GetValue<int>(),
                answer.Json["faults"]!.AsArray().Select(f => f!["row"]!.GetValue<int>()).Distinct().Count()));
            if (query.Length == 0) Assert.Empty(StoredBytes.Standing(Encoding.UTF8.GetBytes(answer.Text), secrets));
        }
    }

    // A name of letters only, because imports do not accept digits.
    private string Named(string surname, params string[] given)
    {
        var mark = string.Concat($"{secrets.Count}".Select(digit => "абвгдежзик"[digit - '0']));
        secrets.Add($"{surname}{mark}");
        return string.Join(' ', [secrets[^1], .. given]);
    }

    /// <summary>A scan of the school's own or about a pupil; the latter is also read.</summary>
    private async Task Scan(Guid? about)
    {
        secrets.Add($"скан заявления, лист {secrets.Count}, подпись матери");
        var sha256 = await School.Upload(Encoding.UTF8.GetBytes(secrets[^1]), "text/plain", about);
        var document = await Did($"programmes/{bases.Programme}/documents",
            new { kind = "training-plan", title = "Лист", original = "paper", sha256 });
        if (about is not null)
            await Did($"{document.Response.Headers.Location!.ToString()[5..]}/file/disclosure", new { purpose = "consent" });
    }

    private async Task<Guid> Person(string surname, int years, string kind)
    {
        var answer = await Did("people", Details(surname, years, kind));
        return answer.Json["person"]!.GetValue<Guid>();
    }

    private Dictionary<string, object> Details(string surname, int years, string? kind = null)
    {
        var n = secrets.Count;
        var born = Day(Today.AddYears(-years).AddDays(-40 - n));
        secrets.Add(born);
        Dictionary<string, object> details = new()
        {
            ["fullName"] = Secret($"{surname} Ученик"), ["birthDate"] = born, ["email"] = Secret("pupil", "@family.example"),
            ["phone"] = Secret($"+7 913 555-{n:00}-1"),
            ["address"] = Secret("Кемерово, улица Тихая,"), ["workplace"] = Secret("завод Коксохим, цех"),
            ["position"] = Secret("слесарь разряда"),
            ["representative"] = Secret("опекун, после шести, квартира"), ["other"] = Secret("занимается шахматами лет"),
        };
        if (kind is not null) details["kinds"] = new[] { kind };
        return details;
    }

    private async Task<Guid> Consent(Guid person, ConsentPurpose purpose, params Guid[] signers)
    {
        var code = JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString());
        return (await Did($"people/{person}/consents", new
        {
            purpose = code, signers, text = await School.Text(code), validUntil = Today.AddYears(1), channel = purpose
                == ConsentPurpose.SpecialCategories ? "paper" : "electronic", proof = Secret($"{Kebab.Of(code)}, телефон отца, вход"),
        })).GivenId();
    }

    // A unique text.
    private string Secret(string text, string end = "")
    {
        secrets.Add($"{text} {secrets.Count}-й{end}");
        if (end.Length > 0) secrets[^1] = $"{text}{secrets.Count}{end}";
        return secrets[^1];
    }

    private async Task Replaced(string read, string what, object body) =>
        Deciding.Done(await School.Replace($"/api/{read}", $"/api/{read}/{what}", JsonSerializer.Serialize(body)));

    private async Task<Answer> Did(string path, object body, string? key = null) =>
        Deciding.Done(await School.Post($"/api/{path}", JsonSerializer.Serialize(body), key));
}
