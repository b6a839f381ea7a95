using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Certificates.V1;

/// <summary>Content of section 4: seven rows.</summary>
internal sealed record GatesContent(IReadOnlyList<GateRow> Stages);

/// <summary>One stage's gate.</summary>
/// <param name="AwaitsDecision">It was submitted, and neither approved, returned nor withdrawn since; never in a cancelled programme.</param>
internal sealed record GateRow(
    int Stage, DateOnly? WorkOpenedOn, DateOnly? SubmittedOn, int Submissions, bool AwaitsDecision, IReadOnlyList<ReturnFact> Returns, ApprovalContent? Approval,
    IReadOnlyList<WaiverContent> Waivers, IReadOnlyList<UndoingFact> Reopenings, IReadOnlyList<UndoingFact> Revocations, bool NeedsReconfirmation,
    int? DurationDays);

/// <summary>An approval that was not undone, as its event says.</summary>
internal sealed record ApprovalContent(
    DateOnly On, string Role, Guid Approver, bool SelfApproval, IReadOnlyList<SelfApprovalGround> SelfApprovalGrounds, Guid? SecondApprover, int Met, int Waived,
    string Evaluation, Guid? Certificate);

/// <summary>A waiver that stands, or that stood when the stage was approved.</summary>
/// <param name="AtApproval">The outcome in the approval's snapshot; null where the stage is not approved or the gate did not ask.</param>
internal sealed record WaiverContent(string Criterion, TextReference Reason, Guid? Document, CriterionOutcome? AtApproval);

/// <summary>
/// Section 4, for each stage 1 to 7; <c>{row}</c> is "Этап n":
/// <code>
/// {row}, работа начата: {date}
/// {row}, представлен: {date of the last submission}; раз: {submissions}
/// {row}, возвратов: {count}
/// - {date}; замечаний: {count}[; срок: {date}]
/// {row}, утверждён: {date}
/// {row}, утвердил: {role}; {person}
/// {row}, самоутверждение: {нет|да: grounds}
/// {row}, второй утвердивший: {person}
/// {row}, критерии: выполнено {count}; снято {count}; оценка SHA-256 {evaluation}[; справка {id}]
/// {row}, снятые критерии: {count}
/// - {code}; причина: {text reference}[; документ {id}][; при утверждении: {выполнен|снят|не выполнен}]
/// {row}, повторных открытий: {count}
/// - {date}; причина: {text reference}
/// {row}, отзывов утверждения: {count}
/// - {date}; причина: {text reference}
/// {row}, требует подтверждения: {да|нет}
/// {row}, длительность, дней: {approved on − work begun on}
/// </code>
/// "—" stands for what did not happen. An approval that does not stand is «не утверждён», or «на утверждении» while the stage is submitted and
/// nothing was decided. The certificate is issued before approval 7 and is its evidence, so stage 7 is one of the two. Roles are written in Russian, a role
/// that this format does not know as the entry names it. Everything about an approval is read from its event.
/// </summary>
internal static class GatesSection
{
    public static GatesContent Of(CertificateFacts facts) => new([.. facts.Gates.Stages.Select(s => Row(s, facts.Status == ProgrammeStatus.Cancelled))]);

    public static void Write(CertificateText text, GatesContent content)
    {
        text.Section(4, "Утверждение этапов");
        foreach (var row in content.Stages) Write(text, row);
    }

    private static GateRow Row(StageFact stage, bool cancelled) => new(
        stage.Number, stage.WorkOpenedOn, stage.SubmittedOn, stage.Submissions, stage.AwaitsDecision && !cancelled, stage.Returns, Approval(stage.Approval), [.. Waivers(stage)], stage.Reopenings,
        stage.Revocations, stage.NeedsReconfirmation,
        stage is { Approval: { } approval, WorkOpenedOn: { } opened } ? approval.On.DayNumber - opened.DayNumber : null);

    private static ApprovalContent? Approval(ApprovalFact? fact) => fact is not { Approved: var e } ? null : new(
        fact.On, fact.Role, e.Approver, e.SelfApproval, e.SelfApprovalGrounds, e.SecondApprover, e.Criteria.Count(c => c.Outcome == CriterionOutcome.Met),
        e.Criteria.Count(c => c.Outcome == CriterionOutcome.Waived), e.Evaluation, e.Certificate);

