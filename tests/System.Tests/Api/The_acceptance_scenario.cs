using System.Net;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>
/// The acceptance scenario (domain-model.md 7) through the API alone: school №49 in 2021/2022, every item of its road map on its day.
/// Stages 2 to 4 are worked in one month, stage 7 is monitored while stage 6 is open, and five things are refused.
/// </summary>
public sealed class The_acceptance_scenario(Installation installation)
{
    private static readonly JsonNode Sample = JsonNode.Parse(File.ReadAllText(Checkout.At("ops/sample/school-49.json")))!;

    /// <summary>A mentor with a mentee in one form.</summary>
    private sealed record Two(string Form, Guid Mentor, Guid Mentee);

    [Fact]
    public async Task Of_school_49_is_accepted_with_its_calendar_and_its_five_refusals()
    {
        var year = await Drafted();
        await Prepared(year);

        List<Two> pairs = [.. await October(year)];
        var tandems = await November(year, pairs);
        await Winter(year, pairs, tandems);
        await Spring(year, pairs, tandems);
        await June(year, pairs);
        await August(year, pairs);

        var items = (await year.Get("roadmap")).Json["items"]!.AsArray();
        Assert.Equal((59, 59), (items.Count, items.Count(i => (string?)i!["status"] == "completed")));
        Assert.Equal("completed", (string?)(await year.Get("")).Json["status"]);
        Assert.Equal("identical", (await year.Get("certificate")).Says("verdict"));
        Assert.Contains("Всего, выполнено: 59\n", (await year.Get("certificate/text")).Text, StringComparison.Ordinal);
    }

    // A programme exists before its curator does, and nobody approves anything until then.
    private async Task<YearOfSchool> Drafted()
    {
        var school = await School.Open(installation);
        await school.Registered();
        var drafted = Deciding.Done(await school.Post("/api/programmes", $$"""
            {"schoolYear":"2021/2022","title":{{Sample["programme"]!["title"]!.ToJsonString()}},
            "goal":{{Sample["programme"]!["goal"]!.ToJsonString()}},"definitionCode":"target-model","definitionVersion":1,
            "effectiveOn":"2021-08-20"}
            """));
        var year = new YearOfSchool(school, drafted.Programme).On("2021-08-23");
        foreach (var decision in new[] { "submission", "approval" })
            (await year.Stage(1, decision)).Refused(HttpStatusCode.Conflict, "curator-not-appointed", "curator-not-appointed");
        foreach (var act in List("legalBasis"))
        {
            var recorded = await year.Did("legal-basis", $$"""
                {"level":{{Json(act, "level")}},"kind":{{Json(act, "kind")}},"title":{{Json(act, "title")}},
                "number":{{Json(act, "number")}},"date":{{Json(act, act["date"] is null ? "citedDate" : "date")}}}
                """);
            Assert.Equal(act["number"] is null, Warnings(recorded).Any(w => w.StartsWith("citation-incomplete", StringComparison.Ordinal)));
        }

        return year;
    }

