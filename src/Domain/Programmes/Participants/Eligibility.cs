using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>The conditions of each form on one person (M5 to M10, M50). Conditions on a pair are not checked here.</summary>
public static class Eligibility
{
    // The federal indicator of this form counts learners from 15 years, that is from the ninth class (M8).
    private const int FirstSeniorGrade = 9;

    /// <summary>Reasons why a person cannot be a mentee of any form: a learner below the minimal age (M50).</summary>
    /// <remarks>Only the age band is known, so a band that includes the minimal age is accepted.</remarks>
    public static IEnumerable<Missing> OfMentee(Guid person, PersonStatus standing, Definition definition)
    {
        if (standing.Kinds.Contains(PersonKind.Learner) && Oldest(standing.AgeBand) < definition.Parameters.MinimalLearnerAge)
            yield return new("mentee-too-young", $"{person}");
    }

    /// <summary>Reasons why a person cannot be a mentee of this form.</summary>
    public static IEnumerable<Missing> OfMentee(PersonStatus standing, FormDefinition form, Definition definition) =>
        Kind(standing, form.Eligibility.Mentee, form)
            .Concat(form.Eligibility.Rules.Where(r => !MenteeMeets(r.Code, standing, definition))
                .Select(r => new Missing(r.Code, form.Code)));

    /// <summary>Reasons why a person cannot be a mentor of this form.</summary>
    public static IEnumerable<Missing> OfMentor(PersonStatus standing, FormDefinition form) =>
        Kind(standing, form.Eligibility.Mentor, form)
            .Concat(form.Eligibility.Rules.Where(r => !MentorMeets(r.Code, standing)).Select(r => new Missing(r.Code, form.Code)));

    /// <summary>Whether a person may be in the base of mentors under a category (F9).</summary>
    public static bool Fits(MentorCategory category, PersonStatus standing) => category switch
    {
        MentorCategory.Teacher => standing.Kinds.Contains(PersonKind.Teacher),
        MentorCategory.Learner => standing.Kinds.Contains(PersonKind.Learner),
        MentorCategory.Student => standing.Kinds.Contains(PersonKind.Student),
        MentorCategory.EmployerRepresentative => standing.Kinds.Contains(PersonKind.EmployerRepresentative),
        _ => standing.Kinds.Any(kind => kind is PersonKind.Parent or PersonKind.Graduate or PersonKind.Other),
    };

    private static IEnumerable<Missing> Kind(PersonStatus standing, IReadOnlyList<PersonKind> kinds, FormDefinition form)
    {
        if (!standing.Kinds.Any(kinds.Contains)) yield return new("kind-not-in-form", form.Code);
        if (form.Eligibility.SameOrganisation == true && standing.Contour != Contour.Internal)
            yield return new("not-of-this-organisation", form.Code);
    }

    // Rules on a pair, a meeting or a document cannot be checked here and count as met; they inform the person who decides.
    private static bool MenteeMeets(string rule, PersonStatus standing, Definition definition) => rule switch
    {
        "mentee-young-or-new" =>
            standing.NewHire || (standing.Experience == Experience.UpToThreeYears && definition.Parameters.YoungSpecialistYears >= 3),
        "mentee-in-senior-classes" => standing.Grade >= FirstSeniorGrade,
        _ => true,
    };

    private static bool MentorMeets(string rule, PersonStatus standing) =>
        rule != "mentor-experienced" || standing.Experience == Experience.MoreThanThreeYears;

    private static int Oldest(AgeBand band) => band switch
    {
        AgeBand.UnderTen => 9,
        AgeBand.TenToThirteen => 13,
        AgeBand.Fourteen => 14,
        AgeBand.FifteenToSeventeen => 17,
        _ => int.MaxValue,
    };
}
