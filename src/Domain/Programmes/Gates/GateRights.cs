using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Rights to decide about a stage, and the earliest date of a decision. Facts may be recorded late, but a decision may not be
/// dated before the work and the decisions that precede it.</summary>
internal static class GateRights
{
    /// <summary>The head countersigns and revokes; head and curator may reopen; everything else needs a curator in office both today and
    /// on the day of the decision, appointed by an order in force.</summary>
    public static Refusal? Check(Programme state, GateCommand command, Issued issued)
    {
        var head = issued.By is { Role: Role.Head, Person: not null };
        if (command is GateCommand.CountersignStage or GateCommand.WithdrawCountersignature or GateCommand.RevokeApproval)
            return head ? null : new Refusal(Reason.WrongPerson, "role-required", "head");
        if (command is GateCommand.ReopenStage && head) return null;
        if (state.Preparation.Curators.IsEmpty) return new Refusal(Reason.CuratorNotAppointed, "curator-not-appointed", "curator");
        return issued.By.DecidingPerson is not { } person ? new Refusal(Reason.DelegationMissing, "on-behalf-of-required", issued.By.Id)
            : Curatorship.Lacks(state, person, issued.AsOf) ?? Curatorship.Lacks(state, person, issued.EffectiveOn);
    }

    /// <summary>The refusal of a decision dated before the work of its stage, the previous decision, or the approval of the previous stage.
    /// Waivers are not part of this order.</summary>
    public static Refusal? TooEarly(Programme state, GateCommand command, Issued issued) =>
        command is not (GateCommand.WaiveCriterion or GateCommand.WithdrawWaiver) && state.Gates.Earliest(command.Stage) is { } earliest
            && issued.EffectiveOn < earliest
            ? new(Reason.DecisionTooEarly, "decision-too-early", Dates.Text(earliest))
            : null;
}
