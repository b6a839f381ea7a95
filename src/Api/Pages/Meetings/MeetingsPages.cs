using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Pairs;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Tandems;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Pages.Meetings;

/// <summary>A meeting that the timetable foresees, with what was typed about it.</summary>
/// <param name="By">Who cancelled it, as requests say it; empty if it was held.</param>
/// <param name="Fault">What cannot be understood; null if all can.</param>
public sealed record TypedMeeting(
    ProposedMeeting Proposed, string Day, string Minutes, IReadOnlyList<Guid> Absent, string By, string Reason, string? Fault)
{
    /// <summary>The beginning of the names of its fields.</summary>
    public string Field => $"m.{Proposed.Tandem}.{Dates.Text(Proposed.On)}";
}

/// <summary>Meetings of a pair on days that no timetable foresees, as typed.</summary>
/// <param name="Days">Such as «6 13 20».</param>
/// <param name="Faults">What was not recorded, and why.</param>
public sealed record TypedDays(Guid Tandem, string Kind, string Days, string Minutes, string Format, IReadOnlyList<string> Faults);

/// <summary>The findings of a check, which records nothing.</summary>
public sealed record Foreseen(int Held, int Cancelled);

/// <summary>The content of the page of a month.</summary>
/// <param name="First">The first day of the month.</param>
/// <param name="Typed">Meetings of the timetables up to today that are not recorded.</param>
/// <param name="Ahead">How many the timetables foresee after today.</param>
/// <param name="Days">What was typed of days outside of timetables and not recorded, by pair or group.</param>
/// <param name="Tandems">Open pairs and groups, and ended ones with meetings in the month.</param>
public sealed record MonthShown(
    ProgrammeHead Head, ModelWords Words, DateOnly First, IReadOnlyList<TypedMeeting> Typed, int Ahead,
    IReadOnlyList<ReadTandems.Answer> Tandems, IReadOnlyDictionary<Guid, string> Names, string Key, Foreseen? Foreseen,
    ProblemBody? Refusal, IReadOnlyDictionary<Guid, TypedDays> Days);

