using Marten;
using Marten.Linq.MatchesSql;
using MentorshipFlow.Notices;

namespace MentorshipFlow.Workflows.Notices;

/// <summary>A filter for the list of notices; null means any.</summary>
/// <param name="Settled">Only those whose matter is settled, or is not.</param>
/// <param name="Erasures">Whether notices of erasures are listed: not every role sees erasure cases.</param>
public sealed record NoticeFilter(Guid? Programme, Guid? Person, NoticeKind? Kind, bool? Settled, bool Erasures);

/// <summary>Queries the notices.</summary>
public sealed class NoticeQueries(IDocumentStore store)
{
    private const string OfKind = "d.data ->> 'kind' = ?";

    private static readonly NoticeKind[] OfErasures = [NoticeKind.ErasureTermEnds, NoticeKind.ErasureTermPassed];

    /// <summary>A page of an organisation's notices in the order of their ids, which is the order of due days.</summary>
    public async Task<IReadOnlyList<Notice>> Page(Guid organisation, Guid? after, NoticeFilter filter, int limit, CancellationToken stop)
    {
        await using var session = store.QuerySession($"{organisation}");
        IQueryable<Notice> notices = session.Query<Notice>();
        if (after is { } last) notices = notices.Where(n => n.Id.CompareTo(last) > 0);
        if (filter.Programme is { } programme) notices = notices.Where(n => n.Programmes.Contains(programme));
        if (filter.Person is { } person) notices = notices.Where(n => n.Person == person);
        if (filter.Kind is { } kind) notices = notices.Where(n => n.MatchesSql(OfKind, Code(kind)));
        if (filter.Settled is true) notices = notices.Where(n => n.SettledAt != null);
        if (filter.Settled is false) notices = notices.Where(n => n.SettledAt == null);
        if (!filter.Erasures)
            foreach (var kept in OfErasures) notices = notices.Where(n => n.MatchesSql($"not {OfKind}", Code(kept)));
        return await notices.OrderBy(n => n.Id).Take(limit).ToListAsync(stop);
    }

    // As the serializer writes it.
    private static string Code(NoticeKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
