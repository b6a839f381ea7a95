using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Definitions;

/// <summary>A form of mentoring (M4..M10): the kinds of mentor and mentee that it pairs. It belongs to a pair or group, not to a
/// person (M3).</summary>
/// <param name="UnitKinds">M16 allows both kinds in every form.</param>
/// <param name="OfferedTo">Kinds of organisation that may enable the form: schools, colleges, kindergartens, centres for children.</param>
public sealed record FormDefinition(
    string Code,
    Wording Title,
    Wording Description,
    [property: MinLength(1)] IReadOnlyList<TandemKind> UnitKinds,
    FormEligibility Eligibility,
    IReadOnlyList<FormVariant> Variants,
    [property: MinLength(1)] IReadOnlyList<OrganisationKind> OfferedTo,
    IReadOnlyList<string> Rows)
{
    /// <summary>The refusal of a variant that the form does not have; null if it has it.</summary>
    /// <param name="place">JSON pointer of the variant in its object.</param>
    public Refusal? Lacks(string? variant, string place) => variant is null || Variants.Any(v => v.Code == variant)
        ? null
        : new(Reason.Unknown, "variant-unknown", $"{place} {variant}");
}

/// <summary>Kind of a tandem: pair or group (M16).</summary>
public enum TandemKind
{
    /// <summary>One mentor and one mentee.</summary>
    Pair,

    /// <summary>One mentor and a group of mentees.</summary>
    Group,
}

/// <summary>The people who may take part in a form: learners, students, teachers or employers' representatives.</summary>
/// <param name="SameOrganisation">Mentor and mentee belong to one organisation, to two, or it does not matter (null).</param>
public sealed record FormEligibility(
    [property: MinLength(1)] IReadOnlyList<PersonKind> Mentee,
    [property: MinLength(1)] IReadOnlyList<PersonKind> Mentor,
    IReadOnlyList<EligibilityRule> Rules,
    bool? SameOrganisation = null);

/// <summary>A condition in words, such as an age or a length of service; its rule is in <c>Eligibility</c>.</summary>
public sealed record EligibilityRule(string Code, string Ru, string En)
{
    [JsonIgnore]
    public Wording Text => new(Ru, En);
}

/// <summary>A role model inside a form.</summary>
public sealed record FormVariant(string Code, Wording Title);
