using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ical.Net.CalendarComponents;
using MentorshipFlow.Api.Pages.Calendar;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Notices;
using MentorshipFlow.System.Tests.Pages;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>Deadlines and own meetings behind a secret address, for programs that read iCalendar (RFC 5545).</summary>
public sealed class A_calendar_of_ones_own(Installation installation)
{
    [Fact]
    public async Task Has_the_deadlines_of_the_curator()
    {
        var dated = await DatedSchool.Open(installation);
        using var vera = await Subscriber.At(installation.Http.BaseAddress!, dated.School, """["curator"]""", dated.School.Vera);
        var (address, text) = await Made(vera);
        var events = Read(text);
        var items = events.Where(e => e.Uid!.StartsWith("item-", StringComparison.Ordinal)).ToList();
        Assert.Equal(DatedSchool.OpenItems, items.Count);
        Assert.All(items, i => Assert.Equal(new DateTime(2021, 9, 30), i.Start!.Value));
        Assert.All(events, e => Assert.True(e.IsAllDay));
        Assert.Equal(Today.AddDays(3), DateOnly.FromDateTime(events.Single(e => e.Uid!.StartsWith("rework-",
            StringComparison.Ordinal)).Start!.Value));
        Assert.Equal(Today.AddDays(3), DateOnly.FromDateTime(events.Single(e => e.Uid!.StartsWith("wave-",
            StringComparison.Ordinal)).Start!.Value));
        Assert.Contains(events, e => e.Summary == "Анкета «Анкетирование»: последний день");
        Assert.Equal($"/programmes/{dated.Programme}/stages/1", events.Single(e => e.Uid!.StartsWith("rework-",
            StringComparison.Ordinal)).Url!.AbsolutePath);
        Assert.DoesNotContain("Жимолостнова", text, StringComparison.Ordinal);
        await IsStable(address, text);
    }

