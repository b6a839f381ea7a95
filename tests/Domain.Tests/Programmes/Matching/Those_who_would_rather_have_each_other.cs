using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Cohorts;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>Pairs that a proposal leaves apart although both ranked each other: who is reported, and who is not.</summary>
public sealed class Those_who_would_rather_have_each_other
{
    // The competence weighs so much that the wishes of the first mentee decide nothing.
    private static readonly ScoreWeight[] ByCompetence = [new(ScorePart.MutualPreference, 1), new(ScorePart.RequestCompetence, 100)];

    private static readonly CohortMentee Wishing = Mentee with { Requests = ["chess"] };
    private static readonly CohortMentee Placed = Mentee with { Person = Number(0x101) };
    private static readonly CohortMentee AlsoPlaced = Mentee with { Person = Number(0x102) };
    private static readonly CohortMentor OfChess = Mentor with { Person = Number(0x201), Competences = ["chess"] };

    [Fact]
    public void Are_reported_where_the_mentee_has_no_mentor() =>
        Assert.Equal([new BlockingPair(Mentor.Person, Wishing.Person)], Blocking([Wishing, Placed], [Mentor], [Wishing.Person]));

    [Fact]
    public void Are_not_reported_where_the_mentor_prefers_the_own_mentee() =>
        Assert.Empty(Blocking([Wishing, Placed], [Mentor], [Placed.Person, Wishing.Person]));

    [Fact]
    public void Are_reported_where_the_mentor_ranked_the_own_mentee_lower() =>
        Assert.Equal(
            [new BlockingPair(Mentor.Person, Wishing.Person)],
            Blocking([Wishing, Placed], [Mentor], [Wishing.Person, Placed.Person]));

    [Fact]
    public void Are_reported_where_the_mentor_has_a_free_seat() =>
        Assert.Equal(
            [new BlockingPair(Mentor.Person, Wishing.Person)],
            Blocking([Wishing, Placed], [Mentor with { Capacity = 2 }, OfChess], [Placed.Person, Wishing.Person]));

    [Fact]
    public void Are_reported_where_one_of_the_mentors_mentees_is_ranked_lower() =>
        Assert.Equal(
            [new BlockingPair(Mentor.Person, Wishing.Person)],
            Blocking([Wishing, Placed, AlsoPlaced], [Mentor with { Capacity = 2 }, OfChess], [Placed.Person, Wishing.Person]));

    [Fact]
    public void Are_not_reported_where_only_one_ranked_the_other()
    {
        Assert.Empty(Blocking([Wishing, Placed], [Mentor], []));
        Assert.Empty(MatchProposal.Of(Of([Wishing, Placed], [Mentor]) with
        {
            Weights = ByCompetence, OfMentors = [new(Mentor.Person, [Wishing.Person], [])],
        }).Blocking);
    }

    [Fact]
    public void Are_not_reported_where_the_mentee_ranked_the_own_mentor_higher() =>
        Assert.Empty(MatchProposal.Of(Of([Wishing, Placed], [Mentor, OfChess]) with
        {
            Weights = ByCompetence, OfMentees = [new(Wishing.Person, [OfChess.Person, Mentor.Person], [])],
            OfMentors = [new(Mentor.Person, [Wishing.Person], [])],
        }).Blocking);

    [Fact]
    public void Are_not_reported_where_they_may_not_meet() =>
        Assert.Empty(MatchProposal.Of(Of(
            [Wishing, Placed], [Mentor], new CohortPair(CohortPairKind.Conflict, Mentor.Person, Wishing.Person)) with
        {
            Weights = ByCompetence, OfMentees = [new(Wishing.Person, [Mentor.Person], [])],
            OfMentors = [new(Mentor.Person, [Wishing.Person], [])],
        }).Blocking);

    [Fact]
    public void Keep_the_only_direction_in_which_two_persons_may_be_matched()
    {
        var (one, other, third) = (Number(0x300), Number(0x301), Number(0x302));
        CohortMentor[] mentors =
            [Mentor with { Person = one }, Mentor with { Person = other }, Mentor with { Person = third, Occupied = 1 }];
        var cohort = Of([Mentee with { Person = one }, Mentee with { Person = other }], mentors,
            new CohortPair(CohortPairKind.Conflict, one, other)) with { Rules = new(false, false) };
        var proposal = MatchProposal.Of(cohort);
        Assert.Equal([(other, one)], proposal.Pairs.Select(p => (p.Mentor, p.Mentee)));
        Assert.Equal(
            [new MatchBarrier(MatchConstraint.MentorCapacity, 1), new(MatchConstraint.Conflict, 1), new(MatchConstraint.MutualPair, 1)],
            Assert.Single(proposal.Unmatched).Barriers);
    }

    // The first mentee ranks the first mentor.
    private static IReadOnlyList<BlockingPair> Blocking(
        IReadOnlyList<CohortMentee> mentees, IReadOnlyList<CohortMentor> mentors, IReadOnlyList<Guid> ofMentor) =>
        MatchProposal.Of(Of(mentees, mentors) with
        {
            Weights = ByCompetence, OfMentees = [new(mentees[0].Person, [mentors[0].Person], [])],
            OfMentors = [new(mentors[0].Person, ofMentor, [])],
        }).Blocking;
}
