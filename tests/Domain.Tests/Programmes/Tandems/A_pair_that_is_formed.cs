using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>The hard conditions of a pair or group; no decision passes over them.</summary>
public sealed class A_pair_that_is_formed
{
    [Fact]
    public void Consists_of_a_ready_mentor_and_a_mentee_of_the_base() =>
        Ready.When(Form(Pair, TandemKind.Pair, Senior, Pupil)).Then(new TandemEvent.TandemFormed(
            Pair, "learner-learner", TandemKind.Pair, Senior, [Pupil], null, null, [PairingGround.QuestionnairesCompared], null));

    [Fact]
    public void Has_a_recorded_ground() => Ready.When(new TandemCommand.FormTandem(
            Form(Pair, TandemKind.Pair, Senior, Pupil).Formed with { Grounds = [] }))
        .Refused(Reason.ReasonRequired, "pairing-ground-missing", $"{Pair}");

    [Fact]
    public void Has_one_mentee_and_a_group_two_or_more()
    {
        Ready.When(Form(Pair, TandemKind.Pair, Senior, Pupil, SecondPupil)).Refused(Reason.ValueOutOfRange, "pair-of-one-mentee", "2");
        Ready.When(Form(Group, TandemKind.Group, Senior, Pupil)).Refused(Reason.ValueOutOfRange, "group-of-two-mentees", "1");
        Ready.When(Form(Group, TandemKind.Group, Senior, Pupil, Pupil)).Refused(Reason.ValueOutOfRange, "persons-doubled", "2");
    }

    [Fact]
    public void Is_of_an_enabled_form_and_kind()
    {
        Ready.And(new PreparationEvent.FormDisabled("learner-learner", Why)).When(Form(Pair, TandemKind.Pair, Senior, Pupil))
            .Refused(Reason.FormNotEnabled, "form-not-enabled", "learner-learner");
        Ready.And(new PreparationEvent.FormEnabled("learner-learner", [], [TandemKind.Pair], Words("После открытия педкласса")))
            .When(Form(Pair, TandemKind.Pair, Senior, Pupil)).Refused(Reason.FormNotEnabled, "form-precondition-open", "learner-learner");
        Ready.And(new PreparationEvent.FormEnabled("learner-learner", [], [TandemKind.Pair], null))
            .When(Form(Group, TandemKind.Group, Senior, Pupil, SecondPupil))
            .Refused(Reason.NotEligible, "tandem-kind-not-enabled", "learner-learner");
        Ready.When(new TandemCommand.FormTandem(Form(Pair, TandemKind.Pair, Senior, Pupil).Formed with { Form = "parent-parent" }))
            .Refused(Reason.Unknown, "form-unknown", "parent-parent");
    }

    [Fact]
    public void Does_not_join_people_whom_the_bases_do_not_have() => Ready.When(Form(Pair, TandemKind.Pair, Pupil, Senior))
        .Refused(Reason.Unknown, ("mentor-unknown", $"{Pupil}"), ("mentee-unknown", $"{Senior}"));

    [Fact]
    public void Names_everything_that_a_mentor_lacks() => Ready.And(
            new ParticipantEvent.ReadinessRevoked(Senior, RevocationReason.MentorRequest, null),
            new ParticipantEvent.PersonStandingRecorded(Senior, SeniorLearner with { Version = 3, Consents = [] }),
            new ParticipantEvent.MentorApplicationChanged(Senior, PupilOffer with { Capacity = 1, Forms = ["teacher-teacher"] }))
        .When(Form(Group, TandemKind.Group, Senior, Pupil, SecondPupil)).Refused(Reason.ConditionsNotMet,
            ("participation-consent-missing", $"{Senior}"), ("mentor-not-ready", $"{Senior}"),
            ("form-not-offered-by-mentor", $"{Senior} learner-learner"), ("mentor-capacity-exceeded", $"{Senior} 1"));

    [Fact]
    public void Names_everything_that_a_mentee_lacks() => Ready.And(
            new ParticipantEvent.MenteeRemovedFromBase(Pupil, RemovalReason.OwnWish, null),
            new ParticipantEvent.PersonStandingRecorded(Pupil, Learner with { Version = 3, Consents = [] }),
            new ParticipantEvent.MenteeFormAssigned(Pupil, "employer-learner", null))
        .When(Form(Pair, TandemKind.Pair, Senior, Pupil)).Refused(Reason.ConditionsNotMet,
            ("mentee-not-in-base", $"{Pupil}"), ("participation-consent-missing", $"{Pupil}"), ("form-not-assigned", $"{Pupil}"));

