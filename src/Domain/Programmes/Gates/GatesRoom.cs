using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Status of a stage.</summary>
public enum StageStatus
{
    /// <summary>Not started.</summary>
    NotStarted,

    /// <summary>In work.</summary>
    InWork,

    /// <summary>Submitted for approval.</summary>
    Submitted,

    /// <summary>Returned for rework.</summary>
    Returned,

    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Reopened.</summary>
    Reopened,
}

/// <summary>A criterion that was waived.</summary>
public sealed record Waiver(Guid By, TextReference Reason, Guid? Document);

/// <summary>One decision about a stage.</summary>
/// <param name="Role">The role of the deciding actor, in the ledger's form.</param>
public sealed record StageDecision(GateEvent Event, DateOnly On, string Role);

/// <summary>The current state of one stage.</summary>
/// <param name="Round">Number of submissions.</param>
/// <param name="Returned">The last return, until the next submission.</param>
/// <param name="ApprovedAt">The programme's version at the last approval; 0 before it.</param>
/// <param name="Decisions">All decisions about the stage, in order.</param>
/// <param name="NeedsReconfirmation">After the approval an earlier stage was reopened, or a new definition changed the gate.</param>
public sealed record StageState(
    int Number, StageStatus Status, int Round, bool NeedsReconfirmation, DateOnly? WorkOpenedOn, Guid? SubmittedBy,
    GateEvent.StageCountersigned? Countersigned, GateEvent.StageReturned? Returned, GateEvent.StageApproved? Approval, int ApprovedAt,
    ImmutableSortedDictionary<string, Waiver> Waivers, ImmutableList<StageDecision> Decisions)
{
    /// <summary>The answers to the remarks of the last return.</summary>
    public ImmutableList<GateEvent.RemarkAnswered> Answers { get; init; } = [];

    /// <summary>The signature of <see cref="Approval"/>; null if it is not signed.</summary>
    public GateEvent.StageDecisionSigned? ApprovalSigned { get; init; }

    /// <summary>The signature of <see cref="Countersigned"/>; null if it is not signed.</summary>
    public GateEvent.StageDecisionSigned? CountersignatureSigned { get; init; }

    /// <summary>
    /// The date of the latest decision that the next one must not precede: submission, countersignature, approval, return, reopening,
    /// revocation or withdrawal. The start of work and waivers do not count.
    /// </summary>
    public DateOnly? DecidedOn => Decisions.FindLast(d => d.Event is not
        (GateEvent.StageWorkOpened or GateEvent.StageWorkOpeningCorrected or GateEvent.GateCriterionWaived
            or GateEvent.GateWaiverWithdrawn))?.On;

    /// <summary>Whether the stage was approved before a person entered a base, so that its gate did not check this person.</summary>
    /// <param name="enteredAt">The programme's version at the person's entry.</param>
    public bool ApprovedBefore(int enteredAt) => Approved && enteredAt > ApprovedAt;

    /// <summary>Approved, whether or not it needs reconfirmation.</summary>
    public bool Approved => Status == StageStatus.Approved;

    /// <summary>Approved, and needs no reconfirmation.</summary>
    public bool Stands => Approved && !NeedsReconfirmation;
}

/// <summary>The seven stages.</summary>
public sealed record GatesRoom(ImmutableArray<StageState> Stages)
{
    /// <summary>Seven stages, not started (M18).</summary>
    public static GatesRoom Empty { get; } = new([.. Enumerable.Range(1, 7).Select(n =>
        new StageState(
            n, StageStatus.NotStarted, 0, false, null, null, null, null, null, 0,
            ImmutableSortedDictionary.Create<string, Waiver>(StringComparer.Ordinal), []))]);

    /// <summary>Stage 1 to 7.</summary>
    public StageState this[int number] => Stages[number - 1];

    /// <summary>The first stage that is not approved or needs reconfirmation; null if there is none.</summary>
    public StageState? Current => Stages.FirstOrDefault(s => !s.Stands);

    /// <summary>The stages after this one that are approved.</summary>
    public IReadOnlyList<int> ApprovedAfter(int number) =>
        [.. Stages.Where(s => s.Number > number && s.Status == StageStatus.Approved).Select(s => s.Number)];

