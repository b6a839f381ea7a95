using System.Runtime.CompilerServices;
using Marten;
using Marten.Linq.MatchesSql;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>A filter for the list of an organisation's programmes; null means any. Codes are in kebab-case.</summary>
/// <param name="Stage">The current stage; 8 when all seven are approved.</param>
/// <param name="Form">The code of an enabled form.</param>
/// <param name="Title">A part of the title, regardless of case.</param>
/// <param name="ChangedSince">Recorded then or later, in the form of <see cref="Entry.RecordedAtText"/>.</param>
public sealed record ProgrammeFilter(
    string? Status = null, int? Stage = null, string? Form = null, string? SchoolYear = null, string? Title = null,
    string? ChangedSince = null);

/// <summary>Queries the list of programmes.</summary>
public sealed class ProgrammeQueries(IDocumentStore store, NpgsqlDataSource database)
{
    private const string Counts = $"""
        select data ->> 'status', (data ->> 'currentStage')::smallint, count(*) from {LedgerStore.ReadModels}.mt_doc_programmes
        where tenant_id = any($1) group by 1, 2 order by 1, 2
        """;

    private const int AtOnce = 100;

    // A programme with one of these has a road map to work on.
    private static readonly string[] Running = ["draft", "active", "suspended"];

    /// <summary>A page of an organisation's programmes in the order of their ids, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<ProgrammeRow>> Page(
        Guid organisation, Guid? after, ProgrammeFilter filter, int limit, CancellationToken stop)
    {
        await using var session = store.QuerySession(organisation.ToString());
        return await After(Of(session, filter), after).OrderBy(row => row.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>
    /// A page in the order of the last changes: those whose last event is after a position. As commits are in the order of positions, a
    /// caller who goes on after the last one misses no change.
    /// </summary>
    public async Task<IReadOnlyList<ProgrammeRow>> Changed(
        Guid organisation, long position, ProgrammeFilter filter, int limit, CancellationToken stop)
    {
        await using var session = store.QuerySession(organisation.ToString());
        return await Of(session, filter).Where(row => row.Position > position).OrderBy(row => row.Position).Take(limit)
            .ToListAsync(stop);
    }

    /// <summary>A page of the programmes that are not closed and have an open item whose planned end is before a day.</summary>
    public async Task<IReadOnlyList<ProgrammeRow>> Overdue(
        Guid organisation, Guid? after, DateOnly asOf, int limit, CancellationToken stop)
    {
        var day = Dates.Text(asOf);
        await using var session = store.QuerySession(organisation.ToString());
        return await After(session.Query<ProgrammeRow>(), after)
            .Where(row => row.Status.IsOneOf(Running) && row.MatchesSql("d.data ->> 'nextDue' < ?", day))
            .OrderBy(row => row.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>The ids of the programmes that are not closed, in order, read page by page.</summary>
    public IAsyncEnumerable<Guid> Open(Guid organisation, CancellationToken stop) => Ids(organisation, open: true, stop);

    /// <summary>The ids of all programmes, in order, read page by page.</summary>
    public IAsyncEnumerable<Guid> Every(Guid organisation, CancellationToken stop) => Ids(organisation, open: false, stop);

    private async IAsyncEnumerable<Guid> Ids(Guid organisation, bool open, [EnumeratorCancellation] CancellationToken stop)
    {
        Guid? after = null;
        do
        {
            var page = await PageOfIds(organisation, open, after, stop);
            foreach (var id in page) yield return id;
            after = page.Count == AtOnce ? page[^1] : null;
        }
        while (after is not null);
    }

    private async Task<IReadOnlyList<Guid>> PageOfIds(Guid organisation, bool open, Guid? after, CancellationToken stop)
    {
        await using var session = store.QuerySession(organisation.ToString());
        var rows = After(session.Query<ProgrammeRow>(), after);
        if (open) rows = rows.Where(row => row.Status.IsOneOf(Running));
        return await rows.OrderBy(row => row.Id).Take(AtOnce).Select(row => row.Id).ToListAsync(stop);
    }

    private static IQueryable<ProgrammeRow> Of(IQuerySession session, ProgrammeFilter filter)
    {
        IQueryable<ProgrammeRow> rows = session.Query<ProgrammeRow>();
        if (filter.Status is { } status) rows = rows.Where(row => row.Status == status);
        if (filter.Stage is { } stage) rows = rows.Where(row => row.CurrentStage == stage);
        if (filter.Form is { } form) rows = rows.Where(row => row.MatchesSql("? = any(string_to_array(d.data ->> 'forms', ','))", form));
        if (filter.SchoolYear is { } year) rows = rows.Where(row => row.SchoolYear == year);
        if (filter.Title is { } title)
        {
            var part = ProgrammeRow.Searched(title);
            rows = rows.Where(row => row.SearchedTitle.Contains(part));
        }

        if (filter.ChangedSince is { } since) rows = rows.Where(row => row.MatchesSql("d.data ->> 'changedOn' >= ?", since));
        return rows;
    }

    private static IQueryable<ProgrammeRow> After(IQueryable<ProgrammeRow> rows, Guid? after) =>
        after is { } last ? rows.Where(row => row.Id.CompareTo(last) > 0) : rows;

    /// <summary>The number of programmes of some schools by status and current stage. For their regional centre (M42).</summary>
    public async Task<IReadOnlyList<(string Status, short Stage, long Count)>> Totals(
        IEnumerable<Guid> schools, CancellationToken stop)
    {
        await using var command = database.Command(Counts, Bound.Value(schools.Select(s => $"{s}").ToArray()));
        List<(string, short, long)> totals = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) totals.Add((reader.GetString(0), reader.GetInt16(1), reader.GetInt64(2)));
        return totals;
    }
}
