using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>
/// The consequences for pairs and groups of other facts: a person leaves, the programme ends, its end is voided. They are appended in the
/// same transaction as the fact (domain-model.md 5).
/// </summary>
public static class Departures
{
    /// <summary>The events, each followed by its consequences.</summary>
    /// <param name="state">The programme before them.</param>
    /// <param name="on">The date of the fact.</param>
    public static IReadOnlyList<DomainEvent> With(Programme state, IReadOnlyList<DomainEvent> events, DateOnly on)
    {
        if (state.Tandems.Tandems.IsEmpty || !events.Any(Matters)) return events;
        List<DomainEvent> all = [];
        foreach (var e in events)
        {
            var told = Of(state, (ProgrammeEvent)e);
            foreach (var next in (IEnumerable<ProgrammeEvent>)[(ProgrammeEvent)e, .. told])
            {
                all.Add(next);
                state = state.Evolve(next, new Recorded { Version = state.Version + 1, EffectiveOn = on, Role = "" });
            }
        }

        return all;
    }

    private static bool Matters(DomainEvent e) => e is ParticipantEvent.MenteeRemovedFromBase or ParticipantEvent.MentorRemovedFromBase
        or ParticipantEvent.PersonStandingRecorded or CharterEvent.ProgrammeCancelled or CharterEvent.ClosingVoided;

    private static IReadOnlyList<TandemEvent> Of(Programme state, ProgrammeEvent e) => e switch
    {
        ParticipantEvent.MenteeRemovedFromBase r =>
            [.. WithoutMentee(state, r.Person, ReasonOf(r.Reason), PartyOf(r.Reason))],
        ParticipantEvent.MentorRemovedFromBase r => [.. WithoutMentor(state, r.Person)],
        ParticipantEvent.PersonStandingRecorded r when ReasonOf(state.Participants.Standings.GetValueOrDefault(r.Person), r.Standing)
            is { } reason =>
            [.. WithoutMentee(state, r.Person, reason, TandemParty.System), .. WithoutMentor(state, r.Person)],
        CharterEvent.ProgrammeCancelled =>
            [.. state.Tandems.Open.Select(t => Dissolved(t, SeparationReason.ProgrammeCancelled, TandemParty.System))],
        CharterEvent.ClosingVoided => [.. state.Tandems.Tandems.Values
            .Where(t => t.Ending?.Event is TandemEvent.TandemDissolved { Reason: SeparationReason.ProgrammeCancelled })
            .Select(t => new TandemEvent.TandemEndingVoided(t.Id, null))],
        _ => [],
    };

    // A pair ends; of a group only the member leaves. Whether a group of one goes on as a pair is the curator's decision.
    private static IEnumerable<TandemEvent> WithoutMentee(Programme state, Guid mentee, SeparationReason reason, TandemParty by) =>
        state.Tandems.Open.Where(t => t.Mentees.Contains(mentee)).Select(t => (TandemEvent)(t.Mentees.Count() > 1
            ? new TandemEvent.MemberLeft(t.Id, mentee, by, reason, null)
            : Dissolved(t, reason, by)));

    // No meetings until the curator has replaced the mentor or dissolved the tandem.
    private static IEnumerable<TandemEvent> WithoutMentor(Programme state, Guid mentor) =>
        state.Tandems.LedBy(mentor).Where(t => t.Status != TandemStatus.Suspended)
            .Select(t => new TandemEvent.TandemSuspended(t.Id, SuspensionReason.MentorLeft, null));

    private static TandemEvent.TandemDissolved Dissolved(Tandem tandem, SeparationReason reason, TandemParty by) =>
        new(tandem.Id, by, reason, null, null);

    // A restriction at the majority is not an end: it lasts until the person's own consent.
    private static SeparationReason? ReasonOf(PersonStatus? before, PersonStatus now) =>
        now.Left && before is not { Left: true } ? SeparationReason.MenteeLeft
        : now.Withdrawn.Contains(ConsentPurpose.Participation) && before?.Withdrawn.Contains(ConsentPurpose.Participation) != true
            ? SeparationReason.ConsentWithdrawn
        : null;

    private static SeparationReason ReasonOf(RemovalReason reason) => reason switch
    {
        RemovalReason.OwnWish or RemovalReason.RepresentativeWish => SeparationReason.OwnWish,
        RemovalReason.ConsentWithdrawn => SeparationReason.ConsentWithdrawn,
        RemovalReason.LeftOrganisation => SeparationReason.MenteeLeft,
        RemovalReason.Health => SeparationReason.Health,
        _ => SeparationReason.RemovedFromBase,
    };

    private static TandemParty PartyOf(RemovalReason reason) => reason switch
    {
        RemovalReason.OwnWish => TandemParty.Mentee,
        RemovalReason.RepresentativeWish => TandemParty.Representative,
        _ => TandemParty.System,
    };
}