    private static async Task Prepared(YearOfSchool year)
    {
        var school = year.School;
        Dictionary<string, Guid> papers = [];
        foreach (var paper in List("documents"))
        {
            var file = Text(paper, "code") == "introduction-order" ? await school.Upload("приказ"u8.ToArray(), "application/pdf") : null;
            papers[Text(paper, "key")] = await year.On(Text(paper, "date"))
                .Document(Text(paper, "code"), Text(paper, "title"), Text(paper, "number"), file);
        }

        await year.On("2021-09-02").Replaced("", "curator",
            $$"""{"person":"{{school.Vera}}","order":"{{papers["curator-order"]}}","from":"2021-09-02"}""", school.GraceKey);
        await RoadMap(year, papers["roadmap-order"]);
        foreach (var form in List("forms"))
        {
            await year.On("2021-09-24").Did("forms", $$"""
                {"form":{{Json(form, "code")}},"kinds":["pair","group"],"precondition":{{Json(form["precondition"], "text")}}}
                """);
        }

        foreach (var told in List("preparation", "outreach"))
        {
            await year.On(Text(told, "on")).Did("outreach", $$"""
                {"channel":{{Json(told, "channel")}},"on":"{{year.Day}}","audience":{{Json(told, "audience")}},
                "attendance":{{Json(told, "attendance")}},"document":{{Paper(told["document"])}}}
                """);
        }

        await year.On("2021-09-22").Did("needs-surveys", $$"""{"on":"2021-09-22","document":"{{papers["needs-report"]}}"}""");
        await year.On("2021-09-24").Did("meetings", $$"""{"on":"2021-09-24","protocol":"{{papers["meeting-protocol"]}}"}""");
        foreach (var (path, list, members) in new[]
        {
            ("resources", "resources", "kind source title"), ("partners", "partners", "kind contour title"),
            ("bank-entries", "programmeBank", "form variant title"), ("contingents", "contingent", "asOf band count source"),
        })
        {
            foreach (var fact in List("preparation", list))
            {
                var body = string.Join(',', members.Split(' ').Select(m => $"\"{m}\":{Json(fact, m)}"));
                await year.On("2021-09-27").Did(path, $"{{{body}}}");
            }
        }

        await year.On("2021-08-26").Items("1.1.1");
        await year.On("2021-08-27").Items("1.1.2");
        await year.On("2021-09-27").Items("1.4.3");
        Deciding.Done(await year.Stage(1, "waivers", null, """{"criterion":"G1.10","reason":"Исходных значений в карте нет."}"""));
        await year.On("2021-09-30").Approve(1);

        string Paper(JsonNode? key) => key is null ? "null" : $"\"{papers[$"{key}"]}\"";
    }

    // «Декабрь 2022» in a plan for 2021/2022 is accepted, named in a warning, and corrected by a rescheduling (F5).
    private static async Task RoadMap(YearOfSchool year, Guid order)
    {
        var items = List("roadMap", "items").Select(item => $$"""
            {"item":{{Json(item, "code")}},"content":{{Json(item, "content")}},"planned":{{Json(item["planned"], "text")}},
            "plannedFrom":{{Json(item["planned"], "from")}},"plannedTo":{{Json(item["planned"], "to")}},
            "position":{{Json(item["responsible"], "position")}}}
            """).ToList();
        Assert.Equal(59, items.Count);
        var approved = await year.On("2021-09-08").Replaced("", "roadmap",
            $$"""{"items":[{{string.Join(',', items)}}],"document":"{{order}}"}""");
        Assert.Equal(["planned-outside-school-year 6.1.2", "planned-outside-school-year 6.1.3"],
            Warnings(approved).Where(w => !w.StartsWith("late-entry", StringComparison.Ordinal)));
        foreach (var item in new[] { "6.1.2", "6.1.3" })
        {
            var moved = await year.Replaced($"roadmap/items/{item}", $"roadmap/items/{item}/rescheduling",
                """{"plannedFrom":"2021-12-01","plannedTo":"2021-12-31","reason":"В карте опечатка: декабрь 2021 года."}""");
            Assert.All(Warnings(moved), w => Assert.StartsWith("late-entry", w, StringComparison.Ordinal));
        }
    }

