using Marten;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>Queries the list of programmes.</summary>
public sealed class ProgrammeQueries(IDocumentStore store, NpgsqlDataSource database)
{
    private const string Counts = $"""
        select data ->> 'status', (data ->> 'currentStage')::smallint, count(*) from {LedgerStore.ReadModels}.mt_doc_programmes
        where data ->> 'sandbox' is null group by 1, 2 order by 1, 2
        """;

    /// <summary>A page of an organisation's programmes in the order of their ids, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<ProgrammeRow>> Page(Guid organisation, Guid? after, string? status, int limit, CancellationToken stop)
    {
        await using var session = store.QuerySession(organisation.ToString());
        IQueryable<ProgrammeRow> rows = session.Query<ProgrammeRow>();
        if (after is { } last) rows = rows.Where(row => row.Id.CompareTo(last) > 0);
        if (status is not null) rows = rows.Where(row => row.Status == status);
        return await rows.OrderBy(row => row.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>
    /// The number of programmes by status and current stage, over all organisations but sandboxes. For the regional centre (M42).
    /// </summary>
    public async Task<IReadOnlyList<(string Status, short Stage, long Count)>> Totals(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Counts);
        List<(string, short, long)> totals = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) totals.Add((reader.GetString(0), reader.GetInt16(1), reader.GetInt64(2)));
        return totals;
    }
}
