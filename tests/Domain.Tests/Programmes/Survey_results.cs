using MentorshipFlow.Programmes.Surveys;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;
using static MentorshipFlow.Domain.Tests.Programmes.Survey;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Survey_results
{
    [Fact]
    public void Show_the_response_rate()
    {
        Assert.Equal("66.7", SurveySummary.ResponseRate(Answering(3, 8, 9)));
        Assert.Equal("0.0", SurveySummary.ResponseRate(Answering(1)));
        Assert.Null(SurveySummary.ResponseRate(Answering(0)));
    }

    [Theory]
    [InlineData("8.5", 8, 9), InlineData("7.3", 7, 7, 8), InlineData("7.7", 7, 8, 8), InlineData("1.3", 1, 1, 1, 2), InlineData("10.0", 10)]
    public void Round_a_mean_half_away_from_zero(string mean, params int[] effects) =>
        Assert.Equal(mean, Item("Q_EFFECT", Answering(effects.Length, effects)).Mean);

    [Fact]
    public void Count_each_point_and_each_option()
    {
        var wave = Answering(4, 8, 8, 9);

        Assert.Equal((2, 1, 10),
            (Item("Q_EFFECT", wave).Counts[7].Count, Item("Q_EFFECT", wave).Counts[8].Count, Item("Q_EFFECT", wave).Counts.Count));
        Assert.Equal([new("yes", 3), new("no", 0)], Item("Q_PRIOR", wave).Counts);
        Assert.Equal((0, null), (Item("Q_FREQUENCY", wave).N, Item("Q_FREQUENCY", wave).Mean));
        Assert.Equal((3, ""), (Item("Q_OPEN", wave).N, string.Concat(Item("Q_OPEN", wave).Counts)));
    }

    [Fact]
    public void Withhold_numbers_that_could_identify_a_person()
    {
        Assert.Equal((null, null, true), Guarded(Answering(9, 8, 9)));
        Assert.Equal((3, "8.0", false), Guarded(Answering(9, 8, 8, 8)));
        Assert.Equal((4, "8.3", true), Guarded(Answering(9, 8, 8, 8, 9)));

        static (int?, string?, bool) Guarded(SurveyWave wave)
        {
            var item = Item("Q_EFFECT", wave, whole: false);
            Assert.Equal(item.Withheld, item.Counts.Count == 0);
            return (item.N, item.Mean, item.Withheld);
        }
    }

    private static ItemSummary Item(string code, SurveyWave wave, bool whole = true) =>
        SurveySummary.Of(wave, Short, whole).Single(i => i.Item == code);

    private static SurveyWave Answering(int invited, params int[] effects)
    {
        var story = Given(Active).And(Opened);
        if (invited > 0)
            story = story.And(new SurveyEvent.SurveyParticipantsInvited(Wave,
                [.. Enumerable.Range(0, invited).Select(i => Number(0x601 + i))]));
        return story.And(effects.Select((e, i) => Answered(Sheet(e, person: Number(0x601 + i), id: 0x701 + i)))).State.Surveys.Waves[Wave];
    }
}
