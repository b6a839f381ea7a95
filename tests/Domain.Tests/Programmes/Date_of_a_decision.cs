using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Date_of_a_decision
{
    private static readonly DateOnly LongAgo = new(2000, 1, 1);

    [Fact]
    public void Is_in_the_curators_term_of_office()
    {
        var story = Given(Everything).On(Today).About(LongAgo);
        story.When(Submit(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2000-01-01");
        Submitted(1).About(LongAgo).When(Approve(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2000-01-01");
        var replaced = Given(Everything).And(new PreparationEvent.CuratorReplaced(VeraId, BorisId, SecondOrder, Today, Why)).As(Boris);
        replaced.About(Yesterday).When(Submit(1)).Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-19");
        replaced.About(Yesterday).When(new GateCommand.WaiveCriterion(1, null, "G1.9", Why, null))
            .Refused(Reason.NotTheCurator, "curator-in-office-required", "2021-10-19");
    }

    [Fact]
    public void Is_not_before_the_start_of_work() =>
        Given(Stage1).And(new GateEvent.StageWorkOpeningCorrected(1, Yesterday, Why)).About(Yesterday.AddDays(-1)).When(Submit(1))
            .Refused(Reason.DecisionTooEarly, "decision-too-early", "2021-10-19")
            .About(Yesterday).When(Submit(1)).Accepted();

    [Fact]
    public void Is_not_before_the_submission()
    {
        var submitted = Submitted(1).About(Yesterday);
        foreach (var command in new GateCommand[] { Approve(1), new GateCommand.ReturnStage(1, null, [new("G1.1", Why)], null),
            new GateCommand.WithdrawSubmission(1, null, Why) })
            submitted.When(command).Refused(Reason.DecisionTooEarly, "decision-too-early", "2021-10-20");
        submitted.As(Ivan).When(new GateCommand.CountersignStage(1, null))
            .Refused(Reason.DecisionTooEarly, "decision-too-early", "2021-10-20");
    }

    [Fact]
    public void Is_not_before_the_approval_it_undoes()
    {
        var approved = ApprovedUpTo(1).About(Yesterday);
        approved.When(new GateCommand.ReopenStage(1, null, Why)).Refused(Reason.DecisionTooEarly, "decision-too-early", "2021-10-20");
        approved.As(Ivan).When(new GateCommand.RevokeApproval(1, null, Why))
            .Refused(Reason.DecisionTooEarly, "decision-too-early", "2021-10-20");
    }

    [Fact]
    public void Is_not_before_the_approval_of_the_previous_stage() =>
        ApprovedUpTo(1).About(Yesterday).When(Submit(2)).Refused(Reason.DecisionTooEarly, "decision-too-early", "2021-10-20")
            .On(Tomorrow).About(Today).When(Submit(2)).Accepted().When(Approve(2)).Accepted();

    [Fact]
    public void May_be_in_the_past_if_the_order_of_decisions_is_kept()
    {
        var story = Given(Everything).About(Yesterday).When(Submit(1)).Accepted().When(Approve(1)).Accepted();
        Assert.Equal(Yesterday, story.State.Gates[1].DecidedOn);
        story.When(Submit(2)).Accepted();
    }

    [Fact]
    public void Limits_a_corrected_start_of_work() =>
        Submitted(1).About(Today).On(Tomorrow).When(new GateCommand.CorrectWorkOpening(1, Tomorrow, Why))
            .Refused(Reason.PeriodReversed, "period-reversed", "2021-10-21 > 2021-10-20")
            .When(new GateCommand.CorrectWorkOpening(1, Yesterday, Why)).Accepted();

    [Fact]
    public void Does_not_limit_the_date_of_work() =>
        Submitted(1).About(Start).When(new PreparationCommand.CompleteItem("2.1.1", [Protocol]))
            .Refused(Reason.ItemAlreadySettled, "item-settled", "2.1.1")
            .When(new PreparationCommand.ReopenItem("2.1.1", Why)).Accepted()
            .When(new PreparationCommand.CompleteItem("2.1.1", [Protocol])).Accepted();
}
