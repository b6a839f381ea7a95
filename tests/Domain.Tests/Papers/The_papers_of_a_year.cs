using System.Text.Json;
using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Domain.Tests.Years;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Papers;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Papers;

/// <summary>Compares papers with the lines of the golden years' files, read as plain JSON and not by the fold.</summary>
public class The_papers_of_a_year
{
    // In pieces, since no test has a whole name.
    private const string Daughter = "Ильин" + "ична";
    private const string Son = "Ильич";

    private static readonly Dictionary<string, GoldenYear> Years = ((string[])["school-49", "college", "adversity"])
        .ToDictionary(year => year, year => new GoldenYear(TargetModel.Repository($"tests/Domain.Tests/Years/{year}.ndjson")));

    // Folded once for all tests.
    private static readonly Dictionary<string, Lazy<(Programme State, Certificate Full)>>
        Folded = Years.ToDictionary(y => y.Key, y => new Lazy<(Programme,
            Certificate)>(() => (y.Value.State, y.Value.Full)));

    public static TheoryData<string> All => [.. Years.Keys];

    public static TheoryData<string, PaperKind> Each => [.. Years.Keys.SelectMany(
        y => Enum.GetValues<PaperKind>().Select(k => new TheoryDataRow<string, PaperKind>(y, k)))];