    // Three stages in one month: the work is not ordered, the approvals are.
    private static async Task<IEnumerable<Two>> October(YearOfSchool year)
    {
        year.On("2021-10-01");
        var (pupil, senior, ninth) = (await year.Person("2009-05-10", "learner", ""","grade":6"""),
            await year.Person("2005-03-12", "learner", ""","grade":10"""), await year.Person("2006-04-20", "learner", ""","grade":9"""));
        var (novice, teacher) = (await year.Person("1997-06-01", "teacher", ""","experience":"upToThreeYears" """),
            await year.Person("1973-06-01", "teacher", ""","experience":"moreThanThreeYears" """));
        var engineer = await year.Person("1980-06-01", "employerRepresentative", ""","contour":"external" """);
        var (motherOfPupil, motherOfNinth) = (await year.Mother(pupil), await year.Mother(ninth));

        await year.On("2021-10-05").Consent(pupil, "participation", motherOfPupil);
        var consent = await year.Consent(ninth, "participation", motherOfNinth, ninth);
        await year.Consent(senior, "participation", await year.Mother(senior), senior);
        foreach (var adult in new[] { novice, teacher, engineer }) await year.Consent(adult, "participation", adult);
        Two[] pairs =
        [
            new("learner-learner", senior, pupil), new("teacher-teacher", teacher, novice), new("employer-learner", engineer, ninth),
        ];

        await Mentees(year, pairs);
        await Mentors(year, pairs);
        await year.On("2021-10-08").Items("2.1.2 3.1.2");
        await year.On("2021-10-15").Items("2.1.3 2.1.4 2.1.5 4.1.1");
        await year.On("2021-10-22").Items("2.1.6 3.2.1 3.2.2 4.1.2");
        await year.On("2021-10-26").Items("2.2.1 2.2.2 4.2.4");

        foreach (var decision in new[] { "submission", "approval" })
        {
            var early = await year.Stage(3, decision);
            early.Refused(HttpStatusCode.Conflict, "stage-out-of-order", "stage-not-approved");
            Assert.Equal(["stage-not-approved 2"], early.Json["missing"].Things());
        }

        // A signature of somebody else's mother counts for nothing, and one missing consent holds the gate.
        await year.About($"/{ninth}/consents/{consent}/void", """{"reason":"Подпись другого лица."}""");
        var unconsented = await year.On("2021-10-28").Stage(2, "submission");
        unconsented.Refused(HttpStatusCode.Conflict, "criteria-not-met", "participation-consent-missing");
        Assert.Equal([$"participation-consent-missing G2.2:{ninth}"], unconsented.Json["missing"].Things());
        await year.Consent(ninth, "participation", motherOfNinth, ninth);
        await year.Approve(2);
        await year.On("2021-10-29").Approve(3);
        await year.Approve(4);
        return pairs;
    }

    private static async Task Mentees(YearOfSchool year, Two[] pairs)
    {
        foreach (var (form, _, person) in pairs)
        {
            await year.On("2021-10-06").Did("mentees", $$"""{"person":"{{person}}"}""");
            await year.Did($"mentees/{person}/requests", """{"category":"studies","text":"Нужна поддержка."}""");
            await year.Did($"mentees/{person}/information",
                $$"""{"source":"{{(form == "teacher-teacher" ? "personalFile" : "classTeacher")}}","subjectInformed":true}""");
            if (form == "employer-learner")
                await year.Replaced($"mentees/{person}", $"mentees/{person}/motivation", """{"motivation":"generalProfessional"}""");
            await year.Replaced($"mentees/{person}", $"mentees/{person}/form", $$"""{"form":"{{form}}"}""");
            await year.On("2021-10-12").Did($"participants/{person}/entry-measurements",
                """{"indicators":[{"code":"Q_SUPPORT","value":"5"}],"measuredOn":"2021-10-12","source":"questionnaire"}""");
            await year.Did($"mentees/{person}/base");
        }

        await year.Wave("mentees", "application", "2021-10-15", [.. pairs.Select(p => p.Mentee)]);
    }

