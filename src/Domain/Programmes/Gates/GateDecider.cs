using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Rules of the seven gates. Approvals are strictly ordered from 1 to 7; work is not (F2).</summary>
public static class GateDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, GateCommand command, Issued issued, Definition definition)
    {
        if (command.Stage is < 1 or > 7) return Decision.Unknown("stage", $"{command.Stage}");
        var stage = state.Gates[command.Stage];
        if (command is GateCommand.OpenStageWork) return Open(state, stage, definition);
        if (command is GateCommand.CorrectWorkOpening correction) return CorrectOpening(state, stage, correction, issued);
        if (GateRights.Check(state, command, issued) is { } refusal) return refusal;
        var by = issued.By.DecidingPerson!.Value;
        // A decision that is entered late is judged on its own day.
        var evaluation = StageEvaluation.Of(state, command.Stage, issued.EffectiveOn, definition);
        // Hashed once; the hash is compared, recorded and returned.
        var hash = evaluation.Hash;
        if (command.Seen is { } seen && seen != hash) return new Refusal(Reason.EvaluationChanged, "evaluation-is-now", hash);
        if (GateRights.TooEarly(state, command, issued) is { } early) return early;
        return command switch
        {
            GateCommand.SubmitStage c => Submit(state, stage, evaluation, hash, by, c.Answers ?? []),
            GateCommand.ApproveStage c => Signed(c.Signature, Approve(state, stage, evaluation, hash, c, by)),
            GateCommand.WithdrawSubmission or GateCommand.CountersignStage or GateCommand.WithdrawCountersignature
                or GateCommand.ReturnStage
                when stage.Status != StageStatus.Submitted =>
                Reason.StageNotSubmitted,
            GateCommand.WithdrawSubmission c => new GateEvent.StageSubmissionWithdrawn(c.Stage, c.Reason),
            // The second approver is another person than the one who approves: the curator in office.
            GateCommand.CountersignStage when state.Preparation.CuratorOn(issued.AsOf)?.Person == by =>
                new Refusal(Reason.SecondApproverSamePerson, "second-approver-is-approver", $"{by}"),
            GateCommand.CountersignStage c =>
                (stage.Countersigned?.By, stage.Countersigned?.Evaluation) == (by, hash) ? Reason.NothingChanges
                    : Signed(c.Signature, new GateEvent.StageCountersigned(c.Stage, by, hash)),
            GateCommand.WithdrawCountersignature c =>
                stage.Countersigned is null
                    ? Reason.StageNotCountersigned
                    : new GateEvent.StageCountersignatureWithdrawn(c.Stage, by, c.Reason),
            GateCommand.ReturnStage c => Return(evaluation, c, by, issued),
            GateCommand.ReopenStage c => stage.Status != StageStatus.Approved ? NotApproved(c.Stage)
                : new GateEvent.StageReopened(c.Stage, by, c.Reason, state.Gates.ApprovedAfter(c.Stage)),
            GateCommand.RevokeApproval c => stage.Status != StageStatus.Approved ? NotApproved(c.Stage)
                : new GateEvent.StageApprovalRevoked(c.Stage, by, c.Reason, state.Gates.ApprovedAfter(c.Stage)),
            GateCommand.WaiveCriterion c => Waive(state, stage, evaluation, c, by),
            GateCommand.WithdrawWaiver c => !stage.Waivers.ContainsKey(c.Criterion)
                ? new Refusal(Reason.CriterionNotWaived, "criterion-not-waived", c.Criterion)
                : new GateEvent.GateWaiverWithdrawn(c.Stage, c.Criterion, by, c.Reason),
            _ => throw new UnreachableException(command.GetType().Name),
        };

        Decision Signed(GivenSignature? signature, Decision decision) => signature?.Beside(decision, stage.Round, issued) ?? decision;
    }

    private static Decision Open(Programme state, StageState stage, Definition definition)
    {
        if (stage.Status != StageStatus.NotStarted) return Reason.StageAlreadyOpened;
        var ahead = stage.Number - (state.Gates.Current?.Number ?? 7) > definition.Parameters.LookAheadStages;
        return new GateEvent.StageWorkOpened(stage.Number, ahead ? [new Preparation.Warning("look-ahead", $"{stage.Number}")] : []);
    }

    // The start date may be cleared only while nothing of the stage is settled or submitted.
    private static Decision CorrectOpening(Programme state, StageState stage, GateCommand.CorrectWorkOpening command, Issued issued)
    {
        if (stage.Status == StageStatus.NotStarted) return Reason.StageNotOpened;
        if (command.OpenedOn == stage.WorkOpenedOn) return Reason.NothingChanges;
        if (command.OpenedOn is { } on)
        {
            return Dates.OfFact(on, issued.AsOf) is { } refusal ? refusal
                : on > stage.DecidedOn
                    ? new Refusal(Reason.PeriodReversed, "period-reversed", $"{Dates.Text(on)} > {Dates.Text(stage.DecidedOn.Value)}")
                : Corrected(command);
        }

        if (stage.Round > 0) return Reason.StageAlreadySubmitted;
        var settled =
            state.Preparation.Roadmap?.Items.Values.Where(i => i.Plan.Stage == stage.Number && i.Status != Preparation.ItemStatus.Open)
            .Select(i => new Missing("item-settled", i.Plan.Item)).ToList() ?? [];
        return settled.Count > 0 ? new Refusal(Reason.ItemAlreadySettled, settled) : Corrected(command);
    }

    private static Decision Corrected(GateCommand.CorrectWorkOpening c) =>
        new GateEvent.StageWorkOpeningCorrected(c.Stage, c.OpenedOn, c.Reason);

    private static Decision Submit(
        Programme state, StageState stage, StageEvaluation evaluation, string hash, Guid by, IReadOnlyList<RemarkAnswer> answers) =>
        OutOfOrder(state, stage) is { } outOfOrder ? outOfOrder
        : stage.Stands ? Reason.StageAlreadyApproved
        : stage.Status == StageStatus.Submitted ? Reason.StageAlreadySubmitted
        : Unmet(evaluation) is { } unmet ? unmet
        : Unanswered(stage.Returned?.Remarks ?? [], answers) is { } unanswered ? unanswered
        : new Decision.Accepted(
        [
            .. answers.OrderBy(a => a.Remark).Select(a => new GateEvent.RemarkAnswered(
                stage.Number, a.Remark, stage.Returned!.Remarks[a.Remark - 1].Criterion, by, a.Text)),
            new GateEvent.StageSubmitted(stage.Number, stage.Round + 1, by, hash, evaluation.Snapshot),
        ]);

    // Each remark has exactly one answer.
    private static Refusal? Unanswered(IReadOnlyList<Remark> remarks, IReadOnlyList<RemarkAnswer> answers)
    {
        if (answers.FirstOrDefault(a => a.Remark < 1 || a.Remark > remarks.Count) is { } stray)
            return new(Reason.Unknown, "remark-unknown", $"{stray.Remark}");
        if (answers.GroupBy(a => a.Remark).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new(Reason.AlreadyRecorded, "remark-answered-twice", $"{twice.Key}");
        List<Missing> missing = [.. remarks.Index().Where(r => answers.All(a => a.Remark != r.Index + 1))
            .Select(r => new Missing("remark-unanswered", $"{r.Index + 1} {r.Item.Criterion}"))];
        return missing.Count > 0 ? new(Reason.ConditionsNotMet, missing) : null;
    }

    private static Decision Approve(
        Programme state, StageState stage, StageEvaluation evaluation, string hash, GateCommand.ApproveStage command, Guid by)
    {
        if (OutOfOrder(state, stage) is { } outOfOrder) return outOfOrder;
        if (stage.Stands) return Reason.StageAlreadyApproved;
        if (stage.Status != StageStatus.Submitted) return Reason.StageNotSubmitted;
        if (Unmet(evaluation) is { } unmet) return unmet;
        var certificate = stage.Number == 7 ? state.Certification.Current : null;
        if (certificate is not null && !WasSubmitted(stage, certificate.Id))
            return new Refusal(Reason.SubmissionOutdated, "certificate-issued-after-submission", $"{certificate.Id}");
        var grounds = SelfApprovalGrounds(state, stage, by);
        var second = stage.Countersigned is { } signed && signed.Evaluation == hash ? signed.By : (Guid?)null;
        var needsSecond = state.SecondApprover == SecondApproverPolicy.Always
            || (state.SecondApprover == SecondApproverPolicy.WhenSelfApproved && grounds.Count > 0);
        if (needsSecond && second is null) return new Refusal(Reason.SecondApproverRequired, "countersignature-missing", hash);
        if (needsSecond && second == by) return new Refusal(Reason.SecondApproverSamePerson, "second-approver-is-approver", $"{by}");
        if (certificate is not null && certificate.ContentHash != command.Recomputed)
            return new Refusal(Reason.CertificateDiffers, "certificate-differs", $"{certificate.Id}");

        return new GateEvent.StageApproved(
            stage.Number, stage.Round, by, grounds.Count > 0, grounds, second == by ? null : second, state.SecondApprover, hash,
            evaluation.Snapshot, certificate?.Id);
    }

    // Another certificate is other evidence than the submission named.
    private static bool WasSubmitted(StageState stage, Guid certificate)
    {
        var named = ((GateEvent.StageSubmitted)stage.Decisions.FindLast(d => d.Event is GateEvent.StageSubmitted)!.Event).Criteria
            .SelectMany(c => c.Evidence).Where(e => e.StartsWith("certificate:", StringComparison.Ordinal)).ToList();
        return named.Count == 0 || named.Contains($"certificate:{certificate}");
    }

    // Compares persons, not API keys: one person may have several keys (F7).
    private static List<SelfApprovalGround> SelfApprovalGrounds(Programme state, StageState stage, Guid by)
    {
        var items = state.Preparation.Roadmap?.Items.Values.Where(i => i.Plan.Stage == stage.Number).ToList() ?? [];
        List<SelfApprovalGround> grounds = [];
        if (stage.SubmittedBy == by) grounds.Add(SelfApprovalGround.Submitted);
        if (items.Exists(i => i.Plan.Responsible == by)) grounds.Add(SelfApprovalGround.Responsible);
        if (items.Exists(i => i.SettledBy == by)) grounds.Add(SelfApprovalGround.Completed);
        return grounds;
    }

    private static Decision Return(StageEvaluation evaluation, GateCommand.ReturnStage command, Guid by, Issued issued)
    {
        if (command.Remarks.Count == 0) return Reason.RemarksRequired;
        if (command.Remarks.FirstOrDefault(r => !Names(evaluation, r.Criterion)) is { } stray)
            return Decision.Unknown("criterion", stray.Criterion);
        if (command.DueOn is { } due
            && (Dates.OfPlan(due, issued.AsOf)
                ?? (due < issued.AsOf ? new Refusal(Reason.PeriodReversed, "due-before-today", Dates.Text(due)) : null)) is { } refusal)
        {
            return refusal;
        }

        return new GateEvent.StageReturned(command.Stage, by, command.Remarks, command.DueOn);
    }

    private static Decision Waive(
        Programme state, StageState stage, StageEvaluation evaluation, GateCommand.WaiveCriterion command, Guid by)
    {
        var criterion = evaluation.Criteria.FirstOrDefault(c => c.Criterion.Code == command.Criterion)?.Criterion;
        return criterion is null ? Decision.Unknown("criterion", command.Criterion)
            : criterion.Mode != CriterionMode.Waivable ? new Refusal(Reason.CriterionNotWaivable, "criterion-blocking", command.Criterion)
            : stage.Waivers.ContainsKey(command.Criterion)
                ? new Refusal(Reason.CriterionAlreadyWaived, "criterion-waived", command.Criterion)
            : command.Document is { } document && !state.Documents.IsInForce(document)
                ? new Refusal(Reason.DocumentNotInForce, "document-not-in-force", $"{document}")
            : new GateEvent.GateCriterionWaived(command.Stage, command.Criterion, by, command.Reason, command.Document);
    }

    private static Refusal? OutOfOrder(Programme state, StageState stage)
    {
        var open = state.Gates.Stages.Where(s => s.Number < stage.Number).SelectMany(s => NotStanding(state, s)).ToList();
        return open.Count == 0 ? null : new Refusal(Reason.StageOutOfOrder, open);
    }

    /// <summary>The reasons why nothing can follow a stage: it is not approved, needs reconfirmation, or rests on annulled
    /// documents.</summary>
    internal static IEnumerable<Missing> NotStanding(Programme state, StageState stage) =>
        stage.Stands ? Grounds.Gone(state, stage.Number)
        : [new(stage.NeedsReconfirmation ? "stage-needs-reconfirmation" : "stage-not-approved", $"{stage.Number}")];

    private static Refusal? Unmet(StageEvaluation evaluation)
    {
        if (evaluation.Passes) return null;
        return new Refusal(Reason.CriteriaNotMet,
            [.. evaluation.Criteria.Where(c => !c.Passes)
                .SelectMany(c => c.Missing.Select(m => m with { Criterion = c.Criterion.Code }))]);
    }

    private static bool Names(StageEvaluation evaluation, string criterion) => evaluation.Criteria.Any(c => c.Criterion.Code == criterion);

    private static Decision NotApproved(int stage) => new Refusal(Reason.StageNotApproved, "stage-not-approved", $"{stage}");
}
