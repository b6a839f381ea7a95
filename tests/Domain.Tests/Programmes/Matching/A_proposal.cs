using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Cohorts;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>The proposal for a cohort: constraints, points, reasons, and the proof that nothing is better.</summary>
public sealed class A_proposal
{
    // The aim is 2 s on a quiet machine; a machine that runs other tests at the same time gets more.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(8);

    public static TheoryData<string> EveryConstraint => [.. Enum.GetNames<MatchConstraint>()];

    [Fact]
    public void Says_part_by_part_why()
    {
        var registered = new CohortPair(CohortPairKind.Registered, Mentor.Person, Mentee.Person);
        var wished = Of(Mentee, Mentor with { AgeFrom = 12, AgeTo = 14 }, registered) with
        {
            OfMentees = [new(Mentee.Person, [Number(1), Mentor.Person], [])], OfMentors = [new(Mentor.Person, [Mentee.Person], [])],
        };
        // Ranks 2 and 1 are 90 and 100; the competence is there, the interest is not; some ages are wished; a register has them; no load.
        var pair = Assert.Single(MatchProposal.Of(wished).Pairs);
        Assert.Equal([40 * 95, 25 * 100, 0, 10 * 50, 5 * 100, 10 * 100], pair.Points);
        Assert.Equal((Mentor.Person, Mentee.Person, pair.Points.Sum()), (pair.Mentor, pair.Mentee, pair.Score));
    }

    [Theory]
    [MemberData(nameof(EveryConstraint))]
    public void Never_breaks_a_constraint_and_names_it(string constraint)
    {
        var broken = Enum.Parse<MatchConstraint>(constraint);
        var cohort = Breaking(broken);
        Assert.Equal(broken, new PairTable(cohort).Barrier(0, 0));
        var proposal = MatchProposal.Of(cohort);
        Assert.Empty(proposal.Pairs);
        var unmatched = Assert.Single(proposal.Unmatched);
        Assert.Equal((Mentee.Person, 0), (unmatched.Mentee, unmatched.Possible));
        Assert.Equal([new MatchBarrier(broken, 1)], unmatched.Barriers);
    }

    [Fact]
    public void Names_mentors_whose_seats_others_have()
    {
        var proposal = MatchProposal.Of(
            Of([Mentee, Mentee with { Person = Number(0x101) }], [Mentor, Mentor with { Person = Number(0x201), Occupied = 1 }]));
        var unmatched = Assert.Single(proposal.Unmatched);
        Assert.Equal((Number(0x101), 1), (unmatched.Mentee, unmatched.Possible));
        Assert.Equal([new MatchBarrier(MatchConstraint.MentorCapacity, 1)], unmatched.Barriers);
    }

    [Fact]
    public void Spreads_the_load() =>
        Assert.Equal(
            [Number(0x200), Number(0x201)],
            MatchProposal.Of(Of(
                [Mentee, Mentee with { Person = Number(0x101) }],
                [Mentor with { Capacity = 2 }, Mentor with { Person = Number(0x201), Capacity = 2 }])).Pairs.Select(p => p.Mentor));

    [Fact]
    public void Gives_the_seats_of_a_mentor_their_points_in_order() =>
        Assert.Equal(
            [10 * 66, 10 * 33],
            MatchProposal.Of(Of([Mentee, Mentee with { Person = Number(0x101) }], [Mentor with { Capacity = 3, Occupied = 1 }])).Pairs
                .Select(p => p.Points[^1]));

    [Fact]
    public void Never_makes_two_persons_mentors_of_each_other()
    {
        var (one, other) = (Number(0x300), Number(0x301));
        var rules = new CohortRules(false, false);
        var cohort = Of(
            [Mentee with { Person = one }, Mentee with { Person = other }], [Mentor with { Person = one }, Mentor with { Person = other }])
            with { Rules = rules };
        Assert.Equal([(one, other)], MatchProposal.Of(cohort).Pairs.Select(p => (p.Mentor, p.Mentee)));
        // The direction with the higher score stays.
        var wished = cohort with { OfMentees = [new(one, [other], [])] };
        Assert.Equal([(other, one)], MatchProposal.Of(wished).Pairs.Select(p => (p.Mentor, p.Mentee)));
        // The other is nobody's mentee: neither of itself nor of the one whom it leads.
        Assert.Equal([new MatchBarrier(MatchConstraint.MutualPair, 2)], Assert.Single(MatchProposal.Of(wished).Unmatched).Barriers);
    }

