using System.Diagnostics;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>Rules of plans, timetables, reviews, concerns and reflections.</summary>
internal static class WorkRules
{
    private const int MostGoals = 50;
    private const int DaysOfWeek = 7;
    private const int MostWeeks = 8;

    /// <summary>Decides one command about an existing tandem.</summary>
    public static Decision Decide(Programme state, Tandem tandem, TandemCommand.OfOne command, Issued issued) => command switch
    {
        TandemCommand.ApprovePlan { Plan: var p } => Plan(state, tandem, p, issued) is { } no ? no : p,
        TandemCommand.ProgressGoal { Progress: var p } => Progress(tandem, p),
        TandemCommand.SetTimetable { Timetable: var t } =>
            (Within("weekday-out-of-range", t.Weekday, 1, DaysOfWeek) ?? Within("weeks-out-of-range", t.EveryWeeks, 1, MostWeeks)
                ?? MeetingRules.Minutes(t.Minutes) ?? Dates.OfPlan(t.From, issued.AsOf)) is { } no ? no
            : t == tandem.Timetable ? Reason.NothingChanges
            : t,
        TandemCommand.ScheduleMeeting { Meeting: var m } =>
            (TandemDecider.NewFact(state, m.Id) ?? MeetingRules.Minutes(m.Minutes) ?? Dates.OfPlan(m.On, issued.AsOf)
                ?? MeetingRules.Order(tandem, m.Kind, m.On, planned: true)) is { } no ? no : m,
        TandemCommand.CancelMeeting c =>
            !tandem.Scheduled.TryGetValue(c.Meeting, out var planned) ? Decision.Unknown("meeting", $"{c.Meeting}")
            : new TandemEvent.MeetingCancelled(c.Tandem, c.Meeting, planned.Kind, planned.On, c.By, c.Reason),
        TandemCommand.ReviewFeedback { Review: var r } => TandemDecider.NewFact(state, r.Id) is { } no ? no : r,
        TandemCommand.RaiseConcern c => Concern(state, tandem, c),
        TandemCommand.RecordReflection { Reflection: var r } =>
            TandemDecider.NewFact(state, r.Id) is { } no ? no
            : (r.By is null) != (r.Kind == ReflectionKind.Group)
                ? new Refusal(Reason.ValueOutOfRange, "reflection-person", Kebab.Of(r.Kind.ToString()))
            : r.By is { } by && !tandem.EverHad(by) ? Decision.Unknown("member", $"{by}")
            : r.By is { } about && ParticipantDecider.Unmet(Reason.NotTakingPart, PersonalPath.Stopped(state, about)) is { } stopped
                ? stopped
            : r,
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Refusal? Plan(Programme state, Tandem tandem, TandemEvent.DevelopmentPlanApproved p, Issued issued) =>
        !tandem.Mentees.Contains(p.Mentee) ? new Refusal(Reason.Unknown, "member-unknown", $"{p.Mentee}")
        : p.Goals.Count is 0 or > MostGoals ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "/goals")
        : TandemDecider.NewFact(state, p.Id)
            ?? p.Goals.Select(g => TandemDecider.NewFact(state, g.Id)).FirstOrDefault(no => no is not null)
            ?? (p.Goals.Select(g => g.Id).Append(p.Id).Distinct().Count() <= p.Goals.Count
                ? new Refusal(Reason.AlreadyRecorded, "fact-recorded", $"{p.Id}") : null)
            ?? ParticipantDecider.Codes(p.Goals.Select(g => g.Category))
            ?? p.Goals.Select(g => Dates.OfPlan(g.DueOn, issued.AsOf)).FirstOrDefault(no => no is not null)
            ?? ParticipantDecider.InForce(state, p.Programme, p.Route)
            ?? ParticipantDecider.TakesPart(state, p.Mentee);

    private static Decision Progress(Tandem tandem, TandemEvent.GoalProgressed p) =>
        !tandem.Plans.Exists(plan => plan.Goals.Any(g => g.Id == p.Goal)) ? Decision.Unknown("goal", $"{p.Goal}")
        : Within("percent-out-of-range", p.Percent, 0, 100) is { } no ? no
        : tandem.Progress.TryGetValue(p.Goal, out var before) && before == p.Percent ? Reason.NothingChanges
        : p;

    private static Decision Concern(Programme state, Tandem tandem, TandemCommand.RaiseConcern c) =>
        TandemDecider.NewFact(state, c.Concern.Id) is { } no ? no
        : !tandem.EverHad(c.About) ? Decision.Unknown("member", $"{c.About}")
        : new Decision.Accepted(c.Suspend && tandem.Status != TandemStatus.Suspended
            ? [c.Concern, new TandemEvent.TandemSuspended(tandem.Id, SuspensionReason.Safety, null)]
            : [c.Concern]);

    private static Refusal? Within(string what, int value, int least, int most) =>
        value < least || value > most ? new Refusal(Reason.ValueOutOfRange, what, $"{value}") : null;
}
