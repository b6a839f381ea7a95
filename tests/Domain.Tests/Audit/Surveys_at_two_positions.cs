using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Programmes.Surveys;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Survey;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>Differences of a wave between two positions: opened, invited, answered, closed; never the content of answers.</summary>
public sealed class Surveys_at_two_positions
{
    // The events of a wave in order, each with its differences.
    private static readonly (SurveyEvent Event, Change[] Changes)[] Life =
    [
        (Opened,
        [
            new("survey-wave-added", [$"{Wave}", "application mentees short/1 learner-learner"]),
            new("survey-wave-status-added", [$"{Wave}", "open"]), new("survey-wave-last-day-added", [$"{Wave}", "2021-10-30"]),
            new("survey-wave-invited-added", [$"{Wave}", "0"]), new("survey-wave-answered-added", [$"{Wave}", "0"]),
        ]),
        (new SurveyEvent.SurveyParticipantsInvited(Wave, [Kolya, Masha]), [new("survey-wave-invited-changed", [$"{Wave}", "0", "2"])]),
        (new SurveyEvent.SurveyLinkIssued(Wave, Link, Kolya, Tomorrow), [new("survey-link-added", [$"{Link}", $"{Kolya} 2021-10-21"])]),
        (Answered(Sheet(link: Link)),
            [new("survey-wave-answered-changed", [$"{Wave}", "0", "1"]), new("survey-answer-added", [$"{Sheet().Id}", $"{Kolya} link"])]),
        (new SurveyEvent.SurveyLinkRevoked(Wave, Link, Why),
            [new("survey-link-changed", [$"{Link}", $"{Kolya} 2021-10-21", $"{Kolya} revoked"])]),
        (new SurveyEvent.SurveyAnswerVoided(Wave, Sheet().Id, Why),
            [new("survey-answer-removed", [$"{Sheet().Id}", $"{Kolya} link"]), new("survey-wave-answered-changed", [$"{Wave}", "1", "0"])]),
        (new SurveyEvent.SurveyWaveClosed(Wave), [new("survey-wave-status-changed", [$"{Wave}", "open", "closed 2021-10-20"])]),
        (new SurveyEvent.SurveyWaveReopened(Wave, Why, Tomorrow),
        [
            new("survey-wave-status-changed", [$"{Wave}", "closed 2021-10-20", "open"]),
            new("survey-wave-last-day-changed", [$"{Wave}", "2021-10-30", "2021-10-21"]),
        ]),
    ];

    [Fact]
    public void Differ_by_the_events_between_them()
    {
        var before = Story.Given([.. Course.Active, .. Applicants]);
        foreach (var (@event, changes) in Life)
        {
            var after = before.And(@event);
            var found = StateDifference.Between(before.State, after.State);
            Assert.Equal(changes, found);
            Assert.All(found, change => Assert.Matches("^[А-Я].*: .* [A-Z].*: ", $"{change.Sentence.Ru} {change.Sentence.En}"));
            before = after;
        }
    }

    [Fact]
    public void Differ_by_an_answer_that_replaced_a_voided_one()
    {
        var answered = Story.Given([.. Course.Active, .. Applicants, Opened, Answered(Sheet())]);
        var again = answered.And(new SurveyEvent.SurveyAnswerVoided(Wave, Sheet().Id, Why), Answered(Sheet(id: 0x504)));

        Assert.Equal(["survey-answer-removed", "survey-answer-added"],
            StateDifference.Between(answered.State, again.State).Select(c => c.Code));
    }

    [Fact]
    public void Never_show_the_content_of_answers()
    {
        var before = Story.Given([.. Course.Active, .. Applicants, Opened]);
        Assert.DoesNotContain("Q_",
            string.Concat(StateDifference.Between(before.State, before.And(Answered(Sheet())).State).SelectMany(c => c.Arguments)),
            StringComparison.Ordinal);
    }
}
