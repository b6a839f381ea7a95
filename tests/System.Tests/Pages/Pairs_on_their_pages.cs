using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Matching, pairs and the end of a year on their pages, without script.</summary>
public sealed partial class Pairs_on_their_pages(Installation installation)
{
    // Pages of others, which have tests of their own.
    private static readonly string[] Elsewhere =
    [
        "/roadmap", "/preparation", "/participants", "/survey-waves", "/documents", "/certificate", "/history", "/settings", "/mentees/",
        "/mentors/",
    ];

    [Fact]
    public async Task Are_matched_changed_confirmed_and_closed_by_clicking()
    {
        var bases = await SchoolBases.Open(installation);
        List<Guid> mentees = [await bases.Mentee(), await bases.Mentee(), await bases.Mentee()];
        await bases.Training();
        var mentor = await bases.Mentor();
        await bases.Ready(mentor);
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var at = $"/programmes/{bases.Programme}";
        var before = await vera.Open($"{at}/pairs");
        Assert.Contains("Пар и групп пока нет", before.Read, StringComparison.Ordinal);
        Assert.Contains("Без пары 3", before.Read, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Found, (await vera.Decide($"{at}/matching-rounds/new", ("form", "learner-learner"))).Status);
        var round = RoundAddress().Match((await vera.Open($"{at}/pairs")).Text).Value;
        Assert.Contains("Начните с групповой встречи", (await vera.Open(round)).Read, StringComparison.Ordinal);
        Recorded(await vera.Decide($"{round}/meetings",
            [("on", "08.11.2021"), ("minutes", "60"), .. mentees.Prepend(mentor).Select(p => ("present", $"{p}"))]));
        var met = await vera.Open(round);
        Recorded(await vera.Decide(met, $"{round}/proposal/new"));

        // Two seats for three: the board says why, and the curator moves one with a reason.
        var board = await vera.Open(round);
        Assert.Contains("Предложено пар: 2, без пары: 1", board.Read, StringComparison.Ordinal);
        Assert.Contains("предпочтения", board.Read, StringComparison.Ordinal);
        Assert.Contains("занято 2 из 2", board.Read, StringComparison.Ordinal);
        var proposal = board.Hidden("proposal");
        var moved = MovedRow().Match(board.Text).Groups[1].Value;
        Recorded(await vera.Decide(board, $"{round}/proposal/adjustments", ("proposal", proposal), ("mentee", moved), ("to", ""),
            ("reason", "Договорились иначе.")));
        var changed = await vera.Open(round);
        Assert.Contains("1 изменение куратора", changed.Read, StringComparison.Ordinal);
        Assert.Contains("Подтвердить 1 пару", changed.Read, StringComparison.Ordinal);

        // Without a ground nothing is confirmed, and the form comes back.
        var refused = await vera.Decide(changed, $"{round}/proposal/confirmation", ("proposal", proposal));
        Assert.True((int)refused.Status >= 400, $"{refused.Status}");
        Assert.Contains("Не записано", refused.Read, StringComparison.Ordinal);
        Assert.Equal(proposal, refused.Hidden("proposal"));
        Recorded(await vera.Decide(changed, $"{round}/proposal/confirmation", ("proposal", proposal), ("grounds", "mutualWish")));

        // The round ends with a decision about everybody; one without it holds, and what was chosen stays.
        var end = await vera.Open(round);
        var left = Left().Matches(end.Text).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, left.Count);
        var half = await vera.Decide(end, $"{round}/end", ($"of.{left[0]}", "supportCase"));
        Assert.Equal(HttpStatusCode.Conflict, half.Status);
        Assert.Matches($"""name="of.{left[0]}"[^§]*?<option value="supportCase" selected""", half.Text);
        Recorded(await vera.Decide(half, $"{round}/end", ($"of.{left[0]}", "supportCase"), ($"of.{left[1]}", "searchContinues")));
        Assert.Contains("Подбор закончен", (await vera.Open(round)).Read, StringComparison.Ordinal);
        Assert.Empty(await bases.Missing(5, "G5.6"));

