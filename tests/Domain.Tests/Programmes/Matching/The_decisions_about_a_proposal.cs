using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>A proposal is changed and confirmed step by step, until its round ends.</summary>
public sealed class The_decisions_about_a_proposal
{
    private static readonly Guid Other = Number(0x1009);
    private static readonly CharterEvent.ProgrammeSuspended Suspended = new(Course.SecondOrder, Why);

    private static Story Confirmed => Proposed.When(Confirm(Pair(Senior, Pupil))).Accepted();

    [Fact]
    public void Count_the_seats_that_are_confirmed_already() =>
        Confirmed.When(Adjust(Third, Senior)).Refused(Reason.ConditionsNotMet, "match-mentor-capacity", $"{Senior} {Third}")
            .When(Adjust(Second, null)).Accepted().When(Adjust(Third, Senior)).Accepted();

    [Fact]
    public void Give_the_points_of_the_seats_in_the_order_of_confirmation()
    {
        var story = Begun.And(new ParticipantEvent.MentorApplicationChanged(Senior, PupilOffer with { Capacity = 3 }),
                Wish(SurveyAudience.Mentees, Pupil, 1, Senior), Wish(SurveyAudience.Mentees, Second, 2, Senior),
                Wish(SurveyAudience.Mentees, Third, 3, Senior))
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted()
            .When(Adjust(Third, null)).Accepted().When(Adjust(Third, Senior)).Accepted();
        foreach (var (mentee, id) in new[] { (Third, 1), (Pupil, 2), (Second, 3) })
            story = story.When(Confirm(Pair(Senior, mentee) with { Match = Number(0x5000 + id), Tandem = Number(0x5010 + id) })).Accepted();
        Assert.Equal(
            [10 * 100, 10 * 66, 10 * 33],
            story.History.OfType<MatchingEvent.MatchConfirmed>().Select(m => m.Compared[0].Points[^1]));
    }

    [Fact]
    public void Give_the_points_of_a_group_in_the_order_of_ids_and_each_ground_once()
    {
        var story = Story.Given([.. Everybody.Select(e => e is PreparationEvent.FormEnabled { Form: Form } ? WithGroups : e), Opened])
            .And(Wish(SurveyAudience.Mentees, Pupil, 1, Senior), Wish(SurveyAudience.Mentees, Second, 2, Senior))
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted()
            .When(Confirm(Pair(Senior, Second, Pupil))
                with { Grounds = [PairingGround.MutualWish, PairingGround.QuestionnairesCompared, PairingGround.MutualWish] }).Accepted();
        var confirmed = story.History.OfType<MatchingEvent.MatchConfirmed>().Single();
        Assert.Equal([(Pupil, 10 * 100), (Second, 10 * 50)], confirmed.Compared.Select(c => (c.Mentee, c.Points[^1])));
        Assert.Equal([Pupil, Second], confirmed.Mentees);
        Assert.Equal([PairingGround.QuestionnairesCompared, PairingGround.MutualWish], confirmed.Grounds);
    }

    [Fact]
    public void Compare_a_tandem_of_no_round_in_the_same_order()
    {
        var compared = Begun.And(new TandemEvent.TandemFormed(
                Joined, Form, TandemKind.Group, Senior, [Third, Second], null, null, [PairingGround.Other], null))
            .When(new MatchingCommand.CompareTandem(Joined, [PairingGround.MutualWish, PairingGround.QuestionnairesCompared], null))
            .Accepted().History.OfType<MatchingEvent.TandemCompared>().Single();
        Assert.Equal([(Second, 10 * 100), (Third, 10 * 50)], compared.Compared.Select(c => (c.Mentee, c.Points[^1])));
        Assert.Equal([PairingGround.QuestionnairesCompared, PairingGround.MutualWish], compared.Grounds);
    }

    [Fact]
    public void Name_the_latest_questionnaire_of_each_person()
    {
        var story = Begun.And([.. Answered(0x5100, 0x5108), .. Answered(0x5200, 0x5106)])
            .And(Wish(SurveyAudience.Mentees, Pupil, 1, Senior), Wish(SurveyAudience.Mentors, Senior, 2, Pupil))
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted().When(Confirm(Pair(Senior, Pupil))).Accepted();
        Assert.Equal(Number(0x5108), story.History.OfType<MatchingEvent.MatchConfirmed>().Single().Compared[0].OfMentee);
    }

