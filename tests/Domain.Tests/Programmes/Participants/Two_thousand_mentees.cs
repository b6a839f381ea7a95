using System.Diagnostics;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>A base as large as a region's in one programme.</summary>
public sealed class Two_thousand_mentees
{
    private const int Count = 2_000;

    // The aim is 50 ms on a quiet machine; a machine that runs other tests at the same time gets three times that.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(150);

    [Fact]
    public void Are_evaluated_quickly()
    {
        var story = Given([.. Waves,
            .. Enumerable.Range(0, Count)
            .SelectMany(n => Mentee(Number(0x10000 + n), Learner, "learner-learner", InformationSource.Parent, 0x20000 + (n * 4)))]);
        var evaluation = story.Evaluation(2);
        Assert.True(evaluation.Passes);
        Assert.All(evaluation.Criteria.Where(c => c.Evidence.Contains($"mentees:{Count}")), c => Assert.True(c.Evidence.Count < 5));

        var fastest = Enumerable.Range(0, 10).Min(_ => Timed(() => story.Evaluation(2).Hash.Length));
        Assert.True(fastest < Enough, $"{fastest.TotalMilliseconds} ms");
    }

    private static TimeSpan Timed(Func<int> work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started);
    }
}
