using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class Gates_on_a_certificate
{
    [Fact]
    public void Wait_for_a_decision_only_while_they_are_submitted()
    {
        Assert.Equal("не утверждён", Year().Certificate(Parameters).Value("Этап 7, утверждён"));
        var submitted = Prepared().Do(Curator, new GateCommand.SubmitStage(1, null));
        Assert.Equal("на утверждении", submitted.Certificate(Parameters).Value("Этап 1, утверждён"));
        var withdrawn = submitted.Do(Curator, new GateCommand.WithdrawSubmission(1, null, Secret("Рано")));
        Assert.Equal("не утверждён", withdrawn.Certificate(Parameters).Value("Этап 1, утверждён"));
        var returned = withdrawn.Do(Curator, new GateCommand.SubmitStage(1, null))
            .Do(Curator, new GateCommand.ReturnStage(1, null, [new("G1.1", Secret("Ещё раз"))], null));
        Assert.Equal("не утверждён", returned.Certificate(Parameters).Value("Этап 1, утверждён"));
    }

    [Fact]
    public void Show_an_approval_that_was_undone_as_none_and_what_needs_reconfirmation()
    {
        var reopened = Autumn().Do(Curator, new GateCommand.ReopenStage(3, null, Secret("Нет согласия"))).Certificate(Parameters);
        Assert.Equal(("не утверждён", "—"), (reopened.Value("Этап 3, утверждён"), reopened.Value("Этап 3, длительность, дней")));
        Assert.Equal($"26.11.2021; причина: {Text.Printed("Нет согласия")}", reopened.Elements("Этап 3, повторных открытий").Single());
        Assert.Equal(["нет", "нет", "да", "да"], new[] { 2, 3, 4, 5 }.Select(n => reopened.Value($"Этап {n}, требует подтверждения")));
    }

    [Fact]
    public void Show_the_beginning_of_work_that_was_corrected()
    {
        var corrected =
            Autumn().Do(Curator, new GateCommand.CorrectWorkOpening(5, Day("2021-11-01"), Secret("Описка в дате"))).Certificate(Parameters);
        Assert.Equal("01.11.2021", corrected.Value("Этап 5, работа начата"));
    }

    [Fact]
    public void Keep_a_revocation_apart_from_a_reopening()
    {
        var revoked = Autumn().Do(Head, new GateCommand.RevokeApproval(5, null, Secret("Нарушение"))).Certificate(Parameters);
        Assert.Equal(
            ("0", "1", "не утверждён"),
            (revoked.Value("Этап 5, повторных открытий"), revoked.Value("Этап 5, отзывов утверждения"),
                revoked.Value("Этап 5, утверждён")));
    }

    [Fact]
    public void Confirm_again_with_a_new_approval()
    {
        var again = Autumn().Do(Curator, new GateCommand.ReopenStage(5, null, Secret("Ошибка"))).On("2021-12-01").Approve(5)
            .Certificate(Parameters);
        Assert.Equal(("01.12.2021", "26", "1"),
            (again.Value("Этап 5, утверждён"), again.Value("Этап 5, длительность, дней"), again.Value("Этап 5, повторных открытий")));
    }

    [Fact]
    public void Show_no_submission_that_was_withdrawn()
    {
        var withdrawn = Prepared().Submit(1).Do(Curator, new GateCommand.WithdrawSubmission(1, null, Secret("Рано")));
        Assert.Equal("—", withdrawn.Certificate(Parameters).Value("Этап 1, представлен"));
    }

    [Fact]
    public void Tell_a_waiver_that_was_needed_from_one_that_was_not()
    {
        var waived = Prepared().Do(Curator, new GateCommand.WaiveCriterion(1, null, "G1.9", Secret("Не нужно"), null)).Approve(1)
            .Certificate(Parameters);
        Assert.Equal(["снят", "выполнен"], waived.Elements("Этап 1, снятые критерии").Select(e => e.Split(": ")[^1]));
        Assert.Equal(["этап 1; G1.10 «Исходные значения девяти результатов и контингент записаны»"],
            waived.Elements("Снятые критерии"));
    }

    [Fact]
    public void Forget_no_waiver_that_carried_an_approval()
    {
        var withdrawn = Prepared().Approve(1).Do(Curator, new GateCommand.WithdrawWaiver(1, null, "G1.10", Secret("Данные появились")))
            .Certificate(Parameters);
        Assert.StartsWith("этап 1; G1.10 «", Assert.Single(withdrawn.Elements("Снятые критерии")), StringComparison.Ordinal);
    }

    [Fact]
    public void Forget_a_waiver_that_was_withdrawn_in_time()
    {
        var withdrawn = Prepared().Do(Curator, new GateCommand.WithdrawWaiver(1, null, "G1.10", Secret("Ошибка")));
        Assert.Equal("0", withdrawn.Certificate(Parameters).Value("Этап 1, снятые критерии"));
    }

    [Fact]
    public void Read_the_outcome_from_the_approval_and_never_ask_the_gate_again()
    {
        // The evidence is voided after the approval: the gate would now fail, but the snapshot keeps the decision.
        var before = Prepared().Approve(1);
        var after = Prepared().Approve(1).Do(Curator, new PreparationCommand.VoidFact(Id("meeting"), Secret("Ошибка")));
        Assert.Equal(before.Certificate(Parameters).Value("Этап 1, критерии"), after.Certificate(Parameters).Value("Этап 1, критерии"));
    }

    [Fact]
    public void Warn_of_work_that_runs_far_ahead() =>
        Assert.Contains("работа начата с опережением; этап 6 «Организация работы наставнических пар или групп»",
            Prepared().Do(Curator, new GateCommand.OpenStageWork(6)).Certificate(Parameters).Elements("Предупреждения"));
}
