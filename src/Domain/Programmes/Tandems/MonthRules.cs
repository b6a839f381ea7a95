using System.Globalization;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>A regular meeting that the timetable foresees and nobody has recorded yet.</summary>
/// <param name="Expected">The mentees of the tandem on that day, sorted.</param>
public sealed record ProposedMeeting(
    Guid Tandem, DateOnly On, int Minutes, MeetingFormat Format, Guid Mentor, IReadOnlyList<Guid> Expected);

/// <summary>A proposed meeting that was not as proposed.</summary>
/// <param name="On">The proposed day.</param>
/// <param name="Absent">Mentees who were absent.</param>
/// <param name="MovedTo">The day on which it was held instead.</param>
/// <param name="Minutes">The real length.</param>
/// <param name="CancelledBy">The side that cancelled it; null if it was held.</param>
public sealed record MonthException(
    Guid Tandem, DateOnly On, IReadOnlyList<Guid> Absent, DateOnly? MovedTo, int? Minutes, TandemParty? CancelledBy,
    CancellationReason? Reason);

/// <summary>The regular meetings of a whole month: the timetable proposes them, people name the exceptions (M156).</summary>
public static class MonthRules
{
    private const int DaysOfWeek = 7;

    /// <summary>The proposed meetings of a month, by day, then by tandem: from the order and the planning meeting on, in no suspension,
    /// not after the final meeting, not on a day with a recorded or cancelled meeting.</summary>
    /// <param name="month">Any day of the month.</param>
    /// <param name="holidays">Yearly days without lessons, such as <c>01-01</c>.</param>
    public static IReadOnlyList<ProposedMeeting> Proposal(Programme state, DateOnly month, IReadOnlyCollection<string> holidays)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        return
        [
            .. from day in Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(first.AddDays)
               where !state.SuspendedOn(day) && !holidays.Contains(day.ToString("MM-dd", CultureInfo.InvariantCulture))
               from tandem in state.Tandems.Open
               where Foresees(tandem, day)
               select new ProposedMeeting(tandem.Id, day, tandem.Timetable!.Minutes, tandem.Timetable.Format,
                   tandem.MentorOn(day)!.Value, [.. tandem.ExpectedOn(day)]),
        ];
    }

    internal static Decision Record(Programme state, TandemCommand.RecordMonth c, Issued issued)
    {
        var proposed = Proposal(state, c.Month, c.Holidays).Where(p => p.On <= issued.AsOf).ToList();
        var exceptions = c.Exceptions.ToLookup(e => (e.Tandem, e.On));
        var known = proposed.Select(p => (p.Tandem, p.On)).ToHashSet();
        List<Missing> faults =
        [
            .. c.Exceptions.Where(e => !known.Contains((e.Tandem, e.On)))
                .Select(e => new Missing("proposed-meeting-unknown", $"{e.Tandem} {Dates.Text(e.On)}")),
            .. exceptions.Where(e => e.Count() > 1).Select(e => new Missing("exception-doubled", $"{e.Key.Tandem} {Dates.Text(e.Key.On)}")),
            .. c.Exceptions.Where(e => e.CancelledBy is null != e.Reason is null || (e.CancelledBy is not null && e.MovedTo is not null))
                .Select(e => new Missing("exception-contradicts", $"{e.Tandem} {Dates.Text(e.On)}")),
        ];
        if (faults.Count > 0) return new Refusal(Reason.Unknown, faults);
        if (proposed.Count == 0) return Reason.NothingChanges;
        List<MeetingRecord> held = [];
        List<TandemEvent.MeetingCancelled> cancelled = [];
        foreach (var p in proposed)
        {
            var id = c.NewId(p.Tandem, p.On);
            var exception = exceptions[(p.Tandem, p.On)].SingleOrDefault();
            if (exception is { CancelledBy: { } by, Reason: { } reason })
                cancelled.Add(new(p.Tandem, id, MeetingKind.Regular, p.On, by, reason));
            else held.Add(new(p.Tandem, id, MeetingKind.Regular, exception?.MovedTo ?? p.On, exception?.Minutes ?? p.Minutes, p.Format,
                exception is { Absent.Count: > 0 } ? [.. p.Expected.Except(exception.Absent)] : null, null));
        }

        return MeetingRules.Record(state, new(held, cancelled), issued);
    }

    private static bool Foresees(Tandem tandem, DateOnly day) =>
        tandem is { Timetable: { } timetable, Approved: { } order }
        && timetable.From <= day && order.On <= day && IsTurn(timetable, day) && !tandem.SuspendedOn(day)
        && tandem.Of(MeetingKind.Planning).Any(m => m.On <= day) && !tandem.Of(MeetingKind.Final).Any()
        && !tandem.Meetings.Exists(m => m.On == day) && !tandem.Cancelled.Exists(m => m.On == day)
        && tandem.MentorOn(day) is not null && tandem.ExpectedOn(day).Any();

    private static bool IsTurn(TandemEvent.MeetingTimetableSet timetable, DateOnly day)
    {
        var start = timetable.From.AddDays((timetable.Weekday - Number(timetable.From) + DaysOfWeek) % DaysOfWeek);
        return Number(day) == timetable.Weekday && (day.DayNumber - start.DayNumber) / DaysOfWeek % timetable.EveryWeeks == 0;
    }

    // Monday is 1.
    private static int Number(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? DaysOfWeek : (int)day.DayOfWeek;
}
