using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Views;

/// <summary>Asks the list of programmes.</summary>
public sealed class ProgrammeQueries(NpgsqlDataSource database)
{
    /// <summary>A page of an organisation's programmes in the order of their ids, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<ProgrammeRow>> Page(Guid organisation, Guid? after, string? status, int limit, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            select id, organisation, title, school_year, status, definition, current_stage, stages, version, changed_on, open_items, next_due
            from views.programmes
            where organisation = $1 and id > coalesce($2, '00000000-0000-0000-0000-000000000000') and ($3 is null or status = $3)
            order by id limit $4
            """,
            Value(organisation), Value(after), Value(status), Value(limit));
        List<ProgrammeRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) rows.Add(Row(reader));
        return rows;
    }

    /// <summary>How many programmes stand where: status and current stage with a count, over all organisations. For the regional centre (M42).</summary>
    public async Task<IReadOnlyList<(string Status, short Stage, long Count)>> Totals(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select status, current_stage, count(*) from views.programmes group by 1, 2 order by 1, 2");
        List<(string, short, long)> totals = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) totals.Add((reader.GetString(0), reader.GetInt16(1), reader.GetInt64(2)));
        return totals;
    }

    private static ProgrammeRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetInt16(6), reader.GetString(7),
        reader.GetInt32(8), reader.GetString(9), reader.GetInt32(10), reader.IsDBNull(11) ? null : reader.GetString(11));
}
