using System.Globalization;
using System.Text;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>A mentee who looks for a mentor.</summary>
/// <param name="Grade">Class of a learner.</param>
/// <param name="Requests">Codes of the requests.</param>
/// <param name="Barrier">What keeps the mentee from every mentor; null if nothing does.</param>
public sealed record CohortMentee(
    Guid Person, AgeBand Age, bool Internal, int? Grade, IReadOnlyList<string> Requests, MatchConstraint? Barrier);

/// <summary>A mentor of the form.</summary>
/// <param name="Capacity">The most mentees at one time.</param>
/// <param name="Occupied">Seats that mentees of other tandems have.</param>
/// <param name="AgeFrom">Youngest wished mentee.</param>
/// <param name="AgeTo">Oldest wished mentee.</param>
/// <param name="Competences">Codes, with the subject of mentoring.</param>
/// <param name="Interests">Codes.</param>
/// <param name="Barrier">What keeps the mentor from every mentee; null if nothing does.</param>
public sealed record CohortMentor(
    Guid Person, bool Internal, int? Grade, int Capacity, int Occupied, int? AgeFrom, int? AgeTo,
    IReadOnlyList<string> Competences, IReadOnlyList<string> Interests, MatchConstraint? Barrier);

/// <summary>The wishes of one person about the other side.</summary>
/// <param name="Ranked">The most wished first.</param>
/// <param name="Excluded">Those with whom the person does not want to work.</param>
public sealed record CohortPreference(Guid Person, IReadOnlyList<Guid> Ranked, IReadOnlyList<Guid> Excluded);

/// <summary>The facts about one mentor and one mentee.</summary>
public enum CohortPairKind
{
    /// <summary>A register of pairs proposed them.</summary>
    Registered,

    /// <summary>They have a conflict of interest.</summary>
    Conflict,

    /// <summary>Their tandem was dissolved.</summary>
    Dissolved,

    /// <summary>The mentee is the mentor's mentor in another tandem.</summary>
    Reversed,
}

/// <summary>A mentor and a mentee about whom something is known.</summary>
public sealed record CohortPair(CohortPairKind Kind, Guid Mentor, Guid Mentee);

/// <summary>Conditions of the form on a pair.</summary>
/// <param name="HigherLevel">The mentor is in a higher class (M5).</param>
/// <param name="OtherOrganisation">Mentor and mentee are not both of this organisation (M7).</param>
public sealed record CohortRules(bool HigherLevel, bool OtherOrganisation);

/// <summary>
/// Everything that the proposal of a round depends on. Its lists have no order: the proposal and the hash are the same for every order.
/// </summary>
public sealed record Cohort(
    string Form, CohortRules Rules, IReadOnlyList<ScoreWeight> Weights, IReadOnlyList<CohortMentee> Mentees,
    IReadOnlyList<CohortMentor> Mentors, IReadOnlyList<CohortPreference> OfMentees, IReadOnlyList<CohortPreference> OfMentors,
    IReadOnlyList<CohortPair> Pairs)
{
    /// <summary>The hashed text; each line ends in "\n", an absent value is "-", codes of a list are joined by commas or "-":
    /// <code>
    /// mentorshipflow matching input v1
    /// form {code} {higher-level|any-level} {other-organisation|any-organisation}
    /// weight {part} {weight}                    in the order of the round
    /// mentee {id} {age band} {internal|external} {grade} {requests} {constraint}
    /// mentor {id} {internal|external} {grade} {capacity} {occupied} {from} {to} {competences} {interests} {constraint}
    /// mentee-wish {id} {ranked} {excluded}
    /// mentor-wish {id} {ranked} {excluded}
    /// pair {registered|conflict|dissolved|reversed} {mentor} {mentee}
    /// </code>
    /// Persons are in the order of their ids, codes and excluded persons in order too, pairs by kind, mentor and mentee. The day is not
    /// part of it, so tomorrow's hash is the same unless something changed.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder("mentorshipflow matching input v1\n");
            Line(text, "form", Form, Rules.HigherLevel ? "higher-level" : "any-level",
                Rules.OtherOrganisation ? "other-organisation" : "any-organisation");
            foreach (var w in Weights) Line(text, "weight", Word(w.Part), Number(w.Weight));
            foreach (var m in Mentees.OrderBy(m => m.Person))
                Line(text, "mentee", $"{m.Person}", Word(m.Age), Side(m.Internal), Number(m.Grade),
                    Codes(m.Requests), Word(m.Barrier));
            foreach (var m in Mentors.OrderBy(m => m.Person))
                Line(text, "mentor", $"{m.Person}", Side(m.Internal), Number(m.Grade),
                    Number(m.Capacity), Number(m.Occupied), Number(m.AgeFrom), Number(m.AgeTo), Codes(m.Competences), Codes(m.Interests),
                    Word(m.Barrier));
            Wishes(text, "mentee-wish", OfMentees);
            Wishes(text, "mentor-wish", OfMentors);
            foreach (var p in Pairs.OrderBy(p => p.Kind).ThenBy(p => p.Mentor).ThenBy(p => p.Mentee))
                Line(text, "pair", Word(p.Kind), $"{p.Mentor}", $"{p.Mentee}");
            return text.ToString();
        }
    }

    /// <summary>SHA-256 of <see cref="Text"/>, 64 lower hex digits.</summary>
    public string Sha256 => Ledger.Hash.OfText(Text).ToString();

    private static void Wishes(StringBuilder text, string word, IEnumerable<CohortPreference> wishes)
    {
        foreach (var w in wishes.OrderBy(w => w.Person))
            Line(text, word, $"{w.Person}", Ids(w.Ranked), Ids(w.Excluded.Order()));
    }

    private static void Line(StringBuilder text, params ReadOnlySpan<string> parts) => text.AppendJoin(' ', parts).Append('\n');

    private static string Word<T>(T? value) => value is null ? "-" : Kebab.Of($"{value}");

    private static string Side(bool inside) => inside ? "internal" : "external";

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Codes(IEnumerable<string> codes) => Joined(codes.Distinct().Order(StringComparer.Ordinal));

    private static string Ids(IEnumerable<Guid> ids) => Joined(ids.Select(id => $"{id}"));

    private static string Joined(IEnumerable<string> parts) => string.Join(',', parts) is { Length: > 0 } joined ? joined : "-";
}
