using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>The conditions on one person for each form (M5 to M10, M50). Conditions on a pair are checked when the pair
/// is formed.</summary>
public static class Eligibility
{
    // The federal indicator of this form counts learners from 15 years, who are in the ninth class or above (M8).
    private const int FirstSeniorGrade = 9;

    /// <summary>Why a person cannot be a mentee at all: a learner below the definition's age (M50).</summary>
    /// <remarks>Age is known as a band, so a band that reaches the age is let in.</remarks>
    public static IEnumerable<Missing> OfMentee(Guid person, PersonStatus standing, Definition definition)
    {
        if (standing.Kinds.Contains(PersonKind.Learner) && Oldest(standing.AgeBand) < definition.Parameters.MinimalLearnerAge)
            yield return new("mentee-too-young", $"{person}");
    }

    /// <summary>Why a person cannot be a mentee of a form.</summary>
    public static IEnumerable<Missing> OfMentee(PersonStatus standing, FormDefinition form, Definition definition) =>
        Kind(standing, form.Eligibility.Mentee, form)
            .Concat(form.Eligibility.Rules.Where(r => !MenteeMeets(r.Code, standing, definition))
                .Select(r => new Missing(r.Code, form.Code)));

    /// <summary>Why a person cannot be a mentor of a form.</summary>
    public static IEnumerable<Missing> OfMentor(PersonStatus standing, FormDefinition form) =>
        Kind(standing, form.Eligibility.Mentor, form)
            .Concat(form.Eligibility.Rules.Where(r => !MentorMeets(r.Code, standing)).Select(r => new Missing(r.Code, form.Code)));

    /// <summary>Whether a person may stand in the base of mentors under a category (F9).</summary>
    public static bool Fits(MentorCategory category, PersonStatus standing) => category switch
    {
        MentorCategory.Teacher => standing.Kinds.Contains(PersonKind.Teacher),
        MentorCategory.Learner => standing.Kinds.Contains(PersonKind.Learner),
        MentorCategory.Student => standing.Kinds.Contains(PersonKind.Student),
        MentorCategory.EmployerRepresentative => standing.Kinds.Contains(PersonKind.EmployerRepresentative),
        _ => standing.Kinds.Any(kind => kind is PersonKind.Parent or PersonKind.Graduate or PersonKind.Other),
    };

    private static IEnumerable<Missing> Kind(PersonStatus standing, IReadOnlyList<string> kinds, FormDefinition form)
    {
        if (!standing.Kinds.Any(kind => kinds.Contains(Kebab.Of(kind.ToString())))) yield return new("kind-not-in-form", form.Code);
        if (form.Eligibility.SameOrganisation == true && standing.Contour != Contour.Internal)
            yield return new("not-of-this-organisation", form.Code);
    }

    // A rule that only a pair, a meeting or a document can answer is met here: it is words for the person who decides.
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
