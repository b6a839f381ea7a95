using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>Rules of matching rounds (domain-model.md 3 H). Rules on preferences and on proposals are in classes of their own.</summary>
public static class MatchingDecider
{
    private const int MostWeight = 100;
    private const int MostPersons = 5000;
    private const int MostMinutes = 1440;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, MatchingCommand command, Issued issued, Definition definition)
    {
        var room = state.Matching;
        switch (command)
        {
            case MatchingCommand.OpenRound c: return Open(state, c, definition);
            case MatchingCommand.DeclareConflict { Conflict: var c }: return Declare(state, c);
            case MatchingCommand.VoidConflict c:
                return room.Conflicts.ContainsKey(c.Id) ? new MatchingEvent.PairConflictVoided(c.Id, c.Reason)
                    : Decision.Unknown("conflict", $"{c.Id}");
            case MatchingCommand.DecideUnmatched c:
                return UnmatchedMentees.Refuse(state, c.Decided) is { } no ? no : new MatchingEvent.UnmatchedMenteesDecided(c.Decided);
            case MatchingCommand.NoteSupport or MatchingCommand.VoidSupportNote or MatchingCommand.EndSupport
                or MatchingCommand.ReopenSupport:
                return SupportRules.Decide(state, command, issued);
            case MatchingCommand.CompareTandem c: return Confirmation.Compare(state, c, issued, definition);
            case MatchingCommand.OfRound c:
                return !room.Rounds.TryGetValue(c.Round, out var round) ? Decision.Unknown("matching-round", $"{c.Round}")
                    : round.Closed && !EndsOrCorrects(c) && c is not MatchingCommand.ReopenRound
                        ? new Refusal(Reason.MatchingRoundClosed, "matching-round-closed", $"{c.Round}")
                    : OfRound(state, round, c, issued, definition);
            default: throw new UnreachableException(command.GetType().Name);
        }
    }

    /// <summary>Commands allowed while the programme is suspended: corrections, links that open nothing any more, and the support of
    /// mentees, which does not wait.</summary>
    public static bool EndsOrCorrects(MatchingCommand command) =>
        command is MatchingCommand.VoidGroupMeeting or MatchingCommand.VoidPreference or MatchingCommand.RevokePreferenceLink
            or MatchingCommand.VoidConflict or MatchingCommand.NoteSupport or MatchingCommand.VoidSupportNote
            or MatchingCommand.EndSupport;

    /// <summary>Whether a person is of one side of a round: in the base, with its form.</summary>
    public static bool IsOf(Programme state, MatchingRound round, SurveyAudience side, Guid person) => side == SurveyAudience.Mentees
        ? state.Participants.Mentees.TryGetValue(person, out var mentee) && mentee.InBase && mentee.Form?.Form == round.Form
        : state.Participants.Mentors.TryGetValue(person, out var mentor) && mentor.InBase && mentor.Offer.Forms.Contains(round.Form);

    internal static Refusal? NewId(Programme state, Guid id) =>
        state.Matching.Seen.Contains(id) ? new Refusal(Reason.AlreadyRecorded, "fact-recorded", $"{id}") : null;

    internal static Refusal? Count(int count, int least, int most, string where) =>
        count < least || count > most ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", where) : null;

    /// <summary>The refusal of a form that cannot be used in matching.</summary>
    internal static Refusal? Unusable(Programme state, string form) =>
        !state.Preparation.Forms.TryGetValue(form, out var enabled) ? new Refusal(Reason.FormNotEnabled, "form-not-enabled", form)
        : enabled.PreconditionOpen ? new Refusal(Reason.FormNotEnabled, "form-precondition-open", form)
        : null;

    private static Decision OfRound(
        Programme state, MatchingRound round, MatchingCommand.OfRound command, Issued issued, Definition definition) => command switch
    {
        MatchingCommand.HoldGroupMeeting { Meeting: var m } => Hold(state, round, m, issued),
        MatchingCommand.VoidGroupMeeting c =>
            round.Meetings.Exists(m => m.Id == c.Id) ? new MatchingEvent.GroupMeetingVoided(c.Round, c.Id, c.Reason)
                : Decision.Unknown("group-meeting", $"{c.Id}"),
        MatchingCommand.IssuePreferenceLinks or MatchingCommand.RevokePreferenceLink or MatchingCommand.SubmitPreference
            or MatchingCommand.VoidPreference or MatchingCommand.ClosePreferences or MatchingCommand.ReopenPreferences =>
            Preferences.Decide(state, round, command, issued),
        MatchingCommand.ComputeProposal c => Compute(state, round, c, issued, definition),
        MatchingCommand.AdjustMatch c => Confirmation.Adjust(state, round, c, issued, definition),
        MatchingCommand.ConfirmMatches c => Confirmation.Confirm(state, round, c, issued, definition),
        MatchingCommand.CloseRound c => Close(state, round, c),
        MatchingCommand.ReopenRound c => !round.Closed ? Reason.NothingChanges
            : OpenOfForm(state, round.Form) is { } other ? other
            : new MatchingEvent.MatchingRoundReopened(c.Round, c.Reason),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision Open(Programme state, MatchingCommand.OpenRound c, Definition definition) =>
        definition.Form(c.Form) is null ? Decision.Unknown("form", c.Form)
        : state.Matching.Rounds.ContainsKey(c.Round) ? new Refusal(Reason.AlreadyRecorded, "matching-round-recorded", $"{c.Round}")
        : (Unusable(state, c.Form) ?? OpenOfForm(state, c.Form) ?? Weights(c.Weights)) is { } refusal ? refusal
        : new MatchingEvent.MatchingRoundOpened(c.Round, c.Form, c.Weights ?? definition.Parameters.MatchingWeights);

    private static Refusal? OpenOfForm(Programme state, string form) =>
        state.Matching.Rounds.Values.FirstOrDefault(r => r.Form == form && !r.Closed) is { } open
            ? new(Reason.AlreadyRecorded, "matching-round-open", $"{form} {open.Id}")
            : null;

    private static Refusal? Weights(IReadOnlyList<ScoreWeight>? weights) =>
        weights is null ? null
        : weights.Index().FirstOrDefault(w => w.Item.Weight is < 0 or > MostWeight) is { Item: not null } wrong
            ? new(Reason.ValueOutOfRange, "weight-out-of-range", $"/weights/{wrong.Index}/weight {wrong.Item.Weight}")
        : weights.GroupBy(w => w.Part).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? new(Reason.AlreadyRecorded, "code-recorded", Kebab.Of($"{twice.Key}"))
        : weights.Any(w => w.Weight > 0) ? null
        : new(Reason.ValueOutOfRange, "count-out-of-range", "/weights");

    private static Decision Declare(Programme state, MatchingEvent.PairConflictDeclared c) =>
        c.Mentor == c.Mentee ? new Refusal(Reason.ValueOutOfRange, "pair-of-one-person", $"{c.Mentor}")
        : !state.Participants.Mentors.ContainsKey(c.Mentor) ? Decision.Unknown("mentor", $"{c.Mentor}")
        : !state.Participants.Mentees.ContainsKey(c.Mentee) ? Decision.Unknown("mentee", $"{c.Mentee}")
        : NewId(state, c.Id) is { } known ? known
        : state.Matching.Conflicts.Values.Any(known => (known.Mentor, known.Mentee) == (c.Mentor, c.Mentee)) ? Reason.NothingChanges
        : c;

    private static Decision Hold(Programme state, MatchingRound round, MatchingEvent.GroupMeetingHeld m, Issued issued) =>
        (NewId(state, m.Id) ?? Dates.OfFact(m.On, issued.AsOf)
            ?? (m.Minutes is < 1 or > MostMinutes ? new Refusal(Reason.ValueOutOfRange, "minutes-out-of-range", $"{m.Minutes}") : null)
            ?? Count(m.Present.Count, 1, MostPersons, "/present")
            ?? ParticipantDecider.Unmet(Reason.NotInBase, m.Present
                .Where(p => !IsOf(state, round, SurveyAudience.Mentees, p) && !IsOf(state, round, SurveyAudience.Mentors, p))
                .Select(p => new Missing("person-not-of-round", $"{p}")))) is { } refusal ? refusal
        : m with { Present = [.. m.Present.Distinct()] };

    private static Decision Compute(
        Programme state, MatchingRound round, MatchingCommand.ComputeProposal c, Issued issued, Definition definition)
    {
        if ((NewId(state, c.Proposal) ?? Unusable(state, round.Form)) is { } refusal) return refusal;
        var cohort = CohortOfRound.Of(state, round, issued.EffectiveOn, definition);
        return cohort.Mentees.Count == 0 ? new Refusal(Reason.ConditionsNotMet, "mentee-without-mentor-missing", round.Form)
            : (Count(cohort.Mentees.Count, 1, MostPersons, "/mentees") ?? Count(cohort.Mentors.Count, 0, MostPersons, "/mentors"))
                is { } tooMany ? tooMany
            : Proposed(round.Id, c.Proposal, cohort);
    }

    /// <summary>The event of a proposal, from its input alone.</summary>
    internal static MatchingEvent.MatchProposalComputed Proposed(Guid round, Guid proposal, Cohort cohort)
    {
        var (pairs, unmatched, blocking) = MatchProposal.Of(cohort);
        return new(
            round, proposal, MatchProposal.Algorithm, MatchProposal.Version, cohort.Weights, cohort.Sha256, cohort.Mentees.Count,
            cohort.Mentors.Count, pairs, unmatched, blocking);
    }

    private static Decision Close(Programme state, MatchingRound round, MatchingCommand.CloseRound c)
    {
        if (UnmatchedMentees.Refuse(state, c.Unmatched) is { } refusal && c.Unmatched.Count > 0) return refusal;
        var decided = c.Unmatched.Select(d => d.Mentee).ToHashSet();
        List<Missing> open =
        [
            .. UnmatchedMentees.Of(state)
            .Where(m => m.Decided is null && m.Entry.Form?.Form == round.Form && !decided.Contains(m.Entry.Person))
            .Select(m => new Missing("unmatched-undecided", $"{m.Entry.Person}")),
        ];
        return open.Count > 0 ? new Refusal(Reason.ConditionsNotMet, open) : new MatchingEvent.MatchingRoundClosed(c.Round, c.Unmatched);
    }
}
