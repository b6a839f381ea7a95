using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>The largest and smallest values that a round takes, and whom it counts to its sides.</summary>
public sealed class The_limits_of_a_round
{
    private static readonly Guid Link = Number(0x1201);

    [Fact]
    public void Take_weights_from_0_to_100() =>
        Story.Given(Everything).When(new MatchingCommand.OpenRound(
            Round, Form, [new(ScorePart.AgeFit, 0), new(ScorePart.MutualPreference, 100), new(ScorePart.LoadBalance, 1)])).Accepted();

    [Fact]
    public void Take_a_meeting_of_one_minute_to_a_day_or_of_unknown_length()
    {
        foreach (var minutes in new int?[] { null, 1, 1440 })
            Begun.When(new MatchingCommand.HoldGroupMeeting(Met with { Minutes = minutes })).Accepted();
        Begun.When(new MatchingCommand.HoldGroupMeeting(Met with { Minutes = 1441 }))
            .Refused(Reason.ValueOutOfRange, "minutes-out-of-range", "1441");
    }

    [Fact]
    public void Count_a_person_of_a_meeting_once() =>
        Begun.When(new MatchingCommand.HoldGroupMeeting(Met with { Present = [Pupil, Senior, Pupil] }))
            .Then(Met with { Present = [Pupil, Senior] });

    [Fact]
    public void Take_ten_ranked_and_a_hundred_excluded_persons()
    {
        var (many, form) = (Crowd(111), "learner-learner");
        var crowded = Begun.And(many.SelectMany((m, n) => Mentor(m, SeniorLearner, PupilOffer with { Forms = [form] },
            MentorCategory.Learner, 0x8000 + (16 * n))));
        var wish = Wish(SurveyAudience.Mentees, Pupil, 1, many[..10]) with { Excluded = many[10..110] };
        crowded.When(new MatchingCommand.SubmitPreference(wish)).Then(wish);
        crowded.When(new MatchingCommand.SubmitPreference(wish with { Ranked = many[100..111], Excluded = [] }))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/ranked");
        crowded.When(new MatchingCommand.SubmitPreference(wish with { Ranked = [], Excluded = many[..101] }))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/excluded");
        crowded.When(new MatchingCommand.SubmitPreference(wish with { Ranked = [], Excluded = many[..1] })).Accepted();
    }

    [Fact]
    public void Keep_excluded_persons_in_the_order_of_their_ids() =>
        Begun.When(new MatchingCommand.SubmitPreference(
                Wish(SurveyAudience.Mentees, Pupil, 1) with { Excluded = [OtherSenior, Senior] }))
            .Then(Wish(SurveyAudience.Mentees, Pupil, 1) with { Excluded = [Senior, OtherSenior] });

    [Fact]
    public void Take_excluded_persons_of_the_other_side_only() =>
        Begun.When(new MatchingCommand.SubmitPreference(Wish(SurveyAudience.Mentees, Pupil, 1, Senior) with { Excluded = [Second] }))
            .Refused(Reason.NotInBase, "person-not-of-round", $"{Second}");

    [Fact]
    public void Issue_links_of_at_least_one_day_each_person_once()
    {
        var story = Begun.And(Met);
        NewPreferenceLink[] one = [new(Link, SurveyAudience.Mentees, Pupil)];
        story.When(new MatchingCommand.IssuePreferenceLinks(Round, [], Tomorrow))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/persons");
        story.When(new MatchingCommand.IssuePreferenceLinks(Round, one, Yesterday))
            .Refused(Reason.PeriodReversed, "period-reversed", "expiresOn");
        story.When(new MatchingCommand.IssuePreferenceLinks(Round, [.. one, one[0] with { Link = Number(0x1202) }], Today))
            .Refused(Reason.ValueOutOfRange, "persons-doubled", $"{Pupil}");
        story.When(new MatchingCommand.ClosePreferences(Round)).Accepted()
            .When(new MatchingCommand.IssuePreferenceLinks(Round, one, Today))
            .Refused(Reason.PreferencesClosed, "preferences-closed", $"{Round}");
        var issued = story.When(new MatchingCommand.IssuePreferenceLinks(Round, one, Today)).Accepted();
        issued.When(new MatchingCommand.SubmitPreference(Wish(SurveyAudience.Mentees, Pupil, 1, Senior) with { Link = Link })).Accepted();
        // The link of one person stays valid when another gets one.
        issued.When(new MatchingCommand.IssuePreferenceLinks(
                Round, [new(Number(0x1202), SurveyAudience.Mentees, Second), new(Number(0x1203), SurveyAudience.Mentors, Senior)], Today))
            .Then(
                new MatchingEvent.PreferenceLinkIssued(Round, Number(0x1202), SurveyAudience.Mentees, Second, Today),
                new MatchingEvent.PreferenceLinkIssued(Round, Number(0x1203), SurveyAudience.Mentors, Senior, Today));
    }

