using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The meetings of all pairs in a month: filled from the timetables, corrected, checked, recorded.</summary>
public sealed class A_month_of_meetings_in_one_form(Installation installation)
{
    // Whatever day it is, this one and the same weekday a week later are in one month and past.
    private static readonly DateOnly Held = Today.AddDays(Today.Day > 8 ? -8 : -7 - Today.Day);

    [Fact]
    public async Task Is_corrected_checked_and_recorded()
    {
        var (bases, tandem) = await Working();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var address = $"/programmes/{bases.Programme}/meetings";
        var month = Day(Held)[..7];
        var shown = await vera.Open($"{address}?month={month}");
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        var rows = Regex.Matches(shown.Text, $"name=\"m\\.{tandem}\\.([0-9-]{{10}})\\.day\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Contains(Day(Held), rows);
        Assert.Contains(Day(Held.AddDays(7)), rows);
        var before = await Recorded();
        var moved = Held.AddDays(1).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

        // A day that is none: nothing is asked of the operation, what was typed stays.
        var wrong = await vera.Decide(shown, address, Form("check", day: "40"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("value=\"40\"", wrong.Text, StringComparison.Ordinal);
        var contradicting = await vera.Decide(shown, address, Form("check", by: "mentee"));
        Assert.Contains("кто отменил и почему", contradicting.Read, StringComparison.Ordinal);

        // A length that no meeting has is refused by the operation itself.
        var refused = await vera.Decide(shown, address, Form("check", minutes: "9000"));
        Assert.False((int)refused.Status is 200 or 302, $"{refused.Status}");
        Assert.Contains("Не записано", refused.Read, StringComparison.Ordinal);
        Assert.Contains("value=\"9000\"", refused.Text, StringComparison.Ordinal);

        var check = await vera.Decide(shown, address, Form("check", day: moved, minutes: "30"));
        Assert.Equal(HttpStatusCode.OK, check.Status);
        Assert.Contains("Пока ничего не записано", check.Read, StringComparison.Ordinal);
        Assert.Contains("value=\"30\"", check.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Recorded());

        var recorded = await vera.Decide(check, address, Form("record", day: moved, minutes: "30"));
        Assert.StartsWith("/receipts/", recorded.To!, StringComparison.Ordinal);
        // Sent twice, recorded once: the same receipt.
        Assert.Equal(recorded.To, (await vera.Decide(check, address, Form("record", day: moved, minutes: "30"))).To);
        Assert.Equal(before + rows.Count, await Recorded());
        var receipt = await vera.Open(recorded.To!);
        Assert.Equal(rows.Count - 1, int.Parse(
            Regex.Match(receipt.Read, "Ещё ([0-9]+) запис[а-я]* этого решения").Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(rows.Count - 1, Regex.Count(receipt.Text, "<li id=\"n[0-9]+\""));
        var one = (await bases.Get($"tandems/{tandem}")).Json["meetings"]!.AsArray()
            .Single(m => (string)m!["on"]! == Day(Held.AddDays(1)))!;
        Assert.Equal((30, "regular"), ((int)one["minutes"]!, (string)one["kind"]!));

        async Task<int> Recorded() => (await bases.Get($"tandems/{tandem}")).Json["meetings"]!.AsArray().Count;

        (string, string)[] Form(string step, string? day = null, string minutes = "45", string by = "")
        {
            List<(string, string)> fields = [("step", step), ("month", month)];
            foreach (var on in rows)
            {
                var (mine, field) = (on == Day(Held), $"m.{tandem}.{on}");
                fields.Add(($"{field}.day", mine && day is not null ? day : $"{int.Parse(on[8..], CultureInfo.InvariantCulture)}"));
                fields.Add(($"{field}.minutes", mine ? minutes : "45"));
                fields.Add(($"{field}.was", "45"));
                fields.Add(($"{field}.by", mine ? by : ""));
                fields.Add(($"{field}.reason", ""));
            }

            return [.. fields];
        }
    }

    [Fact]
    public async Task Takes_days_outside_of_timetables_and_keeps_those_that_are_refused()
    {
        var (bases, tandem) = await Working(timetable: false);
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var address = $"/programmes/{bases.Programme}/meetings";
        var shown = await vera.Open($"{address}?month={Day(Held)[..7]}");
        Assert.Contains("Вне расписания", shown.Read, StringComparison.Ordinal);
        var (good, early) = ($"{Held:dd.MM.yyyy}", $"{Today.AddDays(-30):dd.MM.yyyy}");
        var half = await vera.Decide(shown, $"{address}/days", ("month", Day(Held)[..7]), ($"d.{tandem}.days", $"{good} {early}"),
            ($"d.{tandem}.kind", "regular"), ($"d.{tandem}.minutes", "45"), ($"d.{tandem}.format", "online"));
        Assert.Equal(HttpStatusCode.Conflict, half.Status);
        Assert.Contains("Не записан 1 день", half.Read, StringComparison.Ordinal);
        Assert.Contains($"value=\"{early}\"", half.Text, StringComparison.Ordinal);
        Assert.Contains(Day(Held), (await bases.Get($"tandems/{tandem}")).Json["meetings"]!.AsArray().Select(m => (string)m!["on"]!));
    }

    // A pair in the order, with its first three meetings.
    private async Task<(SchoolBases Bases, Guid Tandem)> Working(bool timetable = true)
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
        var formed = await bases.Did("tandems", $$"""
            {"form":"learner-learner","kind":"pair","mentor":"{{mentor}}","mentees":["{{mentee}}"],"grounds":["questionnairesCompared"],
            "effectiveOn":"{{Day(order)}}"}
            """);
        var tandem = (Guid)formed.Json["events"]![0]!["body"]!["tandem"]!;
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

        if (!timetable) return (bases, tandem);
        var weekday = Held.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Held.DayOfWeek;
        await bases.Replaced($"tandems/{tandem}", "timetable",
            $$"""{"weekday":{{weekday}},"minutes":45,"format":"inPerson","from":"{{Day(Today.AddDays(-15))}}"}""");
        return (bases, tandem);
    }
}