    private static async Task Mentors(YearOfSchool year, Two[] pairs)
    {
        await year.On("2021-10-08").Did("training/informing", """{"on":"2021-10-08","attendance":24}""");
        foreach (var (form, person, _) in pairs)
        {
            await year.Did("mentors", $$"""
                {"person":"{{person}}",
                "offer":{"minutesPerWeek":90,"capacity":1,"forms":["{{form}}"],"competences":[],"interests":[]} }
                """);
            await year.Replaced($"mentors/{person}", $"mentors/{person}/sharing", """{"permitted":false}""");
            var category = form switch { "learner-learner" => "learner", "teacher-teacher" => "teacher", _ => "employerRepresentative" };
            await year.Did($"mentors/{person}/base", $$"""{"category":"{{category}}"}""");
            if (form != "employer-learner") continue;
            var enterprise = (await year.Get("facts?kind=partners")).Json["items"]!.AsArray()
                .First(p => (string)p!["fact"]!["kind"]! == "business");
            await year.Replaced($"mentors/{person}", $"mentors/{person}/enterprise", $$"""{"partner":"{{enterprise!["id"]}}"}""");
        }

        await year.Wave("mentors", "application", "2021-10-12", [.. pairs.Select(p => p.Mentor)]);
        await year.Did("training/experts", """{"on":"2021-10-12","contour":"external"}""");
        await year.Did("training/materials", """{"on":"2021-10-12"}""");
        var plan = await year.Document("training-plan");
        await year.Did("training/plans",
            $$"""{"document":"{{plan}}","sessions":[{"topic":"first-meeting","on":"2021-10-20","minutes":90}]}""");
        var terms = await year.Document("agreement");
        foreach (var (form, person, _) in pairs)
        {
            await year.On("2021-10-18").Replaced($"mentors/{person}", $"mentors/{person}/selection", """{"ground":"fitsRequests"}""");
            await year.Did($"mentors/{person}/interviews", """{"on":"2021-10-18","outcome":"recommended","psychologistPresent":true}""");
            if (form == "teacher-teacher") await year.Did($"mentors/{person}/labour-terms", $$"""{"document":"{{terms}}"}""");
            if (form == "employer-learner")
                await year.About($"/{person}/clearance", """{"checkedOn":"2021-10-18","validUntil":"2022-10-17"}""");
            await year.On("2021-10-20").Did("training/sessions", $$"""{"on":"2021-10-20","minutes":90,"present":["{{person}}"]}""");
            await year.Did($"mentors/{person}/trainings", """{"minutes":360,"result":"passed"}""");
            await year.Did($"mentors/{person}/readiness");
        }
    }

    private static async Task<List<string>> November(YearOfSchool year, List<Two> pairs)
    {
        List<string> tandems = [];
        // The class for future teachers has not been opened, so nobody is matched in that form.
        (await year.On("2021-11-10").Post("matching-rounds", """{"form":"student-learner"}"""))
            .Refused(HttpStatusCode.Conflict, "form-not-enabled", "form-precondition-open");
        foreach (var pair in pairs) tandems.Add(await Matched(year, pair));
        await year.On("2021-11-15").Items("5.1.1 5.1.2 5.1.3 5.1.4");

        (await Meet(year.On("2021-11-17"), tandems[0], "organisational"))
            .Refused(HttpStatusCode.Conflict, "tandem-not-approved", "tandem-not-in-order");
        var order = await year.On("2021-11-19").Document("groups-order");
        await year.Did("tandems/approval", $$"""{"order":"{{order}}"}""");
        (await Meet(year.On("2021-11-17"), tandems[0], "organisational"))
            .Refused(HttpStatusCode.Conflict, "tandem-not-approved", "meeting-before-order");

        var (plan, route) = (await year.On("2021-11-19").Document("development-plan"), await year.Document("educational-route"));
        foreach (var (tandem, pair) in tandems.Zip(pairs))
        {
            var papers = pair.Form == "teacher-teacher" ? $$""","programme":"{{plan}}","route":"{{route}}" """ : "";
            await year.Did($"{tandem}/plans",
                $$"""{"mentee":"{{pair.Mentee}}","goals":[{"category":"studies","target":"Закрыть четверть."}]{{papers}}}""");
        }

        await year.Items("5.2.2", plan);
        await year.On("2021-11-24").Items("5.2.3");
        await year.On("2021-11-26").Approve(5);
        return tandems;
    }

    private static async Task<string> Matched(YearOfSchool year, Two pair)
    {
        var opened = await year.On("2021-11-10").Did("matching-rounds", $$"""{"form":"{{pair.Form}}"}""");
        var round = $"matching-rounds/{opened.Json["events"]![0]!["body"]!["round"]}";
        await year.On("2021-11-12").Did($"{round}/meetings",
            $$"""{"on":"2021-11-12","minutes":60,"present":["{{pair.Mentor}}","{{pair.Mentee}}"]}""");
        await year.Did($"{round}/preferences", $$"""{"side":"mentees","person":"{{pair.Mentee}}","ranked":["{{pair.Mentor}}"]}""");
        await year.On("2021-11-15").Did($"{round}/preferences/closing");
        var proposal = (Guid)(await year.Did($"{round}/proposal")).Json["proposal"]!;
        var confirmed = await year.Did($"{round}/proposal/confirmation",
            $$"""{"proposal":"{{proposal}}","grounds":["questionnairesCompared","mutualWish"]}""");
        await year.Did($"{round}/closing", """{"unmatched":[]}""");
        return $"tandems/{confirmed.Json["events"]![1]!["body"]!["tandem"]}";
    }