    [Fact]
    public void Use_the_id_of_a_match_and_of_a_proposal_once()
    {
        Confirmed.When(Confirm(Pair(OtherSenior, Third) with { Tandem = Other }))
            .Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Match}");
        Proposed.When(new MatchingCommand.ComputeProposal(Round, Proposal))
            .Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Proposal}");
    }

    [Fact]
    public void Name_the_condition_that_two_do_not_meet_before_saying_that_they_were_not_proposed() =>
        Begun.And(Wish(SurveyAudience.Mentees, Pupil, 1) with { Excluded = [OtherSenior] })
            .When(new MatchingCommand.ComputeProposal(Round, Proposal)).Accepted()
            .When(Confirm(Pair(OtherSenior, Pupil))).Refused(Reason.ConditionsNotMet, "match-mentee-wish", $"{OtherSenior} {Pupil}");

    [Fact]
    public void Are_taken_only_while_the_form_is_enabled()
    {
        var disabled = Proposed.And(new PreparationEvent.FormDisabled(Form, Why));
        foreach (var command in new MatchingCommand[]
            { new MatchingCommand.ComputeProposal(Round, Other), Adjust(Pupil, null), Confirm(Pair(Senior, Pupil)) })
            disabled.When(command).Refused(Reason.FormNotEnabled, "form-not-enabled", Form);
    }

    [Fact]
    public void End_a_round_in_which_everybody_has_a_mentor_without_a_decision() =>
        Confirmed.When(Confirm(Pair(Senior, Second) with { Match = Number(0x2001), Tandem = Number(0x2002) })).Accepted()
            .When(Confirm(Pair(OtherSenior, Third) with { Match = Other, Tandem = Other })).Accepted()
            .When(new MatchingCommand.CloseRound(Round, [])).Then(new MatchingEvent.MatchingRoundClosed(Round, []));

    [Fact]
    public void Of_a_closed_round_are_corrections_only()
    {
        var wish = Wish(SurveyAudience.Mentees, Pupil, 1, Senior);
        var link = Number(0x1201);
        var closed = Begun.And(Met, wish, new MatchingEvent.PreferenceLinkIssued(Round, link, SurveyAudience.Mentees, Pupil, Tomorrow),
            new MatchingEvent.MatchingRoundClosed(Round, []));
        foreach (var correction in Corrections(wish.Id, link)) closed.When(correction).Accepted();
        foreach (var command in new MatchingCommand[] { new MatchingCommand.ClosePreferences(Round),
            new MatchingCommand.HoldGroupMeeting(Met with { Id = Other }), new MatchingCommand.SubmitPreference(wish with { Id = Other }) })
            closed.When(command).Refused(Reason.MatchingRoundClosed, "matching-round-closed", $"{Round}");
    }

    [Fact]
    public void Of_a_suspended_programme_are_corrections_and_the_support_of_mentees()
    {
        var wish = Wish(SurveyAudience.Mentees, Pupil, 1, Senior);
        var link = Number(0x1201);
        var note = new MatchingEvent.SupportNoted(Second, Number(0x1701), Today, Why);
        var resting = Begun.And(Met, wish, new MatchingEvent.PreferenceLinkIssued(Round, link, SurveyAudience.Mentees, Pupil, Tomorrow),
            new MatchingEvent.PairConflictDeclared(Other, Senior, Third, ConflictGround.Kinship, null),
            new MatchingEvent.UnmatchedMenteesDecided([new(Second, UnmatchedDecision.SupportCase)]), note, Suspended);
        MatchingCommand[] allowed =
        [
            .. Corrections(wish.Id, link), new MatchingCommand.VoidConflict(Other, Why),
            new MatchingCommand.NoteSupport(note with { Id = Number(0x1702) }),
            new MatchingCommand.VoidSupportNote(Second, note.Id, Why),
            new MatchingCommand.EndSupport(new(Second, SupportOutcome.Supported, null)),
        ];
        foreach (var command in allowed) resting.When(command).Accepted();

        foreach (var command in new MatchingCommand[] { new MatchingCommand.ClosePreferences(Round),
            new MatchingCommand.ComputeProposal(Round, Proposal), new MatchingCommand.ReopenSupport(Second, Why) })
            resting.When(command).Refused(Reason.ProgrammeSuspended);
    }

    [Fact]
    public void Leave_the_links_of_another_round_alone()
    {
        var (link, later) = (Number(0x1201), Opened with { Round = Number(0x1006) });
        NewPreferenceLink[] both =
            [new(Number(0x1203), SurveyAudience.Mentees, Pupil), new(Number(0x1202), SurveyAudience.Mentees, Second)];
        var story = Begun.And(new MatchingEvent.PreferenceLinkIssued(Round, link, SurveyAudience.Mentees, Pupil, Tomorrow),
            new MatchingEvent.MatchingRoundClosed(Round, []), later, Met with { Round = later.Round })
            .When(new MatchingCommand.IssuePreferenceLinks(later.Round, both, Tomorrow)).Accepted();
        Assert.False(story.State.Matching.Links[link].Revoked);
        // The next links replace those of the same round, in the order of their ids.
        var replaced = story.When(new MatchingCommand.IssuePreferenceLinks(
            later.Round, [both[0] with { Link = Number(0x1204) }, both[1] with { Link = Number(0x1205) }], Tomorrow)).Accepted();
        Assert.Equal([both[1].Link, both[0].Link], replaced.History.OfType<MatchingEvent.PreferenceLinkRevoked>().Select(e => e.Link));
    }

    private static MatchingCommand[] Corrections(Guid preference, Guid link) =>
    [
        new MatchingCommand.VoidGroupMeeting(Round, Meeting, Why), new MatchingCommand.VoidPreference(Round, preference, Why),
        new MatchingCommand.RevokePreferenceLink(Round, link, Why),
    ];

    private static IEnumerable<ProgrammeEvent> Answered(int wave, int answer) =>
    [
        new SurveyEvent.SurveyWaveOpened(Number(wave), new("application", 1, new string('9', 64)), SurveyAudience.Mentees,
            SurveyPurpose.Application, null, Words("Анкета"), null),
        new SurveyEvent.SurveyParticipantsInvited(Number(wave), [Pupil]),
        new SurveyEvent.SurveyAnswered(Number(wave), Number(answer), Pupil, SurveyChannel.Curator, null, [], [], []),
    ];
}
