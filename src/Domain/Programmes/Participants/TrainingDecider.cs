using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>Rules of the mentors' training and of other facts not about one mentor (domain-model.md 3 G; M123, M133 to M136).</summary>
public static class TrainingDecider
{
    private const int MostSessions = 200;
    private const int MostPersons = 5000;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, TrainingCommand command, Issued issued, Definition definition) => command switch
    {
        TrainingCommand.EngageExpert { Expert: var e } =>
            (ParticipantDecider.NewFact(state, e.Id) ?? Dates.OfFact(e.On, issued.AsOf)
                ?? ParticipantDecider.InForce(state, e.Document)) is { } no
                ? no
                : e,
        TrainingCommand.PrepareMaterials { Materials: var m } =>
            (ParticipantDecider.NewFact(state, m.Id) ?? Dates.OfFact(m.On, issued.AsOf)
                ?? Count(m.Documents.Count, 0, MostSessions, "documents")
                ?? ParticipantDecider.InForce(state, m.Documents.Select(d => (Guid?)d))) is { } no ? no : m,
        TrainingCommand.ApproveTrainingPlan { Plan: var p } =>
            (ParticipantDecider.NewFact(state, p.Id) ?? ParticipantDecider.InForce(state, p.Document)
                ?? Count(p.Sessions.Count, 1, MostSessions, "sessions") ?? Sessions(p.Sessions, issued.AsOf)) is { } no
                ? no
                : p,
        TrainingCommand.HoldSession { Session: var s } =>
            (ParticipantDecider.NewFact(state, s.Id) ?? Dates.OfFact(s.On, issued.AsOf) ?? ParticipantDecider.Minutes(s.Minutes)
                ?? Count(s.Present.Count, 1, MostPersons, "present")
                ?? Present(state, s.Present)) is { } no ? no : s with { Present = [.. s.Present.Distinct().Order()] },
        TrainingCommand.InformMentors { Event: var e } =>
            (ParticipantDecider.NewFact(state, e.Id) ?? Dates.OfFact(e.On, issued.AsOf) ?? Count(e.Attendance, 0, 1_000_000, "attendance")
                ?? ParticipantDecider.InForce(state, e.Document)) is { } no ? no : e,
        TrainingCommand.AcknowledgeShortage { Shortage: var s } => Acknowledge(state, s, definition),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision Acknowledge(Programme state, ParticipantEvent.ShortageAcknowledged s, Definition definition) =>
        definition.Form(s.Form) is null ? Decision.Unknown("form", s.Form)
        : s.Stage is not (3 or 4) ? new Refusal(Reason.ValueOutOfRange, "shortage-stage-out-of-range", $"{s.Stage}")
        : ParticipantDecider.NewFact(state, s.Id) is { } no ? no
        : state.Participants.ShortageAcknowledged(s.Form, s.Stage) ? Reason.NothingChanges
        : s;

    private static Refusal? Sessions(IReadOnlyList<PlannedSession> sessions, DateOnly asOf) => sessions
        .Select(s => ParticipantDecider.Codes(s.Topic) ?? Dates.OfPlan(s.On, asOf) ?? ParticipantDecider.Minutes(s.Minutes))
        .FirstOrDefault(no => no is not null);

    private static Refusal? Present(Programme state, IReadOnlyList<Guid> persons) => ParticipantDecider.Unmet(
        Reason.Unknown, persons.Where(p => !state.Participants.Mentors.ContainsKey(p)).Select(p => new Missing("mentor-unknown", $"{p}")));

    private static Refusal? Count(int? count, int least, int most, string where) =>
        count < least || count > most ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", where) : null;
}