    // Stage 7 is monitored in February, March and April, while the pairs of stage 6 go on meeting.
    private static async Task Winter(YearOfSchool year, List<Two> pairs, List<string> tandems)
    {
        foreach (var (day, kind) in new[]
        {
            ("2021-11-29", "organisational"), ("2021-12-07", "trial"), ("2021-12-14", "planning"), ("2022-01-21", "regular"),
            ("2022-02-18", "regular"), ("2022-03-18", "regular"), ("2022-04-15", "regular"),
        })
        {
            foreach (var tandem in tandems) Deciding.Done(await Meet(year.On(day), tandem, kind));
        }

        await SettledOn(year, "6.1.1", "2021-11-29");
        await SettledOn(year, "6.1.2", "2021-12-07");
        await SettledOn(year, "6.1.3", "2021-12-14");
        await year.On("2021-11-29").Items("6.2.1");
        await year.On("2022-01-24").Wave("mentees", "interim", "2022-01-31", [.. pairs.Select(p => p.Mentee)]);
        await year.On("2022-01-24").Wave("mentors", "interim", "2022-01-31", [.. pairs.Select(p => p.Mentor)]);

        await year.On("2022-02-14").Wave("mentees", "satisfaction", "2022-02-21", [.. pairs.Select(p => p.Mentee)]);
        await Monitored(year, "satisfaction", "2022-02-01", "2022-02-25", "7.1.1", _ => Task.CompletedTask);
        await Monitored(year, "quality", "2022-03-01", "2022-03-29", "7.1.2", async monitoring =>
        {
            foreach (var pair in pairs)
            {
                await year.Did($"{monitoring}/swot",
                    $$"""{"form":"{{pair.Form}}","strengths":[{"code":"wish-to-continue","share":"100"}]}""");
            }

            await year.Did($"{monitoring}/curator-score", """{"lines":[2,2,1,2,1,2,1,2,1]}""");
        });
        await Monitored(year, "influence", "2022-04-01", "2022-04-28", "7.1.3", async _ =>
        {
            foreach (var pair in pairs)
            {
                await year.Did("indicators", $$"""
                    {"measurements":[{"code":"Q_SUPPORT","wave":"exit","value":"8","source":"questionnaire","measuredOn":"2022-04-25",
                    "person":"{{pair.Mentee}}"}]}
                    """);
            }
        });
        Assert.Equal(6, (int)(await year.Get("")).Json["currentStage"]!);
        await year.On("2022-04-29").Did("recognition/publications",
            """{"on":"2022-04-29","url":"https://school49.example/mentoring","site":"own"}""");
    }

