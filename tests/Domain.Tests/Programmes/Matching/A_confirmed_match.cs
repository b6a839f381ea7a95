using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>From the computed proposal to the tandem: what the curator may change and confirm, and what nobody may.</summary>
public sealed class A_confirmed_match
{
    private static readonly Guid Other = Number(0x1009);

    [Fact]
    public void Follows_from_a_proposal_that_says_why()
    {
        var proposal = Proposed.ProposalOf();
        Assert.Equal((3, 2, "optimal-assignment", 1), (proposal.Mentees, proposal.Mentors, proposal.Algorithm, proposal.AlgorithmVersion));
        // Senior has two seats and the wish of both; the other senior has one seat and the competence.
        Assert.Equal([(Pupil, Senior), (Second, Senior), (Third, OtherSenior)], Proposed.Draft());
        Assert.Equal([40 * 100, 0, 0, 10 * 100, 0, 10 * 100], proposal.Pairs[0].Points);
        Assert.Equal([0, 0, 0, 10 * 100, 0, 10 * 50], proposal.Pairs[1].Points);
        Assert.Equal([0, 25 * 100, 0, 10 * 100, 0, 10 * 100], proposal.Pairs[2].Points);
        Assert.Empty(proposal.Unmatched);
    }

    [Fact]
    public void Needs_somebody_without_a_mentor() =>
        Story.Given(Everything.Without<ParticipantEvent.MenteeAddedToBase>()).And(Opened)
            .When(new MatchingCommand.ComputeProposal(Round, Proposal))
            .Refused(Reason.ConditionsNotMet, "mentee-without-mentor-missing", Form);

    [Fact]
    public void Forms_the_tandem_in_the_same_decision() =>
        Proposed.When(Confirm(Pair(Senior, Pupil))).Then(
            new MatchingEvent.MatchConfirmed(
                Round, Proposal, Match, Joined, Senior, [Pupil], [new(Pupil, [4000, 0, 0, 1000, 0, 1000], Number(0xa02), Number(0xa01))],
                [PairingGround.QuestionnairesCompared], null),
            new TandemEvent.TandemFormed(Joined, Form, TandemKind.Pair, Senior, [Pupil], Match, null, [], null));

    [Fact]
    public void Needs_a_ground_and_a_pair_of_the_proposal()
    {
        Proposed.When(Confirm(Pair(Senior, Pupil)) with { Grounds = [] })
            .Refused(Reason.ReasonRequired, "pairing-ground-missing", $"{Proposal}");
        Proposed.When(Confirm(Pair(Senior, Third))).Refused(Reason.PairNotProposed, "pair-not-proposed", $"{Senior} {Third}");
        Proposed.When(Confirm()).Refused(Reason.ValueOutOfRange, "count-out-of-range", "/matches");
        Proposed.When(Confirm(Pair(Senior, Pupil), Pair(Senior, Pupil) with { Match = Other, Tandem = Other }))
            .Refused(Reason.ValueOutOfRange, "persons-doubled", $"{Pupil}");
        Begun.When(Confirm(Pair(Senior, Pupil))).Refused(Reason.ProposalOutdated, "proposal-replaced", "");
        Proposed.When(new MatchingCommand.ComputeProposal(Round, Other)).Accepted()
            .When(Confirm(Pair(Senior, Pupil))).Refused(Reason.ProposalOutdated, "proposal-replaced", $"{Other}");
    }

    [Fact]
    public void Joins_several_mentees_to_a_group_where_the_form_allows_it()
    {
        Proposed.When(Confirm(Pair(Senior, Second, Pupil))).Refused(Reason.NotEligible, "tandem-kind-not-enabled", Form);
        var group = Story.Given([.. Everybody.Select(e => e is PreparationEvent.FormEnabled { Form: Form } ? WithGroups : e), Opened])
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted();
        var mentor = group.Draft().GroupBy(p => p.Mentor).Single(g => g.Count() == 2);
        var story = group.When(Confirm(Pair(mentor.Key, [.. mentor.Select(p => p.Mentee)]))).Accepted();
        Assert.Equal(TandemKind.Group, story.State.Tandems.Tandems[Joined].Kind);
        Assert.Single(story.Draft());
    }

