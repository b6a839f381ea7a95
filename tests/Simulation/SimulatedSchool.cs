using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MentorshipFlow.Simulation;

/// <summary>
/// A school that plays a whole school year through the public API, from its organisation to the certificate. Everything is dated in a
/// school year that is over. Sizes, people, answers and meetings follow from a seed; only ids and keys differ from run to run.
/// </summary>
public sealed partial class SimulatedSchool
{
    /// <summary>The steps of <see cref="Play"/>: the school itself and seven stages.</summary>
    public const int Steps = 8;

    private const string Pupils = "learner-learner";
    private const string Teachers = "teacher-teacher";

    private readonly SchoolClient api;
    private readonly string operatorKey;
    private readonly int number;
    private readonly int firstYear;
    private readonly Random random;

    private readonly List<Guid> mentees = [];
    private readonly List<Guid> mentors = [];
    private readonly List<Guid> novices = [];
    private readonly List<Guid> masters = [];
    private string head = "";
    private string curator = "";
    private string programme = "";
    private string consentText = "";
    private string partner = "";

    /// <param name="number">The number of the school, part of its title and of its random numbers.</param>
    /// <param name="firstYear">The year in which the played school year begins.</param>
    public SimulatedSchool(SchoolClient api, string operatorKey, int seed, int number, int firstYear)
    {
        (this.api, this.operatorKey, this.number, this.firstYear) = (api, operatorKey, number, firstYear);
        random = new Random(Mixed(seed, number));
    }

    /// <summary>The id of the completed programme.</summary>
    public Guid Programme { get; private set; }

    /// <summary>The key of the curator.</summary>
    public string CuratorKey => curator;

    /// <summary>The decisions of the seed, in one line.</summary>
    public string Shape { get; private set; } = "";

    /// <summary>The latest school year that is over on a day.</summary>
    public static int YearBefore(DateOnly today) => today.Month >= 7 ? today.Year - 1 : today.Year - 2;

    /// <summary>Plays the year.</summary>
    /// <param name="done">Called after each of the <see cref="Steps"/>.</param>
    public async Task Play(Action done)
    {
        foreach (var step in new Func<Task>[] { Open, Prepare, Mentees, Mentors, Train, Match, Work, Complete })
        {
            await step();
            done();
        }
    }

    // Not HashCode.Combine, which differs from process to process.
    private static int Mixed(int seed, int number) => unchecked((seed * 31_337) + (number * 7_919));

    private DateOnly On(int month, int day) => new(month >= 8 ? firstYear : firstYear + 1, month, day);

    private async Task Open()
    {
        var organisation = (await api.Post(operatorKey, "/api/organisations",
            new { title = $"Школа-модель №{number}", kind = "school", timeZone = "Europe/Moscow" }))["organisation"]!;
        head = (string)(await api.Post(operatorKey, $"/api/organisations/{organisation}/keys",
            new { roles = new[] { "head" }, person = SchoolClient.NewId() }))["key"]!;
        await api.Post(head, "/api/consent-texts/defaults",
            new { @operator = $"Школа-модель №{number}", operatorAddress = "Адрес выдуман" }, On(9, 1));
        await api.Replace(head, "/api/paper-policy", "/api/paper-policy",
            new { paperPolicy = "keptElsewhere", reason = "Бумаги хранит кадровая служба." });
        consentText = (string)(await api.Get(head, "/api/consent-texts"))["items"]!.AsArray()
            .First(t => (string)t!["purpose"]! == "participation")!["id"]!;
    }

