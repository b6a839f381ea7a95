using MentorshipFlow.Definitions;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>
/// Conditions that one person does not meet yet: for the base, for readiness, and for a late joiner's own gate. Decisions, gate rules and
/// queries use the same functions.
/// </summary>
public static class PersonalPath
{
    /// <summary>Unmet conditions for a mentee's entry to the base: a consent in force, a request, the age (M107, M110, M50).</summary>
    public static IEnumerable<Missing> OfMenteeToBase(Programme state, MenteeEntry entry, DateOnly asOf, Definition definition) =>
        TakingPart(state, entry.Person).Concat(Consent(state, entry.Person, asOf)).Concat(Request(entry))
            .Concat(Eligibility.OfMentee(entry.Person, state.Participants.Standings[entry.Person], definition));

    /// <summary>Conditions of gate 2 that a mentee does not meet.</summary>
    public static IEnumerable<Missing> OfMentee(Programme state, MenteeEntry entry, DateOnly asOf, Definition definition) =>
        OfMenteeToBase(state, entry, asOf, definition).Concat(Form(state, entry))
            .Concat(Measurement(state, entry.Person, SurveyAudience.Mentees)).Concat(Information(state, entry));

    /// <summary>Unmet conditions for a mentor's entry to the base: a consent in force.</summary>
    public static IEnumerable<Missing> OfMentorToBase(Programme state, MentorEntry entry, DateOnly asOf) =>
        TakingPart(state, entry.Person).Concat(Consent(state, entry.Person, asOf));

    /// <summary>Unmet conditions for declaring a mentor ready (domain-model.md 3 E).</summary>
    public static IEnumerable<Missing> OfMentorToReadiness(Programme state, MentorEntry entry, DateOnly asOf, Definition definition) =>
    [
        .. OfMentorToBase(state, entry, asOf),
        .. entry.AvailableOn(asOf) ? [] : Lacking("mentor-not-in-base", entry.Person),
        .. entry.Offer.Forms.Any(form => Usable(state, form)) ? [] : Lacking("mentor-without-form", entry.Person),
        .. Selection(entry),
        .. entry.Selected ? [] : Lacking("mentor-not-selected", entry.Person),
        .. Interview(entry),
        .. entry.Interviews is [.., { Outcome: not InterviewOutcome.Recommended }] ? Lacking("interview-not-positive", entry.Person) : [],
        .. Training(state, entry),
        .. Clearance(state, entry, asOf, definition),
        .. LabourTerms(state, entry, definition),
    ];

    /// <summary>Declared ready, still in the base, and allowed to take part on this day, with a consent in force.</summary>
    public static bool IsReady(Programme state, MentorEntry entry, DateOnly day) =>
        entry.ReadyOn(day) && state.Participants.Standings[entry.Person].MayTakePart && !Consent(state, entry.Person, day).Any();

    /// <summary>Whether other organisations may ask for the mentor: sharing is permitted and the consent to it is in force (M119,
    /// L1).</summary>
    public static bool IsShared(Programme state, MentorEntry entry, DateOnly day) =>
        entry.Sharing is { Permitted: true } && state.Participants.ConsentsTo(entry.Person, ConsentPurpose.Sharing, day);

    /// <summary>Reasons why nothing new may be recorded about this person: restricted, left or erased.</summary>
    public static IEnumerable<Missing> TakingPart(Programme state, Guid person)
    {
        foreach (var stopped in Stopped(state, person)) yield return stopped;
        if (state.Participants.Standings[person].Left) yield return new("person-left", $"{person}");
    }

    /// <summary>Reasons why no data of this person may be processed, including survey answers: erased or restricted. People who have left
    /// may still be measured at the end (domain-model.md 5).</summary>
    public static IEnumerable<Missing> Stopped(Programme state, Guid person)
    {
        if (!state.Participants.Standings.TryGetValue(person, out var standing)) yield break;
        if (standing.Erased) yield return new("person-erased", $"{person}");
        if (standing.Restricted) yield return new("person-restricted", $"{person}");
    }

    internal static IEnumerable<Missing> Consent(Programme state, Guid person, DateOnly asOf) =>
        state.Participants.ConsentsTo(person, ConsentPurpose.Participation, asOf)
            ? []
            : Lacking("participation-consent-missing", person);

