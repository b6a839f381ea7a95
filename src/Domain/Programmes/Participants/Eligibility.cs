using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>The conditions of each form on one person and on two who are joined (M5 to M10, M50).</summary>
public static class Eligibility
{
    // The federal indicator of this form counts learners from 15 years, that is from the ninth class (M8).
    private const int FirstSeniorGrade = 9;

    /// <summary>The rule of a form by which the mentor is in a higher class (M5).</summary>
    public const string HigherLevel = "mentor-on-higher-level";

    /// <summary>The rule of a form by which the mentee studies at a college (M10).</summary>
    public const string InVocationalEducation = "mentee-in-vocational-education";
    private const string MotivationNamed = "mentee-motivation-named";
    private const string FromEnterprise = "mentor-from-regional-enterprise";

    /// <summary>Reasons why a person cannot be a mentee of any form: a learner below the minimal age (M50).</summary>
    /// <remarks>Only the age band is known, so a band that includes the minimal age is accepted.</remarks>
    public static IEnumerable<Missing> OfMentee(Guid person, PersonStatus standing, Definition definition)
    {
        if (standing.Kinds.Contains(PersonKind.Learner) && standing.AgeBand.Years().Oldest < definition.Parameters.MinimalLearnerAge)
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

    /// <summary>Reasons why these two are not joined in a form: the mentor is not in a higher class (M5), or both are of this organisation
    /// in a form that joins two (M7 to M10). Classes that are not recorded are not compared.</summary>
    /// <param name="where">The object of each reason.</param>
    public static IEnumerable<Missing> OfTwo(PersonStatus mentor, PersonStatus mentee, FormDefinition form, string where)
    {
        if (form.Eligibility.Rules.Any(r => r.Code == HigherLevel) && ClassOf(mentee) >= ClassOf(mentor))
            yield return new("mentor-not-in-higher-class", where);
        if (form.Eligibility.SameOrganisation == false && mentor.Contour == Contour.Internal && mentee.Contour == Contour.Internal)
            yield return new("pair-of-one-organisation", where);
    }

    /// <summary>The class of a learner. Years of students do not compare with classes.</summary>
    public static int? ClassOf(PersonStatus standing) => standing.Kinds.Contains(PersonKind.Learner) ? standing.Grade : null;

    /// <summary>Requirements of a form that a mentee does not meet in this programme: the named motivation (M8), and a school or college of
    /// the right kind (M7, M10).</summary>
    public static IEnumerable<Missing> OfMentee(Programme state, MenteeEntry mentee, FormDefinition form)
    {
        var rules = form.Eligibility.Rules.Select(r => r.Code).ToHashSet();
        var here = state.Participants.Standings[mentee.Person].Contour == Contour.Internal;
        if (rules.Contains(MotivationNamed) && mentee.Motivation is null) yield return new("mentee-motivation-missing", $"{mentee.Person}");
        // The kind of another organisation is not known.
        var kind = state.Charter!.OrganisationKind;
        if (rules.Contains("mentee-in-general-school") && here
            && kind is OrganisationKind.College or OrganisationKind.Kindergarten)
            yield return new("mentee-not-of-school", $"{mentee.Person}");
        if (rules.Contains(InVocationalEducation) && here && kind != OrganisationKind.College)
            yield return new("mentee-not-of-college", $"{mentee.Person}");
    }

    /// <summary>Requirements of a form that a mentor does not meet in this programme: an enterprise among its partners (M8, M10).</summary>
    public static IEnumerable<Missing> OfMentor(Programme state, MentorEntry mentor, FormDefinition form)
    {
        if (form.Eligibility.Rules.Any(r => r.Code == FromEnterprise) && !IsEnterprise(state, mentor.Enterprise))
            yield return new("mentor-enterprise-missing", $"{mentor.Person}");
    }

    /// <summary>Whether a form joins students of a college with an enterprise, so that its outcome may be an employment (M10).</summary>
    public static bool LeadsToEmployment(FormDefinition? form) => form?.Eligibility.Rules.Any(r => r.Code == InVocationalEducation) == true;

    /// <summary>Whether a partner is an enterprise or organisation of the business community.</summary>
    public static bool IsEnterprise(Programme state, Guid? partner) =>
        state.Preparation.Of<Fact.PartnerEngaged>().Any(p => p.Id == partner && p is { Contour: Contour.External, Kind: "business" });

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

    // Rules on a pair, on what is recorded in the programme, on a meeting or a document are not checked here and count as met.
    private static bool MenteeMeets(string rule, PersonStatus standing, Definition definition) => rule switch
    {
        "mentee-young-or-new" =>
            standing.NewHire || (standing.Experience == Experience.UpToThreeYears && definition.Parameters.YoungSpecialistYears >= 3),
        "mentee-in-senior-classes" => standing.Grade >= FirstSeniorGrade,
        _ => true,
    };

    private static bool MentorMeets(string rule, PersonStatus standing) =>
        rule != "mentor-experienced" || standing.Experience == Experience.MoreThanThreeYears;

    /// <summary>The youngest and the oldest age of a band, in whole years.</summary>
    public static (int Youngest, int Oldest) Years(this AgeBand band) => band switch
    {
        AgeBand.UnderTen => (0, 9),
        AgeBand.TenToThirteen => (10, 13),
        AgeBand.Fourteen => (14, 14),
        AgeBand.FifteenToSeventeen => (15, 17),
        AgeBand.EighteenToNineteen => (18, 19),
        AgeBand.TwentyToThirtyFive => (20, 35),
        AgeBand.OverThirtyFive => (36, int.MaxValue),
        AgeBand.Adult => (18, int.MaxValue),
        _ => throw new UnreachableException($"{band}"),
    };
}
