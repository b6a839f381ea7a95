using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Views;

/// <summary>Every approval with its approvers; the table's constraints hold the second-approver rule even where a decider would be wrong (F7).</summary>
public sealed class StageApprovalsView : View
{
    private static readonly string Approved = EventCodec.NameOf<GateEvent.StageApproved>();

    /// <inheritdoc/>
    public override string Table => "stage_approvals";

    /// <inheritdoc/>
    public override NpgsqlBatchCommand? Write(IReadOnlyList<AppliedStream> applied, string schema)
    {
        var rows = applied.SelectMany(a => a.Entries).Where(e => e.Type == Approved).Select(e => (Entry: e, Event: (GateEvent.StageApproved)EventCodec.Read(e.Type, e.Body))).ToArray();
        return rows.Length == 0
            ? null
            : Statement(
                $"""
                insert into {schema}.stage_approvals (programme, version, stage, approver, second_approver, self_approval, policy)
                select * from unnest($1, $2, $3, $4, $5, $6, $7)
                """,
                Column(rows, r => StreamNames.ProgrammeOf(r.Entry.Stream)), Column(rows, r => r.Entry.Version), Column(rows, r => (short)r.Event.Stage),
                Column(rows, r => r.Event.Approver), Column(rows, r => r.Event.SecondApprover), Column(rows, r => r.Event.SelfApproval),
                Column(rows, r => Kebab.Of(r.Event.Policy.ToString())));
    }

    private static NpgsqlParameter<T[]> Column<T>((Entry Entry, GateEvent.StageApproved Event)[] rows, Func<(Entry Entry, GateEvent.StageApproved Event), T> value) =>
        Value(Array.ConvertAll(rows, r => value(r)));
}