    [Fact]
    public void Send_no_link_to_a_person_who_may_not_be_processed() =>
        Begun.And(Met, new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 9, Restricted = true }))
            .When(new MatchingCommand.IssuePreferenceLinks(Round, [new(Link, SurveyAudience.Mentees, Pupil)], Tomorrow))
            .Refused(Reason.NotTakingPart, "person-restricted", $"{Pupil}");

    [Fact]
    public void Revoke_a_link_only_in_its_own_round()
    {
        var other = Opened with { Round = Number(0x1006), Form = "teacher-teacher" };
        Begun.And(Met, other).When(new MatchingCommand.IssuePreferenceLinks(
                Round, [new(Link, SurveyAudience.Mentees, Pupil)], Tomorrow)).Accepted()
            .When(new MatchingCommand.RevokePreferenceLink(other.Round, Link, Why))
            .Refused(Reason.Unknown, "preference-link-unknown", $"{Link}");
    }

    [Fact]
    public void Void_the_preference_of_either_side_and_only_this_one()
    {
        var (ofPupil, ofSenior) = (Wish(SurveyAudience.Mentees, Pupil, 1, Senior), Wish(SurveyAudience.Mentors, Senior, 2, Pupil));
        var round = Begun.And(ofPupil, ofSenior).When(new MatchingCommand.VoidPreference(Round, ofSenior.Id, Why)).Accepted()
            .State.Matching.Rounds[Round];
        Assert.Equal([Pupil], round.Of(SurveyAudience.Mentees).Keys);
        Assert.Empty(round.Of(SurveyAudience.Mentors));
    }

    [Fact]
    public void Forget_the_persons_of_a_meeting_that_was_voided() =>
        Assert.Equal(
            [Pupil, Senior],
            Begun.And(Met, Met with { Id = Number(0x1007), Present = [Pupil, Senior] })
                .When(new MatchingCommand.VoidGroupMeeting(Round, Meeting, Why)).Accepted().State.Matching.Rounds[Round].Met);

    [Fact]
    public void Leave_out_who_was_removed_from_the_base_or_has_another_form()
    {
        var removed = Begun.And(new ParticipantEvent.MenteeRemovedFromBase(Pupil, RemovalReason.Other, null));
        Assert.False(MatchingDecider.IsOf(removed.State, OfRound(removed), SurveyAudience.Mentees, Pupil));
        Assert.True(MatchingDecider.IsOf(removed.State, OfRound(removed), SurveyAudience.Mentees, Second));
        Assert.False(MatchingDecider.IsOf(removed.State, OfRound(removed), SurveyAudience.Mentees, YoungTeacher));
        Assert.False(MatchingDecider.IsOf(removed.State, OfRound(removed), SurveyAudience.Mentors, Teacher));
        var mentor = Begun.And(new ParticipantEvent.MentorRemovedFromBase(Senior, RemovalReason.Other, null));
        Assert.False(MatchingDecider.IsOf(mentor.State, OfRound(mentor), SurveyAudience.Mentors, Senior));
    }

    private static Guid[] Crowd(int count) => [.. Enumerable.Range(0, count).Select(n => Number(0x4000 + n))];

    private static MatchingRound OfRound(Story story) => story.State.Matching.Rounds[Round];
}