/// <summary>«Встречи»: a month of all pairs in one form, from their timetables.</summary>
internal sealed class MeetingsPages : UseCase
{
    private const string Month = "yyyy-MM";
    private static readonly char[] Between = [' ', ',', ';'];

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/meetings", async visit =>
        {
            var month = visit.Http.Request.Query["month"].ToString();
            return await Show(visit, Parse(month) is { } asked ? asked : await Latest(visit), null, Visit.NewKey, null, null);
        });

        routes.Form("/programmes/{programme}/meetings/days", Days);

        routes.Form("/programmes/{programme}/meetings", async (visit, form) =>
        {
            if (Parse(form["month"].ToString()) is not { } month) return Results.Redirect($"{visit.Http.Request.Path}");
            var programme = visit.Http.GetRouteValue("programme");
            var typed = Typed(Seen(form), visit.Today, month, form);
            var key = form["decision"].ToString();
            if (typed.Any(t => t.Fault is not null)) return await Show(visit, month, form, key, null, null);
            var record = form["step"] == "record";
            var reply = await visit.Ask(new Call("recordMonthOfMeetings",
                Visit.Values([("programme", programme), ("dryRun", record ? null : true)]))
            {
                Body = Body(month, typed, visit.Today), Key = key,
            });
            if (!reply.Succeeded) return await Show(visit, month, form, key, reply, null);
            if (record) return OwnForms.ToReceipt(visit, reply, $"/programmes/{programme}/meetings?month={Text(month)}");
            var kinds = reply.Json.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()).ToList();
            return await Show(visit, month, form, key, null,
                new(kinds.Count(k => k == "meeting_held"), kinds.Count(k => k == "meeting_cancelled")));
        });
    }

    // One decision for each day: what is recorded stays recorded, the rest stays in the form with its reason.
    private static async Task<IResult> Days(Visit visit, IFormCollection form)
    {
        var programme = visit.Http.GetRouteValue("programme");
        if (Parse(form["month"].ToString()) is not { } month) return Results.Redirect($"/programmes/{programme}/meetings");
        Dictionary<Guid, TypedDays> left = [];
        foreach (var field in form.Keys.Where(k =>
            k.StartsWith("d.", StringComparison.Ordinal) && k.EndsWith(".days", StringComparison.Ordinal)))
        {
            if (!Guid.TryParse(field[2..^5], out var tandem) || form[field].ToString().Trim() is not { Length: > 0 } typed) continue;
            var days = new TypedDays(tandem, form[$"d.{tandem}.kind"].ToString(), "", form[$"d.{tandem}.minutes"].ToString().Trim(),
                form[$"d.{tandem}.format"].ToString(), []);
            List<string> stay = [], faults = [];
            foreach (var text in typed.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (await NotRecorded(visit, days, text, month, form["decision"].ToString()) is not { } why) continue;
                stay.Add(text);
                faults.Add($"{text}: {why}");
            }

            if (stay.Count > 0) left[tandem] = days with { Days = string.Join(' ', stay), Faults = faults };
        }

        return left.Count == 0 ? Results.Redirect($"/programmes/{programme}/meetings?month={Text(month)}")
            : await Show(visit, month, null, Visit.NewKey, null, null, left);
    }

    private static async Task<string?> NotRecorded(Visit visit, TypedDays days, string text, DateOnly month, string key)
    {
        if (Day(text, month, visit.Today) is not { } on) return PageWords.Say("fault.day", text);
        if (!int.TryParse(days.Minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
            return PageWords.Say("fault.number", days.Minutes);
        var reply = await visit.Ask(new Call("recordTandemMeeting",
            Visit.Values([("programme", visit.Http.GetRouteValue("programme")), ("tandem", days.Tandem)]))
        {
            Body = JsonSerializer.Serialize(new { kind = days.Kind, on = Dates.Text(on), minutes, format = days.Format }),
            Key = $"{key}-{days.Tandem:N}-{on.DayNumber}",
        });
        if (reply.Status is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
            throw new PageRefusedException(reply.Status, reply.Problem);
        return reply.Succeeded ? null
            : string.Join(" ", (reply.Problem.Missing ?? []).Select(m => m.Sentence).Prepend(reply.Problem.Title));
    }

    private static async Task<IResult> Show(
        Visit visit, DateOnly month, IFormCollection? form, string key, Reply? refused, Foreseen? foreseen,
        Dictionary<Guid, TypedDays>? days = null)
    {
        var head = await ProgrammeHead.Of(visit);
        var proposed = await Proposed(visit, month);
        List<ReadTandems.Answer> tandems = [];
        foreach (var row in await visit.All<ReadTandems.Row>("listTandems", ("programme", head.Id)))
        {
            var full = await visit.Read<ReadTandems.Answer>("readTandem", ("programme", head.Id), ("tandem", row.Id));
            if (full.EndedOn is null || full.Meetings.Any(m => Of(m.On, month)) || full.Cancelled.Any(m => Of(m.On, month)))
                tandems.Add(full);
        }

        var names = await visit.Names(tandems.SelectMany(t => t.Members.Select(m => m.Person).Concat(t.Mentors.Select(m => m.Mentor)))
            .Select(p => (Guid?)p));
        var typed = Typed(proposed, visit.Today, month, form);
        return PageRoutes.Html<MonthView>(visit,
            refused?.Status ?? (days is not null ? StatusCodes.Status409Conflict
                : typed.Any(t => t.Fault is not null) ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK),
            ("Shown", new MonthShown(head, await ModelWords.Of(visit, head), month, typed, proposed.Count(p => p.On > visit.Today),
                [.. tandems.OrderBy(t => PersonNames.Sorted(names, t.Mentors[^1].Mentor), StringComparer.CurrentCulture)], names, key,
                    foreseen,
                refused?.Problem, days ?? [])));
    }

    // The last month if something of it is still to be recorded; else this one.
    private static async Task<DateOnly> Latest(Visit visit)
    {
        var first = new DateOnly(visit.Today.Year, visit.Today.Month, 1);
        return (await Proposed(visit, first.AddMonths(-1))).Count > 0 ? first.AddMonths(-1) : first;
    }

    private static async Task<IReadOnlyList<ProposedMeeting>> Proposed(Visit visit, DateOnly month) =>
        (await visit.Read<MeetingsOfTandem.Proposal>("proposeMeetings", ("programme", visit.Http.GetRouteValue("programme")),
            ("month", Text(month)))).Meetings;

    private static IReadOnlyList<TypedMeeting> Typed(
        IReadOnlyList<ProposedMeeting> proposed, DateOnly today, DateOnly month, IFormCollection? form) =>
    [
        .. proposed.Where(p => p.On <= today).Select(p =>
        {
            var empty = new TypedMeeting(p, $"{p.On.Day}", $"{p.Minutes}", [], "", "", null);
            if (form is null || !form.ContainsKey($"{empty.Field}.day")) return empty;
            var typed = empty with
            {
                Day = form[$"{empty.Field}.day"].ToString().Trim(), Minutes = form[$"{empty.Field}.minutes"].ToString().Trim(),
                Absent = [.. form[$"{empty.Field}.absent"].Select(a => Guid.TryParse(a, out var id) ? id : Guid.Empty)],
                By = form[$"{empty.Field}.by"].ToString(), Reason = form[$"{empty.Field}.reason"].ToString(),
            };
            return typed with
            {
                Fault = typed.By.Length == 0 && Day(typed.Day, month, today) is null ? PageWords.Say("fault.day", typed.Day)
                    : !int.TryParse(typed.Minutes, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                        ? PageWords.Say("fault.number", typed.Minutes)
                    : typed.By.Length > 0 != typed.Reason.Length > 0 ? PageWords.Say("month.who-and-why") : null,
            };
        }),
    ];

    // As the form was filled, so that a form that is sent twice is one request.
    private static List<ProposedMeeting> Seen(IFormCollection form)
    {
        List<ProposedMeeting> seen = [];
        foreach (var key in form.Keys)
        {
            if (key.Split('.') is ["m", var tandem, var day, "was"] && Guid.TryParse(tandem, out var id)
                && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
                && int.TryParse(form[key].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
                seen.Add(new(id, on, minutes, MeetingFormat.InPerson, Guid.Empty, []));
        }

        return seen;
    }

    // Only what is not as the timetable has it.
    private static string Body(DateOnly month, IReadOnlyList<TypedMeeting> typed, DateOnly today)
    {
        JsonArray exceptions = [];
        foreach (var t in typed)
        {
            var exception = new JsonObject { ["tandem"] = $"{t.Proposed.Tandem}", ["on"] = Dates.Text(t.Proposed.On) };
            if (t.By.Length > 0)
            {
                (exception["cancelledBy"], exception["reason"]) = (t.By, t.Reason);
            }
            else
            {
                if (Day(t.Day, month, today) is { } on && on != t.Proposed.On) exception["movedTo"] = Dates.Text(on);
                var minutes = int.Parse(t.Minutes, CultureInfo.InvariantCulture);
                if (minutes != t.Proposed.Minutes) exception["minutes"] = minutes;
                if (t.Absent.Count > 0) exception["absent"] = new JsonArray([.. t.Absent.Select(a => JsonValue.Create($"{a}"))]);
            }

            if (exception.Count > 2) exceptions.Add(exception);
        }

        return new JsonObject { ["month"] = Text(month), ["exceptions"] = exceptions }.ToJsonString(JsonSerializerOptions.Default);
    }

    // A number is a day of the month.
    private static DateOnly? Day(string text, DateOnly month, DateOnly today) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && text.Length <= 2
            ? day >= 1 && day <= DateTime.DaysInMonth(month.Year, month.Month) ? new DateOnly(month.Year, month.Month, day) : null
            : WrittenDay.Read(text, today);

    private static bool Of(DateOnly day, DateOnly month) => (day.Year, day.Month) == (month.Year, month.Month);

    private static DateOnly? Parse(string month) =>
        DateOnly.TryParseExact(month, Month, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : null;

    private static string Text(DateOnly month) => month.ToString(Month, CultureInfo.InvariantCulture);
}
