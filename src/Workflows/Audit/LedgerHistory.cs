using System.Globalization;
using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A filter of entries; null means any.</summary>
/// <param name="Types">Entries of any of these types.</param>
/// <param name="Stage">Entries whose event names this stage, unsettles it, or concerns an item that the road map in force planned for
/// it.</param>
/// <param name="RecordedFrom">First day of recording in UTC. All four days are inclusive.</param>
public sealed record EntryFilter(
    string? Stream = null, IReadOnlyList<string>? Types = null, string? Actor = null, int? Stage = null,
    DateOnly? RecordedFrom = null, DateOnly? RecordedTo = null, DateOnly? EffectiveFrom = null, DateOnly? EffectiveTo = null);

/// <summary>History for auditors and for the feed: entries of one organisation, in the order of the ledger.</summary>
public sealed class LedgerHistory(NpgsqlDataSource database, LedgerReader ledger)
{
    private const string DayFormat = "yyyy-MM-dd";

    // An item's event names only the item: its stage is in the last road map before the event.
    private const string OfStage = $"""
        (e.data ->> 'stage' = $0 or e.data -> 'affectedStages' @> $0::jsonb or (e.type like 'roadmap\_item\_%' and exists (
            select from jsonb_array_elements((
                select r.data -> 'items' from {LedgerStore.Events}.mt_events r
                where r.tenant_id = e.tenant_id and r.stream_id = e.stream_id and r.version < e.version and r.type = 'roadmap_approved'
                order by r.version desc limit 1)) planned
            where planned ->> 'item' = e.data ->> 'item' and planned ->> 'stage' = $0)))
        """;

    private const string VersionBefore = $"""
        select coalesce(max(e.version), 0)::integer from {LedgerStore.Events}.mt_events e
        where e.tenant_id = (select s.tenant_id from {LedgerStore.Events}.mt_streams s where s.id = $1)
            and e.stream_id = $1 and e.seq_id <= $2
        """;

    /// <summary>A page of entries after a position (from -1 on).</summary>
    /// <param name="newestFirst">The entries in front of the position instead, the last one first; all of them for -1.</param>
    /// <exception cref="LedgerBrokenException">An entry is not what was recorded.</exception>
    public async Task<IReadOnlyList<StoredEntry>> Page(
        Guid organisation, EntryFilter filter, long after, int limit, CancellationToken stop, bool newestFirst = false)
    {
        var edge = newestFirst && after < 0 ? long.MaxValue : after + 1;
        List<NpgsqlParameter> parameters = [Value(organisation.ToString()), Value(edge)];
        var sql = new StringBuilder($"{LedgerReader.Select} where e.tenant_id = $1 and e.seq_id {(newestFirst ? '<' : '>')} $2");
        // Only the given conditions are in the statement: with "or $3 is null" a generic plan would read everything.
        And("e.stream_id = $0", Text(filter.Stream));
        And("e.type = any($0)", filter.Types is { } types ? Value<string[]>([.. types]) : null);
        And("e.user_name = $0", Text(filter.Actor));
        And("e.timestamp >= $0", Midnight(filter.RecordedFrom));
        And("e.timestamp < $0", Midnight(filter.RecordedTo?.AddDays(1)));
        // Dates are stored as yyyy-MM-dd, so byte order is date order.
        And("e.headers ->> 'effective' collate \"C\" >= $0", Text(filter.EffectiveFrom?.ToString(DayFormat, CultureInfo.InvariantCulture)));
        And("e.headers ->> 'effective' collate \"C\" <= $0", Text(filter.EffectiveTo?.ToString(DayFormat, CultureInfo.InvariantCulture)));
        And(OfStage, Text(filter.Stage?.ToString(CultureInfo.InvariantCulture)));
        parameters.Add(Value(limit));
        sql.Append(CultureInfo.InvariantCulture, $" order by e.seq_id{(newestFirst ? " desc" : "")} limit ${parameters.Count}");
        var page = await ledger.All(sql.ToString(), stop, [.. parameters]);
        foreach (var (entry, leaf) in page)
            if (LedgerVerification.Check(entry, leaf).Fault is { } fault) throw new LedgerBrokenException(entry.Position, fault);
        return page;

        void And(string condition, NpgsqlParameter? value)
        {
            if (value is null) return;
            parameters.Add(value);
            sql.Append(" and ").Append(condition.Replace("$0", $"${parameters.Count}", StringComparison.Ordinal));
        }
    }

    /// <summary>The entry at a position; null when the position is not this organisation's.</summary>
    public async Task<StoredEntry?> At(Guid organisation, long position, CancellationToken stop) =>
        await Page(organisation, new(), position - 1, 1, stop) is [var found] && found.Entry.Position == position ? found : null;

    /// <summary>The version of a stream at a size of the ledger; 0 when it had no entry.</summary>
    public async Task<int> VersionAt(string stream, long size, CancellationToken stop)
    {
        await using var command = database.Command(VersionBefore, Value(stream), Value(size));
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private static NpgsqlParameter<DateTime>? Midnight(DateOnly? day) => day is { } found
        ? Value(found.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) : null;

    private static NpgsqlParameter<string>? Text(string? value) => value is null ? null : Value(value);
}
