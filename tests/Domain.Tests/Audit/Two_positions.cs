using MentorshipFlow.Audit;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class Two_positions
{
    private static readonly TextReference Why = new(SchoolLedger.Id(90), SchoolLedger.Digest("why"));
    private static readonly Guid Vera = SchoolLedger.Vera;
    private static readonly RoadmapItem Plan = new("1.1.1", 1, "1.1", null, null, SchoolLedger.Day, null, new("Директор"), null, true);

    // The events of a programme in order, each with the codes of its differences.
    private static readonly (ProgrammeEvent Event, string[] Codes)[] Life =
    [
        (new CharterEvent.ProgrammeDrafted(SchoolLedger.Id(7), new("Школа"), MentorshipFlow.Organisations.OrganisationKind.School,
            new("tiny", 1, "a"), "2021/2022", new("План"), new("Цель"), Vera, SecondApproverPolicy.Never),
            ["programme-status-changed", "school-year-added", "title-added", "goal-added", "definition-added"]),
        (new CharterEvent.ProgrammeCorrected("2022/2023", new("План 2"), new("Цель 2"), Why),
            ["school-year-changed", "title-changed", "goal-changed"]),
        (new CharterEvent.SecondApproverPolicySet(SecondApproverPolicy.Always, Why), ["second-approver-policy-changed"]),
        (new CharterEvent.DefinitionMigrated(new("tiny", 1, "a"), new("tiny", 2, "b"), Why, []), ["definition-changed"]),
        (new CharterEvent.DelegationGranted(SchoolLedger.Id(11), Vera, SchoolLedger.Id(12), SchoolLedger.Day, null), ["delegation-added"]),
        (new CharterEvent.DelegationRevoked(SchoolLedger.Id(11), Why), ["delegation-removed"]),
        (Document(2), ["document-added"]),
        (Document(3), ["document-added"]),
        (new DocumentEvent.DocumentFileAttached(SchoolLedger.Id(2), new("ab", 1, "application/pdf")), ["document-file-added"]),
        (new DocumentEvent.DocumentPrinted(SchoolLedger.Id(2), "curator-order", "pdf", null, 7, "ab", Why), ["document-print-added"]),
        (new PreparationEvent.CuratorAppointed(Vera, SchoolLedger.Id(2), SchoolLedger.Day), ["programme-status-changed", "curator-added"]),
        (new PreparationEvent.CuratorReplaced(Vera, SchoolLedger.Id(13), SchoolLedger.Id(2), SchoolLedger.Day, null), ["curator-added"]),
        (new PreparationEvent.CuratorAppointmentVoided(SchoolLedger.Id(13), Why), ["curator-removed"]),
        (new PreparationEvent.AuditorAssigned(SchoolLedger.Id(14)), ["auditor-added"]),
        (new PreparationEvent.AuditorReleased(SchoolLedger.Id(14), Why), ["auditor-removed"]),
        (new Fact.ContingentRecorded(SchoolLedger.Id(15), SchoolLedger.Day, "learners-10-19", 1, new("Отчёт")), ["fact-added"]),
        (new PreparationEvent.FactVoided(SchoolLedger.Id(15), Why, null), ["fact-removed"]),
        (new PreparationEvent.FormEnabled("teacher-teacher", [], [TandemKind.Pair], new("Приказ")),
            ["form-added", "form-precondition-added"]),
        (new PreparationEvent.FormPreconditionMet("teacher-teacher", null), ["form-precondition-removed"]),
        (new PreparationEvent.FormDisabled("teacher-teacher", Why), ["form-removed"]),
        (new PreparationEvent.RoadmapApproved(1, SchoolLedger.Id(2), [Plan], []),
            ["roadmap-version-added", "roadmap-document-added", "item-added", "item-planned-added", "item-responsible-added",
                "item-documented-added", "item-status-added"]),
        (new PreparationEvent.RoadmapItemRescheduled("1.1.1", SchoolLedger.Day, SchoolLedger.Day, Why, []), ["item-planned-changed"]),
        (new PreparationEvent.RoadmapItemCompleted("1.1.1", [SchoolLedger.Id(2)]),
            ["stage-status-changed", "item-status-changed", "stage-work-opened-added", "item-evidence-added"]),
        (new PreparationEvent.RoadmapItemReopened("1.1.1", Why), ["item-evidence-removed", "item-status-changed"]),
        (new PreparationEvent.RoadmapItemNotApplicable("1.1.1", Why), ["item-status-changed"]),
        (new GateEvent.StageSubmitted(1, 1, Vera, "e", []), ["stage-status-changed", "stage-round-changed", "stage-submitter-added"]),
        (new GateEvent.StageCountersigned(1, SchoolLedger.Id(16), "e"), ["stage-countersignature-added"]),
        (Signed(1, SchoolLedger.Id(16), SignableDecision.Countersignature), ["stage-countersignature-key-added"]),
        (new GateEvent.StageReturned(1, Vera, [new("G1.3", Why)], null),
            ["stage-countersignature-removed", "stage-countersignature-key-removed", "stage-status-changed", "stage-return-added"]),
        (new GateEvent.GateCriterionWaived(1, "G1.3", Vera, Why, null), ["waiver-added"]),
        (new GateEvent.GateWaiverWithdrawn(1, "G1.3", Vera, Why), ["waiver-removed"]),
        (new GateEvent.StageSubmitted(1, 2, Vera, "e", []), ["stage-return-removed", "stage-status-changed", "stage-round-changed"]),
        (Approved(1), ["stage-status-changed", "stage-approval-added"]),
        (Signed(1, Vera, SignableDecision.Approval), ["stage-approval-key-added"]),
        (Approved(2), ["stage-status-changed", "stage-approval-added"]),
        (new GateEvent.StageReopened(1, Vera, Why, [2]), ["stage-status-changed", "stage-reconfirmation-added"]),
        (new CertificationEvent.CertificateIssued(SchoolLedger.Id(17), new("С-1"), SchoolLedger.Day, 1, "f", "h", SchoolLedger.Day, null,
            null, null, null),
            ["certificate-added", "certificate-in-force-added"]),
        (new CertificationEvent.CertificateAnnulled(SchoolLedger.Id(17), Why), ["certificate-in-force-removed"]),
        (new DocumentEvent.DocumentSuperseded(SchoolLedger.Id(2), SchoolLedger.Id(3), null), ["document-superseded-added"]),
        (new DocumentEvent.DocumentAnnulled(SchoolLedger.Id(3), Why), ["document-annulled-added"]),
        (new CharterEvent.ProgrammeCancelled(SchoolLedger.Id(3), Why), ["programme-status-changed"]),
    ];

    [Fact]
    public void Differ_by_the_events_between_them()
    {
        var before = Programme.Empty;
        foreach (var (@event, codes) in Life)
        {
            var after = Next(before, @event);
            Assert.Equal(codes.Order(), StateDifference.Between(before, after).Select(change => change.Code).Order());
            before = after;
        }
    }

    [Fact]
    public void Differ_backwards_by_the_same_things()
    {
        var states = States();
        foreach (var (before, after) in states.Zip(states.Skip(1)))
            Assert.Equal(
                StateDifference.Between(before, after).Select(change => Turned(change.Code)).Order(),
                StateDifference.Between(after, before).Select(change => change.Code).Order());
    }

    [Fact]
    public void Do_not_differ_from_themselves() => Assert.All(States(), state => Assert.Empty(StateDifference.Between(state, state)));

    [Fact]
    public void Have_sentences_in_both_languages()
    {
        var states = States();
        Assert.All(StateDifference.Between(Programme.Empty, states[^1])
            .Concat(states.SelectMany(state => StateDifference.Between(states[^1], state))),
            change =>
        {
            Assert.Matches("^[А-Я]", change.Sentence.Ru);
            Assert.Matches("^[A-Z]", change.Sentence.En);
        });

        var round = Assert.Single(StateDifference.Between(states[^2], states[^1]));
        Assert.Equal(new Change("programme-status-changed", ["active", "cancelled"]), round);
        Assert.Equal("Статус программы: было «active», стало «cancelled»", round.Sentence.Ru);
        Assert.Equal("Status of the programme: was “active”, is “cancelled”", round.Sentence.En);
    }

    [Fact]
    public void Differ_in_the_criteria_of_a_stage()
    {
        using var ledger = new SchoolLedger();
        var before = Evaluate(ledger);
        ledger.Decide(SchoolLedger.Ours, new PreparationCommand.RecordFact(
            new Fact.ResourceRegistered(SchoolLedger.Id(20), ResourceKind.Staff, Contour.Internal, new("Педагоги"))));
        var after = Evaluate(ledger);
        var criterion = before.Criteria.Single(c => c.Criterion.Rule == "resources.determined/1").Criterion.Code;

        Assert.Equal(
            [
                new("missing-removed", [criterion, "resources-not-determined", "resources", ""]),
                new("criterion-outcome-changed", [criterion, "not-met", "met"]),
                new("evidence-added", [criterion, $"fact:{SchoolLedger.Id(20)}", ""]),
            ],
            CriterionChange.Between(before, after));
    }

    [Fact]
    public void Have_different_evaluations_exactly_when_the_hashes_differ()
    {
        using var ledger = new SchoolLedger();
        List<StageEvaluation> seen = [Evaluate(ledger)];
        foreach (var command in new ProgrammeCommand[]
        {
            new PreparationCommand.RecordFact(
                new Fact.ContingentRecorded(SchoolLedger.Id(21), SchoolLedger.Day, "young-specialists", 3, new("Отчёт"))),
            new GateCommand.OpenStageWork(1), new PreparationCommand.AssignAuditor(SchoolLedger.Id(22)),
            new PreparationCommand.VoidFact(SchoolLedger.Id(21), Why), new DocumentCommand.AnnulDocument(SchoolLedger.Order, Why),
        })
        {
            ledger.Decide(SchoolLedger.Ours, command);
            seen.Add(Evaluate(ledger));
        }

        foreach (var before in seen)
            foreach (var after in seen)
                Assert.Equal(before.Hash == after.Hash, CriterionChange.Between(before, after).Count == 0);
        Assert.True(seen.DistinctBy(evaluation => evaluation.Hash).Count() is > 2);
        Assert.All(seen.SelectMany(after => CriterionChange.Between(seen[0], after)), change => Assert.NotEmpty(change.Sentence.Ru));
    }

    private static StageEvaluation Evaluate(SchoolLedger ledger) =>
        StageEvaluation.Of(ledger.State(SchoolLedger.Ours), 1, SchoolLedger.Day, TargetModel.WithoutPeople);

    private static List<Programme> States()
    {
        List<Programme> states = [Programme.Empty];
        foreach (var (@event, _) in Life) states.Add(Next(states[^1], @event));
        return states;
    }

    private static Programme Next(Programme state, ProgrammeEvent @event) =>
        state.Evolve(@event,
            new Recorded(state.Version + 1, state.Version, SchoolLedger.Id(1), $"person-{Vera}", "curator", Vera, SchoolLedger.Day,
                "2021-09-01T10:00:00.000000Z"));

    private static string Turned(string code) =>
        code.EndsWith("-added", StringComparison.Ordinal) ? code[..^"added".Length] + "removed"
        : code.EndsWith("-removed", StringComparison.Ordinal) ? code[..^"removed".Length] + "added"
        : code;

    private static DocumentEvent.DocumentRegistered Document(int id) =>
        new(SchoolLedger.Id(id), "curator-order", new("Приказ"), null, null, null, null, DocumentOriginal.Paper, null);

    private static GateEvent.StageDecisionSigned Signed(int stage, Guid by, SignableDecision decision) =>
        new(stage, 1, by, decision, "e", new("AA", "AA", "AA", "AA"));

    private static GateEvent.StageApproved Approved(int stage) =>
        new(stage, 1, Vera, false, [], null, SecondApproverPolicy.Never, "e", [], null);
}
