using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>The hard conditions of a pair or group. No score and no decision passes over them; matching uses the same functions.</summary>
public static class Pairing
{
    private const int MostMentees = 100;

    /// <summary>A refusal of a new tandem, or null if it may be formed.</summary>
    /// <param name="on">The day of the formation.</param>
    public static Refusal? Check(Programme state, TandemEvent.TandemFormed formed, DateOnly on, Definition definition) =>
        state.Tandems.Seen.Contains(formed.Tandem)
            ? new Refusal(Reason.AlreadyRecorded, "tandem-recorded", $"{formed.Tandem}")
        : state.Gates[6].Stands ? new Refusal(Reason.StageAlreadyApproved, "stage-approved", "6")
        : OfForm(state, formed, definition) ?? Counted(formed) ?? Persons(state, formed.Mentor, formed.Mentees)
            ?? ParticipantDecider.Unmet(Reason.PairNotAllowed,
                formed.Mentees.SelectMany(m => OfTwo(state, formed.Form, formed.Mentor, m, definition)))
            ?? ParticipantDecider.Unmet(Reason.ConditionsNotMet,
            [
                .. OfMentor(state, formed.Form, formed.Mentor, formed.Mentees, on, definition),
                .. formed.Mentees.SelectMany(m => OfMentee(state, formed.Form, m, on, definition)),
            ]);

    /// <summary>Reasons why these two are not joined: one person, the same two the other way round, separated before, the mentee has a
    /// mentor of this form, or the form does not join them.</summary>
    public static IEnumerable<Missing> OfTwo(Programme state, string form, Guid mentor, Guid mentee, Definition definition)
    {
        if (mentor == mentee) yield return new("pair-of-one-person", $"{mentor}");
        if (state.Tandems.LedBy(mentee).Any(t => t.Mentees.Contains(mentor))) yield return new("pair-mutual", $"{mentor} {mentee}");
        if (state.Tandems.WereSeparated(mentor, mentee)) yield return new("pair-separated-before", $"{mentor} {mentee}");
        if (state.Tandems.Open.Any(t => t.Form == form && t.Mentees.Contains(mentee))) yield return new("mentee-has-mentor", $"{mentee}");
        if (mentor == mentee) yield break;
        var standings = state.Participants.Standings;
        foreach (var unfit in Eligibility.OfTwo(standings[mentor], standings[mentee], definition.Form(form)!, $"{mentor} {mentee}"))
            yield return unfit;
    }

    /// <summary>Conditions that a mentor does not meet: readiness, consent, clearance, form, and capacity for some more mentees.</summary>
    public static IEnumerable<Missing> OfMentor(
        Programme state, string form, Guid mentor, IEnumerable<Guid> mentees, DateOnly on, Definition definition)
    {
        var entry = state.Participants.Mentors[mentor];
        var standing = state.Participants.Standings[mentor];
        return
        [
            .. PersonalPath.TakingPart(state, mentor),
            .. PersonalPath.Consent(state, mentor, on),
            .. entry.ReadyOn(on) ? [] : new[] { new Missing("mentor-not-ready", $"{mentor}") },
            .. PersonalPath.Clearance(state, entry, on, definition),
            .. entry.Offer.Forms.Contains(form)
                ? Eligibility.OfMentor(standing, definition.Form(form)!)
                    .Concat(Eligibility.OfMentor(state, entry, definition.Form(form)!))
                : [new Missing("form-not-offered-by-mentor", $"{mentor} {form}")],
            .. state.Tandems.MenteesOf(mentor).Union(mentees).Count() > entry.Offer.Capacity
                ? new[] { new Missing("mentor-capacity-exceeded", $"{mentor} {entry.Offer.Capacity}") }
                : [],
        ];
    }

    /// <summary>Conditions that a mentee does not meet: base, consent and assigned form.</summary>
    public static IEnumerable<Missing> OfMentee(Programme state, string form, Guid mentee, DateOnly on, Definition definition)
    {
        var entry = state.Participants.Mentees[mentee];
        return
        [
            .. PersonalPath.TakingPart(state, mentee),
            .. entry.InBase ? [] : new[] { new Missing("mentee-not-in-base", $"{mentee}") },
            .. PersonalPath.Consent(state, mentee, on),
            .. entry.Form?.Form == form
                ? Eligibility.OfMentee(state.Participants.Standings[mentee], definition.Form(form)!, definition)
                    .Concat(Eligibility.OfMentee(state, entry, definition.Form(form)!))
                : [new Missing("form-not-assigned", $"{mentee}")],
        ];
    }

    /// <summary>A refusal if somebody is in neither base of this programme.</summary>
    internal static Refusal? Persons(Programme state, Guid mentor, IEnumerable<Guid> mentees) => ParticipantDecider.Unmet(Reason.Unknown,
    [
        .. state.Participants.Mentors.ContainsKey(mentor) ? [] : new[] { new Missing("mentor-unknown", $"{mentor}") },
        .. mentees.Where(m => !state.Participants.Mentees.ContainsKey(m)).Select(m => new Missing("mentee-unknown", $"{m}")),
    ]);

    private static Refusal? OfForm(Programme state, TandemEvent.TandemFormed formed, Definition definition) =>
        definition.Form(formed.Form) is not { } form ? new Refusal(Reason.Unknown, "form-unknown", formed.Form)
        : !state.Preparation.Forms.TryGetValue(formed.Form, out var enabled)
            ? new Refusal(Reason.FormNotEnabled, "form-not-enabled", formed.Form)
        : enabled.PreconditionOpen ? new Refusal(Reason.FormNotEnabled, "form-precondition-open", formed.Form)
        : form.Lacks(formed.Variant, "/variant") is { } unknown ? unknown
        : enabled.Enabled.Kinds.Contains(formed.Kind) ? null
        : new Refusal(Reason.NotEligible, "tandem-kind-not-enabled", formed.Form);

    private static Refusal? Counted(TandemEvent.TandemFormed formed) =>
        formed.Kind == TandemKind.Pair ? formed.Mentees.Count == 1 ? null : Wrong("pair-of-one-mentee", formed.Mentees.Count)
        : formed.Mentees.Count < 2 ? Wrong("group-of-two-mentees", formed.Mentees.Count)
        : formed.Mentees.Count > MostMentees ? Wrong("persons-too-many", MostMentees)
        : formed.Mentees.Distinct().Count() < formed.Mentees.Count ? Wrong("persons-doubled", formed.Mentees.Count)
        : null;

    private static Refusal Wrong(string what, int count) => new(Reason.ValueOutOfRange, what, $"{count}");
}
