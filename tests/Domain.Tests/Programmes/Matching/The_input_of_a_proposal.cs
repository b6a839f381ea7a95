using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Cohorts;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>The text that is hashed. An auditor computes the hash from it without the program, so a released line never changes.</summary>
public sealed class The_input_of_a_proposal
{
    private static readonly CohortMentee Adult = new(Number(0x101), AgeBand.OverThirtyFive, false, null, [], MatchConstraint.MenteeConsent);

    private static readonly CohortMentor Helper = new(
        Number(0x201), false, null, 3, 1, 10, 13, ["studies", "chess"], ["music"], MatchConstraint.MentorClearance);

    [Fact]
    public void Is_written_line_by_line()
    {
        var cohort = Of(
            [Adult, Mentee with { Requests = ["studies", "career", "studies"] }], [Helper, Mentor with { Interests = [] }],
            new CohortPair(CohortPairKind.Reversed, Number(0x200), Number(0x101)),
            new CohortPair(CohortPairKind.Registered, Number(0x201), Number(0x101)),
            new CohortPair(CohortPairKind.Registered, Number(0x200), Number(0x101)),
            new CohortPair(CohortPairKind.Registered, Number(0x200), Number(0x100))) with
        {
            Weights = [new(ScorePart.MutualPreference, 40), new(ScorePart.AgeFit, 0)],
            OfMentees = [new(Number(0x101), [], [Number(0x201), Number(0x200)]), new(Number(0x100), [Number(0x201), Number(0x200)], [])],
            OfMentors = [new(Number(0x200), [Number(0x100)], [Number(0x101)])],
        };
        Assert.Equal(
            $"""
            mentorshipflow matching input v1
            form learner-learner higher-level any-organisation
            weight mutual-preference 40
            weight age-fit 0
            mentee {Number(0x100)} ten-to-thirteen internal 5 career,studies -
            mentee {Number(0x101)} over-thirty-five external - - mentee-consent
            mentor {Number(0x200)} internal 10 1 0 - - studies - -
            mentor {Number(0x201)} external - 3 1 10 13 chess,studies music mentor-clearance
            mentee-wish {Number(0x100)} {Number(0x201)},{Number(0x200)} -
            mentee-wish {Number(0x101)} - {Number(0x200)},{Number(0x201)}
            mentor-wish {Number(0x200)} {Number(0x100)} {Number(0x101)}
            pair registered {Number(0x200)} {Number(0x100)}
            pair registered {Number(0x200)} {Number(0x101)}
            pair registered {Number(0x201)} {Number(0x101)}
            pair reversed {Number(0x200)} {Number(0x101)}

            """,
            cohort.Text);
    }

    [Fact]
    public void Names_the_conditions_of_the_form() => Assert.Equal(
        "form learner-learner any-level other-organisation",
        (Of(Mentee, Mentor) with { Rules = new(HigherLevel: false, OtherOrganisation: true) }).Text.Split('\n')[1]);
}
