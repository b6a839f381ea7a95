using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Survey;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Invitations for a pupil in the base of mentees, a senior in the base of mentors, and Kolya, who has only applied.</summary>
public sealed class An_invitation
{
    [Theory]
    [InlineData(SurveyPurpose.Application), InlineData(SurveyPurpose.Entry)]
    public void Before_the_base_is_for_everybody_who_has_applied(SurveyPurpose purpose) =>
        Asking(SurveyAudience.Mentees, purpose).When(Inviting(Kolya, Cohort.Pupil))
            .Then(new SurveyEvent.SurveyParticipantsInvited(Wave, [Kolya, Cohort.Pupil]));

    [Theory]
    [InlineData(SurveyPurpose.Interim), InlineData(SurveyPurpose.Satisfaction), InlineData(SurveyPurpose.Exit)]
    public void To_later_waves_is_for_people_in_the_base(SurveyPurpose purpose)
    {
        Asking(SurveyAudience.Mentees, purpose).When(Inviting(Cohort.Pupil))
            .Then(new SurveyEvent.SurveyParticipantsInvited(Wave, [Cohort.Pupil]));
        Asking(SurveyAudience.Mentees, purpose).When(Inviting(Kolya)).Refused(Reason.NotInBase, "mentee-not-in-base", $"{Kolya}");
    }

    [Fact]
    public void Is_refused_with_each_person_outside_the_programme() =>
        Asking(SurveyAudience.Mentees, SurveyPurpose.Application).When(Inviting(VeraId, Cohort.Pupil, IvanId))
            .Refused(Reason.NotInBase, ("mentee-not-applied", $"{VeraId}"), ("mentee-not-applied", $"{IvanId}"));

    [Fact]
    public void Is_only_for_the_waves_audience()
    {
        Asking(SurveyAudience.Mentees, SurveyPurpose.Application).When(Inviting(Cohort.Senior))
            .Refused(Reason.NotInBase, "mentee-not-applied", $"{Cohort.Senior}");
        Asking(SurveyAudience.Mentors, SurveyPurpose.Application).When(Inviting(Cohort.Pupil))
            .Refused(Reason.NotInBase, "mentor-not-applied", $"{Cohort.Pupil}");
        Asking(SurveyAudience.Mentors, SurveyPurpose.Exit).When(Inviting(Cohort.Pupil, Cohort.Senior))
            .Refused(Reason.NotInBase, "mentor-not-in-base", $"{Cohort.Pupil}");
        Asking(SurveyAudience.Mentors, SurveyPurpose.Exit).When(Inviting(Cohort.Senior))
            .Then(new SurveyEvent.SurveyParticipantsInvited(Wave, [Cohort.Senior]));
    }

    [Fact]
    public void Is_allowed_for_both_audiences_to_a_person_in_both_bases() =>
        Asking(SurveyAudience.Mentees, SurveyPurpose.Application).And(Applied(Cohort.Senior)).When(Inviting(Cohort.Senior)).Accepted();

    [Fact]
    public void Is_refused_after_the_application_was_closed() =>
        Asking(SurveyAudience.Mentees, SurveyPurpose.Application)
            .And(new ParticipantEvent.MenteeRemovedFromBase(Kolya, RemovalReason.OwnWish, null))
            .When(Inviting(Kolya)).Refused(Reason.NotInBase, "mentee-not-applied", $"{Kolya}");

    [Fact]
    public void Is_refused_for_persons_restricted_or_erased()
    {
        var withdrawn = Asking(SurveyAudience.Mentees, SurveyPurpose.Application).And(Stopped(Kolya));
        withdrawn.When(Inviting(Kolya, Cohort.Pupil)).Refused(Reason.NotTakingPart, "person-restricted", $"{Kolya}");

        var invited = Asking(SurveyAudience.Mentees, SurveyPurpose.Application)
            .And(new SurveyEvent.SurveyParticipantsInvited(Wave, [Kolya]), Stopped(Kolya));
        invited.When(Links()).Refused(Reason.NotTakingPart, "person-restricted", $"{Kolya}");
        invited.When(Taking(Sheet())).Refused(Reason.NotTakingPart, "person-restricted", $"{Kolya}");
    }

    [Fact]
    public void Is_allowed_after_the_person_left_the_school() =>
        Asking(SurveyAudience.Mentees, SurveyPurpose.Exit)
            .And(new ParticipantEvent.PersonStandingRecorded(Cohort.Pupil, Cohort.Learner with { Version = 3, Left = true }))
            .When(Inviting(Cohort.Pupil)).Accepted();

    /// <summary>The young teacher is of another form than the wave; Kolya has none yet and is a pupil.</summary>
    [Fact]
    public void Is_for_the_people_of_the_waves_form()
    {
        Asking(SurveyAudience.Mentees, SurveyPurpose.Application).When(Inviting(Kolya, Cohort.YoungTeacher))
            .Refused(Reason.NotEligible, "person-not-of-form", $"{Cohort.YoungTeacher}");
        Asking(SurveyAudience.Mentees, SurveyPurpose.Application)
            .And(new ParticipantEvent.MenteeApplied(VeraId, Cohort.NewTeacher, false)).When(Inviting(VeraId))
            .Refused(Reason.NotEligible, "person-not-of-form", $"{VeraId}");
        Asking(SurveyAudience.Mentors, SurveyPurpose.Exit).When(Inviting(Cohort.Senior, Cohort.Teacher))
            .Refused(Reason.NotEligible, "person-not-of-form", $"{Cohort.Teacher}");
        Asking(SurveyAudience.Mentors, SurveyPurpose.Exit, form: null).When(Inviting(Cohort.Senior, Cohort.Teacher)).Accepted();
    }

    private static Story Asking(SurveyAudience audience, SurveyPurpose purpose, string? form = "learner-learner") =>
        Story.Given([.. Cohort.Prepared,.. Cohort.Mentees,.. Cohort.Mentors, Applied(Kolya),
            Opened with { Audience = audience, Purpose = purpose, Form = form }]);

    private static SurveyCommand.InviteParticipants Inviting(params Guid[] persons) => new(Wave, persons);

    private static ParticipantEvent.PersonStandingRecorded Stopped(Guid person) =>
        new(person, Cohort.Learner with { Version = 3, Restricted = true });
}
