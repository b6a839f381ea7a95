using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Decisions at a gate other than the approval: open, submit, withdraw, countersign, return, reopen, revoke, waive.</summary>
internal sealed class DecideStage : UseCase
{
    public sealed record RemarkRequest(string Criterion, PrivateText Text);

    /// <param name="DueOn">The day by which it should be submitted again.</param>
    public sealed record Return(IReadOnlyList<RemarkRequest> Remarks, DateOnly? DueOn = null) : Dated;

    /// <param name="Remark">The remark's number in the return, from 1.</param>
    public sealed record AnswerRequest(int Remark, PrivateText Text);

    /// <param name="Answers">After a return an answer to each remark.</param>
    public sealed record Submission(IReadOnlyList<AnswerRequest>? Answers = null) : Dated;

    /// <param name="Document">A document in force that justifies the waiver.</param>
    public sealed record Waive(string Criterion, PrivateText Reason, Guid? Document = null) : Dated;

    /// <param name="OpenedOn">The day on which work began; absent if it has not begun.</param>
    public sealed record OpeningCorrection(PrivateText Reason, DateOnly? OpenedOn = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Plain>("/stages/{stage}/work", About("openStageWork", "Begin the work of a stage",
            "Work may run ahead of approvals (F2).", Takes.Work) with { Match = null },
            (incoming, _) => new GateCommand.OpenStageWork(incoming.Stage));

        routes.Decide<OpeningCorrection>("/stages/{stage}/work-correction",
            About("correctStageWork", "Correct the beginning of a stage's work",
            "Another day, or none where nothing of the stage is settled or submitted.", Takes.Work) with
        {
            Match = ProgrammeRoutes.Whole, Example = new OpeningCorrection(new("Дата пункта была указана неверно."), new(2021, 9, 20)),
        }, async (incoming, r) => new GateCommand.CorrectWorkOpening(incoming.Stage, r.OpenedOn, await incoming.Seal(r.Reason)));

        routes.Decide<Submission>("/stages/{stage}/submission", About("submitStage", "Submit a stage for approval",
            "Every criterion must be met or waived, every stage before it approved, and after a return each remark answered.", Takes.Gates)
            with { Example = new Submission([new(1, new("Протокол приложен."))]) },
            async (incoming, r) => new GateCommand.SubmitStage(incoming.Stage, incoming.Seen, await Answers(incoming, r.Answers ?? [])));

        routes.Decide<ReasonRequest>("/stages/{stage}/submission/withdrawal",
            About("withdrawSubmission", "Withdraw a submission", "Back to work.", Takes.Gates) with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new GateCommand.WithdrawSubmission(incoming.Stage, incoming.Seen, await incoming.Seal(r.Reason)));

        routes.Decide<Signable>("/stages/{stage}/countersignature", About("countersignStage", "Countersign",
            "The head signs the same evaluation as the second approver." + Signable.About, Takes.Head) with { Example = Signable.Unsigned },
            (incoming, r) => new GateCommand.CountersignStage(incoming.Stage, incoming.Seen, r.Given(incoming.Http)));

        routes.Decide<ReasonRequest>("/stages/{stage}/countersignature/withdrawal",
            About("withdrawCountersignature", "Withdraw a countersignature", "By the head. The stage stays submitted.", Takes.Head)
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new GateCommand.WithdrawCountersignature(incoming.Stage, incoming.Seen, await incoming.Seal(r.Reason)));

        routes.Decide<Return>("/stages/{stage}/return", About("returnStage", "Return a stage with remarks",
            "At least one remark, each on a criterion of the gate.", Takes.Gates) with
        {
            Example = new Return([new("G1.7", new("Не приложен протокол собрания."))]),
        }, async (incoming, r) => new GateCommand.ReturnStage(incoming.Stage, incoming.Seen, await Remarks(incoming, r.Remarks), r.DueOn));

        routes.Decide<ReasonRequest>("/stages/{stage}/reopening",
            About("reopenStage", "Reopen an approved stage", "Later approvals need reconfirmation.", Takes.HeadOrCurator)
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new GateCommand.ReopenStage(incoming.Stage, incoming.Seen, await incoming.Seal(r.Reason)));

        routes.Decide<ReasonRequest>("/stages/{stage}/revocation",
            About("revokeApproval", "Revoke an approval", "By the head. Later approvals need reconfirmation.", Takes.Head)
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new GateCommand.RevokeApproval(incoming.Stage, incoming.Seen, await incoming.Seal(r.Reason)));

        routes.Decide<Waive>("/stages/{stage}/waivers", About("waiveCriterion", "Waive a criterion",
            "Only criteria that the definition calls waivable.", Takes.Gates) with
        {
            Example = new Waive("G1.10", new("Исходные значения собираются позже.")),
        }, async (incoming, r) => new GateCommand.WaiveCriterion(incoming.Stage, incoming.Seen, r.Criterion, await incoming.Seal(r.Reason),
            r.Document));

        routes.Decide<ReasonRequest>("/stages/{stage}/waivers/{criterion}/withdrawal",
            About("withdrawWaiver", "Withdraw a waiver", "The criterion counts again.", Takes.Gates)
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new GateCommand.WithdrawWaiver(incoming.Stage, incoming.Seen, incoming.Code("criterion"),
                await incoming.Seal(r.Reason)));
    }

    private static Operation About(string name, string summary, string description, IReadOnlyList<Role> roles) =>
        new("Stages", name, summary, description, roles) { Match = ProgrammeRoutes.Stage };

    private static async Task<IReadOnlyList<RemarkAnswer>> Answers(Incoming incoming, IReadOnlyList<AnswerRequest> requests)
    {
        List<RemarkAnswer> answers = [];
        foreach (var request in requests) answers.Add(new(request.Remark, await incoming.Seal(request.Text)));
        return answers;
    }

    private static async Task<IReadOnlyList<Remark>> Remarks(Incoming incoming, IReadOnlyList<RemarkRequest> requests)
    {
        List<Remark> remarks = [];
        foreach (var request in requests) remarks.Add(new(request.Criterion, await incoming.Seal(request.Text)));
        return remarks;
    }
}
