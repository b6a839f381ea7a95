using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The meetings of all pairs in a month: filled from the timetables, corrected, checked, recorded.</summary>
public sealed class A_month_of_meetings_in_one_form(Installation installation)
{
    private static readonly DateOnly Held = Today.AddDays(-9);

    [Fact]
    public async Task Is_corrected_checked_and_recorded()
    {
        var (bases, tandem, mentee) = await Working();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var address = $"/programmes/{bases.Programme}/meetings";
        var month = Day(Held)[..7];
        var shown = await vera.Open($"{address}?month={month}");
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        var rows = Regex.Matches(shown.Text, $"name=\"m\\.{tandem}\\.([0-9-]{{10}})\\.day\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Contains(Day(Held), rows);
        var before = await Recorded();

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

        var check = await vera.Decide(shown, address, Form("check", minutes: "30", absent: mentee));
        Assert.Equal(HttpStatusCode.OK, check.Status);
        Assert.Contains("Пока ничего не записано", check.Read, StringComparison.Ordinal);
        Assert.Contains("value=\"30\"", check.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Recorded());

        var recorded = await vera.Decide(check, address, Form("record", minutes: "30", absent: mentee));
        Assert.StartsWith("/receipts/", recorded.To!, StringComparison.Ordinal);
        // Sent twice, recorded once: the same receipt.
        Assert.Equal(recorded.To, (await vera.Decide(check, address, Form("record", minutes: "30", absent: mentee))).To);
        Assert.Equal(before + rows.Count, await Recorded());
        var one = (await bases.Get($"tandems/{tandem}")).Json["meetings"]!.AsArray().Single(m => (string)m!["on"]! == Day(Held))!;
        Assert.Equal((30, $"{mentee}"), ((int)one["minutes"]!, (string)one["absent"]![0]!));
        Assert.Contains("не было:", (await vera.Open($"{address}?month={month}")).Read, StringComparison.Ordinal);

        async Task<int> Recorded() => (await bases.Get($"tandems/{tandem}")).Json["meetings"]!.AsArray().Count;

        (string, string)[] Form(string step, string? day = null, string minutes = "45", Guid? absent = null, string by = "")
        {
            List<(string, string)> fields = [("step", step), ("month", month)];
            foreach (var on in rows)
            {
                var mine = on == Day(Held);
                fields.Add(($"m.{tandem}.{on}.day", mine && day is not null ? day : $"{int.Parse(on[8..], global::System.Globalization.CultureInfo.InvariantCulture)}"));
                fields.Add(($"m.{tandem}.{on}.minutes", mine ? minutes : "45"));
                fields.Add(($"m.{tandem}.{on}.by", mine ? by : ""));
                fields.Add(($"m.{tandem}.{on}.reason", ""));
                if (mine && absent is not null) fields.Add(($"m.{tandem}.{on}.absent", $"{absent}"));
            }

            return [.. fields];
        }
    }

    // A group of two in the order, with its first three meetings and a timetable.
    private async Task<(SchoolBases Bases, Guid Tandem, Guid Mentee)> Working()
    {
        var order = Today.AddDays(-20);
        var bases = await SchoolBases.Open(installation);
        await bases.Training();
        List<Guid> persons = [await bases.School.Person(16), await bases.School.Person(12), await bases.School.Person(12)];
        foreach (var (person, n) in persons.Select((p, n) => (p, n)))
        {
            var mother = await bases.School.Mother(person);
            Deciding.Done(await bases.School.Consent(person, n == 0 ? [mother, person] : [mother], signedOn: order));
        }

        await bases.Mentor(persons[0], SchoolBases.Offer, "learner");
        await bases.Ready(persons[0]);
        foreach (var mentee in persons.Skip(1))
        {
            await bases.Did("mentees", $$"""{"person":"{{mentee}}"}""");
            await bases.Did($"mentees/{mentee}/requests", """{"category":"studies"}""");
            await bases.Replaced($"mentees/{mentee}", "form", """{"form":"learner-learner"}""");
            await bases.Did($"mentees/{mentee}/base", $$"""{"effectiveOn":"{{Day(order)}}"}""");
        }

        var formed = await bases.Did("tandems", $$"""
            {"form":"learner-learner","kind":"group","mentor":"{{persons[0]}}","mentees":["{{persons[1]}}","{{persons[2]}}"],
            "grounds":["questionnairesCompared"],"effectiveOn":"{{Day(order)}}"}
            """);
        var tandem = (Guid)formed.Json["events"]![0]!["body"]!["tandem"]!;
        var paper = (Guid)(await bases.Did("documents", $$"""
            {"kind":"groups-order","title":"Приказ о парах","original":"paper","number":"7","date":"{{Day(order)}}","signatoryPosition":"Директор"}
            """)).Json["events"]![0]!["body"]!["id"]!;
        await bases.Did("tandems/approval", $$"""{"order":"{{paper}}"}""");
        foreach (var (kind, day) in new[] { ("organisational", -18), ("trial", -17), ("planning", -16) })
            await bases.Did($"tandems/{tandem}/meetings", $$"""{"kind":"{{kind}}","on":"{{Day(Today.AddDays(day))}}","minutes":45,"format":"inPerson"}""");
        var weekday = Held.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Held.DayOfWeek;
        await bases.Replaced($"tandems/{tandem}", "timetable",
            $$"""{"weekday":{{weekday}},"minutes":45,"format":"inPerson","from":"{{Day(Today.AddDays(-15))}}"}""");
        return (bases, tandem, persons[1]);
    }
}
