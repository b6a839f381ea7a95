using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>Cohorts of a seed.</summary>
internal static class Cohorts
{
    public static readonly IReadOnlyList<ScoreWeight> Weights =
    [
        new(ScorePart.MutualPreference, 40), new(ScorePart.RequestCompetence, 25), new(ScorePart.RequestInterest, 10),
        new(ScorePart.AgeFit, 10), new(ScorePart.RegisterProposal, 5), new(ScorePart.LoadBalance, 10),
    ];

    public static readonly CohortMentee Mentee =
        new(Number(0x100), AgeBand.TenToThirteen, true, 5, ["studies"], null);

    public static readonly CohortMentor Mentor =
        new(Number(0x200), true, 10, 1, 0, null, null, ["studies"], ["chess"], null);

    private static readonly string[] Codes = [.. Enumerable.Range(0, 30).Select(n => $"code-{n}")];
    private static readonly AgeBand[] Ages =
        [AgeBand.TenToThirteen, AgeBand.TenToThirteen, AgeBand.Fourteen, AgeBand.FifteenToSeventeen, AgeBand.EighteenToNineteen];

    /// <summary>One mentee and one mentor, and what is known about them.</summary>
    public static Cohort Of(CohortMentee mentee, CohortMentor mentor, params CohortPair[] pairs) => Of([mentee], [mentor], pairs);

    public static Cohort Of(IReadOnlyList<CohortMentee> mentees, IReadOnlyList<CohortMentor> mentors, params CohortPair[] pairs) =>
        new("learner-learner", new(true, false), Weights, mentees, mentors, [], [], pairs);

    /// <summary>A whole cohort: some are not ready, some have excluded somebody, most have ranked some.</summary>
    public static Cohort Of(int mentees, int mentors, int mostSeats, ulong seed)
    {
        var random = new RandomSource(seed);
        Guid[] young = [.. Enumerable.Range(0, mentees).Select(n => Number(0x100_0000 + random.Below(0x10000) + (n * 0x10000)))];
        Guid[] old = [.. Enumerable.Range(0, mentors).Select(n => Number(0x7000_0000 + random.Below(0x10000) + (n * 0x10000)))];
        return new(
            "learner-learner", new(true, false), Weights,
            [
                .. young.Select(id => new CohortMentee(
                    id, random.Of(Ages), true, 5 + random.Below(6), Some(random, Codes, 3),
                    random.OneIn(30) ? MatchConstraint.MenteeConsent : null)),
            ],
            [
                .. old.Select(id => new CohortMentor(
                    id, true, 8 + random.Below(4), 1 + random.Below(mostSeats), random.OneIn(6) ? 1 : 0,
                    random.OneIn(3) ? 10 : null, random.OneIn(4) ? 15 : null, Some(random, Codes, 4), Some(random, Codes, 2),
                    random.OneIn(20) ? MatchConstraint.MentorReady : null)),
            ],
            [.. young.Where(_ => !random.OneIn(4)).Select(id => new CohortPreference(id, Some(random, old, 5), Some(random, old, 1)))],
            [.. old.Where(_ => !random.OneIn(4)).Select(id => new CohortPreference(id, Some(random, young, 5), Some(random, young, 1)))],
            [
                .. Enumerable.Range(0, mentees / 4)
                    .Select(_ => new CohortPair((CohortPairKind)random.Below(4), random.Of(old), random.Of(young))).Distinct(),
            ]);
    }

    /// <summary>The same cohort with every list in another order.</summary>
    public static Cohort Shuffled(this Cohort cohort, ulong seed)
    {
        var random = new RandomSource(seed);
        return cohort with
        {
            Mentees = Shuffle(cohort.Mentees), Mentors = Shuffle(cohort.Mentors), OfMentees = Shuffle(cohort.OfMentees),
            OfMentors = Shuffle(cohort.OfMentors), Pairs = Shuffle(cohort.Pairs),
        };

        IReadOnlyList<T> Shuffle<T>(IReadOnlyList<T> list) => [.. list.OrderBy(_ => random.Below(int.MaxValue))];
    }

    private static IReadOnlyList<T> Some<T>(RandomSource random, IReadOnlyList<T> of, int most) =>
        [.. Enumerable.Range(0, random.Below(most + 1)).Select(_ => random.Of(of)).Distinct()];
}
