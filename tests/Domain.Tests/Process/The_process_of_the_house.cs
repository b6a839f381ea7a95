using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Process;

namespace MentorshipFlow.Domain.Tests.Process;

/// <summary>The default: the fold of the gates, walked step by step.</summary>
public sealed class The_process_of_the_house : ProcessContract
{
    private Func<IEnumerable<ProcessStep>, IEnumerable<ProcessPosition>> walk = GatesWalk.Positions;

    protected override Task<ProcessPosition> Run(IReadOnlyList<ProcessStep> history) => Task.FromResult(walk(history).Last());

    protected override Task<IReadOnlyList<ProcessPosition>> StepByStep(IReadOnlyList<ProcessStep> history) =>
        Task.FromResult<IReadOnlyList<ProcessPosition>>([.. walk(history).Skip(1)]);

    /// <summary>A new event of the gates or of the charter has to be named here: does it move the programme?</summary>
    [Fact]
    public void Is_moved_by_these_events_and_no_others()
    {
        string[] moving =
        [
            "closing_voided", "definition_migrated", "programme_completed", "stage_approval_revoked", "stage_approved", "stage_reopened",
            "stage_returned", "stage_submission_withdrawn", "stage_submitted",
        ];
        string[] resting =
        [
            "delegation_granted", "delegation_revoked", "gate_criterion_waived", "gate_waiver_withdrawn", "programme_cancelled",
            "programme_corrected", "programme_declared_sandbox", "programme_drafted", "programme_resumed", "programme_suspended",
            "programme_transfer_voided", "programme_transferred", "remark_answered",
            "second_approver_policy_set", "stage_countersignature_withdrawn", "stage_countersigned", "stage_decision_signed",
            "stage_work_opened", "stage_work_opening_corrected",
        ];
        var stored = TargetModel.Repository("tests/Domain.Tests/Ledger/approved-events.txt").Split('\n')[..^1]
            .Select(line => line.Split('\t')).Select(e => (Name: e[0], Event: EventCodec.Read(e[0], e[1]) as ProgrammeEvent))
            .Where(e => e.Event is not null).ToList();

        Assert.Equal(moving.Concat(resting).Order(StringComparer.Ordinal),
            stored.Where(e => e.Event is GateEvent or CharterEvent).Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(moving, stored.Where(e => ProcessStep.Of(e.Event!, 1) is not null).Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>The contract detects each of these mistakes.</summary>
    [Theory]
    [InlineData("a reopening that unsettles nothing")]
    [InlineData("a return that changes nothing")]
    [InlineData("a completion that cannot be undone")]
    public async Task Fails_the_contract_with(string mistake)
    {
        walk = history => GatesWalk.Positions(history.Select(s => (mistake, s.Kind) switch
        {
            ("a reopening that unsettles nothing", StepKind.Undone) => s with { Affected = [] },
            ("a return that changes nothing", StepKind.TakenBack) => s with { Kind = StepKind.Submitted },
            ("a completion that cannot be undone", StepKind.ClosingVoided) => s with { Kind = StepKind.Unsettled },
            _ => s,
        }));

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(Waits_where_the_fold_waits_after_every_step_of_1000_histories);
    }
}
