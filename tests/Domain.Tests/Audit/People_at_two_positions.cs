using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>Differences of the bases between two positions; persons appear as ids.</summary>
public sealed class People_at_two_positions
{
    [Fact]
    public void Differ_by_the_events_of_each_person()
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
                new("participant-fact-removed", [$"{Number(0xb10)}", "interview_held"]),
                new("mentor-readiness-removed", [$"{Cohort.Senior}", "2021-09-01"]),
                new("mentee-changed", [$"{Cohort.Pupil}", "in-base", "removed own-wish"]),
                new("mentor-selection-changed", [$"{Cohort.Senior}", "mentor_selected fits-requests", "mentor_rejected motivation"]),
            ],
            changes.OrderByDescending(c => c.Code.EndsWith("removed", StringComparison.Ordinal))
                .ThenByDescending(c => c.Code.StartsWith("participant", StringComparison.Ordinal)));
        Assert.All(StateDifference.Between(Story.Given().State, after.State), change => Assert.NotEmpty(change.Sentence.Ru));
    }

    [Fact]
    public void Differ_by_each_persons_status()
    {
        var before = Story.Given(Cohort.Everything);
        var withdrawn = Cohort.Learner with
        {
            Version = 7, Grade = 6, Consents = [], Refused = [ConsentPurpose.Publication], Withdrawn = [ConsentPurpose.Participation],
            Clearance = Cohort.Employer.Clearance, Restricted = true, Left = true,
            Erasure = ErasureStatus.Open,
        };

        var changes =
            StateDifference.Between(before.State, before.And(new ParticipantEvent.PersonStandingRecorded(Cohort.Pupil, withdrawn)).State);

        Assert.Equal(
            [
                "clearance-added", "consent-refused-added", "consent-removed", "consent-withdrawn-added", "departure-added",
                "erasure-added", "restriction-added", "standing-changed", "standing-person-changed",
            ],
            changes.Select(c => c.Code).Order(StringComparer.Ordinal));
        Assert.Contains(new("consent-removed", [$"{Cohort.Pupil}", $"{Number(0x801)}", "participation 2021-09-01..2022-08-31"]), changes);
        Assert.All(changes, change => Assert.Matches("^[А-Я].* [A-Z]", $"{change.Sentence.Ru} {change.Sentence.En}"));
    }

    [Fact]
    public void Differ_by_every_part_of_an_offer()
    {
        var before = Story.Given(Cohort.Everything);
        MentorOffer[] offers =
        [
            Cohort.PupilOffer with { Competences = [] }, Cohort.PupilOffer with { Interests = ["go"] },
            Cohort.PupilOffer with { PreferredAgeTo = 14 }, Cohort.PupilOffer with { MinutesPerWeek = 61 },
            Cohort.PupilOffer with { Capacity = 3 }, Cohort.PupilOffer with { Forms = [] }, Cohort.PupilOffer with { Subject = "algebra" },
            Cohort.PupilOffer with { About = Why },
        ];
        Assert.All(offers, offer => Assert.Equal(
            "mentor-offer-changed",
            Assert.Single(StateDifference.Between(before.State,
                before.And(new ParticipantEvent.MentorApplicationChanged(Cohort.Senior, offer)).State)).Code));
    }
}
