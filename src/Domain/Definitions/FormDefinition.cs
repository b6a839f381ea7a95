namespace MentorshipFlow.Definitions;

/// <summary>A form of mentoring (M4..M10): who mentors whom. It belongs to a pair or group, not to a person (M3).</summary>
/// <param name="UnitKinds">"pair" (1 + 1) and "group" (1 + several); M16 allows both in every form.</param>
/// <param name="OfferedTo">Kinds of organisation that may enable the form: "school", "college".</param>
public sealed record FormDefinition(
    string Code,
    Wording Title,
    Wording Description,
    IReadOnlyList<string> UnitKinds,
    FormEligibility Eligibility,
    IReadOnlyList<FormVariant> Variants,
    IReadOnlyList<string> OfferedTo,
    IReadOnlyList<string> Rows);

/// <summary>Who may take part.</summary>
/// <param name="SameOrganisation">Mentor and mentee belong to one organisation, to two, or it does not matter (null).</param>
/// <param name="Mentee">Kinds of participant: learner, student, teacher, employer-representative.</param>
public sealed record FormEligibility(
    bool? SameOrganisation, IReadOnlyList<string> Mentee, IReadOnlyList<string> Mentor, IReadOnlyList<EligibilityRule> Rules);

/// <summary>A condition in words, such as an age or a length of service; rules over people come with the people.</summary>
public sealed record EligibilityRule(string Code, Wording Text);

/// <summary>A role model inside a form. A programme may also use one of its own with a free code.</summary>
public sealed record FormVariant(string Code, Wording Title);
