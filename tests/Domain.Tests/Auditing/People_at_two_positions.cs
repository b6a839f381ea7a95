using MentorshipFlow.Auditing;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Auditing;

/// <summary>The bases between two positions, persons under their ids.</summary>
public sealed class People_at_two_positions
{
    [Fact]
    public void Differ_by_what_happened_to_each()
    {
        var before = Story.Given(Cohort.Everything);
        var after = before.And(
            new ParticipantEvent.MenteeRemovedFromBase(Cohort.Pupil, RemovalReason.OwnWish, Why),
            new ParticipantEvent.ReadinessRevoked(Cohort.Senior, RevocationReason.Safety, Why),
            new ParticipantEvent.MentorRejected(Cohort.Senior, SelectionGround.Motivation, Why),
            new ParticipantEvent.ParticipantFactVoided(Cohort.Teacher, Number(0xb10), Why));

        var changes = StateDifference.Between(before.State, after.State);

        Assert.Equal(
            [
                new("participant-fact-removed", [$"{Number(0xb10)}", "interview_held"]), new("mentor-readiness-removed", [$"{Cohort.Senior}", "2021-09-01"]),
                new("mentee-changed", [$"{Cohort.Pupil}", "in-base", "removed own-wish"]), new("mentor-selection-changed", [$"{Cohort.Senior}", "mentor_selected", "mentor_rejected"]),
            ],
            changes.OrderByDescending(c => c.Code.EndsWith("removed", StringComparison.Ordinal)).ThenByDescending(c => c.Code.StartsWith("participant", StringComparison.Ordinal)));
        Assert.All(StateDifference.Between(Story.Given().State, after.State), change => Assert.NotEmpty(change.Sentence.Ru));
    }
}
