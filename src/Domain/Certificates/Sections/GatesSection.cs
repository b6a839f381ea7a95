using System.Collections.Immutable;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 4: seven rows.</summary>
internal sealed record GatesContent(IReadOnlyList<GateRow> Stages);

/// <summary>One stage's gate.</summary>
/// <param name="AwaitsDecision">It was submitted and not approved, returned or withdrawn since; never
/// in a cancelled programme.</param>
/// <param name="Annulled">Annulled documents that the approval rests on.</param>
internal sealed record GateRow(
    int Stage, DateOnly? WorkOpenedOn, DateOnly? SubmittedOn, int Submissions, bool AwaitsDecision, IReadOnlyList<ReturnContent> Returns,
    ApprovalContent? Approval, IReadOnlyList<WaiverContent> Waivers, IReadOnlyList<UndoingContent> Reopenings,
    IReadOnlyList<UndoingContent> Revocations, bool NeedsReconfirmation, IReadOnlyList<DocumentContent> Annulled, int? DurationDays);

/// <summary>A return for rework.</summary>
internal sealed record ReturnContent(DateOnly On, int Remarks, DateOnly? DueOn);

/// <summary>A reopening or a revocation.</summary>
internal sealed record UndoingContent(DateOnly On, TextReference Reason);

/// <summary>An approval that was not undone, as its event says.</summary>
internal sealed record ApprovalContent(
    DateOnly On, string Role, Guid Approver, bool SelfApproval, IReadOnlyList<SelfApprovalGround> SelfApprovalGrounds, Guid? SecondApprover,
    int Met, int Waived, string Evaluation, Guid? Certificate);

/// <summary>A waiver that stands, or that stood when the stage was approved.</summary>
/// <param name="AtApproval">The outcome in the approval's snapshot; null without an approval, or when the gate lacks the criterion.</param>
internal sealed record WaiverContent(string Criterion, TextReference Reason, Guid? Document, CriterionOutcome? AtApproval);

/// <summary>
/// Section 4, for each stage 1 to 7; <c>{row}</c> is "Этап n":
/// <code>
/// {row}: {title}
/// {row}, работа начата: {date}
/// {row}, представлен: {date of the last submission}; раз: {submissions}
/// {row}, возвратов: {count}
/// - {date}; замечаний: {count}[; срок: {date}]
/// {row}, утверждён: {date}
/// {row}, утвердил: {role}; {person}
/// {row}, утверждён работавшим над ним: {нет|да: grounds}
/// {row}, второй утвердивший: {person}
/// {row}, критерии: выполнено {count}; снято {count}; оценка SHA-256 {evaluation}[; справка {id}]
/// {row}, снятые критерии: {count}
/// - {code} «{wording}»; причина: {text reference}[; документ {id}][; при утверждении: {выполнен|снят|не выполнен}]
/// {row}, повторных открытий: {count}
/// - {date}; причина: {text reference}
/// {row}, отзывов утверждения: {count}
/// - {date}; причина: {text reference}
/// {row}, требует подтверждения: {да|нет}
/// {row}, отменённые основания: {count}              annulled documents that the approval rests on, by id
/// - № {number} от {date} «{title}»
/// {row}, длительность, дней: {approved on − work begun on}
/// </code>
/// "—" is printed for an event that did not happen. A stage that is not approved is «не утверждён», or «на утверждении» while it is
/// submitted and not decided on. The certificate is issued before approval 7 and is its evidence, so stage 7 is always one of the two.
/// Everything about an approval is read from its event; no gate is evaluated anew.
/// </summary>
internal static class GatesSection
{
    public static GatesContent Of(Programme state) =>
        new([.. state.Gates.Stages.Select(s => Row(state, s))]);

    public static void Write(CertificateText text, GatesContent content, Definition definition)
    {
        text.Section(4);
        foreach (var row in content.Stages) Write(text, row, definition);
    }

    private static GateRow Row(Programme state, StageState stage)
    {
        var (decisions, cancelled) = (stage.Decisions, state.Status == ProgrammeStatus.Cancelled);
        var submission = decisions.FindLast(d => d.Event is GateEvent.StageSubmitted or GateEvent.StageSubmissionWithdrawn);
        var approval = Approval(decisions);
        return new(
            stage.Number, stage.WorkOpenedOn, submission is { Event: GateEvent.StageSubmitted } ? submission.On : null,
            decisions.Count(d => d.Event is GateEvent.StageSubmitted), stage.Status == StageStatus.Submitted && !cancelled,
            Of<GateEvent.StageReturned, ReturnContent>(decisions, (e, on) => new(on, e.Remarks.Count, e.DueOn)),
            approval, [.. Waivers(stage, approval is null ? null : stage.Approval)],
            Of<GateEvent.StageReopened, UndoingContent>(decisions, (e, on) => new(on, e.Reason)),
            Of<GateEvent.StageApprovalRevoked, UndoingContent>(decisions, (e, on) => new(on, e.Reason)),
            stage.NeedsReconfirmation, DocumentContent.Of(state.Documents, Grounds.Annulled(state, stage.Number)),
            approval?.On.DayNumber - stage.WorkOpenedOn?.DayNumber);
    }