    private static async Task Monitored(YearOfSchool year, string kind, string from, string to, string item, Func<string, Task> work)
    {
        var monitoring = $"monitorings/{await year.On(from).Recorded("monitorings", $$"""{"kind":"{{kind}}"}""")}";
        await work(monitoring);
        var report = await year.On(to).Document("monitoring-report");
        await year.Did($"{monitoring}/conclusion", $$"""{"document":"{{report}}"}""");
        await SettledOn(year, item, to);
    }

    private static async Task SettledOn(YearOfSchool year, string item, string day)
    {
        var settled = (await year.Get($"roadmap/items/{item}")).Json;
        Assert.Equal(("completed", day), ((string?)settled["status"], (string?)settled["settledOn"]));
    }

    private static async Task Spring(YearOfSchool year, List<Two> pairs, List<string> tandems)
    {
        await year.On("2022-05-16").Wave("mentors", "satisfaction", "2022-05-23", [.. pairs.Select(p => p.Mentor)]);
        foreach (var (tandem, pair) in tandems.Zip(pairs))
        {
            Deciding.Done(await Meet(year.On("2022-05-27"), tandem, "final"));
            await year.Did($"{tandem}/completion", """{"outcome":"reached"}""");
            await year.Did($"{tandem}/reflections", $$"""{"by":"{{pair.Mentee}}"}""");
        }

        await SettledOn(year, "6.1.5", "2022-05-27");
        await year.Items("6.1.4");
        await year.On("2022-05-31").Items("6.2.2");
        await year.On("2022-06-01").Approve(6);

        var encouraged = await year.On("2022-05-25").Document("encouragement-order");
        await year.Did("recognition/encouragements", $$"""{"order":"{{encouraged}}","persons":["{{pairs[0].Mentor}}"]}""");
        var final = await year.Document("final-event-order");
        await year.Did("recognition/final-event-orders", $$"""{"order":"{{final}}"}""");
        await year.On("2022-05-27").Did("recognition/final-events", """{"on":"2022-05-27","attendance":80}""");
        await year.Did("recognition/competitions", $$"""
            {"nomination":"mentorOfTheYear","on":"2022-05-27","places":[{"place":1,"persons":["{{pairs[1].Mentor}}"]}]}
            """);
        await year.Did("recognition/competitions", $$"""
            {"nomination":"bestPair","on":"2022-05-27","places":[{"place":1,"persons":["{{pairs[0].Mentor}}","{{pairs[0].Mentee}}"]}]}
            """);
        var letter = await year.On("2022-05-30").Document("letter");
        foreach (var partner in (await year.Get("facts?kind=partners")).Json["items"]!.AsArray())
        {
            await year.Did("recognition/letters",
                $$"""{"partner":"{{partner!["id"]}}","document":"{{letter}}"}""");
        }
    }

    // The site named nobody in April; in June it names a pupil, with the consent of the mother to that.
    private static async Task June(YearOfSchool year, List<Two> pairs)
    {
        var pupil = pairs[0].Mentee;
        var named = $$"""{"on":"2022-06-10","url":"https://school49.example/best","site":"own","named":["{{pupil}}"]}""";
        (await year.On("2022-06-10").Post("recognition/publications", named))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "publication-consent-missing");
        var mother = (Guid)(await year.School.Get($"/api/people/{pupil}")).Json["representatives"]![0]!["person"]!;
        await year.Consent(pupil, "publication", mother);
        await year.Did("recognition/publications", named);

        foreach (var (_, mentor, mentee) in pairs)
        {
            await year.On("2022-06-20").Replaced($"mentees/{mentee}", $"mentees/{mentee}/result", """{"result":"reached"}""");
            await year.Replaced($"mentors/{mentor}", $"mentors/{mentor}/result", """{"result":"reached"}""");
        }

        await year.Items("7.2.6");
    }

    private static async Task August(YearOfSchool year, List<Two> pairs)
    {
        var teacher = pairs[1].Mentor;
        (await year.On("2022-08-26").Post($"mentors/{teacher}/long-term-base"))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "long-term-consent-missing");
        await year.Consent(teacher, "longTermBase", teacher);
        await year.Did($"mentors/{teacher}/long-term-base");
        await year.Items("7.2.7");
        await year.On("2022-08-29").Replaced("", "certificates",
            """{"number":"7","date":"2022-08-29","signatoryPosition":"Директор"}""");
        await year.On("2022-08-30").Approve(7);
        await year.On("2022-08-31").Replaced("", "completion", "{}", year.School.GraceKey);
    }

    private static Task<Answer> Meet(YearOfSchool year, string tandem, string kind) =>
        year.Post($"{tandem}/meetings", $$"""{"kind":"{{kind}}","on":"{{year.Day}}","minutes":45,"format":"inPerson"}""");

    private static IEnumerable<JsonNode> List(params string[] path) =>
        path.Aggregate(Sample, (node, name) => node[name]!).AsArray().Select(element => element!);

    private static string Text(JsonNode json, string member) => json[member]!.GetValue<string>();

    private static string Json(JsonNode? json, string member) => json?[member]?.ToJsonString() ?? "null";

    private static IEnumerable<string> Warnings(Answer answer) =>
        answer.Json["warnings"]!.AsArray().Select(w => $"{w!["code"]} {w["where"]}");
}
