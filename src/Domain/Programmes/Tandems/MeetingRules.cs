using System.Collections.Frozen;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>Rules of meetings: their order, the order of the school, and a consent on the day for everybody present.</summary>
public static class MeetingRules
{
    private const int MostMinutes = 720;
    private const int MostMeetings = 10_000;

    private static readonly MeetingKind[] Cycle =
        [MeetingKind.Organisational, MeetingKind.Trial, MeetingKind.Planning, MeetingKind.Regular, MeetingKind.Final];

    /// <summary>The kinds of the full cycle that were not held.</summary>
    public static IEnumerable<Missing> NotHeld(Tandem tandem) => Cycle.Where(k => !tandem.Of(k).Any())
        .Select(k => new Missing("meeting-kind-not-held", $"{tandem.Id} {Kebab.Of(k.ToString())}"));

    internal static Refusal? Minutes(int minutes) =>
        minutes is < 1 or > MostMinutes ? new Refusal(Reason.ValueOutOfRange, "minutes-out-of-range", $"{minutes}") : null;

    internal static Decision Record(Programme state, TandemCommand.RecordMeetings command, Issued issued)
    {
        if (command.Held.Count + command.Cancelled.Count is 0 or > MostMeetings)
            return new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "/meetings");
        List<DomainEvent> events = [];
        // Everything that is wrong is named at once: a month has many meetings.
        List<Refusal> refusals = [];
        foreach (var cancelled in command.Cancelled)
        {
            if (Check(state, cancelled, issued) is { } no) refusals.Add(no);
            else Append(cancelled);
        }

        // By date, so that the next meeting is checked against the state with the earlier ones.
        foreach (var held in command.Held.OrderBy(h => h.On).ThenBy(h => h.Kind))
        {
            if (!state.Tandems.Tandems.TryGetValue(held.Tandem, out var tandem))
            {
                refusals.Add(TandemDecider.Unknown(held.Tandem));
                continue;
            }

            var expected = tandem.ExpectedOn(held.On).ToList();
            var present = held.Present is { } named ? named.Distinct().Order().ToList() : expected;
            if (Check(state, tandem, held, present, issued) is { } no) refusals.Add(no);
            else Append(new TandemEvent.MeetingHeld(
                held.Tandem, held.Id, held.Kind, held.On, held.Minutes, held.Format, tandem.MentorOn(held.On)!.Value, present,
                held.Kind == MeetingKind.IndividualConsultation ? [] : [.. expected.Except(present)], held.Note));
        }

        return refusals is [var first, ..]
            ? new Refusal(first.Reason, [.. refusals.SelectMany(r => r.Missing).Distinct()])
            : new Decision.Accepted(events);