    internal static IEnumerable<Missing> Request(MenteeEntry entry) =>
        entry.Requests.IsEmpty ? Lacking("request-missing", entry.Person) : [];

    internal static IEnumerable<Missing> Form(Programme state, MenteeEntry entry) =>
        entry.Form is { Form: var form } && state.Preparation.Forms.ContainsKey(form) ? [] : Lacking("form-not-assigned", entry.Person);

    internal static IEnumerable<Missing> Measurement(Programme state, Guid person, SurveyAudience audience) =>
        state.Participants.MeasurementsOf(person).IsEmpty && !state.Surveys.HasEntryAnswer(person, audience)
            ? Lacking("entry-measurement-missing", person) : [];

    // Sources are third parties for learners and personal files for teachers; the person concerned must be informed (L19).
    internal static IEnumerable<Missing> Information(Programme state, MenteeEntry entry)
    {
        var kinds = state.Participants.Standings[entry.Person].Kinds;
        if (!kinds.Contains(PersonKind.Learner) && !kinds.Contains(PersonKind.Teacher)) return [];
        var fitting =
            entry.Information.FindAll(i => kinds.Contains(i.Source <= InformationSource.Parent ? PersonKind.Learner : PersonKind.Teacher));
        return fitting.IsEmpty ? Lacking("third-party-information-missing", entry.Person)
            : fitting.Exists(i => i.SubjectInformed) ? []
            : Lacking("subject-not-informed", entry.Person);
    }

    internal static IEnumerable<Missing> Selection(MentorEntry entry) =>
        entry.Decided is null ? Lacking("selection-undecided", entry.Person) : [];

    internal static IEnumerable<Missing> Interview(MentorEntry entry) =>
        entry.Interviews.IsEmpty ? Lacking("interview-missing", entry.Person) : [];

    internal static IEnumerable<Missing> Training(Programme state, MentorEntry entry)
    {
        var passed = entry.Trainings.FindAll(t => t.Result == TrainingResult.Passed);
        if (passed.IsEmpty) return Lacking("training-not-completed", entry.Person);
        return passed.Exists(t => t.Document is not { } paper || state.Documents.Stands(paper))
            ? []
            : [new("training-document-annulled", $"{entry.Person} {passed[^1].Document}")];
    }

    internal static IEnumerable<Missing> Clearance(Programme state, MentorEntry entry, DateOnly asOf, Definition definition) =>
        ClearanceDue(state, entry, asOf, definition)
            && !(state.Participants.Standings[entry.Person].Clearance is { } clearance && clearance.CheckedOn <= asOf
                && asOf <= clearance.ValidUntil)
            ? Lacking("clearance-missing", entry.Person) : [];

    // An adult mentor of a form with learners works with minors (L17); the definition's policy decides whether a clearance is needed.
    private static bool ClearanceDue(Programme state, MentorEntry entry, DateOnly asOf, Definition definition) =>
        definition.Parameters.AdultsNeedClearance && !state.Participants.Standings[entry.Person].MinorOn(asOf)
            && Mentees(entry, definition).Contains(PersonKind.Learner);

    // Mentoring of an employee needs terms in the contract or a supplementary agreement (L16).
    private static Missing[] LabourTerms(Programme state, MentorEntry entry, Definition definition) =>
        !IsLabour(entry, definition) || entry.LabourTerms.Exists(t => state.Documents.Stands(t.Document))
            ? []
            : Lacking("labour-terms-missing", entry.Person);

    /// <summary>Whether the mentor's work is mentoring of employees (L16).</summary>
    internal static bool IsLabour(MentorEntry entry, Definition definition) =>
        Mentees(entry, definition).Contains(PersonKind.Teacher);

    private static bool Usable(Programme state, string form) =>
        state.Preparation.Forms.TryGetValue(form, out var enabled) && !enabled.PreconditionOpen;

    private static IEnumerable<PersonKind> Mentees(MentorEntry entry, Definition definition) =>
        entry.Offer.Forms.SelectMany(form => definition.Form(form)?.Eligibility.Mentee ?? []);

    private static Missing[] Lacking(string what, Guid person) => [new(what, $"{person}")];
}
