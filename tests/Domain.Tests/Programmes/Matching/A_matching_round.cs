using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Matching.Rounds;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Matching;

/// <summary>A round from its opening to its closing: meeting, preferences, links, conflicts, decisions.</summary>
public sealed class A_matching_round
{
    private static readonly Guid Link = Number(0x1201);
    private static readonly Guid Other = Number(0x1009);

    [Fact]
    public void Opens_with_the_weights_of_the_definition_or_its_own()
    {
        var story = Story.Given(Everything);
        story.When(new MatchingCommand.OpenRound(Round, Form, null)).Then(Opened);
        ScoreWeight[] own = [new(ScorePart.MutualPreference, 100)];
        story.When(new MatchingCommand.OpenRound(Round, Form, own)).Then(Opened with { Weights = own });
    }

    [Fact]
    public void Opens_only_for_a_form_that_can_be_used_and_once_at_a_time()
    {
        var story = Story.Given(Everything);
        story.When(new MatchingCommand.OpenRound(Round, "nothing", null)).Refused(Reason.Unknown, "form-unknown", "nothing");
        story.When(new MatchingCommand.OpenRound(Round, "student-learner", null))
            .Refused(Reason.FormNotEnabled, "form-not-enabled", "student-learner");
        story.And(new PreparationEvent.FormEnabled("student-learner", [], [TandemKind.Pair], Words("Педкласс")))
            .When(new MatchingCommand.OpenRound(Round, "student-learner", null))
            .Refused(Reason.FormNotEnabled, "form-precondition-open", "student-learner");
        Begun.When(new MatchingCommand.OpenRound(Round, "teacher-teacher", null))
            .Refused(Reason.AlreadyRecorded, "matching-round-recorded", $"{Round}")
            .When(new MatchingCommand.OpenRound(Other, Form, null))
            .Refused(Reason.AlreadyRecorded, "matching-round-open", $"{Form} {Round}")
            .When(new MatchingCommand.OpenRound(Other, "teacher-teacher", null)).Accepted();
    }

    [Fact]
    public void Has_weights_from_0_to_100_each_part_once_and_not_all_0()
    {
        var story = Story.Given(Everything);
        story.When(Weighing(new ScoreWeight(ScorePart.AgeFit, 101)))
            .Refused(Reason.ValueOutOfRange, "weight-out-of-range", "/weights/0/weight 101");
        story.When(Weighing(new ScoreWeight(ScorePart.AgeFit, -1)))
            .Refused(Reason.ValueOutOfRange, "weight-out-of-range", "/weights/0/weight -1");
        story.When(Weighing(new(ScorePart.AgeFit, 1), new(ScorePart.AgeFit, 2)))
            .Refused(Reason.AlreadyRecorded, "code-recorded", "age-fit");
        story.When(Weighing(new ScoreWeight(ScorePart.AgeFit, 0))).Refused(Reason.ValueOutOfRange, "count-out-of-range", "/weights");

        static MatchingCommand.OpenRound Weighing(params ScoreWeight[] weights) => new(Round, Form, weights);
    }

    [Fact]
    public void Records_meetings_and_numbers_those_who_came()
    {
        var story = Begun.When(new MatchingCommand.HoldGroupMeeting(Met)).Then(Met)
            .When(new MatchingCommand.HoldGroupMeeting(Met)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Meeting}")
            .When(new MatchingCommand.HoldGroupMeeting(Met with { Id = Other, Present = [Teacher] }))
            .Refused(Reason.NotInBase, "person-not-of-round", $"{Teacher}")
            .When(new MatchingCommand.HoldGroupMeeting(Met with { Id = Other, Present = [] }))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/present")
            .When(new MatchingCommand.HoldGroupMeeting(Met with { Id = Other, Minutes = 0 }))
            .Refused(Reason.ValueOutOfRange, "minutes-out-of-range", "0")
            .When(new MatchingCommand.HoldGroupMeeting(Met with { Id = Other, On = Tomorrow }))
            .Refused(Reason.DateInFuture, "date-in-future", "2021-10-21");
        Assert.Equal([Senior, OtherSenior, Pupil, Second, Third], story.State.Matching.Rounds[Round].Met);
        Assert.Equal(
            [(1, Senior), (2, OtherSenior)],
            Preferences.Candidates(story.State, story.State.Matching.Rounds[Round], SurveyAudience.Mentees, Pupil));
        story.When(new MatchingCommand.VoidGroupMeeting(Round, Other, Why)).Refused(Reason.Unknown, "group-meeting-unknown", $"{Other}")
            .When(new MatchingCommand.VoidGroupMeeting(Round, Meeting, Why))
            .Then(new MatchingEvent.GroupMeetingVoided(Round, Meeting, Why));
    }

