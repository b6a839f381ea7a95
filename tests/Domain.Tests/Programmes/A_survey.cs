using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;
using static MentorshipFlow.Domain.Tests.Programmes.Survey;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_survey
{
    private static Story Open => Given([.. Active, .. Applicants, Opened]);

    private static Story Asked => Open.And(new SurveyEvent.SurveyParticipantsInvited(Wave, [Kolya, Masha]));

    [Fact]
    public void Is_opened_with_one_version_of_a_questionnaire() => Given(Active).When(Opening).Then(Opened);

    [Fact]
    public void Has_the_form_of_its_questionnaire() =>
        Given(Active).When(Opening with { Form = null }).Then<SurveyEvent.SurveyWaveOpened>(e => Assert.Equal("learner-learner", e.Form));

    [Fact]
    public void Is_not_opened_twice_under_one_id() => Open.When(Opening).Refused(Reason.AlreadyRecorded, "survey-wave-recorded", $"{Wave}");

    [Fact]
    public void Needs_a_published_questionnaire() =>
        Given(Active).When(Opening with { Found = null }).Refused(Reason.Unknown, "questionnaire-unknown", "short");

    [Fact]
    public void Needs_the_audience_and_form_of_its_questionnaire()
    {
        Given(Active).When(Opening with { Audience = SurveyAudience.Mentors })
            .Refused(Reason.ValueOutOfRange, "questionnaire-of-another-audience", "mentees");
        Given(Active).When(Opening with { Form = "teacher-teacher" })
            .Refused(Reason.ValueOutOfRange, "questionnaire-of-another-form", "learner-learner");
        Given(Active).When(Opening with { Form = "parent-parent" }).Refused(Reason.Unknown, "form-unknown", "parent-parent");
    }

    [Fact]
    public void Does_not_end_before_it_begins() =>
        Given(Active).When(Opening with { ClosesOn = Yesterday }).Refused(Reason.PeriodReversed, "period-reversed", "closesOn");

    [Fact]
    public void Invites_each_person_once()
    {
        Open.When(new SurveyCommand.InviteParticipants(Wave, [Kolya, Kolya, Masha]))
            .Then(new SurveyEvent.SurveyParticipantsInvited(Wave, [Kolya, Masha]))
            .When(new SurveyCommand.InviteParticipants(Wave, [Masha, Kolya])).Refused(Reason.NothingChanges)
            .When(new SurveyCommand.InviteParticipants(Wave, [Kolya, Dasha]))
            .Then(new SurveyEvent.SurveyParticipantsInvited(Wave, [Dasha]));
    }

    [Fact]
    public void Invites_1_to_5000_persons()
    {
        Open.When(new SurveyCommand.InviteParticipants(Wave, [])).Refused(Reason.ValueOutOfRange, "persons-empty", "0");
        Open.When(new SurveyCommand.InviteParticipants(Wave, [.. Enumerable.Range(1, 5001).Select(Number)]))
            .Refused(Reason.ValueOutOfRange, "persons-too-many", "5000");
    }

    [Fact]
    public void Is_closed_and_reopened_with_another_last_day()
    {
        var closed = Asked.When(new SurveyCommand.CloseWave(Wave)).Then(new SurveyEvent.SurveyWaveClosed(Wave));
        Assert.Equal(Wave, Assert.Single(closed.State.Surveys.Closed(SurveyAudience.Mentees, SurveyPurpose.Application)).Id);
        closed.When(new SurveyCommand.CloseWave(Wave)).Refused(Reason.SurveyWaveClosed, "survey-wave-closed", $"{Wave}");
        closed.When(new SurveyCommand.InviteParticipants(Wave, [Dasha])).Refused(Reason.SurveyWaveClosed, "survey-wave-closed", $"{Wave}");
        closed.When(Links()).Refused(Reason.SurveyWaveClosed, "survey-wave-closed", $"{Wave}");
        closed.When(new SurveyCommand.ReopenWave(Wave, Why, Yesterday)).Refused(Reason.PeriodReversed, "period-reversed", "closesOn");

        var open =
            closed.When(new SurveyCommand.ReopenWave(Wave, Why, Tomorrow)).Then(new SurveyEvent.SurveyWaveReopened(Wave, Why, Tomorrow));
        Assert.Empty(open.State.Surveys.Closed(SurveyAudience.Mentees, SurveyPurpose.Application));
        open.When(new SurveyCommand.ReopenWave(Wave, Why, null)).Refused(Reason.SurveyWaveNotClosed, "survey-wave-open", $"{Wave}");
    }

    [Fact]
    public void Is_not_closed_by_the_end_of_its_last_day() =>
        Assert.Empty(Asked.On(Today.AddDays(90)).State.Surveys.Closed(SurveyAudience.Mentees, SurveyPurpose.Application));

    [Fact]
    public void Is_unknown_until_it_is_opened()
    {
        SurveyCommand[] commands =
        [
            new SurveyCommand.InviteParticipants(Wave, [Kolya]), new SurveyCommand.CloseWave(Wave),
            new SurveyCommand.ReopenWave(Wave, Why, null), Links(), Taking(Sheet()),
            new SurveyCommand.VoidAnswer(Wave, Sheet().Id, Why),
        ];
        Assert.All(commands, command => Given(Active).When(command).Refused(Reason.Unknown, "survey-wave-unknown", $"{Wave}"));
        Given(Active).When(new SurveyCommand.RevokeLink(Link, Why)).Refused(Reason.Unknown, "survey-link-unknown", $"{Link}");
    }

    [Fact]
    public void May_have_several_waves_for_one_purpose()
    {
        var second = Opened with { Wave = Number(0x511), Purpose = SurveyPurpose.Satisfaction };
        var waves = Given(Active).And(Opened with { Purpose = SurveyPurpose.Satisfaction }, second).State.Surveys;

        Assert.Equal([Wave, second.Wave], waves.Of(SurveyAudience.Mentees, SurveyPurpose.Satisfaction).Select(w => w.Id));
    }

    [Fact]
    public void Allows_only_corrections_while_the_programme_is_suspended()
    {
        var resting = Asked.And(new SurveyEvent.SurveyLinkIssued(Wave, Link, Masha, Tomorrow), Answered(Sheet()))
            .And(new CharterEvent.ProgrammeSuspended(CuratorOrder, Why));
        resting.When(Taking(Sheet(person: Masha))).Refused(Reason.ProgrammeSuspended);
        resting.When(new SurveyCommand.RevokeLink(Link, Why)).Then(new SurveyEvent.SurveyLinkRevoked(Wave, Link, Why));
        resting.When(new SurveyCommand.VoidAnswer(Wave, Sheet().Id, Why)).Then(new SurveyEvent.SurveyAnswerVoided(Wave, Sheet().Id, Why));
    }
}
