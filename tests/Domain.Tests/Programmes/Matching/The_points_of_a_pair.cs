using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Cohorts;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>The points of each part of the score, and the limits of the conditions on two persons.</summary>
public sealed class The_points_of_a_pair
{
    private static readonly Guid[] Others = [.. Enumerable.Range(1, 10).Select(Number)];

    [Theory]
    [InlineData(0, 50), InlineData(1, 45), InlineData(9, 5), InlineData(10, 0)]
    public void Fall_by_ten_with_each_rank_and_end_after_the_tenth(int before, int points)
    {
        Assert.Equal(points, Part(ScorePart.MutualPreference,
            Of(Mentee, Mentor) with { OfMentees = [new(Mentee.Person, [.. Others.Take(before), Mentor.Person], [])] }));
        Assert.Equal(points, Part(ScorePart.MutualPreference,
            Of(Mentee, Mentor) with { OfMentors = [new(Mentor.Person, [.. Others.Take(before), Mentee.Person], [])] }));
    }

    [Fact]
    public void Are_the_share_of_the_requests_that_the_mentor_can_meet()
    {
        var asked = Mentee with { Requests = ["studies", "career", "sport"] };
        Assert.Equal(33, Part(ScorePart.RequestCompetence, Of(asked, Mentor with { Competences = ["career", "chess"] })));
        Assert.Equal(66, Part(ScorePart.RequestInterest, Of(asked, Mentor with { Interests = ["sport", "studies", "music"] })));
        Assert.Equal(100, Part(ScorePart.RequestCompetence, Of(asked, Mentor with { Competences = asked.Requests })));
        Assert.Equal(0, Part(ScorePart.RequestCompetence, Of(Mentee with { Requests = [] }, Mentor)));
    }

    [Fact]
    public void Are_the_same_share_among_many_codes()
    {
        string[] many = [.. Enumerable.Range(0, 70).Select(n => $"code-{n}")];
        var cohort = Of([Mentee with { Requests = many[..65] }, Mentee with { Person = Number(0x101), Requests = many[64..] }],
            [Mentor with { Competences = [many[64]] }]);
        Assert.Equal(
            [100 / 65, 100 / 6],
            Enumerable.Range(0, 2).Select(row =>
                new PairTable(cohort with { Weights = [new(ScorePart.RequestCompetence, 1)] }).Score(row, 0)));
    }

    [Theory]
    [InlineData(null, null, 100), InlineData(10, 13, 100), InlineData(11, null, 50), InlineData(null, 12, 50), InlineData(13, 20, 50),
        InlineData(5, 10, 50), InlineData(14, null, 0), InlineData(null, 9, 0)]
    public void Are_half_where_only_some_ages_of_the_mentees_band_are_wished(int? from, int? to, int points)
    {
        var cohort = Of(Mentee, Mentor with { AgeFrom = from, AgeTo = to });
        Assert.Equal(points, Part(ScorePart.AgeFit, cohort));
        Assert.Equal(points == 0 ? MatchConstraint.WishedAge : null, new PairTable(cohort).Barrier(0, 0));
    }

    [Fact]
    public void Count_the_seat_apart_from_the_score_of_the_two()
    {
        var table = new PairTable(Of(Mentee, Mentor with { Capacity = 4, Occupied = 1 })
            with { Weights = [new(ScorePart.LoadBalance, 3), new(ScorePart.AgeFit, 2)] });
        Assert.Equal(200, table.Score(0, 0));
        Assert.Equal([3 * 75, 3 * 50, 3 * 25], table.Seats(0));
        Assert.Equal([3 * 50, 200], table.Points(0, 0, 1));
        Assert.Equal([0, 0, 0], new PairTable(Of(Mentee, Mentor with { Capacity = 3 }) with { Weights = [] }).Seats(0));
    }

    [Fact]
    public void Are_none_for_a_mentor_with_more_mentees_than_seats()
    {
        var table = new PairTable(Of(Mentee, Mentor with { Capacity = 2, Occupied = 3 }));
        Assert.Equal((0, MatchConstraint.MentorCapacity), (table.FreeSeats(0), table.Barrier(0, 0)));
        Assert.Empty(table.Seats(0));
    }

    [Theory]
    [InlineData(5, 5, false), InlineData(5, 6, true), InlineData(null, 5, true), InlineData(5, null, true)]
    public void Need_a_mentor_of_a_higher_class_where_both_classes_are_known(int? ofMentee, int? ofMentor, bool fits)
    {
        var cohort = Of(Mentee with { Grade = ofMentee }, Mentor with { Grade = ofMentor });
        Assert.Equal(fits ? null : MatchConstraint.HigherLevel, new PairTable(cohort).Barrier(0, 0));
        Assert.Null(new PairTable(cohort with { Rules = new(HigherLevel: false, OtherOrganisation: false) }).Barrier(0, 0));
    }

    [Theory]
    [InlineData(true, true, false), InlineData(true, false, true), InlineData(false, true, true), InlineData(false, false, true)]
    public void Need_somebody_of_outside_in_a_form_of_two_organisations(bool mentee, bool mentor, bool fits) =>
        Assert.Equal(
            fits ? null : MatchConstraint.OtherOrganisation,
            new PairTable(Of(Mentee with { Internal = mentee }, Mentor with { Internal = mentor })
                with { Rules = new(HigherLevel: false, OtherOrganisation: true) }).Barrier(0, 0));

    [Fact]
    public void Name_the_first_of_several_conditions_that_are_not_met()
    {
        CohortPair[] known = [.. Enum.GetValues<CohortPairKind>().Select(kind => new CohortPair(kind, Mentor.Person, Mentee.Person))];
        var wishes = Of(Mentee, Mentor, known) with
        {
            OfMentees = [new(Mentee.Person, [], [Mentor.Person])], OfMentors = [new(Mentor.Person, [], [Mentee.Person])],
        };
        Assert.Equal(
            [MatchConstraint.MenteeWish, MatchConstraint.MentorWish, MatchConstraint.Conflict, MatchConstraint.MutualPair,
                MatchConstraint.DissolvedPair],
            new[]
            {
                wishes, wishes with { OfMentees = [] }, wishes with { OfMentees = [], OfMentors = [] }, Of(Mentee, Mentor, known[2..]),
                Of(Mentee, Mentor, known[2]),
            }.Select(cohort => new PairTable(cohort).Barrier(0, 0)));
        Assert.Equal(
            MatchConstraint.MenteeConsent,
            new PairTable(Of(Mentee with { Barrier = MatchConstraint.MenteeConsent },
                Mentor with { Barrier = MatchConstraint.MentorReady, Occupied = 1 })).Barrier(0, 0));
    }

    [Fact]
    public void Do_not_count_what_is_known_about_somebody_else()
    {
        var table = new PairTable(Of(
            Mentee, Mentor, new CohortPair(CohortPairKind.Conflict, Number(1), Mentee.Person),
            new CohortPair(CohortPairKind.Conflict, Mentor.Person, Number(1))) with
        {
            OfMentees = [new(Number(1), [Mentor.Person], [Mentor.Person]), new(Mentee.Person, [Number(1)], [Number(1)])],
        });
        Assert.Equal((0, (MatchConstraint?)null), (table.RankByMentee(0, 0), table.Barrier(0, 0)));
    }

    private static int Part(ScorePart part, Cohort cohort) => new PairTable(cohort with { Weights = [new(part, 1)] }).Score(0, 0);
}
