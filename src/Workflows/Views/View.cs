using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Views;

/// <summary>New entries of one stream, and the state after them: a programme, a person.</summary>
public sealed record AppliedStream(IReadOnlyList<Entry> Entries, object After);

/// <summary>What a screen reads: rows that follow from the ledger and nothing else.</summary>
public abstract class View
{
    /// <summary>Every view that there is: each is written with each decision, and made anew by a rebuild.</summary>
    public static IReadOnlyList<View> All { get; } = [new ProgrammesView(), new StageApprovalsView(), new PeopleView()];

    /// <summary>The table's name inside its schema.</summary>
    public abstract string Table { get; }

    /// <summary>The statement that brings the table in <paramref name="schema"/> up to these entries; null when they do not concern it.</summary>
    public abstract NpgsqlBatchCommand? Write(IReadOnlyList<AppliedStream> applied, string schema);

    /// <summary>The statement that takes out the rows that these entries change, before they are written in whatever order; null where rows are only added.</summary>
    public virtual NpgsqlBatchCommand? Clear(IReadOnlyList<AppliedStream> applied, string schema) => null;
}

/// <summary>A view with one row for each stream of a kind: of several decisions on one stream in a batch, the last one is what is shown.</summary>
public abstract class StateView<TState> : View
    where TState : class
{
    /// <inheritdoc/>
    public sealed override NpgsqlBatchCommand? Write(IReadOnlyList<AppliedStream> applied, string schema)
    {
        var latest = Latest(applied);
        return latest.Count == 0 ? null : Write(latest, schema);
    }

    /// <inheritdoc/>
    public sealed override NpgsqlBatchCommand? Clear(IReadOnlyList<AppliedStream> applied, string schema)
    {
        var latest = Latest(applied);
        return latest.Count == 0 ? null : Statement($"delete from {schema}.{Table} where id = any($1)", Value(latest.Select(l => StreamNames.SubjectOf(l.Last.Stream)).ToArray()));
    }

    /// <summary>Writes the rows of these streams.</summary>
    /// <param name="latest">The last entry of each stream with the state after it.</param>
    protected abstract NpgsqlBatchCommand Write(IReadOnlyList<(Entry Last, TState State)> latest, string schema);

    private static List<(Entry Last, TState State)> Latest(IReadOnlyList<AppliedStream> applied) =>
        [.. applied.Where(a => a.After is TState).GroupBy(a => a.Entries[0].Stream).Select(g => g.Last()).Select(a => (a.Entries[^1], (TState)a.After))];
}