        // The pair waits for its order and says so.
        var pairs = await vera.Open($"{at}/pairs?status=formed");
        Assert.Contains("Утвердить приказом (1)", pairs.Read, StringComparison.Ordinal);
        var tandem = await vera.Open(TandemAddress().Match(pairs.Text).Value);
        Assert.Contains("Ждёт приказа", tandem.Read, StringComparison.Ordinal);
        Assert.Contains("Плана ещё нет", tandem.Read, StringComparison.Ordinal);
        // A form about a pair names it.
        var plan = tandem.Links.First(l => l.Contains("/plans", StringComparison.Ordinal));
        Assert.Matches("<p class=\"lead\">[^<]+ – [^<]+</p>", WebUtility.HtmlDecode((await vera.Open(plan)).Text));
        Assert.DoesNotContain("Записать встречу", tandem.Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Go_from_the_closed_preferences_to_the_signed_order_without_a_detour()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();
        await bases.Training();
        var mentor = await bases.Mentor();
        await bases.Ready(mentor);
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var at = $"/programmes/{bases.Programme}";
        var opened = await vera.Decide($"{at}/matching-rounds/new", ("form", "learner-learner"));
        Assert.Equal(HttpStatusCode.Found, opened.Status);
        var round = RoundAddress().Match((await vera.Open($"{at}/pairs")).Text).Value;
        Recorded(await vera.Decide($"{round}/meetings", ("on", "08.11.2021"), ("present", $"{mentor}"), ("present", $"{mentee}")));
        Assert.DoesNotContain($"{round}/proposal/new", (await vera.Open($"{at}/pairs")).Actions);
        Recorded(await vera.Decide($"{round}/preferences/closing"));

        var board = await Pressed(await vera.Open($"{at}/pairs"), $"{round}/proposal/new", round);
        var paper = await Pressed(board, $"{round}/proposal/confirmation", $"{at}/papers/groups-order", ("grounds", "mutualWish"));
        Assert.Contains("Записано.", paper.Read, StringComparison.Ordinal);
        var pairs = await vera.Open($"{at}/pairs");
        Assert.Contains("Подготовить приказ (1)", pairs.Read, StringComparison.Ordinal);

        // A day that is none is refused, and the number stays.
        (string, string)[] fields =
        [
            .. paper.FieldsOf($"{at}/papers/groups-order/registration").Where(f => f.Name is not ("date" or "number")),
            ("number", "31-од"),
        ];
        var refused = await vera.Send($"{at}/papers/groups-order/registration", [.. fields, ("date", "31.02.2022")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"31-од\"", refused.Text, StringComparison.Ordinal);
        var registered = await vera.Send($"{at}/papers/groups-order/registration", [.. fields, ("date", "сегодня")]);
        Assert.StartsWith($"{at}/papers/groups-order?of=", registered.To!, StringComparison.Ordinal);
        var order = await vera.Open(registered.To!);
        Assert.Contains("Приказ подписан: утвердить 1 пару", order.Read, StringComparison.Ordinal);

        // The only order that approves nothing yet is chosen in the form too.
        var form = (await vera.Open($"{at}/pairs")).Links.Single(l => l.StartsWith($"{at}/tandems/approval", StringComparison.Ordinal));
        Assert.Matches($"<option value=\"{order.Hidden("of")}\" selected", (await vera.Open(form)).Text);
        Recorded(await vera.Send($"{at}/tandems/approval", order.FieldsOf($"{at}/tandems/approval")));
        Assert.Equal("approved", (string?)(await bases.Get("tandems")).Json["items"]!.AsArray().Single()!["status"]);
        Assert.DoesNotContain($"{at}/tandems/approval", (await vera.Open(registered.To!)).Actions);

        // Only the pair's own mentees were there, and only orders are offered as orders.
        var own = (await bases.Get("tandems")).Json["items"]!.AsArray().Single()!;
        var meeting = await vera.Open($"{at}/tandems/{own["id"]}/meetings");
        Assert.Equal([$"{own["mentees"]![0]}"], Regex.Matches(meeting.Text, "name=\"present\" value=\"([^\"]+)\"")
            .Select(m => m.Groups[1].Value));
        Assert.Contains("<option value=\"1\">понедельник", WebUtility.HtmlDecode(
            (await vera.Open($"{at}/tandems/{own["id"]}/timetable")).Text), StringComparison.Ordinal);
        var ending = await vera.Open($"{at}/tandems/{own["id"]}/mentor");
        Assert.Contains("31-од", Orders().Match(ending.Text).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Согласие", Orders().Match(ending.Text).Value, StringComparison.Ordinal);

        async Task<Shown> Pressed(Shown page, string action, string there, params (string, string)[] more)
        {
            var done = await vera.Send(action, [.. page.FieldsOf(action), .. more]);
            Assert.True(done.Status == HttpStatusCode.Found && done.To!.StartsWith($"{there}?recorded=", StringComparison.Ordinal),
                $"{done.Status} {done.To} {done.Read}");
            return await vera.Open(done.To!);
        }
    }

    [Fact]
    public async Task Are_named_where_they_hold_a_stage()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        foreach (var page in new[] { "stages/6", "stages/7", "completion" })
        {
            var shown = await vera.Open($"/programmes/{SampleIds.Programme}/{page}");
            Assert.Matches(@"от \d\d\.\d\d\.\d{4} \([А-Я][^()]+ …[0-9A-F]{4}, [А-Я][^()]+ …[0-9A-F]{4}\)", shown.Read);
            Assert.DoesNotMatch(@"\([0-9a-f]{8}\)", shown.Read);
            Assert.Contains("Имена на этой странице прочитаны", shown.Read, StringComparison.Ordinal);
        }

        // A form about one pair reads the names of its two people alone.
        var pair = (await school.Get($"/api/programmes/{SampleIds.Programme}/tandems")).Json["items"]!.AsArray()
            .First(t => (string?)t!["kind"] == "pair")!["id"];
        var form = await vera.Open($"/programmes/{SampleIds.Programme}/tandems/{pair}/dissolution");
        var entry = Regex.Match(form.Text, "/entries/\\d+").Value;
        Assert.Contains("людей: 2;", (await vera.Open(entry)).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lead_to_no_page_that_is_not_there()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        HashSet<string> seen = [];
        foreach (var programme in new[] { SampleIds.Programme, SampleIds.PastProgramme })
        {
            foreach (var page in await Family(vera, programme))
            {
                var shown = await vera.Open(page);
                Assert.True(shown.Status == HttpStatusCode.OK, $"{page}: {shown.Status}");
                Assert.DoesNotMatch(@"\[[a-z]+\.[a-z.-]+\]", Regex.Replace(shown.Read, @"\[(do|about|field|value)\.[^\]]*\]", ""));
                Assert.DoesNotContain("style=", shown.Text, StringComparison.Ordinal);
                foreach (var link in Links(shown.Text, page).Where(l => seen.Add(Shape(l))))
                {
                    var there = await vera.Open(link);
                    Assert.True(there.Status == HttpStatusCode.OK, $"{page} → {link}: {there.Status}");
                }
            }
        }

        Assert.True(seen.Count > 20, string.Join('\n', seen));
    }

    [Fact]
    public async Task Are_another_school_s_and_not_there()
    {
        var sample = await installation.Sample;
        using var vera = await Visitor.Of(installation, sample.VeraKey);
        var family = await Family(vera, SampleIds.Programme);
        var school = await School.Open(installation);
        using var stranger = await Visitor.Of(installation, school.VeraKey);
        foreach (var page in family)
        {
            var answer = await stranger.Open(page);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{page}: {answer.Status}");
            Assert.Contains("Здесь такого нет", answer.Read, StringComparison.Ordinal);
        }

        var own = await stranger.Open("/inbox");
        foreach (var form in new[] { "pairs/unmatched", "meetings", "recognition/results" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Send($"/programmes/{SampleIds.Programme}/{form}",
                ("token", own.Hidden("token")), ("decision", Id.New().ToString("N")), ("month", "2021-11"), ($"of.{Id.New()}", "leaves"),
                ($"of.mentee.{Id.New()}", "reached"))).Status);
        }
    }

    [Fact]
    public async Task Offer_an_auditor_nothing_to_decide_and_no_name()
    {
        var sample = await installation.Sample;
        using var vera = await Visitor.Of(installation, sample.VeraKey);
        var family = await Family(vera, SampleIds.Programme);
        using var auditor = await Visitor.Of(installation, await sample.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""));
        foreach (var page in family)
        {
            var shown = await auditor.Open(page);
            Assert.True(shown.Status == HttpStatusCode.OK, $"{page}: {shown.Status}");
            var main = FirstPart().Match(shown.Text).Value;
            Assert.DoesNotContain("method=\"post\"", main, StringComparison.Ordinal);
            Assert.DoesNotContain("?back=", main, StringComparison.Ordinal);
            Assert.DoesNotContain("Имена на этой странице", shown.Read, StringComparison.Ordinal);
        }

        var tandem = family.First(f => f.Contains("/tandems/", StringComparison.Ordinal));
        var token = (await auditor.Open("/programmes")).Hidden("token");
        var tried = await auditor.Send($"{tandem}/suspension", ("token", token), ("decision", Id.New().ToString("N")),
            ("reason", "illness"));
        Assert.Equal(HttpStatusCode.Forbidden, tried.Status);
        var month = await auditor.Send($"/programmes/{SampleIds.Programme}/meetings", ("token", token), ("month", "2021-11"),
            ("decision", Id.New().ToString("N")), ("step", "record"));
        Assert.Equal(HttpStatusCode.Forbidden, month.Status);
    }