        void Append(TandemEvent e)
        {
            events.Add(e);
            state = state with { Tandems = state.Tandems.Evolve(e, new Recorded { EffectiveOn = issued.EffectiveOn }) };
        }
    }

    /// <summary>A refusal of a kind on a day, because of the other meetings: the first three kinds once each, in order, then regular ones,
    /// then the final one (M153 to M157).</summary>
    /// <param name="planned">Scheduled only: earlier kinds need not be held yet.</param>
    internal static Refusal? Order(Tandem tandem, MeetingKind kind, DateOnly on, bool planned = false)
    {
        if (kind == MeetingKind.IndividualConsultation)
        {
            return tandem.Kind == TandemKind.Pair ? OutOfOrder("consultation-in-pair", tandem, kind)
                : tandem.Of(MeetingKind.Final).Any(m => m.On < on) ? OutOfOrder("meeting-after-final", tandem, kind)
                : null;
        }

        if (kind != MeetingKind.Regular && tandem.Of(kind).Any()) return OutOfOrder("meeting-kind-held", tandem, kind);
        if (!planned && Cycle.Where(k => k < kind && k != MeetingKind.Regular)
            .FirstOrDefault(k => !tandem.Of(k).Any(m => m.On <= on), kind) is var before && before != kind)
            return OutOfOrder("meeting-kind-first", tandem, before);
        return tandem.Of(MeetingKind.Final).Any(m => m.On < on) ? OutOfOrder("meeting-after-final", tandem, kind)
            : tandem.Meetings.Exists(m => m.Kind != MeetingKind.IndividualConsultation && m.Kind > kind && m.On < on)
                ? OutOfOrder("meeting-kind-later-held", tandem, kind)
            : kind == MeetingKind.Final && tandem.Meetings.Exists(m => m.On > on) ? OutOfOrder("final-before-meeting", tandem, kind)
            : null;
    }

    private static Refusal OutOfOrder(string what, Tandem tandem, MeetingKind kind) =>
        new(Reason.MeetingOutOfOrder, what, $"{tandem.Id} {Kebab.Of(kind.ToString())}");

    private static Refusal? NewMeeting(Programme state, Tandem tandem, Guid id) =>
        tandem.Scheduled.ContainsKey(id) ? null : TandemDecider.NewFact(state, id);

    private static Refusal? Check(Programme state, TandemEvent.MeetingCancelled cancelled, Issued issued) =>
        !state.Tandems.Tandems.TryGetValue(cancelled.Tandem, out var tandem) ? TandemDecider.Unknown(cancelled.Tandem)
        : !tandem.Open ? TandemDecider.Ended(tandem)
        : NewMeeting(state, tandem, cancelled.Id) ?? Dates.OfPlan(cancelled.On, issued.AsOf);

    private static Refusal? Check(Programme state, Tandem tandem, MeetingRecord held, List<Guid> present, Issued issued)
    {
        if (!tandem.Open) return TandemDecider.Ended(tandem);
        if ((NewMeeting(state, tandem, held.Id) ?? Dates.OfFact(held.On, issued.AsOf) ?? Minutes(held.Minutes)) is { } no) return no;
        if (tandem.Approved is not { } order) return new(Reason.TandemNotApproved, "tandem-not-in-order", $"{tandem.Id}");
        if (held.On < order.On) return new(Reason.TandemNotApproved, "meeting-before-order", $"{tandem.Id} {Dates.Text(order.On)}");
        if (state.SuspendedOn(held.On)) return new(Reason.ProgrammeSuspended, "programme-suspended-then", Dates.Text(held.On));
        if (tandem.SuspendedOn(held.On)) return new(Reason.TandemSuspended, "tandem-suspended", $"{tandem.Id}");
        return Order(tandem, held.Kind, held.On) ?? Twice(tandem, held) ?? People(state, tandem, held, present);
    }

    private static Refusal? Twice(Tandem tandem, MeetingRecord held) =>
        held.Kind == MeetingKind.Regular && tandem.Of(MeetingKind.Regular).Any(m => m.On == held.On)
            ? new Refusal(Reason.AlreadyRecorded, "meeting-recorded", $"{tandem.Id} {Dates.Text(held.On)}")
            : null;

    private static Refusal? People(Programme state, Tandem tandem, MeetingRecord held, List<Guid> present)
    {
        var (mentor, expected) = (tandem.MentorOn(held.On), tandem.ExpectedOn(held.On).ToFrozenSet());
        if (mentor is not { } leading) return new(Reason.TandemNotApproved, "mentor-not-yet", $"{tandem.Id} {Dates.Text(held.On)}");
        if (present.Count == 0) return new(Reason.ValueOutOfRange, "nobody-present", $"{tandem.Id} {Dates.Text(held.On)}");
        if (present.Find(p => !expected.Contains(p)) is var stranger && stranger != default)
            return new(Reason.TandemNotApproved, "member-not-in-order", $"{stranger} {Dates.Text(held.On)}");
        if (state.Participants.Mentors[leading].Withdrawal?.EffectiveOn <= held.On)
            return new(Reason.NotTakingPart, "mentor-withdrawn", $"{leading} {Dates.Text(held.On)}");
        return ParticipantDecider.Unmet(Reason.ConditionsNotMet,
            present.Prepend(leading).SelectMany(p => PersonalPath.Consent(state, p, held.On)));
    }
}
