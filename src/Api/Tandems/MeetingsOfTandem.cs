using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Api.Tandems;

/// <summary>Встречи: one by one, or a whole month with its exceptions (M153 to M157).</summary>
public sealed class MeetingsOfTandem(PrivacyTerms terms) : UseCase
{
    private const string Month = "yyyy-MM";

    /// <param name="Present">The mentees who were there; absent: all whom the pair or group has on that day.</param>
    /// <param name="Note">Without names of persons; sealed in the vault.</param>
    /// <param name="Id">That of the scheduled meeting, or a new one; created by the server when absent.</param>
    public sealed record Meeting(
        MeetingKind Kind, DateOnly On, int Minutes, MeetingFormat Format, IReadOnlyList<Guid>? Present = null, PrivateText? Note = null,
        Guid? Id = null) : Dated;

    public sealed record Scheduling(MeetingKind Kind, DateOnly On, int Minutes, MeetingFormat Format, Guid? Id = null) : Dated;

    public sealed record Cancellation(TandemParty By, CancellationReason Reason) : Dated;

    /// <param name="Weekday">1 Monday to 7 Sunday.</param>
    /// <param name="EveryWeeks">1: each week; 2: every second week.</param>
    public sealed record Timetable(int Weekday, int Minutes, MeetingFormat Format, DateOnly From, int EveryWeeks = 1) : Dated;

    /// <param name="On">The proposed day.</param>
    /// <param name="Absent">Mentees who were absent.</param>
    /// <param name="MovedTo">The day on which it was held instead.</param>
    /// <param name="CancelledBy">With <c>reason</c>: it was not held.</param>
    public sealed record Exception(
        Guid Tandem, DateOnly On, IReadOnlyList<Guid>? Absent = null, DateOnly? MovedTo = null, int? Minutes = null,
        TandemParty? CancelledBy = null, CancellationReason? Reason = null);

    /// <param name="Month">Such as <c>2021-12</c>.</param>
    /// <param name="Exceptions">What was not as proposed.</param>
    public sealed record WholeMonth(string Month, IReadOnlyList<Exception>? Exceptions = null) : Dated;

    /// <param name="Meetings">By day, then by pair or group.</param>
    public sealed record Proposal(string Month, IReadOnlyList<ProposedMeeting> Meetings);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Meeting>("/tandems/{tandem}/meetings", About("recordTandemMeeting", "Record a meeting",
            "In the order organisational, trial, planning, regular, final; consultations in groups. Not before the order's date, and " +
            "with a consent on that day of everybody present.") with
        {
            Example = new Meeting(MeetingKind.Organisational, new(2021, 11, 12), 45, MeetingFormat.InPerson),
        }, async (incoming, r) => new TandemCommand.RecordMeetings(
            [new(incoming.Id("tandem"), r.Id ?? incoming.NewId("meeting"), r.Kind, r.On, r.Minutes, r.Format, r.Present,
                await incoming.Seal(r.Note))], []), TandemAddress.Of);

        routes.Decide<Scheduling>("/tandems/{tandem}/scheduled-meetings", About("scheduleMeeting", "Schedule a meeting",
            "Recorded under the same id once it was held.") with
        {
            Example = new Scheduling(MeetingKind.Trial, new(2021, 11, 19), 45, MeetingFormat.InPerson),
        }, (incoming, r) => new TandemCommand.ScheduleMeeting(
            new(incoming.Id("tandem"), r.Id ?? incoming.NewId("meeting"), r.Kind, r.On, r.Minutes, r.Format)), TandemAddress.Of);

        routes.Decide<Cancellation>("/tandems/{tandem}/scheduled-meetings/{meeting}/cancellation",
            About("cancelMeeting", "Cancel a scheduled meeting", "With who cancelled it and why.") with
        {
            Example = new Cancellation(TandemParty.Mentee, CancellationReason.Illness),
        }, (incoming, r) => new TandemCommand.CancelMeeting(incoming.Id("tandem"), incoming.Id("meeting"), r.By, r.Reason));

        routes.Decide<Timetable>("/tandems/{tandem}/timetable", About("setMeetingTimetable", "Set the timetable of regular meetings",
            "Weekday and length; it proposes the meetings of each month.") with
        {
            Match = ReadTandems.Seen, Example = new Timetable(5, 45, MeetingFormat.InPerson, new(2021, 12, 1)),
        }, (incoming, r) => new TandemCommand.SetTimetable(
            new(incoming.Id("tandem"), r.Weekday, r.EveryWeeks, r.Minutes, r.Format, r.From)));

        routes.ReadProgramme("/tandems/meetings/proposal", About("proposeMeetings", "The meetings of a month as the timetables have them",
            "Without recorded and cancelled ones, suspensions and yearly holidays.") with
        {
            Roles = Takes.Reading, Answer = typeof(Proposal),
            Query = [new("month", "The month, such as 2021-12.", "2021-12")],
        }, (http, found) =>
        {
            var asked = new Asked(http);
            var text = asked.Text("month", t => Parse(t) is not null, $"A month as in 2021-12.");
            if (asked.Problem is { } problem) return problem;
            return Parse(text) is not { } month ? Problems.Parameter("month", $"A month as in 2021-12.")
                : Answers.Json(new Proposal(text!, MonthRules.Proposal(found.State, month, terms.Holidays)));
        });

        routes.Decide<WholeMonth>("/tandems/meetings/month", About("recordMonthOfMeetings", "Record the meetings of a month",
            "Every proposed meeting up to today as proposed, but for the exceptions: absent mentees, another day or length, cancelled. " +
            "All or nothing; what prevents it is named for each meeting.") with
        {
            Example = new WholeMonth("2021-12", [new(Samples.Person, new(2021, 12, 10), Absent: [Samples.Person])]),
        }, (incoming, r) => Task.FromResult<Built<MentorshipFlow.Programmes.ProgrammeCommand>>(Parse(r.Month) is not { } month
            ? Problems.Field("/month", $"A month as in 2021-12.")
            : new TandemCommand.RecordMonth(month,
                [.. (r.Exceptions ?? []).Select(e => new MonthException(e.Tandem, e.On, e.Absent ?? [], e.MovedTo, e.Minutes, e.CancelledBy,
                    e.Reason))],
                terms.Holidays, (tandem, on) => incoming.NewId($"meeting {tandem} {Dates.Text(on)}"))));
    }

    internal static DateOnly? Parse(string? month) =>
        DateOnly.TryParseExact(month, Month, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : null;

    private static Operation About(string name, string summary, string description) =>
        new(TandemAddress.Group, name, summary, description, Takes.Work);
}