    // The pages of a programme, with one round and one pair of each kind.
    private static async Task<IReadOnlyList<string>> Family(Visitor visitor, Guid programme)
    {
        var at = $"/programmes/{programme}";
        var pairs = await visitor.Open($"{at}/pairs");
        return
        [
            $"{at}/pairs", $"{at}/meetings", $"{at}/monitoring", $"{at}/recognition", $"{at}/completion",
            .. RoundAddress().Matches(pairs.Text).Select(m => m.Value).Distinct(),
            .. TandemAddress().Matches(pairs.Text).Select(m => m.Value).Distinct().Take(3),
        ];
    }

    private static void Recorded(Shown done) => Assert.True(done.Status == HttpStatusCode.Found
        && done.To!.StartsWith("/receipts/", StringComparison.Ordinal), $"{done.Status} {done.To} {done.Read}");

    private static IEnumerable<string> Links(string text, string page) => Href().Matches(FirstPart().Match(text).Value)
        .Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Select(l => l.StartsWith('?') ? page.Split('?')[0] + l : l.Split('#')[0])
        .Where(l => l.StartsWith("/programmes/", StringComparison.Ordinal)
            && (l.Contains("back=", StringComparison.Ordinal)
                || !Elsewhere.Any(e => l.Split('?')[0].Contains(e, StringComparison.Ordinal))));

    // Links of one kind differ in their ids only.
    private static string Shape(string link) => Ids().Replace(link.Split('?')[0], "{id}");

    [GeneratedRegex("/programmes/[0-9a-f-]{36}/matching-rounds/[0-9a-f-]{36}")]
    private static partial Regex RoundAddress();

    [GeneratedRegex("<select id=\"f-order\".*?</select>", RegexOptions.Singleline)]
    private static partial Regex Orders();

    [GeneratedRegex("/programmes/[0-9a-f-]{36}/tandems/[0-9a-f-]{36}")]
    private static partial Regex TandemAddress();

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex FirstPart();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Href();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();

    [GeneratedRegex("<tr id=\"of-([0-9a-f-]{36})\"")]
    private static partial Regex MovedRow();

    [GeneratedRegex("<select id=\"of-([0-9a-f-]{36})\"")]
    private static partial Regex Left();
}
