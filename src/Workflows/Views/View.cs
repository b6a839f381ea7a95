using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using Npgsql;

namespace MentorshipFlow.Workflows.Views;

/// <summary>New entries of one programme's stream, and the programme after them.</summary>
public sealed record AppliedStream(IReadOnlyList<Entry> Entries, Programme After);

/// <summary>What a screen reads: rows that follow from the ledger and nothing else.</summary>
public abstract class View
{
    /// <summary>The table's name inside its schema.</summary>
    public abstract string Table { get; }

    /// <summary>The statement that brings the table in <paramref name="schema"/> up to these entries; null when they do not concern it.</summary>
    public abstract NpgsqlBatchCommand? Write(IReadOnlyList<AppliedStream> applied, string schema);
}