    private async Task Prepare()
    {
        var vera = await Person("teacher", 44);
        curator = (string)(await api.Post(head, "/api/keys", new { roles = new[] { "curator" }, person = vera }))["key"]!;
        Programme = (Guid)(await api.Post(curator, "/api/programmes", new
        {
            schoolYear = $"{firstYear}/{firstYear + 1}", title = "Наставничество", goal = "Поддержка каждого",
        }, On(8, 26)))["programme"]!;
        programme = $"/api/programmes/{Programme}";
        var definition = (await api.Get(curator, programme))["definition"]!;
        var model = await api.Get(curator, $"/api/definitions/{definition["code"]}/{definition["version"]}");

        var order = await Document("curator-order", "Приказ о назначении куратора", On(9, 1));
        await api.Replace(head, programme, $"{programme}/curator", new { person = vera, order, from = SchoolClient.Day(On(9, 1)) },
            On(9, 1));
        foreach (var kind in (string[])["introduction-order", "mentoring-regulation"]) await Document(kind, "Приказ", On(9, 1));
        await api.Replace(curator, programme, $"{programme}/roadmap", new
        {
            items = Items(model).Select(i => new { item = i, plannedTo = SchoolClient.Day(On(5, 31)), position = "Куратор" }),
        }, On(9, 2));
        await Fact("legal-basis", new
        {
            level = "federal", kind = "Распоряжение", number = "Р-145", date = "2019-12-25",
            title = "Об утверждении методологии (целевой модели) наставничества",
        }, On(9, 2));
        await Fact("needs-surveys", new { on = SchoolClient.Day(On(9, 15)), invited = 200, responded = random.Next(120, 200) }, On(9, 15));
        await Fact("meetings", new { on = SchoolClient.Day(On(9, 20)), decisions = "Решено включить две формы." }, On(9, 20));
        foreach (var (form, kinds) in new[] { (Pupils, new[] { "pair", "group" }), (Teachers, ["pair"]) })
        {
            await Fact("forms", new { form, kinds }, On(9, 20));
            await Fact("bank-entries", new { form, title = "Равный – равному" }, On(9, 21));
        }

        await Fact("resources", new { kind = "staff", source = "internal", title = "Педагог-психолог" }, On(9, 21));
        partner = await Fact("partners", new { kind = "business", contour = "external", title = "Завод" }, On(9, 21));
        await Fact("contingents", new { asOf = SchoolClient.Day(On(9, 1)), band = "learners-10-19", count = random.Next(300, 900),
            source = "ОО-1" }, On(9, 21));
        foreach (var channel in Codes(model["outreachChannels"]))
            await Fact("outreach", new { channel, on = SchoolClient.Day(On(9, 10)), attendance = random.Next(20, 200) }, On(9, 10));
        foreach (var result in Codes(model["results"]))
        {
            await Fact("baselines", new { result, value = $"{random.Next(1, 90)}", unit = "%", measuredOn = SchoolClient.Day(On(9, 1)),
                source = "Самообследование" }, On(9, 21));
        }

        await Settle(1, order, On(9, 25));
        await Approve(1, On(9, 27));
    }

    private async Task Mentees()
    {
        var (pupils, teachers) = (random.Next(11, 18), random.Next(1, 4));
        Shape = $"{pupils} + {teachers} mentees";
        for (var n = 0; n < pupils; n++) mentees.Add(await Pupil(random.Next(11, 14)));
        for (var n = 0; n < teachers; n++) novices.Add(await Teacher(random.Next(22, 27), "upToThreeYears"));
        Guid[] all = [.. mentees, .. novices];
        foreach (var person in all) await api.Post(curator, $"{programme}/mentees", new { person }, On(9, 29));
        await api.Many(curator, $"{programme}/mentees/requests", all, new { category = "studies", text = "Хочет разобраться." }, On(10, 1));
        await api.Many(curator, $"{programme}/mentees/information", mentees, new { source = "classTeacher", subjectInformed = true },
            On(10, 1));
        await api.Many(curator, $"{programme}/mentees/information", novices, new { source = "personalFile", subjectInformed = true },
            On(10, 1));
        foreach (var person in all)
        {
            var form = novices.Contains(person) ? Teachers : Pupils;
            await api.Replace(curator, $"{programme}/mentees/{person}", $"{programme}/mentees/{person}/form", new { form }, On(10, 2));
        }

        await api.Many(curator, $"{programme}/participants/entry-measurements", all, new
        {
            indicators = new[] { new { code = "Q_SUPPORT", value = $"{random.Next(3, 8)}" } }, measuredOn = SchoolClient.Day(On(10, 3)),
            source = "questionnaire",
        }, On(10, 3));
        await api.Many(curator, $"{programme}/mentees/base", all, null, On(10, 5));
        await Wave("mentee", "first", "application", mentees, On(10, 6));
        await Settle(2, await Document("bases-register", "База наставляемых", On(10, 7)), On(10, 7));
        await Approve(2, On(10, 8));
    }