    [Fact]
    public void Goes_on_pair_by_pair_while_nothing_else_changes()
    {
        var first = Proposed.When(Confirm(Pair(Senior, Pupil))).Accepted();
        var second = first.When(Confirm(Pair(OtherSenior, Third) with { Match = Other, Tandem = Other })).Accepted();
        Assert.Equal([(Second, Senior)], second.Draft());
        second.When(Confirm(Pair(Senior, Pupil) with { Match = Number(1), Tandem = Number(1) }))
            .Refused(Reason.PairNotProposed, "pair-not-proposed", $"{Senior} {Pupil}");
        // The next one of the same mentor takes the second seat.
        second.When(Confirm(Pair(Senior, Second) with { Match = Number(0x2001), Tandem = Number(0x2002) })).Accepted();
    }

    public static TheoryData<string> Changes => ["preference", "request", "conflict", "capacity", "consent", "newcomer", "dissolved"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Is_refused_after_what_the_proposal_was_computed_from_has_changed(string what)
    {
        ProgrammeEvent[] changed = what switch
        {
            "preference" => [Wish(SurveyAudience.Mentees, Third, 9, Senior)],
            "request" => [new ParticipantEvent.MenteeRequestRecorded(Pupil, Number(0x3001), "career-choice", null)],
            "conflict" => [new MatchingEvent.PairConflictDeclared(Number(0x3002), Senior, Pupil, ConflictGround.Other, null)],
            "capacity" => [new ParticipantEvent.MentorApplicationChanged(Senior, PupilOffer with { Capacity = 9 })],
            "consent" => [new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 9, Consents = [] })],
            "newcomer" => [.. Mentee(Number(0x709), Learner, Form, InformationSource.Parent, 0x3010)],
            _ =>
            [
                new TandemEvent.TandemFormed(Number(0x3003), Form, TandemKind.Pair, OtherSenior, [Pupil], null, null, [], null),
                new TandemEvent.TandemDissolved(Number(0x3003), TandemParty.Curator, SeparationReason.Incompatible, null, null),
            ],
        };
        Proposed.And(changed).When(Confirm(Pair(Senior, Pupil)))
            .Refused(Reason.ProposalOutdated, "proposal-input-changed", $"{Proposal}");
        Proposed.And(changed).When(Adjust(Pupil, null)).Refused(Reason.ProposalOutdated, "proposal-input-changed", $"{Proposal}");
        Proposed.And(changed).When(new MatchingCommand.ComputeProposal(Round, Other)).Accepted();
    }

    [Fact]
    public void Is_the_same_tomorrow_and_after_what_the_proposal_does_not_read() =>
        Proposed.And(
                new ParticipantEvent.PairProposed(Number(0x3004), Teacher, YoungTeacher),
                new ParticipantEvent.MenteeRequestRecorded(YoungTeacher, Number(0x3005), "career-choice", null))
            .On(Tomorrow).When(Confirm(Pair(Senior, Pupil))).Accepted();

    [Fact]
    public void May_be_changed_with_a_reason_but_against_no_condition()
    {
        var story = Proposed.When(Adjust(Third, null))
            .Then(new MatchingEvent.MatchAdjusted(Round, Proposal, Third, OtherSenior, null, Why));
        Assert.Equal([(Pupil, Senior), (Second, Senior)], story.Draft());
        story.When(Adjust(Third, null)).Refused(Reason.NothingChanges)
            .When(Adjust(Third, Senior)).Refused(Reason.ConditionsNotMet, "match-mentor-capacity", $"{Senior} {Third}")
            .When(Adjust(YoungTeacher, Senior)).Refused(Reason.Unknown, "mentee-unknown", $"{YoungTeacher}")
            .When(Adjust(Third, Teacher)).Refused(Reason.Unknown, "mentor-unknown", $"{Teacher}")
            .When(Adjust(Pupil, OtherSenior)).Then(new MatchingEvent.MatchAdjusted(Round, Proposal, Pupil, Senior, OtherSenior, Why))
            .When(Confirm(Pair(OtherSenior, Pupil))).Accepted()
            .When(Adjust(Pupil, null)).Refused(Reason.AlreadyRecorded, "match-confirmed", $"{Pupil}");
        // The change counts in the capacity: the seat of the other senior is taken.
        Proposed.When(Adjust(Second, OtherSenior)).Refused(Reason.ConditionsNotMet, "match-mentor-capacity", $"{OtherSenior} {Second}");
    }

    [Fact]
    public void Never_joins_those_who_excluded_each_other_or_were_separated()
    {
        var excluded = Begun.And(Wish(SurveyAudience.Mentees, Pupil, 1) with { Excluded = [OtherSenior] })
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted();
        excluded.When(Adjust(Pupil, OtherSenior)).Refused(Reason.ConditionsNotMet, "match-mentee-wish", $"{OtherSenior} {Pupil}");
        var separated = Begun.And(
                new TandemEvent.TandemFormed(Number(0x3003), Form, TandemKind.Pair, OtherSenior, [Pupil], null, null, [], null),
                new TandemEvent.TandemDissolved(Number(0x3003), TandemParty.Mentee, SeparationReason.Incompatible, null, null))
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted();
        separated.When(Adjust(Pupil, OtherSenior)).Refused(Reason.ConditionsNotMet, "match-dissolved-pair", $"{OtherSenior} {Pupil}");
        Assert.DoesNotContain((Pupil, OtherSenior), separated.Draft());
    }

    [Fact]
    public void Weighs_pairs_of_a_register()
    {
        var story = Begun.And(new ParticipantEvent.PairProposed(Number(0x3004), OtherSenior, Second))
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted();
        Assert.Contains((Second, OtherSenior), story.Draft());
        Assert.Equal(5 * 100, story.ProposalOf().Pairs.Single(p => p.Mentee == Second).Points[4]);
    }

    [Fact]
    public void Counts_the_seats_of_other_tandems()
    {
        var story = Begun
            .And(new TandemEvent.TandemFormed(Number(0x3003), Form, TandemKind.Pair, OtherSenior, [Second], null, null, [], null))
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted();
        Assert.Equal([(Pupil, Senior), (Third, Senior)], story.Draft());
        Assert.Equal(2, story.ProposalOf().Mentees);
        story.When(Adjust(Third, OtherSenior)).Refused(Reason.ConditionsNotMet, "match-mentor-capacity", $"{OtherSenior} {Third}");
    }

    [Fact]
    public void Is_the_curators_decision() =>
        Proposed.As(Oleg).When(Confirm(Pair(Senior, Pupil)))
            .Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-20");

    [Fact]
    public void Can_be_made_up_for_a_tandem_that_no_round_formed()
    {
        var formed = new TandemEvent.TandemFormed(
            Joined, Form, TandemKind.Pair, OtherSenior, [Second], null, null, [PairingGround.Other], null);
        Begun.And(formed).When(new MatchingCommand.CompareTandem(Joined, [PairingGround.MutualWish], null)).Then(
            new MatchingEvent.TandemCompared(
                Joined, [new(Second, [0, 2500, 0, 1000, 0, 1000], null, null)], [PairingGround.MutualWish], null));
        Begun.And(formed).When(new MatchingCommand.CompareTandem(Joined, [], null))
            .Refused(Reason.ReasonRequired, "pairing-ground-missing", $"{Joined}");
        Begun.When(new MatchingCommand.CompareTandem(Joined, [PairingGround.MutualWish], null))
            .Refused(Reason.Unknown, "tandem-unknown", $"{Joined}");
        Proposed.When(Confirm(Pair(Senior, Pupil))).Accepted()
            .When(new MatchingCommand.CompareTandem(Joined, [PairingGround.MutualWish], null))
            .Refused(Reason.AlreadyRecorded, "match-confirmed", $"{Joined}");
    }
}