    [Theory]
    [MemberData(nameof(Each))]
    public void Are_all_made_from_a_whole_year(string year, PaperKind kind)
    {
        Guid? of = kind switch
        {
            PaperKind.GroupsOrder => Guid.Parse(Of(year, "tandem_approved_by_order").First().Said("order")!),
            PaperKind.ConsentForm => Folded[year].Value.State.Participants.Mentees.Keys.First(
                p => !Folded[year].Value.State.Participants.Standings[p].Erased),
            _ => null,
        };
        var paper = Paper.Of(new(kind, of), Sources(year));

        // Only teachers have a route.
        var routes = Of(year, "development_plan_approved").Any(p => p.Said("route") is not null || p.Said("programme") is not null);
        Assert.Equal(kind == PaperKind.EducationalRoute && !routes ? ["routes-missing"] : [], paper.Lacks.Select(l => l.What));
        Assert.All(paper.Sheets, sheet => Assert.All(sheet.Words.Values, Assert.NotNull));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_on_introduction_has_number_date_and_signatory_of_the_register(string year)
    {
        var registered = Of(year, "document_registered").Last(d => d.Said("kind") == "introduction-order");
        var words = Only(year, PaperKind.IntroductionOrder).Words;

        Assert.Equal(registered.Said("number"), words["номер"]);
        Assert.Equal(Day(registered.Said("date")), words["дата"]);
        Assert.Equal(registered.Said("signatoryPosition"), words["должность_подписанта"]);
        Assert.Equal(Of(year, "programme_drafted").Single().Said("goal"), words["цель"]);
        Assert.All(Of(year, "form_enabled"), form => Assert.True(
            Of(year, "form_disabled").Any(d => d.Said("form") == form.Said("form"))
            || words["формы"].Contains(TargetModel.Shipped.Form(form.Said("form")!)!.Title.Ru, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_on_the_curator_appoints_the_last_one(string year)
    {
        var last = Of(year, "curator_appointed").Concat(Of(year, "curator_replaced")).Last();
        var order = Of(year, "document_registered").Single(d => d.Said("id") == last.Said("order"));
        var words = Paper.Of(new(PaperKind.CuratorOrder, Guid.Parse(last.Said("order")!)), Sources(year)).Sheets.Single().Words;

        Assert.Equal(($"Лицо {last.Said("person")}", Day(last.Said("from")), order.Said("number")),
            (words["куратор"], words["назначен_с"], words["номер"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Orders_on_groups_list_whom_their_events_approve_and_whom_they_replace(string year)
    {
        foreach (var approved in Of(year, "tandem_approved_by_order").GroupBy(e => e.Said("order")!))
        {
            if (approved.Any(e => Of(year, "tandem_voided").Any(v => v.Said("tandem") == e.Said("tandem")))) continue;
            var paper = Paper.Of(new(PaperKind.GroupsOrder, Guid.Parse(approved.Key)), Sources(year)).Sheets.Single();
            var rows = paper.Tables["пары"].Concat(paper.Tables["вступившие"]).ToList();

            Assert.Equal(approved.Select(e => string.Join('\n', e.Ids("mentees").Select(m => $"Лицо {m}").Order(StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal), rows.Select(r => r["наставляемые"]).Order(StringComparer.Ordinal));
            Assert.Equal(Of(year, "document_registered").Single(d => d.Said("id") == approved.Key).Said("number"), paper.Words["номер"]);
        }

        foreach (var replaced in Of(year, "mentor_replaced"))
        {
            var change = Paper.Of(new(PaperKind.GroupsOrder, Guid.Parse(replaced.Said("order")!)), Sources(year)).Sheets.Single()
                .Tables["изменения"].Select(r => r["текст"]).Single(t => t.Contains(replaced.Said("new")!, StringComparison.Ordinal));
            Assert.Contains($"прежний – Лицо {replaced.Said("old")}, новый – Лицо {replaced.Said("new")}", change,
                StringComparison.Ordinal);
            var named = Paper.Of(new(PaperKind.GroupsOrder, Guid.Parse(replaced.Said("order")!)), Sources(year) with
            {
                Person = id => new($"{id}" == replaced.Said("old") ? "Вязова Роза " + Daughter : "Дубов Клён " + Son),
            }).Sheets.Single().Tables["изменения"].Select(r => r["текст"]);
            Assert.Contains(named, t => t.Contains(
                $"вместо Вязовой Розы {Daughter[..^1]}ы считать Дубова Клёна {Son}а", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Дубова Роза " + Daughter, "Дубову Розу Ильиничну")]
    [InlineData("Дубов Клён " + Son, "Дубова Клёна " + Son + "а")]
    [InlineData("Дубова Роза", "")]
    [InlineData("Дубовец Клён " + Son, "")]
    public void The_order_on_the_curator_declines_the_name_or_does_without(string name, string declined)
    {
        var last = Of("school-49", "curator_appointed").Last();
        var words = Paper.Of(new(PaperKind.CuratorOrder, Guid.Parse(last.Said("order")!)), Sources("school-49") with
        {
            Person = _ => new(name),
        }).Sheets.Single().Words;

        Assert.Equal((name, declined, declined.Length == 0 ? "да" : ""), (words["куратор"], words["куратора"], words["не_склоняется"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_amendment_names_the_order_that_it_changes(string year)
    {
        var orders = Of(year, "tandem_approved_by_order").Select(e => (Id: e.Said("order")!, On: e.Said("on")!)).Distinct()
            .OrderBy(o => o.On, StringComparer.Ordinal).ToList();
        foreach (var later in orders.Where(o => string.CompareOrdinal(o.On, orders[0].On) > 0))
        {
            Assert.Contains(Day(orders[0].On), Paper.Of(new(PaperKind.GroupsOrder, Guid.Parse(later.Id)), Sources(year)).Sheets.Single()
                .Words["изменяемый_приказ"], StringComparison.Ordinal);
        }

        Assert.Equal("", Paper.Of(new(PaperKind.GroupsOrder, Guid.Parse(orders[0].Id)), Sources(year)).Sheets.Single()
            .Words["изменяемый_приказ"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_on_encouragement_lists_the_encouraged(string year)
    {
        var events = Of(year, "encouragement_ordered").ToList();
        var paper = Paper.Of(new(PaperKind.EncouragementOrder, Guid.Parse(events[0].Said("order")!)), Sources(year)).Sheets.Single();

        Assert.Equal(events[0].Ids("persons").Select(p => $"Лицо {p}").Order(StringComparer.Ordinal), paper.Tables["лица"].Select(r =>
            r["имя"]));
        var voided = Of(year, "recognition_fact_voided").Select(v => v.Said("fact")).ToHashSet();
        var held = Of(year, "final_event_held").Where(e => !voided.Contains(e.Said("id"))).Select(e => Day(e.Said("on"))).ToList();
        Assert.Equal(held is [var day] ? day : "«___» ______________ 20___ г.",
            Only(year, PaperKind.FinalEventOrder).Words["день_мероприятия"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_road_map_has_every_item_of_its_last_version(string year)
    {
        var plan = Of(year, "roadmap_approved").Last().GetProperty("items").EnumerateArray().ToList();
        var rows = Only(year, PaperKind.Roadmap).Tables["пункты"];

        Assert.Equal(plan.Select(i => i.Said("item")!).Order(StringComparer.Ordinal), rows.Select(r => r["код"])
            .Order(StringComparer.Ordinal));
        Assert.All(plan.Where(i => i.Said("position") is not null), i => Assert.StartsWith(i.Said("position")!,
            rows.Single(r => r["код"] == i.Said("item"))["ответственный"], StringComparison.Ordinal));
        Assert.All(rows, row => Assert.NotEmpty(row["содержание"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_bases_list_who_is_in_them_at_the_end(string year)
    {
        var paper = Only(year, PaperKind.BasesRegister);
        foreach (var (table, added, removed) in new[]
        {
            ("наставляемые", "mentee_added_to_base", "mentee_removed_from_base"), ("наставники", "mentor_added_to_base",
                "mentor_removed_from_base"),
        })
        {
            var inside = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var line in Years[year].Lines.Where(l => l.Type == added || l.Type == removed))
            {
                var person = JsonElement.Parse(line.Body).Said("person")!;
                if (line.Type == added) inside.Add(person);
                else inside.Remove(person);
            }

            Assert.Equal(inside.Select(p => $"Лицо {p}"), paper.Tables[table].Select(r => r["имя"]).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_plan_has_the_goals_and_meetings_of_its_mentee(string year)
    {
        var sheets = Paper.Of(new(PaperKind.DevelopmentPlan), Sources(year)).Sheets;
        var voided = Of(year, "tandem_fact_voided").Select(v => v.Said("fact")).ToHashSet();
        var plans = Of(year, "development_plan_approved").Where(p => !voided.Contains(p.Said("id"))
            && !Of(year, "tandem_voided").Any(v => v.Said("tandem") == p.Said("tandem"))).ToList();

        foreach (var plan in plans.GroupBy(p => (p.Said("tandem"), Mentee: p.Said("mentee"))).Select(p => p.Last()))
        {
            var goals = plan.GetProperty("goals").GetArrayLength();
            var meetings = Of(year, "meeting_held").Count(m => m.Said("tandem") == plan.Said("tandem") && !voided.Contains(m.Said("id"))
                && m.Ids("present").Contains(plan.Said("mentee")!));
            Assert.Contains(sheets, s => s.Words["наставляемый"] == $"Лицо {plan.Said("mentee")}"
                && s.Tables["цели"].Count == goals && s.Tables["встречи"].Count == meetings);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Letters_and_minutes_are_of_their_partners_and_meetings(string year)
    {
        var letters = Paper.Of(new(PaperKind.Letter), Sources(year)).Sheets;
        Assert.All(Of(year, "thank_you_letter_issued"), issued =>
        {
            var partner = Of(year, "partner_engaged").Single(p => p.Said("id") == issued.Said("partner")).Said("title");
            var number = Of(year, "document_registered").Single(d => d.Said("id") == issued.Said("document")).Said("number");
            Assert.Contains(letters, l => l.Words["партнёр"] == partner && l.Words["номер"] == number);
        });
        var minutes = Paper.Of(new(PaperKind.Protocol), Sources(year)).Sheets;
        Assert.All(Of(year, "administrative_meeting_held"), m => Assert.Contains(minutes, s => s.Words["день"] == Day(m.Said("on"))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_certificate_has_its_text_word_for_word_and_the_issued_hash(string year)
    {
        var issued = Of(year, "certificate_issued").Last();
        var paper = Only(year, PaperKind.ResultsCertificate);
        var text = string.Join('\n', paper.Tables["строки"].Select(r => r["раздел"] + r["строка"] + r["пункт"]));

        Assert.Equal(issued.Said("contentHash"), paper.Words["хеш"]);
        Assert.EndsWith($"#{issued.Said("contentHash")}", paper.Words[PaperSheet.Code], StringComparison.Ordinal);
        Assert.Equal(string.Join('\n', Folded[year].Value.Full.Text.Split('\n').Skip(2).Where(l => l.Length > 0)), text);
        Assert.Equal(issued.Said("number"), paper.Words["номер"]);
        Assert.All(paper.Tables["лица"], row => Assert.Contains(row["код"], text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_consent_asks_for_the_signatures_that_the_age_needs()
    {
        var state = Folded["school-49"].Value.State.Participants;
        var (child, grown) = (state.Mentees.Keys.First(p => state.Standings[p].AgeBand == AgeBand.TenToThirteen),
            state.Mentors.Keys.First(p => state.Standings[p].AgeBand == AgeBand.OverThirtyFive));
        PaperSheet Of(Guid person) => Paper.Of(new(PaperKind.ConsentForm, person), Sources("school-49")).Sheets.Single();

        Assert.Equal(("", true), (Of(child).Words["подпись_субъекта"], Of(child).Words["подпись_представителя"].Length > 0));
        Assert.Equal(($"Лицо {grown}", ""), (Of(grown).Words["подпись_субъекта"], Of(grown).Words["подпись_представителя"]));
        Assert.Equal("Обработка для участия", Of(child).Words["назначение"]);
    }

    [Fact]
    public void A_draft_has_blanks_where_nothing_is_registered_yet()
    {
        var entries = Years["school-49"].Lines.TakeWhile(l => l.Type != "document_registered").Count();
        var words = Paper.Of(new(PaperKind.IntroductionOrder), Sources("school-49", entries)).Sheets.Single().Words;

        Assert.Equal(("________", "«___» ______________ 20___ г.", ""), (words["номер"], words["дата"], words["куратор"]));
        Assert.Equal("roadmap-missing", Paper.Of(new(PaperKind.Roadmap), Sources("school-49", entries)).Lacks.Single().What);
        Assert.Equal("curator-missing", Paper.Of(new(PaperKind.CuratorOrder), Sources("school-49", entries)).Lacks.Single().What);
        Assert.Equal("tandems-to-approve-missing", Paper.Of(new(PaperKind.GroupsOrder), Sources("school-49", entries)).Lacks.Single().What);
    }

    [Fact]
    public void Are_asked_whom_they_name() =>
        Assert.Equal(Of("school-49", "encouragement_ordered").Single().Ids("persons").Select(Guid.Parse).Order(),
            Paper.Named(new(PaperKind.EncouragementOrder, Guid.Parse(Of("school-49", "encouragement_ordered").Single().Said("order")!)),
                Sources("school-49")));

    [Theory]
    [InlineData("Кленова Роща Весна", "Р. " + "В. " + "Кленова"), InlineData("Кленова", "Кленова"), InlineData("0193b2f0-1111",
        "0193b2f0-1111")]
    public void Sign_with_initials_before_the_surname(string name, string signature) =>
        Assert.Equal(signature, new PaperPerson(name).Signature);

    private static PaperSheet Only(string year, PaperKind kind) => Assert.Single(Paper.Of(new(kind), Sources(year)).Sheets);

    private static PaperSources Sources(string year, int? entries = null)
    {
        var golden = Years[year];
        var whole = Folded[year].Value;
        var state = entries is { } first ? golden.StateAt(first) : whole.State;
        var issued = whole.State.Certification.Current!;
        return new(Guid.Parse(golden.Lines[0].Stream["programme-".Length..]), state,
            TargetModel.Shipped.For(state.Charter!.OrganisationTitle), Organisation.Empty, Texts())
        {
            Person = id => new($"Лицо {id}"),
            Certificate = new(issued, whole.Full, "https://school.example/verify"),
            Questionnaire = QuestionnaireReader.Read(Questionnaire, Hash.Of(System.Text.Encoding.UTF8.GetBytes(Questionnaire)).ToString())
                is MentorshipFlow.Definitions.Reading<Questionnaire>.Accepted { Value: var q } ? q : null,
            Act = ("Акт\n", new string('b', 64)),
            Links = [new(whole.State.Participants.Mentees.Keys.First(), "https://school.example/survey#link", new(2021, 10, 31))],
        };
    }

    private static readonly string Questionnaire =
        TargetModel.Repository("src/Workflows/Questionnaires/learner-learner-mentee-first.v1.json");

    private static OrganisationPrivacy Texts()
    {
        InstitutionalText Said(string text) => new(text);
        var wording = new ConsentWording(Said("Согласие"), Said("Я, ____"), Said("Школа"), Said("Адрес"), Said("Обработка для участия"),
            [Said("имя")], [Said("сбор")], Said("год"), Said("заявлением"));
        return OrganisationPrivacy.Empty.Evolve(
            new PrivacyEvent.ConsentTextPublished(Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), ConsentPurpose.Participation, 1,
                new string('a', 64), wording), new(2021, 1, 1));
    }

    private static IEnumerable<JsonElement> Of(string year, string type) =>
        Years[year].Lines.Where(l => l.Type == type).Select(l => JsonElement.Parse(l.Body));

    private static readonly string[] Months =
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

    private static string Day(string? day) =>
        day!.Split('-') is [var y, var m, var d] ? $"{d.TrimStart('0')} {Months[int.Parse(m, null) - 1]} {y} г." : "";
}

/// <summary>Members of an event's body.</summary>
internal static class SaidInJson
{
    public static string? Said(this JsonElement body, string member) =>
        body.TryGetProperty(member, out var value) ? value.GetString() : null;

    public static IReadOnlyList<string> Ids(this JsonElement body, string member) =>
        [.. body.GetProperty(member).EnumerateArray().Select(e => e.GetString()!)];
}
