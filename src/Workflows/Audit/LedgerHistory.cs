using System.Text;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Which entries an auditor asks for; null leaves a question out.</summary>
/// <param name="Stage">Entries whose event names this stage, unsettles it, or is about an item that the road map in force planned for it.</param>
/// <param name="RecordedFrom">First day of recording in UTC; likewise the other days, all inclusive.</param>
public sealed record EntryFilter(
    string? Stream = null, string? Type = null, string? Actor = null, int? Stage = null,
    DateOnly? RecordedFrom = null, DateOnly? RecordedTo = null, DateOnly? EffectiveFrom = null, DateOnly? EffectiveTo = null);

/// <summary>History for auditors: entries of one organisation, in the order of the ledger.</summary>
public sealed class LedgerHistory(NpgsqlDataSource database)
{
    private const string DayFormat = "yyyy-MM-dd";

    // An item's event names the item alone: its stage is that of the latest road map in front of it.
    private const string OfStage = """
        (body::jsonb ->> 'stage' = $0 or body::jsonb -> 'affectedStages' @> $0::jsonb or (type like 'roadmap\_item\_%' and exists (
            select from jsonb_array_elements((
                select r.body::jsonb -> 'items' from ledger.entries r
                where r.stream = entries.stream and r.version < entries.version and r.type = 'roadmap_approved' order by r.version desc limit 1)) planned
            where planned ->> 'item' = entries.body::jsonb ->> 'item' and planned ->> 'stage' = $0)))
        """;

    private const string VersionBefore = "select coalesce(max(version), 0) from ledger.entries where stream = $1 and position < $2";

    /// <summary>A page of entries after a position (from -1 on).</summary>
    public async Task<IReadOnlyList<StoredEntry>> Page(Guid organisation, EntryFilter filter, long after, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand();
        var sql = new StringBuilder($"select {LedgerReader.Columns} from ledger.entries where organisation = $1 and position > $2");
        command.With(Value(organisation.ToString()), Value(after));
        // Only what is asked stands in the statement: a generic plan for "or $3 is null" would read everything.
        And("stream = $", filter.Stream);
        And("type = $", filter.Type);
        And("actor = $", filter.Actor);
        // The stored forms of both times sort like the times, byte by byte.
        And("recorded_at collate \"C\" >= $", Text(filter.RecordedFrom));
        And("recorded_at collate \"C\" < $", Text(filter.RecordedTo?.AddDays(1)));
        And("effective_on collate \"C\" >= $", Text(filter.EffectiveFrom));
        And("effective_on collate \"C\" <= $", Text(filter.EffectiveTo));
        if (filter.Stage is { } stage)
        {
            command.With(Value($"{stage}"));
            sql.Append(" and ").Append(OfStage.Replace("$0", $"${command.Parameters.Count}", StringComparison.Ordinal));
        }

        command.CommandText = sql.Append(System.Globalization.CultureInfo.InvariantCulture, $" order by position limit ${command.Parameters.Count + 1}").ToString();
        command.With(Value(limit));

        List<StoredEntry> entries = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) entries.Add(LedgerReader.Read(reader));
        return entries;

        void And(string condition, string? value)
        {
            if (value is null) return;
            command.With(Value(value));
            sql.Append(" and ").Append(condition).Append(command.Parameters.Count);
        }
    }

    /// <summary>The entry at a position; null when this organisation has none there.</summary>
    public async Task<StoredEntry?> At(Guid organisation, long position, CancellationToken stop) =>
        await Page(organisation, new(), position - 1, 1, stop) is [var found] && found.Entry.Position == position ? found : null;

    /// <summary>The version of a stream when the ledger had a size; 0 when it had not begun.</summary>
    public async Task<int> VersionAt(string stream, long size, CancellationToken stop)
    {
        await using var command = database.Command(VersionBefore, Value(stream), Value(size));
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private static string? Text(DateOnly? day) => day?.ToString(DayFormat, System.Globalization.CultureInfo.InvariantCulture);
}
