using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;
using static MentorshipFlow.Domain.Tests.Programmes.Survey;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_filled_questionnaire
{
    private static Story Asked => Given(Active).And(Opened, new SurveyEvent.SurveyParticipantsInvited(Wave, [Kolya, Masha]));

    private static Story Linked => Asked.And(new SurveyEvent.SurveyLinkIssued(Wave, Link, Kolya, Tomorrow));

    [Fact]
    public void Is_recorded_unchanged() => Asked.When(Taking(Sheet())).Then(Answered(Sheet()));

    [Fact]
    public void Is_accepted_once_per_person()
    {
        var answered = Asked.When(Taking(Sheet())).Accepted();
        Assert.True(answered.State.Surveys.HasAnswered(Kolya, SurveyAudience.Mentees, SurveyPurpose.Application));
        Assert.False(answered.State.Surveys.HasAnswered(Masha, SurveyAudience.Mentees, SurveyPurpose.Application));

        answered.When(Taking(Sheet(id: 0x504))).Refused(Reason.SurveyAlreadyAnswered, "survey-already-answered", $"{Kolya}");
        answered.When(Taking(Sheet(person: Masha))).Refused(Reason.AlreadyRecorded, "survey-answer-recorded", $"{Sheet().Id}");
        Asked.When(Taking(Sheet(), Sheet(id: 0x504))).Refused(Reason.SurveyAlreadyAnswered, "survey-already-answered", $"{Kolya}");
    }

    [Fact]
    public void May_be_given_again_after_it_was_voided() =>
        Asked.And(Answered(Sheet()))
            .When(new SurveyCommand.VoidAnswer(Wave, Sheet().Id, Why)).Then(new SurveyEvent.SurveyAnswerVoided(Wave, Sheet().Id, Why))
            .When(new SurveyCommand.VoidAnswer(Wave, Sheet().Id, Why)).Refused(Reason.Unknown, "survey-answer-unknown", $"{Sheet().Id}")
            .When(Taking(Sheet())).Refused(Reason.AlreadyRecorded, "survey-answer-recorded", $"{Sheet().Id}")
            .When(Taking(Sheet(id: 0x504))).Then(Answered(Sheet(id: 0x504)));

    [Fact]
    public void Must_come_from_an_invited_person() =>
        Asked.When(Taking(Sheet(person: VeraId))).Refused(Reason.SurveyNotInvited, "survey-not-invited", $"{VeraId}");

    [Theory]
    [InlineData(0), InlineData(11), InlineData(-1), InlineData(int.MaxValue)]
    public void Is_refused_with_a_value_outside_the_scale(int beyond) =>
        Asked.When(Taking(Sheet(effect: beyond))).Refused(Reason.SurveyAnswersInvalid, "survey-scale-out-of-range", "Q_EFFECT");

    [Theory]
    [InlineData(1), InlineData(10)]
    public void May_use_both_ends_of_the_scale(int edge) => Asked.When(Taking(Sheet(effect: edge))).Then(Answered(Sheet(effect: edge)));

    [Fact]
    public void Is_refused_with_an_unknown_choice() =>
        Asked.When(Taking(Sheet(prior: "perhaps"))).Refused(Reason.SurveyAnswersInvalid, "survey-choice-unknown", "Q_PRIOR");

    [Fact]
    public void Is_refused_with_all_faults_at_once() =>
        Asked.When(Taking(Sheet() with { Scales = [new("Q_PRIOR", 1), new("Q_WEATHER", 1)],
            Choices = [new("Q_FREQUENCY", "often"), new("Q_FREQUENCY", "never")], Texts = [new("Иван", Why)] }))
            .Refused(
                Reason.SurveyAnswersInvalid,
                ("survey-item-doubled", "Q_FREQUENCY"), ("survey-item-of-another-kind", "Q_PRIOR"), ("survey-item-unknown", "Q_WEATHER"),
                ("survey-item-unknown", "—"), ("survey-item-required", "Q_EFFECT"));

    [Fact]
    public void Is_checked_against_the_version_of_its_wave() =>
        Asked.When(Taking(Sheet()) with { Found = null }).Refused(Reason.Unknown, "questionnaire-unknown", "short");

    [Fact]
    public void Is_refused_after_the_wave_was_closed() =>
        Asked.And(new SurveyEvent.SurveyWaveClosed(Wave)).When(Taking(Sheet()))
            .Refused(Reason.SurveyWaveClosed, "survey-wave-closed", $"{Wave}");

    [Fact]
    public void On_paper_has_its_own_day()
    {
        var after = Asked.On(Today.AddDays(11));
        after.When(Taking(Sheet())).Refused(Reason.SurveyWaveClosed, "survey-wave-over", "2021-10-30");
        after.About(Today.AddDays(10)).When(Taking(Sheet())).Then(Answered(Sheet()));
    }

    [Fact]
    public void Through_a_link_has_todays_date() =>
        Given(Active)
            .And(Opened, new SurveyEvent.SurveyParticipantsInvited(Wave, [Kolya]),
                new SurveyEvent.SurveyLinkIssued(Wave, Link, Kolya, Today.AddDays(90)))
            .On(Today.AddDays(11)).About(Today).When(Taking(Sheet(link: Link)))
            .Refused(Reason.SurveyWaveClosed, "survey-wave-over", "2021-10-30");

    [Fact]
    public void May_come_through_a_personal_link() => Linked.When(Taking(Sheet(link: Link))).Then(Answered(Sheet(link: Link)));

    [Fact]
    public void Is_accepted_until_the_last_day_of_a_link()
    {
        Linked.On(Tomorrow).When(Taking(Sheet(link: Link))).Accepted();
        Linked.On(Tomorrow.AddDays(1)).When(Taking(Sheet(link: Link)))
            .Refused(Reason.SurveyLinkExpired, "survey-link-expired", "2021-10-21");
    }

    [Fact]
    public void Is_refused_through_a_revoked_link() =>
        Linked.When(new SurveyCommand.RevokeLink(Link, Why)).Then(new SurveyEvent.SurveyLinkRevoked(Wave, Link, Why))
            .When(new SurveyCommand.RevokeLink(Link, Why)).Refused(Reason.NothingChanges)
            .When(Taking(Sheet(link: Link))).Refused(Reason.SurveyLinkRevoked, "survey-link-revoked", $"{Link}");

    [Fact]
    public void Is_refused_through_the_link_of_another_wave_or_person()
    {
        var other = Number(0x511);
        var both = Linked.And(Opened with { Wave = other }, new SurveyEvent.SurveyParticipantsInvited(other, [Kolya]));

        both.When(Taking(Sheet(link: Link)) with { Wave = other }).Refused(Reason.Unknown, "survey-link-unknown", $"{Link}");
        Linked.When(Taking(Sheet(person: Masha, link: Link))).Refused(Reason.Unknown, "survey-link-unknown", $"{Link}");
        Linked.When(Taking(Sheet(link: Number(0x599)))).Refused(Reason.Unknown, "survey-link-unknown", $"{Number(0x599)}");
    }

    [Fact]
    public void Has_one_link_in_force() =>
        Asked.When(Links()).Then(new SurveyEvent.SurveyLinkIssued(Wave, Link, Kolya, Tomorrow))
            .When(Links(id: 0x505))
            .Then(new SurveyEvent.SurveyLinkRevoked(Wave, Link, null),
                new SurveyEvent.SurveyLinkIssued(Wave, Number(0x505), Kolya, Tomorrow))
            .When(Links()).Refused(Reason.AlreadyRecorded, "survey-link-recorded", $"{Link}");

    [Fact]
    public void Gets_a_link_only_while_it_can_be_answered()
    {
        Asked.When(Links(Yesterday)).Refused(Reason.PeriodReversed, "period-reversed", "expiresOn");
        Asked.When(new SurveyCommand.IssueLinks(Wave, [], Tomorrow)).Refused(Reason.ValueOutOfRange, "persons-empty", "0");
        Asked.When(new SurveyCommand.IssueLinks(Wave, [new(Link, VeraId)], Tomorrow))
            .Refused(Reason.SurveyNotInvited, "survey-not-invited", $"{VeraId}");
        Asked.When(new SurveyCommand.IssueLinks(Wave, [new(Link, Kolya), new(Number(0x505), Kolya)], Tomorrow))
            .Refused(Reason.ValueOutOfRange, "persons-doubled", $"{Wave}");
        Asked.And(Answered(Sheet())).When(Links()).Refused(Reason.SurveyAlreadyAnswered, "survey-already-answered", $"{Kolya}");
    }
}