    /// <summary>The earliest date of a decision about a stage: not before the start of its work, its latest decision or the approval of the
    /// previous stage.</summary>
    public DateOnly? Earliest(int number)
    {
        var (stage, before) = (this[number], number > 1 && this[number - 1].Stands ? this[number - 1].DecidedOn : null);
        return new[] { stage.WorkOpenedOn, stage.DecidedOn, before }.Max();
    }

    /// <summary>The room after one more event.</summary>
    public GatesRoom Evolve(GateEvent @event, in Recorded recorded)
    {
        var decision = new StageDecision(@event, recorded.EffectiveOn, recorded.Role);
        return After(@event, recorded).With(@event.Stage, s => s with { Decisions = s.Decisions.Add(decision) });
    }

    private GatesRoom After(GateEvent @event, in Recorded recorded) => @event switch
    {
        GateEvent.StageWorkOpened e => Opened(e.Stage, recorded.EffectiveOn),
        GateEvent.StageWorkOpeningCorrected e => With(e.Stage, s => s with
        {
            WorkOpenedOn = e.OpenedOn, Status = e.OpenedOn is null ? StageStatus.NotStarted : s.Status,
        }),
        GateEvent.StageSubmitted e => Opened(e.Stage, recorded.EffectiveOn).With(e.Stage, s => s with
        {
            Status = StageStatus.Submitted, Round = e.Round, SubmittedBy = e.By, Countersigned = null, Returned = null,
        }),
        GateEvent.RemarkAnswered e => With(e.Stage, s => s with { Answers = s.Answers.Add(e) }),
        GateEvent.StageSubmissionWithdrawn e => With(e.Stage, s => s with { Status = StageStatus.InWork, Countersigned = null }),
        GateEvent.StageCountersigned e => With(e.Stage, s => s with { Countersigned = e, CountersignatureSigned = null }),
        GateEvent.StageDecisionSigned { Decision: SignableDecision.Approval } e => With(e.Stage, s => s with { ApprovalSigned = e }),
        GateEvent.StageDecisionSigned e => With(e.Stage, s => s with { CountersignatureSigned = e }),
        GateEvent.StageCountersignatureWithdrawn e => With(e.Stage, s => s with { Countersigned = null }),
        GateEvent.StageApproved e => Approved(e, recorded.Version),
        GateEvent.StageReturned e => With(e.Stage, s => s with
        {
            Status = StageStatus.Returned, Countersigned = null, Returned = e, Answers = [],
        }),
        GateEvent.StageReopened e => Undone(e.Stage, StageStatus.Reopened, e.AffectedStages),
        GateEvent.StageApprovalRevoked e => Undone(e.Stage, StageStatus.Reopened, e.AffectedStages),
        GateEvent.GateCriterionWaived e => With(e.Stage, s => s with
        {
            Waivers = s.Waivers.SetItem(e.Criterion, new Waiver(e.By, e.Reason, e.Document)),
        }),
        GateEvent.GateWaiverWithdrawn e => With(e.Stage, s => s with { Waivers = s.Waivers.Remove(e.Criterion) }),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    /// <summary>Starts work on a stage, at the latest when its first item is settled (F2).</summary>
    public GatesRoom Opened(int stage, DateOnly on) => this[stage].Status != StageStatus.NotStarted
        ? this
        : With(stage, s => s with { Status = StageStatus.InWork, WorkOpenedOn = on });

    /// <summary>Marks approved stages as needing reconfirmation.</summary>
    public GatesRoom Unsettled(IReadOnlyList<int> stages) =>
        stages.Aggregate(this, (room, n) => room.With(n, s => s with { NeedsReconfirmation = s.Status == StageStatus.Approved }));

    private GatesRoom Approved(GateEvent.StageApproved e, int version) =>
        With(e.Stage, s => s with
        {
            Status = StageStatus.Approved, NeedsReconfirmation = false, Approval = e, ApprovalSigned = null, ApprovedAt = version,
        });

    private GatesRoom Undone(int stage, StageStatus status, IReadOnlyList<int> affected) =>
        With(stage, s => s with { Status = status, NeedsReconfirmation = false, Countersigned = null }).Unsettled(affected);

    private GatesRoom With(int stage, Func<StageState, StageState> change) => new(Stages.SetItem(stage - 1, change(Stages[stage - 1])));
}
