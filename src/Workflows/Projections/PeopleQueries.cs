using Marten;
using Marten.Linq.MatchesSql;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>A filter for the list of an organisation's persons; null means any. Codes are in kebab-case.</summary>
/// <param name="Consent">Only persons with a consent to this purpose that is valid on the day.</param>
/// <param name="WithoutConsent">Only persons without one.</param>
/// <param name="On">The day on which consents must be valid.</param>
public sealed record PeopleFilter(string? Kind, string? AgeBand, bool? Restricted, bool? Left, string? Consent,
    string? WithoutConsent, DateOnly On, string? Contour = null, int? Grade = null, bool? Erased = null);

/// <summary>Queries the list of persons.</summary>
public sealed class PeopleQueries(IDocumentStore store)
{
    private const string Counts =
        "exists (select from jsonb_array_elements(d.data -> 'consents') c "
        + "where c ->> 'purpose' = ? and c ->> 'from' <= ? and ? <= c ->> 'until')";

    /// <summary>A page in the order of the ids, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<PersonRow>> Page(Guid organisation, Guid? after, PeopleFilter filter, int limit, CancellationToken stop)
    {
        await using var session = store.QuerySession(organisation.ToString());
        var (rows, day) = (After(session, after), Dates.Text(filter.On));
        if (filter.Kind is { } kind) rows = rows.Where(row => row.MatchesSql("? = any(string_to_array(d.data ->> 'kinds', ','))", kind));
        if (filter.AgeBand is { } band) rows = rows.Where(row => row.AgeBand == band);
        if (filter.Restricted is { } restricted) rows = rows.Where(row => row.Restricted == restricted);
        if (filter.Left is { } left) rows = rows.Where(row => row.Left == left);
        if (filter.Contour is { } contour) rows = rows.Where(row => row.Contour == contour);
        if (filter.Grade is { } grade) rows = rows.Where(row => row.Grade == grade);
        if (filter.Erased is { } erased) rows = rows.Where(row => row.Erased == erased);
        if (filter.Consent is { } purpose) rows = rows.Where(row => row.MatchesSql(Counts, purpose, day, day));
        if (filter.WithoutConsent is { } without) rows = rows.Where(row => row.MatchesSql($"not {Counts}", without, day, day));
        return await rows.OrderBy(row => row.Id).Take(limit).ToListAsync(stop);
    }

    /// <summary>
    /// A page of the persons who may still change age band: not erased, and their recorded band is not the last one and not just "adult".
    /// </summary>
    public async Task<IReadOnlyList<PersonRow>> Growing(Guid organisation, Guid? after, int limit, CancellationToken stop)
    {
        await using var session = store.QuerySession(organisation.ToString());
        return await After(session, after).Where(row => !row.Erased && row.AgeBand != "over-thirty-five" && row.AgeBand != "adult")
            .OrderBy(row => row.Id).Take(limit)
            .ToListAsync(stop);
    }

    /// <summary>
    /// Those of some persons whose processing is restricted, without erased ones. The list is updated in the restriction's own transaction,
    /// so it is never stale.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> Restricted(Guid organisation, IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        var asked = persons.ToArray();
        await using var session = store.QuerySession(organisation.ToString());
        return (await session.Query<PersonRow>().Where(row => row.Id.IsOneOf(asked) && row.Restricted && !row.Erased).Select(row => row.Id)
            .ToListAsync(stop)).ToHashSet();
    }

    private static IQueryable<PersonRow> After(IQuerySession session, Guid? after) =>
        after is { } last ? session.Query<PersonRow>().Where(row => row.Id.CompareTo(last) > 0) : session.Query<PersonRow>();
}
