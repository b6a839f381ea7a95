using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Tandems;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Pages.Pairs;

/// <summary>Codes of pairs, meetings and monitorings in words.</summary>
public static class Said
{
    /// <summary>A code in words: <c>said.{kind}.{code}</c>, or as forms say it.</summary>
    public static string Of(string kind, Enum code) =>
        PageWords.Maybe($"said.{kind}.{Kebab.Of($"{code}")}") ?? Choices.Word(kind, $"{code}");

    /// <summary>The values of an enumeration as requests have them, in words.</summary>
    public static IEnumerable<(string Value, string Word)> All<T>(string kind, params T[] without)
        where T : struct, Enum => Enum.GetValues<T>().Except(without)
            .Select(v => (System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{v}"), Of(kind, v)));

    /// <summary>The shape of a pair's state.</summary>
    public static string Mark(TandemStatus status) => status switch
    {
        TandemStatus.Formed => "not-started",
        TandemStatus.Approved => "in-work",
        TandemStatus.Suspended => "late",
        TandemStatus.Dissolved => "none",
        TandemStatus.Completed => "approved",
    };

    /// <summary>The timetable in words: «по вторникам, 45 мин, очно».</summary>
    public static string Timetable(TandemEvent.MeetingTimetableSet timetable) => string.Join(", ", new[]
    {
        PageWords.Say($"said.weekday.{timetable.Weekday}"), timetable.EveryWeeks == 2 ? PageWords.Say("said.every-second-week") : null,
        PageWords.Say("said.minutes", timetable.Minutes), Of("format", timetable.Format),
    }.OfType<string>());

    /// <summary>The next meeting: the scheduled one, else the next day of the timetable.</summary>
    /// <returns>The day and whether it has passed without a record; null if none is foreseen.</returns>
    public static (DateOnly On, bool Passed)? Next(ReadTandems.Answer tandem, DateOnly today)
    {
        if (tandem.Status != TandemStatus.Approved) return null;
        if (tandem.Scheduled.Count > 0 && tandem.Scheduled.Min(s => s.On) is var scheduled) return (scheduled, scheduled < today);
        if (tandem.Timetable is not { } t || tandem.Meetings.All(m => m.Kind != MeetingKind.Planning)
            || tandem.Meetings.Any(m => m.Kind == MeetingKind.Final)) return null;
        var from = t.From > today ? t.From : today;
        var start = t.From.AddDays((t.Weekday - Number(t.From) + 7) % 7);
        for (var day = from; day < from.AddDays(15); day = day.AddDays(1))
        {
            if (day >= start && Number(day) == t.Weekday && (day.DayNumber - start.DayNumber) / 7 % t.EveryWeeks == 0
                && !tandem.Meetings.Any(m => m.On == day) && !tandem.Cancelled.Any(m => m.On == day)) return (day, false);
        }

        return null;
    }

    private static int Number(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
}
