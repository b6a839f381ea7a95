using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>M118 to M136: from the application to readiness, and back.</summary>
public sealed class The_base_of_mentors
{
    private static readonly ParticipantEvent.MentorApplied Applied = new(Senior, SeniorLearner, false, PupilOffer);

    [Fact]
    public void Accepts_an_application_with_an_offer() => Given()
        .When(new MentorCommand.ApplyAsMentor(Senior, SeniorLearner, PupilOffer)).Then(Applied)
        .When(new MentorCommand.ApplyAsMentor(Senior, SeniorLearner, PupilOffer))
        .Refused(Reason.AlreadyRecorded, "application-recorded", $"{Senior}")
        .When(new MentorCommand.ChangeOffer(Senior, PupilOffer with { Capacity = 3 }))
        .Then(new ParticipantEvent.MentorApplicationChanged(Senior, PupilOffer with { Capacity = 3 }));

    [Fact]
    public void Refuses_an_invalid_offer()
    {
        Offered(PupilOffer with { Capacity = 0 }).Refused(Reason.ValueOutOfRange, "capacity-out-of-range", "0");
        Offered(PupilOffer with { MinutesPerWeek = 0 }).Refused(Reason.ValueOutOfRange, "minutes-out-of-range", "0");
        Offered(PupilOffer with { PreferredAgeTo = 9 }).Refused(Reason.ValueOutOfRange, "age-out-of-range", "9");
        Offered(PupilOffer with { Competences = ["Шахматы"] }).Refused(Reason.ValueOutOfRange, "code-invalid", "Шахматы");
        Offered(PupilOffer with { Forms = ["parent-parent"] }).Refused(Reason.Unknown, "form-unknown", "parent-parent");
        Offered(PupilOffer with { Forms = ["learner-learner", "learner-learner"] })
            .Refused(Reason.AlreadyRecorded, "code-recorded", "learner-learner");
        Offered(TeacherOffer)
            .Refused(Reason.NotEligible, ("kind-not-in-form", "teacher-teacher"), ("mentor-experienced", "teacher-teacher"));
    }

    [Fact]
    public void Accepts_only_a_category_that_fits_the_person() => Given(Applied)
        .When(new MentorCommand.AddMentorToBase(Senior, MentorCategory.Teacher))
        .Refused(Reason.NotEligible, "category-not-of-person", "teacher")
        .When(new MentorCommand.AddMentorToBase(Senior, MentorCategory.Learner))
        .Then(new ParticipantEvent.MentorAddedToBase(Senior, MentorCategory.Learner))
        .When(new MentorCommand.AddMentorToBase(Senior, MentorCategory.Learner))
        .Refused(Reason.AlreadyRecorded, "mentor-in-base", $"{Senior}");

    [Fact]
    public void Accepts_employers_and_mentors_without_a_form() =>
        Given(new ParticipantEvent.MentorApplied(Engineer, Employer, false, EmployerOffer),
            new ParticipantEvent.MentorApplied(Number(0x799), Employer with { Kinds = [PersonKind.Graduate] }, false,
                EmployerOffer with { Forms = [] }))
            .When(new MentorCommand.AddMentorToBase(Engineer, MentorCategory.EmployerRepresentative)).Accepted()
            .When(new MentorCommand.AddMentorToBase(Number(0x799), MentorCategory.Other)).Accepted();

    [Fact]
    public void Refuses_a_person_without_consent() => Given(Applied with { Standing = SeniorLearner with { Consents = [] } })
        .When(new MentorCommand.AddMentorToBase(Senior, MentorCategory.Learner))
        .Refused(Reason.ConditionsNotMet, "participation-consent-missing", $"{Senior}");

    [Fact]
    public void Allows_sharing_only_with_the_mentors_consent() =>
        Given(Applied with { Standing = SeniorLearner with { Consents = [Consent(0x802)] } })
        .When(new MentorCommand.AnswerSharing(Senior, true, SharingScope.Region))
        .Refused(Reason.ConditionsNotMet, "sharing-consent-missing", $"{Senior}")
        .When(new MentorCommand.AnswerSharing(Senior, false, null)).Accepted();