    [Fact]
    public void Reports_who_would_rather_have_each_other()
    {
        var (mentee2, mentor2) = (Mentee with { Person = Number(0x101) }, Mentor with { Person = Number(0x201), Competences = [] });
        var cohort = Of([Mentee, mentee2], [Mentor, mentor2]) with
        {
            // The competence weighs more than a low rank, so the sum leaves the two apart.
            Weights = [new(ScorePart.MutualPreference, 1), new(ScorePart.RequestCompetence, 100)],
            Mentees = [Mentee with { Requests = ["chess"] }, mentee2],
            OfMentees = [new(Mentee.Person, [Mentor.Person], [])], OfMentors = [new(Mentor.Person, [Mentee.Person], [])],
        };
        var proposal = MatchProposal.Of(cohort);
        Assert.Equal([(mentor2.Person, Mentee.Person), (Mentor.Person, mentee2.Person)], proposal.Pairs.Select(p => (p.Mentor, p.Mentee)));
        Assert.Equal([new BlockingPair(Mentor.Person, Mentee.Person)], proposal.Blocking);
        Assert.Empty(MatchProposal.Of(cohort with { Weights = Weights }).Blocking);
    }

    [Fact]
    public void Is_the_same_whatever_the_order_of_the_lists()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var cohort = Of(40, 25, 2, seed);
            var shuffled = cohort.Shuffled(seed);
            Assert.Equal(cohort.Text, shuffled.Text);
            Assert.Equal(Bytes(MatchProposal.Of(cohort)), Bytes(MatchProposal.Of(shuffled)));
        }
    }

    [Fact]
    public void Has_another_hash_for_another_cohort()
    {
        var cohort = Of(6, 4, 2, 3);
        Cohort[] others =
        [
            cohort, cohort with { Form = "teacher-teacher" }, cohort with { Rules = new(false, false) },
            cohort with { Weights = [.. cohort.Weights.Skip(1)] }, cohort with { Mentees = [.. cohort.Mentees.Skip(1)] },
            cohort with { Mentors = [cohort.Mentors[0] with { Capacity = 9 }, .. cohort.Mentors.Skip(1)] },
            cohort with { OfMentees = [] }, cohort with { OfMentors = [] }, cohort with { Pairs = [] },
        ];
        Assert.Equal(others.Length, others.Select(c => c.Sha256).Distinct().Count());
    }

    [Theory]
    [InlineData(2_000, 800, 4, 1), InlineData(2_000, 800, 2, 2), InlineData(300, 400, 3, 3)]
    public void Of_thousands_is_proven_to_be_the_best_and_found_quickly(int mentees, int mentors, int mostSeats, ulong seed)
    {
        var cohort = Of(mentees, mentors, mostSeats, seed);
        var started = Stopwatch.GetTimestamp();
        var proposal = MatchProposal.Of(cohort);
        var took = Stopwatch.GetElapsedTime(started);
        Assert.True(took < Enough, $"{took.TotalMilliseconds} ms");

        var problem = MatchProposal.Problem(new(cohort));
        var solution = Assignment.Solve(problem);
        Assert.Equal(An_optimal_assignment.Bound(problem, solution), An_optimal_assignment.Worth(problem, solution));
        Assert.Equal(
            An_optimal_assignment.Worth(problem, solution),
            ((long)proposal.Pairs.Count * solution.Bonus) + proposal.Pairs.Sum(p => (long)p.Score));
        Assert.Equal(mentees, proposal.Pairs.Count + proposal.Unmatched.Count);
    }

    private static string Bytes(MatchProposal proposal) => System.Text.Json.JsonSerializer.Serialize(proposal);

    private static Cohort Breaking(MatchConstraint constraint) => constraint switch
    {
        MatchConstraint.MenteeConsent or MatchConstraint.MenteeEligible => Of(Mentee with { Barrier = constraint }, Mentor),
        MatchConstraint.MentorReady or MatchConstraint.MentorEligible or MatchConstraint.MentorClearance =>
            Of(Mentee, Mentor with { Barrier = constraint }),
        MatchConstraint.MentorCapacity => Of(Mentee, Mentor with { Occupied = 1 }),
        MatchConstraint.WishedAge => Of(Mentee, Mentor with { AgeFrom = 14 }),
        MatchConstraint.HigherLevel => Of(Mentee, Mentor with { Grade = 5 }),
        MatchConstraint.OtherOrganisation => Of(Mentee, Mentor) with { Rules = new(false, true) },
        MatchConstraint.MenteeWish => Of(Mentee, Mentor) with { OfMentees = [new(Mentee.Person, [], [Mentor.Person])] },
        MatchConstraint.MentorWish => Of(Mentee, Mentor) with { OfMentors = [new(Mentor.Person, [], [Mentee.Person])] },
        MatchConstraint.Conflict => Of(Mentee, Mentor, new CohortPair(CohortPairKind.Conflict, Mentor.Person, Mentee.Person)),
        MatchConstraint.MutualPair => Of(Mentee, Mentor, new CohortPair(CohortPairKind.Reversed, Mentor.Person, Mentee.Person)),
        _ => Of(Mentee, Mentor, new CohortPair(CohortPairKind.Dissolved, Mentor.Person, Mentee.Person)),
    };
}