    [Fact]
    public void Takes_preferences_about_the_other_side_and_the_last_one_counts()
    {
        var first = Wish(SurveyAudience.Mentees, Pupil, 1, Senior);
        var story = Begun.When(Submit(first)).Then(first)
            .When(Submit(Wish(SurveyAudience.Mentees, Pupil, 1, Senior))).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{first.Id}")
            .When(Submit(Wish(SurveyAudience.Mentees, Pupil, 2, Second))).Refused(Reason.NotInBase, "person-not-of-round", $"{Second}")
            .When(Submit(Wish(SurveyAudience.Mentees, Senior, 2, Senior))).Refused(Reason.NotInBase, "person-not-of-round", $"{Senior}")
            .When(Submit(Wish(SurveyAudience.Mentees, Pupil, 2, Senior) with { Excluded = [Senior] }))
            .Refused(Reason.ValueOutOfRange, "persons-doubled", $"{Senior}")
            .When(Submit(Wish(SurveyAudience.Mentees, Pupil, 2))).Refused(Reason.ValueOutOfRange, "count-out-of-range", "/ranked")
            .When(Submit(Wish(SurveyAudience.Mentees, Pupil, 2, [.. Enumerable.Range(0, 11).Select(n => Number(n + 1))])))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "/ranked");
        var later = Wish(SurveyAudience.Mentees, Pupil, 2, OtherSenior) with { Excluded = [Senior] };
        var changed = story.When(Submit(later)).Then(later);
        Assert.Equal([OtherSenior], changed.State.Matching.Rounds[Round].OfMentees[Pupil].Ranked);
        changed.When(new MatchingCommand.VoidPreference(Round, first.Id, Why)).Refused(Reason.Unknown, "preference-unknown", $"{first.Id}")
            .When(new MatchingCommand.VoidPreference(Round, later.Id, Why)).Then(new MatchingEvent.PreferenceVoided(Round, later.Id, Why));
        changed.And(Stands(Pupil, Learner with { Restricted = true })).When(Submit(later with { Id = Other }))
            .Refused(Reason.NotTakingPart, "person-restricted", $"{Pupil}");
    }

    [Fact]
    public void Takes_no_preferences_once_they_are_closed()
    {
        var wish = Wish(SurveyAudience.Mentors, Senior, 1, Pupil);
        Begun.When(new MatchingCommand.ClosePreferences(Round)).Then(new MatchingEvent.PreferencesClosed(Round))
            .When(new MatchingCommand.ClosePreferences(Round)).Refused(Reason.NothingChanges)
            .When(Submit(wish)).Refused(Reason.PreferencesClosed, "preferences-closed", $"{Round}")
            .When(new MatchingCommand.ReopenPreferences(Round, Why)).Then(new MatchingEvent.PreferencesReopened(Round, Why))
            .When(new MatchingCommand.ReopenPreferences(Round, Why)).Refused(Reason.NothingChanges)
            .When(Submit(wish)).Then(wish);
    }

    [Fact]
    public void Issues_links_after_a_meeting_and_a_new_one_replaces_the_old()
    {
        var issued = new MatchingEvent.PreferenceLinkIssued(Round, Link, SurveyAudience.Mentees, Pupil, Tomorrow);
        Begun.When(Links(Link, Pupil)).Refused(Reason.ConditionsNotMet, "group-meeting-missing", Form);
        var story = Begun.And(Met).When(Links(Link, Pupil)).Then(issued)
            .When(Links(Link, Second)).Refused(Reason.AlreadyRecorded, "survey-link-recorded", $"{Link}")
            .When(Links(Other, Teacher)).Refused(Reason.NotInBase, "person-not-of-round", $"{Teacher}")
            .When(Links(Other, Pupil)).Then(
                new MatchingEvent.PreferenceLinkRevoked(Round, Link, null), issued with { Link = Other });
        var wish = Wish(SurveyAudience.Mentees, Pupil, 1, Senior);
        story.When(Submit(wish with { Link = Link })).Refused(Reason.SurveyLinkRevoked, "survey-link-revoked", $"{Link}")
            .When(Submit(wish with { Link = Number(9) })).Refused(Reason.Unknown, "survey-link-unknown", $"{Number(9)}")
            .When(Submit(wish with { Link = Other, Person = Second })).Refused(Reason.Unknown, "survey-link-unknown", $"{Other}")
            .On(Tomorrow.AddDays(1)).When(Submit(wish with { Link = Other }))
            .Refused(Reason.SurveyLinkExpired, "survey-link-expired", "2021-10-21");
        story.When(Submit(wish with { Link = Other })).Then(wish with { Link = Other });
        story.When(new MatchingCommand.RevokePreferenceLink(Round, Link, Why)).Refused(Reason.NothingChanges)
            .When(new MatchingCommand.RevokePreferenceLink(Round, Number(9), Why))
            .Refused(Reason.Unknown, "preference-link-unknown", $"{Number(9)}")
            .When(new MatchingCommand.RevokePreferenceLink(Round, Other, Why))
            .Then(new MatchingEvent.PreferenceLinkRevoked(Round, Other, Why));
    }

    [Fact]
    public void Lets_a_link_choose_only_among_those_who_were_met() =>
        Begun.And(Met with { Present = [Pupil, Senior] }).When(Links(Link, Pupil)).Accepted()
            .When(Submit(Wish(SurveyAudience.Mentees, Pupil, 1, OtherSenior) with { Link = Link }))
            .Refused(Reason.NotInBase, "person-not-of-round", $"{OtherSenior}")
            .When(Submit(Wish(SurveyAudience.Mentees, Pupil, 1, Senior) with { Link = Link })).Accepted();

    [Fact]
    public void Knows_conflicts_of_interest()
    {
        var conflict = new MatchingEvent.PairConflictDeclared(Other, Senior, Pupil, ConflictGround.Kinship, null);
        Story.Given(Everybody).When(new MatchingCommand.DeclareConflict(conflict)).Then(conflict)
            .When(new MatchingCommand.DeclareConflict(conflict with { Id = Link })).Refused(Reason.NothingChanges)
            .When(new MatchingCommand.DeclareConflict(conflict with { Id = Link, Mentor = Pupil }))
            .Refused(Reason.ValueOutOfRange, "pair-of-one-person", $"{Pupil}")
            .When(new MatchingCommand.DeclareConflict(conflict with { Id = Link, Mentor = Second }))
            .Refused(Reason.Unknown, "mentor-unknown", $"{Second}")
            .When(new MatchingCommand.DeclareConflict(conflict with { Id = Link, Mentee = Senior, Mentor = OtherSenior }))
            .Refused(Reason.Unknown, "mentee-unknown", $"{Senior}")
            .When(new MatchingCommand.VoidConflict(Link, Why)).Refused(Reason.Unknown, "conflict-unknown", $"{Link}")
            .When(new MatchingCommand.VoidConflict(Other, Why)).Then(new MatchingEvent.PairConflictVoided(Other, Why));
    }

    [Fact]
    public void Closes_with_a_decision_about_everybody_without_a_mentor()
    {
        var story = Proposed.When(Confirm(Pair(Senior, Pupil))).Accepted();
        story.When(new MatchingCommand.CloseRound(Round, [new(Second, UnmatchedDecision.Leaves)]))
            .Refused(Reason.ConditionsNotMet, "unmatched-undecided", $"{Third}");
        story.When(new MatchingCommand.CloseRound(
                Round, [.. new[] { Pupil, YoungTeacher, Teacher }.Select(m => new DecidedMentee(m, UnmatchedDecision.Leaves))]))
            .Refused(Reason.NotInBase, ("mentee-has-mentor", $"{Pupil}"), ("mentee-not-in-base", $"{Teacher}"));
        story.When(new MatchingCommand.DecideUnmatched([new(Third, UnmatchedDecision.SupportCase), new(Third, UnmatchedDecision.Leaves)]))
            .Refused(Reason.ValueOutOfRange, "persons-doubled", $"{Third}");
        DecidedMentee[] decided = [new(Second, UnmatchedDecision.SearchContinues)];
        var closed = story.When(new MatchingCommand.DecideUnmatched([new(Third, UnmatchedDecision.SupportCase)]))
            .Then(new MatchingEvent.UnmatchedMenteesDecided([new(Third, UnmatchedDecision.SupportCase)]))
            .When(new MatchingCommand.CloseRound(Round, decided)).Then(new MatchingEvent.MatchingRoundClosed(Round, decided));
        closed.When(new MatchingCommand.ComputeProposal(Round, Other))
            .Refused(Reason.MatchingRoundClosed, "matching-round-closed", $"{Round}")
            .When(new MatchingCommand.ReopenRound(Round, Why)).Then(new MatchingEvent.MatchingRoundReopened(Round, Why))
            .When(new MatchingCommand.ReopenRound(Round, Why)).Refused(Reason.NothingChanges);
        closed.And(Opened with { Round = Other }).When(new MatchingCommand.ReopenRound(Round, Why))
            .Refused(Reason.AlreadyRecorded, "matching-round-open", $"{Form} {Other}");
    }

    [Fact]
    public void Refuses_what_belongs_to_no_round() =>
        Story.Given(Everybody).When(new MatchingCommand.ClosePreferences(Round))
            .Refused(Reason.Unknown, "matching-round-unknown", $"{Round}");

    private static MatchingCommand.SubmitPreference Submit(MatchingEvent.PreferenceSubmitted preference) => new(preference);

    private static MatchingCommand.IssuePreferenceLinks Links(Guid link, Guid person) =>
        new(Round, [new(link, SurveyAudience.Mentees, person)], Tomorrow);

    private static ParticipantEvent.PersonStandingRecorded Stands(Guid person, PersonStatus standing) =>
        new(person, standing with { Version = 9 });
}