    [Fact]
    public void Needs_the_clearance_of_an_adult_who_works_with_pupils()
    {
        var ready = Ready.And([.. Mentor(Engineer, Employer, EmployerOffer, MentorCategory.EmployerRepresentative, 0xb40),
            new ParticipantEvent.PersonStandingRecorded(FourthPupil, SeniorLearner with { Version = 3 }),
            new ParticipantEvent.MenteeFormAssigned(FourthPupil, "employer-learner", null), .. OfEmployers(FourthPupil, Engineer)]);
        var form = new TandemCommand.FormTandem(
            Form(Pair, TandemKind.Pair, Engineer, FourthPupil).Formed with { Form = "employer-learner" });
        ready.When(form).Accepted();
        ready.And(new ParticipantEvent.PersonStandingRecorded(Engineer, Employer with { Version = 3, Clearance = null })).When(form)
            .Refused(Reason.ConditionsNotMet, "clearance-missing", $"{Engineer}");
    }

    [Fact]
    public void Counts_the_mentees_whom_the_mentor_has_already()
    {
        var full = Ready.When(Form(Group, TandemKind.Group, Senior, Pupil, SecondPupil)).Accepted();
        full.When(Form(Another, TandemKind.Pair, Senior, ThirdPupil))
            .Refused(Reason.ConditionsNotMet, "mentor-capacity-exceeded", $"{Senior} 2");
        Assert.Equal([Pupil, SecondPupil], full.State.Tandems.MenteesOf(Senior));
    }

    [Fact]
    public void Is_the_only_one_of_the_mentee_in_a_form() => Formed.When(Form(Another, TandemKind.Pair, SecondSenior, Pupil))
        .Refused(Reason.PairNotAllowed, "mentee-has-mentor", $"{Pupil}");

    [Fact]
    public void Never_joins_one_person_with_itself_nor_the_same_two_the_other_way_round()
    {
        var unknown = SeniorLearner with { Grade = null };
        var both = Ready.And([.. Mentee(Senior, unknown, "learner-learner", InformationSource.Parent, 0xa60),
            .. Mentee(SecondSenior, unknown, "learner-learner", InformationSource.Parent, 0xa70)]);
        both.When(Form(Pair, TandemKind.Pair, Senior, Senior)).Refused(Reason.PairNotAllowed, "pair-of-one-person", $"{Senior}");
        both.When(Form(Pair, TandemKind.Pair, Senior, SecondSenior)).Accepted()
            .When(Form(Another, TandemKind.Pair, SecondSenior, Senior))
            .Refused(Reason.PairNotAllowed, "pair-mutual", $"{SecondSenior} {Senior}");
    }

    [Fact]
    public void Is_not_formed_again_after_its_dissolution() => Formed
        .When(new TandemCommand.DissolveTandem(Pair, TandemParty.Mentee, SeparationReason.Incompatible, null, null)).Accepted()
        .When(Form(Another, TandemKind.Pair, Senior, Pupil))
        .Refused(Reason.PairNotAllowed, "pair-separated-before", $"{Senior} {Pupil}")
        .When(Form(Another, TandemKind.Pair, SecondSenior, Pupil)).Accepted();

    [Fact]
    public void Is_recorded_once() => Formed.When(Form(Pair, TandemKind.Pair, SecondSenior, FourthPupil))
        .Refused(Reason.AlreadyRecorded, "tandem-recorded", $"{Pair}");

    [Fact]
    public void Counts_as_never_formed_once_it_is_voided() => Formed.When(new TandemCommand.VoidTandem(Pair, Why))
        .Then(new TandemEvent.TandemVoided(Pair, Why)).When(Form(Another, TandemKind.Pair, Senior, Pupil)).Accepted();

    [Fact]
    public void Is_not_voided_after_a_meeting() => Working.When(new TandemCommand.VoidTandem(Pair, Why))
        .Refused(Reason.AlreadyRecorded, "tandem-has-meetings", $"{Pair}");
}
