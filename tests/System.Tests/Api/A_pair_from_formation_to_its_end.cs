using System.Globalization;
using System.Net;
using System.Text;
using MentorshipFlow.System.Tests.Pages;
using MentorshipFlow.Workflows.Vault;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>One pair through the API: formed, in the order, with a plan, five kinds of meetings, completed; and what is refused on the
/// way.</summary>
public sealed class A_pair_from_formation_to_its_end(Installation installation)
{
    private static readonly DateOnly Order = Today.AddDays(-20);

    private sealed record Cast(SchoolBases Bases, Guid Mentor, Guid Mentee, Guid Mother, Guid Consent);

    [Fact]
    public async Task Opens_gate_6_once_it_is_completed()
    {
        var (bases, mentor, mentee, mother, _) = await Ready(days: 15);
        var formed = await bases.Did("tandems", Formation(mentor, mentee));
        Assert.Equal(HttpStatusCode.Created, formed.Status);
        Assert.Equal(["tandem_formed"], formed.Events());
        var tandem = At(formed);

        (await bases.Post($"{tandem}/meetings", Meeting("organisational", -18)))
            .Refused(HttpStatusCode.Conflict, "tandem-not-approved", "tandem-not-in-order");
        Assert.Equal([$"member-not-in-order {mentee} {Id(tandem)}"], await bases.Missing(5, "G5.3a"));
        await bases.Did("tandems/approval", $$"""{"order":"{{await Paper(bases, Order)}}"}""");
        Assert.Empty(await bases.Missing(5, "G5.3a"));
        Assert.Equal([$"development-plan-missing {mentee}"], await bases.Missing(5, "G5.4"));
        await bases.Did($"{tandem}/plans", $$"""{"mentee":"{{mentee}}","goals":[{"category":"studies","target":"Сдать физику."}]}""");
        Assert.Empty(await bases.Missing(5, "G5.4"));

        (await bases.Post($"{tandem}/meetings", Meeting("organisational", -21)))
            .Refused(HttpStatusCode.Conflict, "tandem-not-approved", "meeting-before-order");
        await bases.Did($"{tandem}/meetings", Meeting("organisational", -18));
        (await bases.Post($"{tandem}/meetings", Meeting("planning", -16)))
            .Refused(HttpStatusCode.Conflict, "meeting-out-of-order", "meeting-kind-first");
        foreach (var (kind, day) in new[] { ("trial", -17), ("planning", -16), ("regular", -15) })
            await bases.Did($"{tandem}/meetings", Meeting(kind, day));
        // The mentee's consent ended five days ago.
        (await bases.Post($"{tandem}/meetings", Meeting("regular", -2)))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "participation-consent-missing");
        Assert.Contains($"tandem-open {Id(tandem)}", await bases.Missing(6, "G6.1"));
        (await bases.Post($"{tandem}/completion", """{"outcome":"reached"}"""))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "meeting-kind-not-held");
        (await bases.Post($"{tandem}/meetings", Meeting("final", 0)))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "participation-consent-missing");
        Deciding.Done(await bases.School.Consent(mentee, [mother]));
        await bases.Did($"{tandem}/meetings", Meeting("final", 0));
        (await bases.Post($"{tandem}/meetings", Meeting("final", 0)))
            .Refused(HttpStatusCode.Conflict, "meeting-out-of-order", "meeting-kind-held");
        await bases.Did($"{tandem}/completion", """{"outcome":"reached"}""");

        Assert.Empty(await bases.Missing(6, "G6.1"));
        Assert.Equal([$"regular-meetings-too-few {Id(tandem)} 1"], await bases.Missing(6, "G6.2"));
        (await bases.Post($"{tandem}/meetings", Meeting("regular", -1)))
            .Refused(HttpStatusCode.Conflict, "tandem-ended", "tandem-ended");
        var shown = Deciding.Done(await bases.Get(tandem)).Json;
        Assert.Equal(("completed", 5, 0), ((string)shown["status"]!, shown["meetings"]!.AsArray().Count,
            shown["missingForCompletion"]!.AsArray().Count));
        Assert.Equal([Id(tandem)], (await bases.Get("tandems?status=completed")).Json["items"]!.AsArray().Select(t => (string)t!["id"]!));
    }

    [Fact]
    public async Task Is_voided_when_it_was_recorded_by_mistake_and_no_form_offers_another_end()
    {
        var (bases, mentor, mentee, _, _) = await Ready();
        var tandem = await Planned(bases, mentor, mentee);
        const string Mistake = "recordedByMistake";

        (await bases.Post($"{tandem}/dissolution", $$"""{"initiatedBy":"curator","reason":"{{Mistake}}"}"""))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "dissolved-by-mistake");
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        foreach (var (form, others) in new[] { ("dissolution", "incompatible"), ("mentor", "mentorLeft") })
        {
            var shown = await vera.Open($"/programmes/{bases.Programme}/{tandem}/{form}");
            Assert.Contains($"value=\"{others}\"", shown.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Mistake, shown.Text, StringComparison.Ordinal);
        }

        var replaced = await vera.Decide($"/programmes/{bases.Programme}/{tandem}/mentor", ("mentor", $"{Api.Id.New()}"),
            ("order", $"{Api.Id.New()}"), ("reason", Mistake));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replaced.Status);
        Assert.Contains("создайте её заново", replaced.Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_met_by_the_month_with_exceptions_only()
    {
        var (bases, mentor, mentee, _, _) = await Ready();
        var tandem = await Planned(bases, mentor, mentee);
        var day = Today.AddDays(-9);
        var weekday = day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
        await bases.Replaced(tandem, "timetable",
            $$"""{"weekday":{{weekday}},"minutes":45,"format":"inPerson","from":"{{Day(Today.AddDays(-15))}}"}""");
        var month = Day(day)[..7];

        var proposed = Deciding.Done(await bases.Get($"tandems/meetings/proposal?month={month}")).Json["meetings"]!.AsArray()
            .Select(m => (string)m!["on"]!).ToList();
        Assert.Contains(Day(day), proposed);
        Assert.Equal(HttpStatusCode.BadRequest, (await bases.Get("tandems/meetings/proposal?month=2021")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await bases.Post("tandems/meetings/month", """{"month":"2021"}""")).Status);
        var recorded = await bases.Did("tandems/meetings/month", $$"""
            {"month":"{{month}}","exceptions":[{"tandem":"{{Id(tandem)}}","on":"{{Day(day)}}","minutes":30}]}
            """);

        var held = recorded.Json["events"]!.AsArray().Where(e => (string)e!["type"]! == "meeting_held").Select(e => e!["body"]!).ToList();
        Assert.Contains(held, m => ((string)m["on"]!, (int)m["minutes"]!) == (Day(day), 30));
        var left = Deciding.Done(await bases.Get($"tandems/meetings/proposal?month={month}")).Json["meetings"]!.AsArray();
        Assert.DoesNotContain(Day(day), left.Select(m => (string)m!["on"]!));
    }

    [Fact]
    public async Task Is_met_by_the_month_with_the_exceptions_of_a_file()
    {
        var (bases, mentor, mentee, _, _) = await Ready();
        var tandem = await Planned(bases, mentor, mentee);
        await installation.Rewrite(bases.School, mentor, new PersonDetails("Соснова Туя Кедровая", new DateOnly(2009, 1, 15)));
        await installation.Rewrite(bases.School, mentee, new PersonDetails("Дубов Ясень Липовый", new DateOnly(2013, 1, 15)));
        var day = Today.AddDays(-9);
        var weekday = day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
        await bases.Replaced(tandem, "timetable",
            $$"""{"weekday":{{weekday}},"minutes":45,"format":"inPerson","from":"{{Day(Today.AddDays(-15))}}"}""");
        var (month, on) = (Day(day)[..7], day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture));
        const string Header = "Встречи группы\nНаставник;Дата;Отсутствовали;Перенесена на;Минут;Кто отменил;Причина\n";

        (await Send(bases, month, Header + $"Соснова Туя Кедровая;когда-то;;;;;\nЕлов Кедр;{on};;;;;\n"
            + $"Соснова Туя Кедровая;{on};Вязова Роза;;;;\nСоснова Туя Кедровая;{on};;;;наставник;лень\n"))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "month-row-date-unclear", "month-row-cancellation-unclear",
                "month-row-tandem-unknown", "month-row-absent-unknown");
        Assert.Equal("month-columns-missing", (string?)(await Send(bases, month, "Наставник;Минут\nСоснова;5\n"))
            .Json["missing"]![0]!["what"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(bases, "2021", Header)).Status);

        var file = Header + $"соснова туя кедровая;{on};;;;Наставник;болезнь\n";
        var foreseen = Deciding.Done(await Send(bases, month, file, dryRun: true));
        var recorded = Deciding.Done(await Send(bases, month, file, "one"));

        Assert.Equal((1, 1), ((int)recorded.Json["rows"]!, (int)recorded.Json["cancelled"]!));
        Assert.Equal((int)foreseen.Json["held"]!, (int)recorded.Json["held"]!);
        Assert.True((bool)Deciding.Done(await Send(bases, month, file, "one")).Json["repeated"]!);
        Assert.DoesNotContain("Соснова", recorded.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("nothing-changes", (await Send(bases, month, Header)).Code);
    }

    private static Task<Answer> Send(SchoolBases bases, string month, string file, string? key = null, bool dryRun = false) =>
        bases.School.Sent($"/api/programmes/{bases.Programme}/tandems/meetings/month-file?month={month}{(dryRun ? "&dryRun=true" : "")}",
            "text/csv", Encoding.UTF8.GetBytes(file), bases.School.VeraKey, key);

    [Fact]
    public async Task Ends_with_the_consent_in_the_same_transaction_and_keeps_a_concern_from_the_other_side()
    {
        var (bases, mentor, mentee, mother, consent) = await Ready();
        var tandem = await Planned(bases, mentor, mentee);
        var concern = await bases.Did($"{tandem}/concerns",
            $$"""{"about":"{{mentee}}","matter":"wellBeing","text":"Приходит со встреч подавленным."}""");
        Assert.Equal(["concern_raised", "tandem_suspended"], concern.Events());
        Assert.DoesNotContain("подавленным", (await bases.Get(tandem)).Text, StringComparison.Ordinal);
        var disclosed = await bases.School.Post("/api/people/disclosures",
            $$"""{"persons":["{{mentee}}"],"fields":["specialistTexts"],"purpose":"consent"}""");
        Assert.Contains("подавленным", Deciding.Done(disclosed).Text, StringComparison.Ordinal);

        Deciding.Done(await bases.School.Post($"/api/people/{mentee}/consents/{consent}/withdrawal",
            $$"""{"receivedOn":"{{Day(Today)}}","by":"{{mother}}"}"""));

        var entries = (await bases.Get("history?limit=200")).Json["items"]!.AsArray().Select(e => (string)e!["type"]!).ToList();
        Assert.Equal("tandem_dissolved", entries[entries.LastIndexOf("person_standing_recorded") + 1]);
        Assert.Equal("dissolved", (string)(await bases.Get(tandem)).Json["status"]!);
    }

    [Fact]
    public async Task Is_dissolved_by_a_withdrawal_that_ends_with_the_act_of_destruction()
    {
        var (bases, mentor, mentee, mother, consent) = await Ready();
        var (school, tandem) = (bases.School, await Planned(bases, mentor, mentee));

        Assert.Equal(["consent_withdrawn", "processing_restricted", "erasure_requested"],
            (await school.Post($"/api/people/{mentee}/consents/{consent}/withdrawal",
                $$"""{"receivedOn":"{{Day(Today)}}","by":"{{mother}}"}""")).Events());

        var dissolved = (await bases.Get(tandem)).Json;
        Assert.Equal(("dissolved", 3), ((string)dissolved["status"]!, dissolved["meetings"]!.AsArray().Count));
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Api.Id.New()}}"}""");
        async Task<List<(string Type, string Id)>> Entries() =>
        [
            .. (await school.Get($"/api/audit/entries?stream=person-{mentee}&limit=200", auditor)).Json["items"]!.AsArray()
                .Select(e => ((string)e!["type"]!, (string?)e["body"]!["case"] ?? "")),
        ];
        var erasure = $"/api/people/{mentee}/erasures/{(await Entries()).Single(e => e.Type == "erasure_requested").Id}";
        Deciding.Done(await school.Post($"{erasure}/assessment", """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5"}""",
            school.GraceKey));
        Deciding.Done(await school.Post($"{erasure}/destruction", key: school.GraceKey));
        Deciding.Done(await school.Post($"{erasure}/act-filing", """{"number":"7"}""", school.GraceKey));

        Assert.Equal(["consent_withdrawn", "processing_restricted", "erasure_requested", "erasure_assessed", "personal_data_erased",
            "erasure_act_filed"], (await Entries()).Select(e => e.Type).SkipWhile(t => t != "consent_withdrawn"));
        // The numbers stay.
        Assert.Equal(3, (await bases.Get(tandem)).Json["meetings"]!.AsArray().Count);
    }

    // A mentor who is ready, and a mentee in the base whose mother has consented since before the order.
    private async Task<Cast> Ready(int days = 365)
    {
        var bases = await SchoolBases.Open(installation);
        var school = bases.School;
        await bases.Training();
        var (mentor, mentee) = (await school.Person(16), await school.Person(12));
        var mother = await school.Mother(mentee);
        Deciding.Done(await school.Consent(mentor, [await school.Mother(mentor), mentor], signedOn: Order));
        var given = Deciding.Done(await school.Post($"/api/people/{mentee}/consents", $$"""
            {"purpose":"participation","signers":["{{mother}}"],"text":"{{await school.Text()}}","effectiveOn":"{{Day(Order)}}",
            "validUntil":"{{Day(Order.AddDays(days))}}"}
            """));
        await bases.Mentor(mentor, SchoolBases.Offer, "learner");
        await bases.Ready(mentor);
        await bases.Did("mentees", $$"""{"person":"{{mentee}}"}""");
        await bases.Did($"mentees/{mentee}/requests", """{"category":"studies"}""");
        await bases.Replaced($"mentees/{mentee}", "form", """{"form":"learner-learner"}""");
        await bases.Did($"mentees/{mentee}/base", $$"""{"effectiveOn":"{{Day(Order)}}"}""");
        return new(bases, mentor, mentee, mother, given.GivenId());
    }

    private static async Task<string> Planned(SchoolBases bases, Guid mentor, Guid mentee)
    {
        var tandem = At(await bases.Did("tandems", Formation(mentor, mentee)));
        await bases.Did("tandems/approval", $$"""{"order":"{{await Paper(bases, Order)}}"}""");
        foreach (var (kind, day) in new[] { ("organisational", -18), ("trial", -17), ("planning", -16) })
            await bases.Did($"{tandem}/meetings", Meeting(kind, day));
        return tandem;
    }

    private static async Task<Guid> Paper(SchoolBases bases, DateOnly on) => (await bases.Did("documents", $$"""
        {"kind":"groups-order","title":"Приказ о парах","original":"paper","number":"7","date":"{{Day(on)}}","signatoryPosition":"Директор"}
        """)).Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();

    private static string Formation(Guid mentor, Guid mentee) => $$"""
        {"form":"learner-learner","kind":"pair","mentor":"{{mentor}}","mentees":["{{mentee}}"],"grounds":["questionnairesCompared"],
        "text":"Оба любят физику.","effectiveOn":"{{Day(Order)}}"}
        """;

    private static string Meeting(string kind, int day) =>
        $$"""{"kind":"{{kind}}","on":"{{Day(Today.AddDays(day))}}","minutes":45,"format":"inPerson"}""";

    // The address below the programme.
    private static string At(Answer formed) => $"tandems/{formed.Json["events"]![0]!["body"]!["tandem"]}";

    private static string Id(string tandem) => tandem.Split('/')[1];
}
