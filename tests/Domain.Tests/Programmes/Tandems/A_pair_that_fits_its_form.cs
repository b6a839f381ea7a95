using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>The requirements of a form apply to pairs that no round proposed too (M5, M7, M8, M10).</summary>
public sealed class A_pair_that_fits_its_form
{
    private static readonly PersonStatus Student = Employer with { Kinds = [PersonKind.Student] };

    [Fact]
    public void Has_a_mentor_of_a_higher_class_in_the_form_pupil_pupil()
    {
        Story Of(int? mentor, int? mentee) => Ready.And(
            new ParticipantEvent.PersonStandingRecorded(Senior, SeniorLearner with { Version = 3, Grade = mentor }),
            new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 3, Grade = mentee }));
        var form = Form(Pair, TandemKind.Pair, Senior, Pupil);

        Of(8, 7).When(form).Accepted();
        Of(7, 7).When(form).Refused(Reason.PairNotAllowed, "mentor-not-in-higher-class", $"{Senior} {Pupil}");
        Of(6, 7).When(form).Refused(Reason.PairNotAllowed, "mentor-not-in-higher-class", $"{Senior} {Pupil}");
        Of(null, 7).When(form).Accepted();
    }

    [Fact]
    public void Has_a_mentor_of_a_higher_class_when_a_member_joins_or_a_mentor_is_replaced()
    {
        var equal = new ParticipantEvent.PersonStandingRecorded(FourthPupil, SeniorLearner with { Version = 3 });
        Formed.And(equal).When(new TandemCommand.JoinGroup(Group, FourthPupil))
            .Refused(Reason.PairNotAllowed, "mentor-not-in-higher-class", $"{SecondSenior} {FourthPupil}");
    }

    [Fact]
    public void Joins_two_organisations_in_the_form_student_pupil()
    {
        Story Of(Contour contour) => Ready.And(
        [
            new PreparationEvent.FormEnabled("student-learner", [], [TandemKind.Pair], null),
            .. Mentor(Engineer, Student with { Contour = contour }, PupilOffer with { Forms = ["student-learner"] }, MentorCategory.Student,
                0xb40),
            new ParticipantEvent.MenteeFormAssigned(Pupil, "student-learner", null),
        ]);
        var form = new TandemCommand.FormTandem(
            Form(Pair, TandemKind.Pair, Engineer, Pupil).Formed with { Form = "student-learner" });

        Of(Contour.External).When(form).Accepted();
        Of(Contour.Internal).When(form).Refused(Reason.PairNotAllowed, "pair-of-one-organisation", $"{Engineer} {Pupil}");
    }

    [Fact]
    public void Has_a_named_motivation_and_an_enterprise_in_the_form_employer_pupil()
    {
        var ready = Ready.And([.. Mentor(Engineer, Employer, EmployerOffer, MentorCategory.EmployerRepresentative, 0xb40),
            new ParticipantEvent.PersonStandingRecorded(FourthPupil, SeniorLearner with { Version = 3 }),
            new ParticipantEvent.MenteeFormAssigned(FourthPupil, "employer-learner", null)]);
        var form = new TandemCommand.FormTandem(
            Form(Pair, TandemKind.Pair, Engineer, FourthPupil).Formed with { Form = "employer-learner" });
        ready.When(form).Refused(Reason.ConditionsNotMet,
            ("mentor-enterprise-missing", $"{Engineer}"), ("mentee-motivation-missing", $"{FourthPupil}"));

        ready.When(new MentorCommand.NameEnterprise(Engineer, Factory)).Refused(Reason.Unknown, "enterprise-unknown", $"{Factory}")
            .When(new PreparationCommand.RecordFact(new Fact.PartnerEngaged(Factory, "business", Contour.External, Words("Завод"))))
            .Accepted()
            .When(new MentorCommand.NameEnterprise(Engineer, Factory)).Accepted()
            .When(new MentorCommand.NameEnterprise(Engineer, Factory)).Refused(Reason.NothingChanges)
            .When(new MenteeCommand.NameMotivation(FourthPupil, MenteeMotivation.Personal)).Accepted()
            .When(new MenteeCommand.NameMotivation(FourthPupil, MenteeMotivation.Personal)).Refused(Reason.NothingChanges)
            .When(form).Accepted();
    }

    [Theory]
    [InlineData(OrganisationKind.School, "student-learner", Contour.Internal, null)]
    [InlineData(OrganisationKind.College, "student-learner", Contour.Internal, "mentee-not-of-school")]
    [InlineData(OrganisationKind.College, "student-learner", Contour.External, null)]
    [InlineData(OrganisationKind.College, "employer-student", Contour.Internal, null)]
    [InlineData(OrganisationKind.School, "employer-student", Contour.Internal, "mentee-not-of-college")]
    public void Has_a_mentee_of_the_right_kind_of_organisation(OrganisationKind kind, string form, Contour contour, string? missing)
    {
        var state = Ready.And(new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 3, Contour = contour })).State;
        state = state with { Charter = state.Charter! with { OrganisationKind = kind } };

        var lacks = Eligibility.OfMentee(state, state.Participants.Mentees[Pupil], Story.ModelWithPeople.Form(form)!);

        Assert.Equal(missing is null ? [] : [missing], lacks.Select(m => m.What));
    }
}