    private static IReadOnlyList<TContent> Of<TEvent, TContent>(
        IEnumerable<StageDecision> decisions, Func<TEvent, DateOnly, TContent> content)
        where TEvent : GateEvent => [.. decisions.Where(d => d.Event is TEvent).Select(d => content((TEvent)d.Event, d.On))];

    private static ApprovalContent? Approval(ImmutableList<StageDecision> decisions)
    {
        var last = decisions.FindLast(d => d.Event is GateEvent.StageApproved or GateEvent.StageReopened or GateEvent.StageApprovalRevoked);
        return last is not { Event: GateEvent.StageApproved e } ? null : new(
            last.On, last.Role, e.Approver, e.SelfApproval, e.SelfApprovalGrounds, e.SecondApprover, Outcomes(CriterionOutcome.Met),
            Outcomes(CriterionOutcome.Waived), e.Evaluation, e.Certificate);

        int Outcomes(CriterionOutcome outcome) => e.Criteria.Count(c => c.Outcome == outcome);
    }

    // A waiver that was withdrawn later still belongs to the approval whose snapshot shows it.
    private static IEnumerable<WaiverContent> Waivers(StageState stage, GateEvent.StageApproved? approval) => stage.Decisions
        .Select(d => d.Event).OfType<GateEvent.GateCriterionWaived>()
        .GroupBy(w => w.Criterion).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Last())
        .Select(w =>
            new WaiverContent(w.Criterion, w.Reason, w.Document, approval?.Criteria.FirstOrDefault(c => c.Code == w.Criterion)?.Outcome))
        .Where(w => stage.Waivers.ContainsKey(w.Criterion) || w.AtApproval == CriterionOutcome.Waived);

    private static void Write(CertificateText text, GateRow row, Definition definition)
    {
        var name = $"Этап {Figures.Text(row.Stage)}";
        text.Line(name, definition.Stage(row.Stage).Title.Ru);
        text.Line($"{name}, работа начата", CertificateText.Date(row.WorkOpenedOn) ?? Figures.Undefined);
        text.Line($"{name}, представлен",
            row.SubmittedOn is { } on ? $"{CertificateText.Date(on)}; раз: {Figures.Text(row.Submissions)}" : Figures.Undefined);
        text.List($"{name}, возвратов", row.Returns, r =>
            [CertificateText.Date(r.On), $"замечаний: {Figures.Text(r.Remarks)}",
                r.DueOn is { } due ? $"срок: {CertificateText.Date(due)}" : null]);
        text.Line($"{name}, утверждён", CertificateText.Date(row.Approval?.On) ?? (row.AwaitsDecision ? "на утверждении" : "не утверждён"));
        text.Line($"{name}, утвердил", row.Approval is { } a ? $"{Words.Role(a.Role)}; {a.Approver}" : Figures.Undefined);
        text.Line($"{name}, утверждён работавшим над ним",
            row.Approval is { } self ? SelfApproval(self.SelfApproval, self.SelfApprovalGrounds) : Figures.Undefined);
        text.Line($"{name}, второй утвердивший", row.Approval?.SecondApprover is { } second ? $"{second}" : Figures.Undefined);
        text.Line($"{name}, критерии", row.Approval is { } approval ? Criteria(approval) : Figures.Undefined);
        text.List($"{name}, снятые критерии", row.Waivers, w => Parts(w, definition));
        text.List($"{name}, повторных открытий", row.Reopenings, Parts);
        text.List($"{name}, отзывов утверждения", row.Revocations, Parts);
        text.Line($"{name}, требует подтверждения", CertificateText.YesOrNo(row.NeedsReconfirmation));
        text.List($"{name}, отменённые основания", row.Annulled, d => [d.Named]);
        text.Line($"{name}, длительность, дней", row.DurationDays is { } days ? Figures.Text(days) : Figures.Undefined);
    }

    /// <summary>«нет», or «да» with the grounds.</summary>
    public static string SelfApproval(bool self, IReadOnlyList<SelfApprovalGround> grounds) =>
        self ? $"да: {string.Join(", ", grounds.Order().Select(Words.Of))}" : "нет";

    private static string Criteria(ApprovalContent approval) =>
        $"выполнено {Figures.Text(approval.Met)}; снято {Figures.Text(approval.Waived)}; оценка SHA-256 {approval.Evaluation}"
        + (approval.Certificate is { } certificate ? $"; справка {certificate}" : "");

    private static IEnumerable<string?> Parts(UndoingContent undoing) =>
        [CertificateText.Date(undoing.On), $"причина: {CertificateText.Reference(undoing.Reason)}"];

    private static IEnumerable<string?> Parts(WaiverContent waiver, Definition definition) =>
    [
        Words.Named(waiver.Criterion, definition.Criterion(waiver.Criterion)?.Title.Ru),
        $"причина: {CertificateText.Reference(waiver.Reason)}",
        waiver.Document is { } document ? $"документ {document}" : null,
        waiver.AtApproval is { } outcome ? $"при утверждении: {Words.Of(outcome)}" : null,
    ];
}