    [Fact]
    public void Needs_a_scope_for_sharing() => Given(Applied)
        .When(new MentorCommand.AnswerSharing(Senior, true, null))
        .Refused(Reason.ValueOutOfRange, "sharing-scope-with-permission-only", $"{Senior}")
        .When(new MentorCommand.AnswerSharing(Senior, true, SharingScope.Region))
        .Then(new ParticipantEvent.MentorSharingAnswered(Senior, true, SharingScope.Region))
        .When(new MentorCommand.AnswerSharing(Senior, true, SharingScope.Region)).Refused(Reason.NothingChanges)
        .When(new MentorCommand.AnswerSharing(Senior, false, null)).Accepted();

    [Fact]
    public void Selects_only_from_the_base() => Given(Applied)
        .When(new MentorCommand.SelectMentor(Senior, SelectionGround.Competence, null))
        .Refused(Reason.NotInBase, "mentor-not-in-base", $"{Senior}")
        .And(new ParticipantEvent.MentorAddedToBase(Senior, MentorCategory.Learner))
        .When(new MentorCommand.SelectMentor(Senior, SelectionGround.Competence, null))
        .Then(new ParticipantEvent.MentorSelected(Senior, SelectionGround.Competence, null))
        .When(new MentorCommand.SelectMentor(Senior, SelectionGround.Competence, null)).Refused(Reason.NothingChanges)
        .When(new MentorCommand.RejectMentor(Senior, SelectionGround.TooLittleTime, Why))
        .Then(new ParticipantEvent.MentorRejected(Senior, SelectionGround.TooLittleTime, Why));

    [Fact]
    public void Lists_everything_missing_for_readiness() => Given(Applied)
        .When(new MentorCommand.DeclareReady(Senior)).Refused(Reason.ConditionsNotMet,
            ("mentor-not-in-base", $"{Senior}"), ("selection-undecided", $"{Senior}"), ("mentor-not-selected", $"{Senior}"),
            ("interview-missing", $"{Senior}"), ("training-not-completed", $"{Senior}"));

    [Fact]
    public void Declares_a_mentor_ready_after_all_steps() =>
        Given(Mentor(Senior, SeniorLearner, PupilOffer, MentorCategory.Learner, 0xb00).SkipLast(1))
        .When(new MentorCommand.DeclareReady(Senior)).Then(new ParticipantEvent.MentorDeclaredReady(Senior))
        .When(new MentorCommand.DeclareReady(Senior)).Refused(Reason.NothingChanges)
        .When(new MentorCommand.RevokeReadiness(Senior, RevocationReason.Safety, Why))
        .Then(new ParticipantEvent.ReadinessRevoked(Senior, RevocationReason.Safety, Why))
        .When(new MentorCommand.RevokeReadiness(Senior, RevocationReason.Safety, Why)).Refused(Reason.NothingChanges);

    [Fact]
    public void Needs_a_valid_clearance_of_adults_who_mentor_learners()
    {
        var story = Given(Mentor(Engineer, Employer with { Clearance = null }, EmployerOffer, MentorCategory.EmployerRepresentative, 0xb20)
            .SkipLast(1));
        story.When(new MentorCommand.DeclareReady(Engineer)).Refused(Reason.ConditionsNotMet, "clearance-missing", $"{Engineer}");
        story.And(Stands(Employer with { Version = 3, Clearance = new(Start, Yesterday) })).When(new MentorCommand.DeclareReady(Engineer))
            .Refused(Reason.ConditionsNotMet, "clearance-missing", $"{Engineer}");
        story.And(Stands(Employer with { Version = 3,
            Clearance = new(Start, Today) })).When(new MentorCommand.DeclareReady(Engineer)).Accepted();

        static ParticipantEvent.PersonStandingRecorded Stands(PersonStatus standing) => new(Engineer, standing);
    }