    private async Task Mentors()
    {
        // Every mentor may have two mentees, so all mentees find one.
        for (var n = 0; n < Math.Max(7, (mentees.Count + 1) / 2); n++) mentors.Add(await Pupil(random.Next(15, 17)));
        foreach (var _ in novices) masters.Add(await Teacher(random.Next(38, 60), "moreThanThreeYears"));
        Shape += $", {mentors.Count} + {masters.Count} mentors";
        foreach (var (person, form) in Everybody())
        {
            await api.Post(curator, $"{programme}/mentors", new
            {
                person, offer = new { minutesPerWeek = 90, capacity = form == Pupils ? 2 : 1, forms = new[] { form },
                    competences = new[] { random.Next(2) == 0 ? "studies" : "robotics" }, interests = new[] { "chess" } },
            }, On(10, 9));
            await api.Replace(curator, $"{programme}/mentors/{person}", $"{programme}/mentors/{person}/sharing", new { permitted = false },
                On(10, 9));
        }

        await api.Many(curator, $"{programme}/mentors/base", mentors, new { category = "learner" }, On(10, 10));
        await api.Many(curator, $"{programme}/mentors/base", masters, new { category = "teacher" }, On(10, 10));
        await Wave("mentor", "first", "application", mentors, On(10, 12));
        await Fact("training/informing", new { on = SchoolClient.Day(On(10, 12)), attendance = 24 }, On(10, 12));
        await Settle(3, await Document("bases-register", "База наставников", On(10, 13)), On(10, 13));
        await Approve(3, On(10, 14));
    }

    private async Task Train()
    {
        Guid[] all = [.. mentors, .. masters];
        var plan = await Document("training-plan", "План обучения", On(10, 16));
        var (day, first) = (SchoolClient.Day(On(10, 20)), "first-meeting");
        await Fact("training/experts", new { on = day, contour = "external" }, On(10, 20));
        await Fact("training/materials", new { on = day }, On(10, 20));
        await Fact("training/plans", new { document = plan, sessions = new[] { new { topic = first, on = day, minutes = 90 } } },
            On(10, 16));
        await Fact("training/sessions", new { on = day, minutes = 90, present = all }, On(10, 20));
        foreach (var mentor in all)
        {
            await api.Replace(curator, $"{programme}/mentors/{mentor}", $"{programme}/mentors/{mentor}/selection",
                new { ground = "fitsRequests" }, On(10, 20));
        }

        await api.Many(curator, $"{programme}/mentors/interviews", all,
            new { on = day, outcome = "recommended", psychologistPresent = true }, On(10, 20));
        await api.Many(curator, $"{programme}/mentors/trainings", all, new { minutes = 360, result = "passed" }, On(10, 22));
        var terms = await Document("mentoring-regulation", "Дополнительное соглашение", On(10, 22));
        foreach (var master in masters) await Fact($"mentors/{master}/labour-terms", new { document = terms }, On(10, 22));
        await api.Many(curator, $"{programme}/mentors/readiness", all, null, On(10, 23));
        await Settle(4, plan, On(10, 24));
        await Approve(4, On(10, 26));
    }

    private IEnumerable<(Guid Person, string Form)> Everybody() =>
        [.. mentors.Select(m => (m, Pupils)), .. masters.Select(m => (m, Teachers))];

    // A person of this age at the beginning of the school year.
    private async Task<Guid> Person(string kind, int age, object? more = null)
    {
        var id = SchoolClient.NewId();
        var born = On(9, 1).AddYears(-age).AddDays(-random.Next(30, 300));
        var body = (JsonObject)JsonSerializer.SerializeToNode(more ?? new { })!;
        body["id"] = id;
        body["fullName"] = Names.Next(random);
        body["kinds"] = new JsonArray(kind);
        body["birthDate"] = SchoolClient.Day(born);
        // Names repeat among many people.
        body["namesake"] = true;
        await api.Post(kind == "teacher" && curator.Length == 0 ? head : curator, "/api/people", body);
        return id;
    }

