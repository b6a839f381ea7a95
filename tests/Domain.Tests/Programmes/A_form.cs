using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_form
{
    private static readonly PreparationCommand.EnableForm Enable =
        new("student-learner", ["equal-to-other", "leader-indifferent", "leader-indifferent"], [TandemKind.Pair, TandemKind.Pair],
            Words("После открытия педкласса"));
    private static readonly PreparationEvent.FormEnabled Enabled =
        new("student-learner", ["equal-to-other", "leader-indifferent"], [TandemKind.Pair], Enable.Precondition);

    [Fact]
    public void Is_offered_to_some_kinds_of_organisation_only() =>
        Given(Active).When(new PreparationCommand.EnableForm("employer-student", [], [TandemKind.Pair], null))
            .Refused(Reason.FormNotOffered, "form-not-offered", "employer-student");

    [Fact]
    public void Is_enabled_with_its_variants_once() =>
        Given(Active).When(Enable).Then(Enabled).When(Enable).Refused(Reason.FormAlreadyEnabled, "form-enabled", "student-learner");

    [Fact]
    public void Must_exist_and_have_kinds_and_valid_codes()
    {
        Given(Active).When(Enable with { Form = "x" }).Refused(Reason.Unknown, "form-unknown", "x");
        Given(Active).When(Enable with { Kinds = [] }).Refused(Reason.ValueOutOfRange, "tandem-kinds-empty", "student-learner");
        Given(Active).When(Enable with { Variants = ["equal-to-other", "experienced-young"] })
            .Refused(Reason.Unknown, "variant-unknown", "/variants/1 experienced-young");
    }

    [Fact]
    public void Offers_only_the_kinds_of_its_definition()
    {
        var pairs = NextVersion.Where("/forms/0/unitKinds", """["pair"]""");
        var command = new PreparationCommand.EnableForm("learner-learner", [], [TandemKind.Pair, TandemKind.Group], null);
        var refusal =
            Assert.IsType<Decision.Refused>(ProgrammeDecider.Decide(Given(Active).State, command, new(Vera, Today), pairs)).Refusal;

        Assert.Equal((Reason.ValueOutOfRange, new Missing("tandem-kind-not-offered", "group")),
            (refusal.Reason, Assert.Single(refusal.Missing)));
        Assert.IsType<Decision.Accepted>(
            ProgrammeDecider.Decide(Given(Active).State, command with { Kinds = [TandemKind.Pair] }, new(Vera, Today), pairs));
    }

    [Fact]
    public void Waits_for_its_precondition()
    {
        var waiting = Given([.. Active, Enabled]);
        Assert.True(waiting.State.Preparation.Forms["student-learner"].PreconditionOpen);
        var usable = waiting
            .When(new PreparationCommand.MeetFormPrecondition("student-learner", Loose))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}")
            .When(new PreparationCommand.MeetFormPrecondition("student-learner", Protocol))
            .Then(new PreparationEvent.FormPreconditionMet("student-learner", Protocol))
            .When(new PreparationCommand.MeetFormPrecondition("student-learner", null))
            .Refused(Reason.FormHasNoPrecondition, "form-without-open-precondition", "student-learner");
        Assert.False(usable.State.Preparation.Forms["student-learner"].PreconditionOpen);
    }

    [Fact]
    public void Without_a_precondition_has_none_to_meet() =>
        Given([.. Active, Enabled with { Precondition = null }])
            .When(new PreparationCommand.MeetFormPrecondition("student-learner", null))
            .Refused(Reason.FormHasNoPrecondition, "form-without-open-precondition", "student-learner");

    [Fact]
    public void Is_disabled_with_a_reason_and_enabled_again() =>
        Given([.. Active, Enabled, new PreparationEvent.FormPreconditionMet("student-learner", null)])
            .When(new PreparationCommand.DisableForm("student-learner", Why))
            .Then(new PreparationEvent.FormDisabled("student-learner", Why))
            .When(new PreparationCommand.DisableForm("student-learner", Why))
            .Refused(Reason.FormNotEnabled, "form-not-enabled", "student-learner")
            .When(new PreparationCommand.MeetFormPrecondition("student-learner", null))
            .Refused(Reason.FormNotEnabled, "form-not-enabled", "student-learner")
            .When(Enable).Then(Enabled);
}
