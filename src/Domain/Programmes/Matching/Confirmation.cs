using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>The curator's decisions about a proposal (M144). Scores may be passed over with a reason, constraints never.</summary>
public static class Confirmation
{
    internal static Decision Adjust(
        Programme state, MatchingRound round, MatchingCommand.AdjustMatch c, Issued issued, Definition definition)
    {
        if (Fresh(state, round, c.Proposal, issued, definition, out var table) is { } refusal) return refusal;
        if (round.ConfirmedOfProposal.Any(m => m.Mentees.Contains(c.Mentee)))
            return new Refusal(Reason.AlreadyRecorded, "match-confirmed", $"{c.Mentee}");
        if (!table.MenteeAt.ContainsKey(c.Mentee)) return Decision.Unknown("mentee", $"{c.Mentee}");
        var draft = round.Draft;
        var from = draft.Where(p => p.Mentee == c.Mentee).Select(p => (Guid?)p.Mentor).FirstOrDefault();
        if (from == c.To) return Reason.NothingChanges;
        if (c.To is { } to)
        {
            if (!table.MentorAt.ContainsKey(to)) return Decision.Unknown("mentor", $"{to}");
            if (Broken(table, to, c.Mentee) is { } broken) return new Refusal(Reason.ConditionsNotMet, [broken]);
            var taken = draft.Count(p => p.Mentor == to) + round.ConfirmedOfProposal.Where(m => m.Mentor == to).Sum(m => m.Mentees.Count);
            if (taken >= table.FreeSeats(table.MentorAt[to]))
                return new Refusal(Reason.ConditionsNotMet, Code(MatchConstraint.MentorCapacity), $"{to} {c.Mentee}");
        }

        return new MatchingEvent.MatchAdjusted(round.Id, c.Proposal, c.Mentee, from, c.To, c.Reason);
    }

