using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;

namespace MentorshipFlow.Bench;

/// <summary>The proposal for a large cohort: every mentee and mentor different, most of them with wishes.</summary>
internal static class Matching
{
    private const int Mentees = 2_000;
    private const int Mentors = 800;

    private static readonly AgeBand[] Ages = [AgeBand.TenToThirteen, AgeBand.Fourteen, AgeBand.FifteenToSeventeen];

    /// <summary>Milliseconds for one proposal.</summary>
    public static double Milliseconds(int seed)
    {
        var cohort = Cohort(new Random(seed));
        var started = Stopwatch.GetTimestamp();
        var proposal = MatchProposal.Of(cohort);
        var took = Stopwatch.GetElapsedTime(started);
        if (proposal.Pairs.Count + proposal.Unmatched.Count != Mentees) throw new InvalidOperationException("Somebody is missing.");
        return took.TotalMilliseconds;
    }

    private static Cohort Cohort(Random random)
    {
        Guid[] young = [.. Enumerable.Range(1, Mentees).Select(Id)];
        Guid[] old = [.. Enumerable.Range(Mentees + 1, Mentors).Select(Id)];
        return new(
            "learner-learner", new(HigherLevel: true, OtherOrganisation: false),
            [
                new(ScorePart.MutualPreference, 40), new(ScorePart.RequestCompetence, 25), new(ScorePart.RequestInterest, 10),
                new(ScorePart.AgeFit, 10), new(ScorePart.RegisterProposal, 5), new(ScorePart.LoadBalance, 10),
            ],
            [.. young.Select(id => new CohortMentee(id, Ages[random.Next(3)], true, random.Next(5, 10), Codes(random, 3), null))],
            [
                .. old.Select(id => new CohortMentor(
                    id, true, random.Next(8, 12), random.Next(1, 5), 0, 10, random.Next(13, 18), Codes(random, 4), Codes(random, 2), null)),
            ],
            [.. young.Select(id => new CohortPreference(id, Some(random, old, 5), Some(random, old, 1)))],
            [.. old.Select(id => new CohortPreference(id, Some(random, young, 5), Some(random, young, 1)))], []);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static string[] Codes(Random random, int most) =>
        Some(random, [.. Enumerable.Range(0, 30).Select(n => $"code-{n}")], most);

    private static T[] Some<T>(Random random, T[] of, int most) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => of[random.Next(of.Length)]).Distinct()];
}