    [Fact]
    public async Task Has_the_meetings_of_the_mentor_held_and_foreseen_under_codes()
    {
        var (bases, mentor, mentee, tandem) = await Working();
        using var own = await Subscriber.At(installation.Http.BaseAddress!, bases.School, """["auditor"]""", mentor);
        var (_, text) = await Made(own);
        var meetings = Read(text).Where(e => e.Uid!.StartsWith("meeting-", StringComparison.Ordinal)).ToList();
        static string Code(Guid id) => $"…{id.ToString("N")[^4..].ToUpperInvariant()}";
        Assert.Equal($"Встреча {Code(mentor)} → {Code(mentee)}: организационная, 45 мин, очно", meetings[0].Summary);
        Assert.Equal(Today.AddDays(-18), DateOnly.FromDateTime(meetings[0].Start!.Value));
        Assert.Equal(3, meetings.Count(m => m.Status == "CONFIRMED"));
        var foreseen = meetings.First(m => m.Status == "TENTATIVE");
        var day = DateOnly.FromDateTime(foreseen.Start!.Value);
        Assert.True(day >= Today);
        Assert.Equal($"meeting-{tandem:N}-{Day(day)}-regular@mentorshipflow", foreseen.Uid);
        Assert.DoesNotContain("Жимолостнова", text, StringComparison.Ordinal);

        // The meetings of others are not the curator's own.
        using var vera = await Subscriber.At(installation.Http.BaseAddress!, bases.School, """["curator"]""", bases.School.Vera);
        Assert.DoesNotContain("meeting-", (await Made(vera)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_for_its_secret_only_and_shows_one_school_only()
    {
        var dated = await DatedSchool.Open(installation);
        var other = await School.Open(installation);
        using var vera = await Subscriber.At(installation.Http.BaseAddress!, dated.School, """["curator"]""", dated.School.Vera);
        using var stranger = await Subscriber.At(installation.Http.BaseAddress!, other, """["curator","head"]""", other.Vera);
        Assert.Empty(Read((await Made(stranger)).Text));
        var (first, _) = await Made(vera);
        var (second, text) = await Made(vera);
        Assert.NotEmpty(Read(text));
        Assert.Equal(HttpStatusCode.NotFound, await Status(first));
        Assert.Equal(HttpStatusCode.OK, await Status(second));
        Assert.Equal(HttpStatusCode.NotFound, await Status(second.Replace(".ics", "A.ics", StringComparison.Ordinal)));
        var forged = second[..^5] + (second[^5] == 'A' ? 'B' : 'A') + ".ics";
        Assert.Equal(HttpStatusCode.NotFound, await Status(forged));
        // The page shows no secret any more; it ends it.
        Assert.DoesNotContain("/calendar/mt_", (await vera.Browser.Open(Subscriber.Page)).Text, StringComparison.Ordinal);
        await vera.Send("/calendar/end");
        Assert.Equal(HttpStatusCode.NotFound, await Status(second));
    }

    [Fact]
    public void Is_folded_and_escaped_as_RFC_5545_demands()
    {
        var hard = "Пункт 1.3.2; «Анкеты, опросы» \\ сбор\nподписей " + string.Concat(Enumerable.Repeat("🌲ёж ", 30));
        var text = CalendarText.Write("Имя, школа", "Asia/Novokuznetsk", new(2026, 12, 1),
            [new("item-1,2", new(2026, 12, 31), hard, "Наставничество", "/programmes/1?a=1,2")],
            path => $"https://mentoring.school.example{path}");
        WellFormed(text);
        var read = Assert.Single(Read(text));
        Assert.Equal(hard, read.Summary);
        Assert.Equal("item-1,2@mentorshipflow", read.Uid);
        Assert.Equal((new DateTime(2026, 12, 31), new DateTime(2027, 1, 1)), (read.Start!.Value, read.End!.Value));
    }

    private static IReadOnlyList<CalendarEvent> Read(string text) =>
        [.. Ical.Net.Calendar.Load(text)!.Events.OrderBy(e => e.Start!.Value)];

    private static void WellFormed(string text)
    {
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?<!\r)\n", text);
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
    }

    private async Task IsStable(string address, string text)
    {
        WellFormed(text);
        using var again = await installation.Http.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        Assert.Equal("text/calendar", again.Content.Headers.ContentType!.MediaType);
        Assert.Equal(text, await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var known = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "If-None-Match", $"{again.Headers.ETag}" } } };
        using var unchanged = await installation.Http.SendAsync(known, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Distinct(Read(text).Select(e => e.Uid));
    }

    private static async Task<(string Address, string Text)> Made(Subscriber whose)
    {
        var page = await whose.Send("/calendar");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var address = Regex.Match(page.Text, "href=\"([^\"]*/calendar/mt_[^\"]*\\.ics)\"").Groups[1].Value;
        var shown = await whose.Browser.Open(new Uri(address).AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        return (address, shown.Text);
    }

    private async Task<HttpStatusCode> Status(string address)
    {
        using var reader = new Visitor(installation.Http.BaseAddress!);
        return (await reader.Open(new Uri(address).AbsolutePath)).Status;
    }

    // A pair in the order with its first three meetings and a timetable.
    private async Task<(SchoolBases Bases, Guid Mentor, Guid Mentee, Guid Tandem)> Working()
    {
        var order = Today.AddDays(-20);
        var bases = await SchoolBases.Open(installation);
        await bases.Training();
        var (mentor, mentee) = (await bases.School.Person(16), await bases.School.Person(12));
        Deciding.Done(await bases.School.Consent(mentor, [await bases.School.Mother(mentor), mentor], signedOn: order));
        Deciding.Done(await bases.School.Consent(mentee, [await bases.School.Mother(mentee)], signedOn: order));
        await bases.Mentor(mentor, SchoolBases.Offer, "learner");
        await bases.Ready(mentor);
        await bases.Did("mentees", $$"""{"person":"{{mentee}}"}""");
        await bases.Did($"mentees/{mentee}/requests", """{"category":"studies"}""");
        await bases.Replaced($"mentees/{mentee}", "form", """{"form":"learner-learner"}""");
        await bases.Did($"mentees/{mentee}/base", $$"""{"effectiveOn":"{{Day(order)}}"}""");
        var tandem = (Guid)(await bases.Did("tandems", $$"""
            {"form":"learner-learner","kind":"pair","mentor":"{{mentor}}","mentees":["{{mentee}}"],"grounds":["questionnairesCompared"],
            "effectiveOn":"{{Day(order)}}"}
            """)).Json["events"]![0]!["body"]!["tandem"]!;
        var paper = (Guid)(await bases.Did("documents", $$"""
            {"kind":"groups-order","title":"Приказ о парах","original":"paper","number":"7","date":"{{Day(order)}}",
            "signatoryPosition":"Директор"}
            """)).Json["events"]![0]!["body"]!["id"]!;
        await bases.Did("tandems/approval", $$"""{"order":"{{paper}}"}""");
        foreach (var (kind, day) in new[] { ("organisational", -18), ("trial", -17), ("planning", -16) })
        {
            await bases.Did($"tandems/{tandem}/meetings",
                $$"""{"kind":"{{kind}}","on":"{{Day(Today.AddDays(day))}}","minutes":45,"format":"inPerson"}""");
        }

        var weekday = Today.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Today.DayOfWeek;
        await bases.Replaced($"tandems/{tandem}", "timetable",
            $$"""{"weekday":{{weekday}},"minutes":45,"format":"inPerson","from":"{{Day(Today.AddDays(-15))}}"}""");
        return (bases, mentor, mentee, tandem);
    }
}