    internal static Decision Confirm(
        Programme state, MatchingRound round, MatchingCommand.ConfirmMatches c, Issued issued, Definition definition)
    {
        if (Fresh(state, round, c.Proposal, issued, definition, out var table) is { } refusal) return refusal;
        if (c.Grounds.Count == 0) return new Refusal(Reason.ReasonRequired, "pairing-ground-missing", $"{c.Proposal}");
        var draft = round.Draft.ToHashSet();
        if (MatchingDecider.Count(c.Matches.Count, 1, int.MaxValue, "/matches") is { } none) return none;
        var asked = c.Matches.SelectMany(m => m.Mentees.Select(mentee => (Mentee: mentee, m.Mentor))).ToList();
        if ((ParticipantDecider.Unmet(Reason.ConditionsNotMet, asked.Select(p => Broken(table, p.Mentor, p.Mentee)).OfType<Missing>())
            ?? ParticipantDecider.Unmet(Reason.PairNotProposed, asked.Where(p => !draft.Contains(p))
                .Select(p => new Missing("pair-not-proposed", $"{p.Mentor} {p.Mentee}")))) is { } no) return no;
        if (asked.GroupBy(p => p.Mentee).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new Refusal(Reason.ValueOutOfRange, "persons-doubled", $"{twice.Key}");

        var taken = round.ConfirmedOfProposal.GroupBy(m => m.Mentor).ToDictionary(g => g.Key, g => g.Sum(m => m.Mentees.Count));
        var answers = new Questionnaires(state);
        List<DomainEvent> events = [];
        foreach (var match in c.Matches)
        {
            var mentees = match.Mentees.Order().ToList();
            var formed = new TandemEvent.TandemFormed(
                match.Tandem, round.Form, match.Kind, match.Mentor, mentees, match.Match, match.Variant, [], null);
            if ((MatchingDecider.NewId(state, match.Match) ?? Pairing.Check(state, formed, issued.EffectiveOn, definition)) is { } unfit)
                return unfit;
            var seat = taken.GetValueOrDefault(match.Mentor);
            events.Add(new MatchingEvent.MatchConfirmed(
                round.Id, c.Proposal, match.Match, match.Tandem, match.Mentor, mentees,
                [.. mentees.Select((m, at) => answers.Compared(table, match.Mentor, m, seat + at))],
                [.. c.Grounds.Distinct().Order()], match.Text));
            events.Add(formed);
            taken[match.Mentor] = seat + mentees.Count;
            // The next one is checked against the state with this one.
            state = state with { Tandems = state.Tandems.Evolve(formed, new Recorded { EffectiveOn = issued.EffectiveOn }) };
        }

        return new Decision.Accepted(events);
    }

    // Of a tandem that no round formed, as if it were not formed yet.
    internal static Decision Compare(Programme state, MatchingCommand.CompareTandem c, Issued issued, Definition definition)
    {
        if (!state.Tandems.Tandems.TryGetValue(c.Tandem, out var tandem)) return Decision.Unknown("tandem", $"{c.Tandem}");
        if (c.Grounds.Count == 0) return new Refusal(Reason.ReasonRequired, "pairing-ground-missing", $"{c.Tandem}");
        if (state.Matching.Matches.ContainsKey(c.Tandem))
            return new Refusal(Reason.AlreadyRecorded, "match-confirmed", $"{c.Tandem}");
        var round = MatchingRound.Of(
            new(Guid.Empty, tandem.Form, definition.Parameters.MatchingWeights), issued.EffectiveOn);
        var table = new PairTable(
            CohortOfRound.Of(state, round, issued.EffectiveOn, definition, new HashSet<Guid> { tandem.Id }));
        var answers = new Questionnaires(state);
        return new MatchingEvent.TandemCompared(
            c.Tandem, [.. tandem.Mentees.Order().Select((m, at) => answers.Compared(table, tandem.Mentor, m, at))],
            [.. c.Grounds.Distinct().Order()], c.Text);
    }

    /// <summary>The refusal of a proposal that is not the latest one, or whose input has changed since; null if neither.</summary>
    private static Refusal? Fresh(
        Programme state, MatchingRound round, Guid proposal, Issued issued, Definition definition, out PairTable table)
    {
        table = null!;
        if (round.Proposal is not { } latest || latest.Proposal != proposal)
            return new(Reason.ProposalOutdated, "proposal-replaced", $"{round.Proposal?.Proposal}");
        if (MatchingDecider.Unusable(state, round.Form) is { } unusable) return unusable;
        var cohort = CohortOfRound.Of(
            state, round, issued.EffectiveOn, definition, round.ConfirmedOfProposal.Select(m => m.Tandem).ToHashSet());
        if (cohort.Sha256 != latest.Input) return new(Reason.ProposalOutdated, "proposal-input-changed", $"{proposal}");
        table = new(cohort);
        return null;
    }

    private static Missing? Broken(PairTable table, Guid mentor, Guid mentee) =>
        table.MentorAt.TryGetValue(mentor, out var column) && table.MenteeAt.TryGetValue(mentee, out var row)
            && table.Barrier(row, column) is { } barrier
            ? new(Code(barrier), $"{mentor} {mentee}")
            : null;

    private static string Code(MatchConstraint constraint) => $"match-{Kebab.Of($"{constraint}")}";

    /// <summary>The latest application questionnaire of each person.</summary>
    private sealed class Questionnaires(Programme state)
    {
        private readonly Dictionary<Guid, Guid> ofMentees = Latest(state, SurveyAudience.Mentees);
        private readonly Dictionary<Guid, Guid> ofMentors = Latest(state, SurveyAudience.Mentors);

        public PairComparison Compared(PairTable table, Guid mentor, Guid mentee, int seat) => new(
            mentee,
            table.MentorAt.TryGetValue(mentor, out var column) && table.MenteeAt.TryGetValue(mentee, out var row)
                ? table.Points(row, column, seat) : [],
            ofMentors.TryGetValue(mentor, out var offer) ? offer : null, ofMentees.TryGetValue(mentee, out var request) ? request : null);

        private static Dictionary<Guid, Guid> Latest(Programme state, SurveyAudience audience) =>
            state.Surveys.Of(audience, Surveys.SurveyPurpose.Application).SelectMany(w => w.Answers).GroupBy(a => a.Key)
                .ToDictionary(g => g.Key, g => g.Select(a => a.Value).OrderBy(a => a.On).ThenBy(a => a.Answered.Id).Last().Answered.Id);
    }
}