    private static IEnumerable<WaiverContent> Waivers(StageFact stage) => stage.Waivers.Values
        .Select(w => (w.Withdrawn, Content: new WaiverContent(w.Waived.Criterion, w.Waived.Reason, w.Waived.Document,
            stage.Approval?.Approved.Criteria.FirstOrDefault(c => c.Code == w.Waived.Criterion)?.Outcome)))
        .Where(w => !w.Withdrawn || w.Content.AtApproval == CriterionOutcome.Waived)
        .Select(w => w.Content);

    private static void Write(CertificateText text, GateRow row)
    {
        var name = $"Этап {Figures.Text(row.Stage)}";
        text.Line($"{name}, работа начата", CertificateText.Date(row.WorkOpenedOn) ?? Figures.Undefined);
        text.Line($"{name}, представлен", row.SubmittedOn is { } on ? $"{CertificateText.Date(on)}; раз: {Figures.Text(row.Submissions)}" : Figures.Undefined);
        text.List($"{name}, возвратов", row.Returns, r =>
            [CertificateText.Date(r.On), $"замечаний: {Figures.Text(r.Remarks)}", r.DueOn is { } due ? $"срок: {CertificateText.Date(due)}" : null]);
        text.Line($"{name}, утверждён", CertificateText.Date(row.Approval?.On) ?? (row.AwaitsDecision ? "на утверждении" : "не утверждён"));
        text.Line($"{name}, утвердил", row.Approval is { } a ? $"{Role(a.Role)}; {a.Approver}" : Figures.Undefined);
        text.Line($"{name}, самоутверждение", row.Approval is { } self ? SelfApproval(self.SelfApproval, self.SelfApprovalGrounds) : Figures.Undefined);
        text.Line($"{name}, второй утвердивший", row.Approval?.SecondApprover is { } second ? $"{second}" : Figures.Undefined);
        text.Line($"{name}, критерии", row.Approval is { } approval ? Criteria(approval) : Figures.Undefined);
        text.List($"{name}, снятые критерии", row.Waivers, Parts);
        text.List($"{name}, повторных открытий", row.Reopenings, Parts);
        text.List($"{name}, отзывов утверждения", row.Revocations, Parts);
        text.Line($"{name}, требует подтверждения", CertificateText.YesOrNo(row.NeedsReconfirmation));
        text.Line($"{name}, длительность, дней", row.DurationDays is { } days ? Figures.Text(days) : Figures.Undefined);
    }

    /// <summary>«нет», or «да» with the grounds.</summary>
    public static string SelfApproval(bool self, IReadOnlyList<SelfApprovalGround> grounds) =>
        self ? $"да: {string.Join(", ", grounds.Order().Select(Ground))}" : "нет";

    private static string Ground(SelfApprovalGround ground) => ground switch
    {
        SelfApprovalGround.Submitted => "представление этапа",
        SelfApprovalGround.Responsible => "ответственность за пункт",
        _ => "запись о выполнении пункта",
    };

    private static string Criteria(ApprovalContent approval) =>
        $"выполнено {Figures.Text(approval.Met)}; снято {Figures.Text(approval.Waived)}; оценка SHA-256 {approval.Evaluation}"
        + (approval.Certificate is { } certificate ? $"; справка {certificate}" : "");

    private static IEnumerable<string?> Parts(UndoingFact undoing) => [CertificateText.Date(undoing.On), $"причина: {CertificateText.Reference(undoing.Reason)}"];

    private static IEnumerable<string?> Parts(WaiverContent waiver) =>
    [
        waiver.Criterion,
        $"причина: {CertificateText.Reference(waiver.Reason)}",
        waiver.Document is { } document ? $"документ {document}" : null,
        waiver.AtApproval is { } outcome ? $"при утверждении: {Outcome(outcome)}" : null,
    ];

    private static string Outcome(CriterionOutcome outcome) => outcome switch
    {
        CriterionOutcome.Met => "выполнен",
        CriterionOutcome.Waived => "снят",
        _ => "не выполнен",
    };

    private static string Role(string role) => role switch
    {
        "curator" => "куратор",
        "head" => "руководитель",
        "integrator" => "интегратор от имени лица",
        _ => role,
    };
}
