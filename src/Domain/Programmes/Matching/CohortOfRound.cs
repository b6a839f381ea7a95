using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>Reads the cohort of a round from a programme: mentees of the form without a tandem, and mentors who offer the form.</summary>
public static class CohortOfRound
{
    /// <summary>The cohort on a day, in the order of ids.</summary>
    /// <param name="besides">Tandems that are looked at as if they were not formed: those confirmed from a proposal, so that its input is
    /// the same while the curator confirms it pair by pair.</param>
    public static Cohort Of(
        Programme state, MatchingRound round, DateOnly day, Definition definition, IReadOnlySet<Guid>? besides = null)
    {
        var form = definition.Form(round.Form)!;
        // A mentee who has completed work of this form looks for no other mentor.
        List<Tandem> standing =
            [.. state.Tandems.Tandems.Values.Where(t => t.Status != TandemStatus.Dissolved && besides?.Contains(t.Id) != true)];
        var matched = standing.Where(t => t.Form == form.Code).SelectMany(t => t.Mentees).ToHashSet();
        var open = standing.FindAll(t => t.Open);
        var menteesOf = open.ToLookup(t => t.Mentor, t => t.Mentees);
        IReadOnlyList<CohortMentee> mentees =
        [
            .. state.Participants.Mentees.Values.Where(m => m.InBase && m.Form?.Form == form.Code && !matched.Contains(m.Person))
            .Select(m => Mentee(state, m, form, day, definition)),
        ];
        IReadOnlyList<CohortMentor> mentors =
        [
            .. state.Participants.Mentors.Values.Where(m => m.AvailableOn(day) && m.Offer.Forms.Contains(form.Code))
            .Select(m => Mentor(state, m, menteesOf[m.Person].SelectMany(own => own).Distinct().Count(), form, day, definition)),
        ];
        // Nothing about anybody else, so that the hash changes only with what the proposal reads.
        var (young, old) = (mentees.Select(m => m.Person).ToHashSet(), mentors.Select(m => m.Person).ToHashSet());
        return new(
            form.Code, new(form.Eligibility.Rules.Any(r => r.Code == Eligibility.HigherLevel), form.Eligibility.SameOrganisation == false),
            round.Opened.Weights, mentees, mentors, Wishes(round.OfMentees.Values, young), Wishes(round.OfMentors.Values, old),
            [.. Pairs(state, open).Where(p => old.Contains(p.Mentor) && young.Contains(p.Mentee)).Distinct()]);
    }

    private static CohortMentee Mentee(Programme state, MenteeEntry entry, FormDefinition form, DateOnly day, Definition definition)
    {
        var standing = state.Participants.Standings[entry.Person];
        return new(
            entry.Person, standing.AgeBand, standing.Contour == Contour.Internal, Eligibility.ClassOf(standing),
            [.. entry.Requests.Select(r => r.Category).Where(c => c != SpecialCategories.Sealed).Distinct()],
            PersonalPath.TakingPart(state, entry.Person).Concat(PersonalPath.Consent(state, entry.Person, day)).Any()
                ? MatchConstraint.MenteeConsent
            : Eligibility.OfMentee(standing, form, definition).Concat(Eligibility.OfMentee(state, entry, form)).Any()
                ? MatchConstraint.MenteeEligible
            : null);
    }

    private static CohortMentor Mentor(
        Programme state, MentorEntry entry, int occupied, FormDefinition form, DateOnly day, Definition definition)
    {
        var (standing, offer) = (state.Participants.Standings[entry.Person], entry.Offer);
        return new(
            entry.Person, standing.Contour == Contour.Internal, Eligibility.ClassOf(standing), offer.Capacity, occupied,
            offer.PreferredAgeFrom, offer.PreferredAgeTo,
            [.. offer.Competences, .. offer.Subject is { } subject ? [subject] : Array.Empty<string>()], offer.Interests,
            !PersonalPath.IsReady(state, entry, day) ? MatchConstraint.MentorReady
            : Eligibility.OfMentor(standing, form).Concat(Eligibility.OfMentor(state, entry, form)).Any() ? MatchConstraint.MentorEligible
            : PersonalPath.Clearance(state, entry, day, definition).Any() ? MatchConstraint.MentorClearance
            : null);
    }

    private static IReadOnlyList<CohortPreference> Wishes(IEnumerable<MatchingEvent.PreferenceSubmitted> submitted, HashSet<Guid> of) =>
        [.. submitted.Where(p => of.Contains(p.Person)).Select(p => new CohortPreference(p.Person, p.Ranked, p.Excluded))];

    private static IEnumerable<CohortPair> Pairs(Programme state, IReadOnlyList<Tandem> open) =>
    [
        .. state.Participants.Of<ParticipantEvent.PairProposed>()
        .Select(p => new CohortPair(CohortPairKind.Registered, p.Mentor, p.Mentee)),
        .. state.Matching.Conflicts.Values.Select(c => new CohortPair(CohortPairKind.Conflict, c.Mentor, c.Mentee)),
        .. state.Tandems.Tandems.Values.SelectMany(Separated),
        .. open.SelectMany(t => t.Mentees.Select(m => new CohortPair(CohortPairKind.Reversed, m, t.Mentor))),
    ];

    private static IEnumerable<CohortPair> Separated(Tandem t) =>
    [
        .. t.Ending is { Event: TandemEvent.TandemDissolved }
            ? t.Mentees.Select(m => new CohortPair(CohortPairKind.Dissolved, t.Mentor, m)) : [],
        .. t.Members.Where(m => m.To is not null)
        .Select(m => new CohortPair(CohortPairKind.Dissolved, t.MentorOn(m.To!.Value) ?? t.Mentor, m.Mentee)),
    ];
}