    private async Task<Guid> Pupil(int age)
    {
        var (parent, pupil) = (await Person("parent", random.Next(34, 50)), await Person("learner", age, new { grade = age - 6 }));
        await api.Post(curator, $"/api/people/{pupil}/representatives", new { person = parent, kind = "parent" }, On(9, 28));
        // A pupil of fourteen signs too. The birthday lies between November and August, so the age is that of the beginning of the year.
        await Consent(pupil, age < 14 ? [parent] : [parent, pupil]);
        return pupil;
    }

    private async Task<Guid> Teacher(int age, string experience)
    {
        var teacher = await Person("teacher", age, new { experience });
        await Consent(teacher, [teacher]);
        return teacher;
    }

    private async Task Consent(Guid person, Guid[] signers) => await api.Post(curator, $"/api/people/{person}/consents", new
    {
        purpose = "participation", signers, text = consentText, validUntil = SchoolClient.Day(On(7, 31)),
    }, On(9, 28));

    private async Task<string> Fact(string what, object body, DateOnly on) =>
        (string?)(await api.Post(curator, $"{programme}/{what}", body, on))["events"]![0]!["body"]!["id"] ?? "";

    private async Task<string> Document(string kind, string title, DateOnly on)
    {
        var sha256 = await api.Upload(curator, Encoding.UTF8.GetBytes($"{title}\n{kind} {random.Next()}\n(образец)\n"));
        return await Fact("documents", new
        {
            kind, title, original = "paper", number = $"{random.Next(1, 300)}", date = SchoolClient.Day(on), signatoryPosition = "Директор",
            sha256,
        }, on);
    }

    // Completes the items of a stage that no fact has settled.
    private async Task Settle(int stage, string evidence, DateOnly on)
    {
        var open = (await api.Get(curator, $"{programme}/roadmap"))["items"]!.AsArray()
            .Where(i => (int)i!["plan"]!["stage"]! == stage && (string)i["status"]! == "open").Select(i => (string)i!["plan"]!["item"]!);
        await api.Many(curator, $"{programme}/roadmap/items/completion", [.. open], new { evidence = new[] { evidence } }, on);
    }

    private async Task Approve(int number, DateOnly on)
    {
        var stage = $"{programme}/stages/{number}";
        foreach (var (key, what) in new[] { (curator, "submission"), (head, "countersignature"), (curator, "approval") })
            await api.Replace(key, $"{stage}?asOf={SchoolClient.Day(on)}", $"{stage}/{what}", null, on);
    }

    private async Task Wave(string side, string part, string purpose, IReadOnlyList<Guid> asked, DateOnly on)
    {
        var code = $"{Pupils}-{side}-{part}";
        var row = (await api.Get(curator, "/api/questionnaires"))["items"]!.AsArray()
            .Last(q => (string)q!["questionnaire"]!["code"]! == code)!["questionnaire"]!;
        var items = (await api.Get(curator, $"/api/questionnaires/{row["sha256"]}"))["items"]!.AsArray()
            .Where(i => (bool?)i!["required"] == true).ToList();
        var wave = $"{programme}/survey-waves/" + (string)(await api.Post(curator, $"{programme}/survey-waves", new
        {
            questionnaire = row, audience = $"{side}s", purpose, title = "Анкетирование",
        }, on))["events"]![0]!["body"]!["wave"]!;
        await api.Post(curator, $"{wave}/invitation", new { persons = asked }, on);
        // One in six does not answer.
        foreach (var person in asked.Where((_, i) => i % 6 != 5))
            await api.Post(curator, $"{wave}/answers", new { person, answers = items.Select(Answered) }, on);
        await api.Post(curator, $"{wave}/closing", null, on);
    }

    private object Answered(JsonNode? item) => (string)item!["kind"]! switch
    {
        "scale" => new { item = (string)item["code"]!, value = random.Next(5, 11) },
        "yes-no" => new { item = (string)item["code"]!, choice = random.Next(5) == 0 ? "no" : "yes" },
        _ => new { item = (string)item["code"]!, choice = (string)item["options"]![0]!["code"]! },
    };

    private static IEnumerable<string> Codes(JsonNode? of) => of!.AsArray().Select(o => (string)o!["code"]!);

    private static IEnumerable<string> Items(JsonNode model) => model["stages"]!.AsArray()
        .SelectMany(s => s!["activities"]!.AsArray()).SelectMany(a => Codes(a!["items"]));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