    [Fact]
    public void Needs_labour_terms_of_mentors_of_employees() =>
        Given(Mentor(Teacher, OldTeacher, TeacherOffer, MentorCategory.Teacher, 0xb10)
            .Where(e => e is not ParticipantEvent.LabourTermsFixed).SkipLast(1))
        .When(new MentorCommand.DeclareReady(Teacher)).Refused(Reason.ConditionsNotMet, "labour-terms-missing", $"{Teacher}")
        .When(new MentorCommand.FixLabourTerms(new(Teacher, Number(0xb12), Number(0x3fe))))
        .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Number(0x3fe)}")
        .When(new MentorCommand.FixLabourTerms(new(Teacher, Number(0xb12), Terms))).Accepted()
        .When(new MentorCommand.DeclareReady(Teacher)).Accepted();

    [Fact]
    public void Needs_a_positive_interview_and_a_passed_training() =>
        Given(Mentor(Senior, SeniorLearner, PupilOffer, MentorCategory.Learner, 0xb00).SkipLast(1))
        .When(new MentorCommand.HoldInterview(new(Senior, Number(0xb05), Today, true, InterviewOutcome.NotRecommended))).Accepted()
        .When(new ParticipantCommand.VoidParticipantFact(Senior, Number(0xb01), Why)).Accepted()
        .When(new MentorCommand.CompleteTraining(new(Senior, Number(0xb06), 90, TrainingResult.Failed, null))).Accepted()
        .When(new MentorCommand.DeclareReady(Senior))
        .Refused(Reason.ConditionsNotMet, ("interview-not-positive", $"{Senior}"), ("training-not-completed", $"{Senior}"));

    [Fact]
    public void Ends_an_employees_work_three_working_days_after_the_notice()
    {
        var wednesday = Today;
        var story = Given(Mentors);
        story.When(Withdraw(Teacher, wednesday, null))
            .Then<ParticipantEvent.MentorWithdrew>(e => Assert.Equal(new(2021, 10, 25), e.EffectiveOn))
            .When(Withdraw(Teacher, wednesday, null) with { Id = Number(0xb31) })
            .Refused(Reason.AlreadyRecorded, "withdrawal-recorded", $"{Teacher}");
        story.When(Withdraw(Teacher, wednesday, Tomorrow)).Refused(Reason.ValueOutOfRange, "notice-too-short", "2021-10-25");
        // The fourth of November is a holiday and followed by a week-end.
        story.On(new(2021, 11, 2)).When(Withdraw(Teacher, new(2021, 11, 2), null))
            .Then<ParticipantEvent.MentorWithdrew>(e => Assert.Equal(new(2021, 11, 8), e.EffectiveOn));
        story.When(Withdraw(Senior, wednesday, null)).Then<ParticipantEvent.MentorWithdrew>(e => Assert.Equal(wednesday, e.EffectiveOn));
    }

    [Fact]
    public void Counts_a_mentor_until_the_withdrawal_takes_effect()
    {
        var entry = Given(Mentors).When(Withdraw(Teacher, Today, null)).Accepted().State.Participants.Mentors[Teacher];
        Assert.True(entry.ReadyOn(new(2021, 10, 24)));
        Assert.False(entry.ReadyOn(new(2021, 10, 25)));
    }

    [Fact]
    public void Voids_a_withdrawal_and_accepts_a_returning_mentor() => Given(Mentors)
        .When(Withdraw(Senior, Today, null)).Accepted()
        .When(new ParticipantCommand.VoidParticipantFact(Senior, Number(0xb30), Why)).Accepted()
        .When(Withdraw(Senior, Today, null) with { Id = Number(0xb31) }).Accepted()
        .When(new MentorCommand.AddMentorToBase(Senior, MentorCategory.Learner)).Accepted()
        .When(new MentorCommand.DeclareReady(Senior)).Accepted();

    [Fact]
    public void Accepts_a_person_who_is_also_a_mentee() =>
        Given([.. Mentees, new ParticipantEvent.MentorApplied(Pupil, Learner, false, PupilOffer)])
        .When(new MentorCommand.AddMentorToBase(Pupil, MentorCategory.Learner)).Accepted();

    private static Story Offered(MentorOffer offer) => Given().When(new MentorCommand.ApplyAsMentor(Senior, SeniorLearner, offer));

    private static MentorCommand.WithdrawMentor Withdraw(Guid person, DateOnly notice, DateOnly? effective) =>
        new(person, Number(0xb30), notice, effective, WithdrawalReason.OwnWish, null, ["11-04"]);
}
