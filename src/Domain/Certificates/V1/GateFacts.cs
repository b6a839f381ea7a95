using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.V1;

/// <summary>A return for rework.</summary>
internal sealed record ReturnFact(DateOnly On, int Remarks, DateOnly? DueOn);

/// <summary>A reopening or a revocation.</summary>
internal sealed record UndoingFact(DateOnly On, TextReference Reason);

/// <summary>An approval as it was decided, with the role that its entry shows.</summary>
internal sealed record ApprovalFact(GateEvent.StageApproved Approved, DateOnly On, string Role);

/// <summary>A criterion that was waived.</summary>
internal sealed record WaiverFact(GateEvent.GateCriterionWaived Waived, bool Withdrawn);

/// <summary>One stage.</summary>
internal sealed class StageFact(int number)
{
    public int Number { get; } = number;

    public DateOnly? WorkOpenedOn { get; set; }

    /// <summary>The last submission, unless it was withdrawn.</summary>
    public DateOnly? SubmittedOn { get; set; }

    public int Submissions { get; set; }

    /// <summary>It was submitted, and nothing was decided since.</summary>
    public bool AwaitsDecision { get; set; }

    public List<ReturnFact> Returns { get; } = [];

    /// <summary>The approval that was not undone since.</summary>
    public ApprovalFact? Approval { get; set; }

    public List<UndoingFact> Reopenings { get; } = [];

    public List<UndoingFact> Revocations { get; } = [];

    public bool NeedsReconfirmation { get; set; }

    public SortedDictionary<string, WaiverFact> Waivers { get; } = new(StringComparer.Ordinal);

    public List<Warning> Warnings { get; } = [];

    public void Undo(List<UndoingFact> undoings, DateOnly on, TextReference reason)
    {
        undoings.Add(new(on, reason));
        (Approval, NeedsReconfirmation, AwaitsDecision) = (null, false, false);
    }
}

/// <summary>The seven gates as they were decided: what stands here was read from events, never evaluated anew.</summary>
internal class GateFacts
{
    private readonly StageFact[] stages = [.. Enumerable.Range(1, 7).Select(n => new StageFact(n))];

    public IReadOnlyList<StageFact> Stages => stages;

    /// <summary>Work on a stage has begun, at the latest when the first of its items is settled (F2).</summary>
    public void Opened(int stage, DateOnly on) => stages[stage - 1].WorkOpenedOn ??= on;

    public virtual void Apply(in HistoryEntry entry)
    {
        var on = entry.Head.EffectiveOn;
        switch (entry.Event)
        {
            case GateEvent.StageWorkOpened e:
                Opened(e.Stage, on);
                Of(e.Stage).Warnings.AddRange(e.Warnings);
                break;
            case GateEvent.StageSubmitted e:
                Opened(e.Stage, on);
                (Of(e.Stage).SubmittedOn, Of(e.Stage).Submissions, Of(e.Stage).AwaitsDecision) = (on, Of(e.Stage).Submissions + 1, true);
                break;
            case GateEvent.StageSubmissionWithdrawn e: (Of(e.Stage).SubmittedOn, Of(e.Stage).AwaitsDecision) = (null, false); break;
            case GateEvent.StageReturned e:
                Of(e.Stage).Returns.Add(new(on, e.Remarks.Count, e.DueOn));
                Of(e.Stage).AwaitsDecision = false;
                break;
            case GateEvent.StageApproved e:
                (Of(e.Stage).Approval, Of(e.Stage).NeedsReconfirmation, Of(e.Stage).AwaitsDecision) = (new(e, on, entry.Head.Role), false, false);
                break;
            case GateEvent.StageReopened e:
                Of(e.Stage).Undo(Of(e.Stage).Reopenings, on, e.Reason);
                Unsettle(e.AffectedStages);
                break;
            case GateEvent.StageApprovalRevoked e:
                Of(e.Stage).Undo(Of(e.Stage).Revocations, on, e.Reason);
                Unsettle(e.AffectedStages);
                break;
            case CharterEvent.DefinitionMigrated e: Unsettle(e.AffectedStages); break;
            case GateEvent.GateCriterionWaived e: Of(e.Stage).Waivers[e.Criterion] = new(e, false); break;
            case GateEvent.GateWaiverWithdrawn e: Of(e.Stage).Waivers[e.Criterion] = Of(e.Stage).Waivers[e.Criterion] with { Withdrawn = true }; break;
        }
    }

    private StageFact Of(int stage) => stages[stage - 1];

    private void Unsettle(IReadOnlyList<int> affected)
    {
        foreach (var stage in affected) Of(stage).NeedsReconfirmation = Of(stage).Approval is not null;
    }
}
