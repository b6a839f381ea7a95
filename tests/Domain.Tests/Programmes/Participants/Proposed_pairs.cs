using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>Pairs of a register wait for stage 5 as proposals.</summary>
public sealed class Proposed_pairs
{
    private static readonly ParticipantEvent.PairProposed Pair = new(Number(0xc50), Senior, Pupil);

    [Fact]
    public void Are_proposed_once() => Given([.. Mentees, .. Mentors])
        .When(new ParticipantCommand.ProposePairs([Pair, Pair with { Id = Number(0xc51) }])).Then(Pair)
        .When(new ParticipantCommand.ProposePairs([Pair with { Id = Number(0xc52) }])).Refused(Reason.NothingChanges);

    [Fact]
    public void Have_a_mentor_and_a_mentee_of_the_programme() => Given([.. Mentees, .. Mentors])
        .When(new ParticipantCommand.ProposePairs([Pair with { Mentor = Pupil }])).Refused(Reason.Unknown, "mentor-unknown", $"{Pupil}")
        .When(new ParticipantCommand.ProposePairs([Pair with { Mentee = Engineer }]))
        .Refused(Reason.Unknown, "mentee-unknown", $"{Engineer}");

    [Fact]
    public void Can_be_voided_and_proposed_again() => Given([.. Mentees, .. Mentors, Pair])
        .When(new ParticipantCommand.VoidParticipantFact(null, Pair.Id, Why))
        .Then(new ParticipantEvent.ParticipantFactVoided(null, Pair.Id, Why))
        .When(new ParticipantCommand.ProposePairs([Pair with { Id = Number(0xc53) }])).Then(Pair with { Id = Number(0xc53) });
}
