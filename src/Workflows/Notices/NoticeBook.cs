using Marten;
using MentorshipFlow.Notices;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Projections;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Notices;

/// <summary>
/// Compares the dated matters that the folds know with the notices. What is open and not said is said; what is said and no longer open is
/// settled. It can run at any time and any number of times.
/// </summary>
public sealed class NoticeBook(
    IDocumentStore store, ProgrammeEngine programmes, PeopleEngine people, StreamFold<Person> persons, NpgsqlDataSource database,
    TimeProvider clock)
{
    private const int AtOnce = 500;

    private const string OfStreams = $"""
        select data ->> 'stream', id, data ->> 'settledAt' is not null from {LedgerStore.ReadModels}.mt_doc_notices
        where tenant_id = $1 and data ->> 'stream' = any($2)
        """;

    private static readonly string[] Running = ["draft", "active", "suspended"];

    /// <summary>Brings the notices of some streams up to date.</summary>
    /// <param name="streams">Programmes' or persons'.</param>
    public async Task Renew(Guid organisation, IReadOnlyCollection<string> streams, DateOnly today, CancellationToken stop)
    {
        // Mostly nothing changes. After a change it looks again, because somebody else may have looked at a newer state meanwhile and found
        // nothing to change yet.
        var left = streams;
        while (left.Count > 0)
        {
            List<string> changed = [];
            var (said, open) = (await Said(organisation, left, stop), await Open(organisation, left, today, stop));
            foreach (var stream in left)
            {
                var compared = new Compared(open[stream], Of(said, stream));
                if (compared.IsUpToDate) continue;
                await Write(organisation, stream, today, stop);
                changed.Add(stream);
            }

            left = changed;
        }
    }

    private async Task Write(Guid organisation, string stream, DateOnly today, CancellationToken stop)
    {
        await using var session = store.LightweightSession($"{organisation}");
        await session.TakeTurn($"notices {stream}", stop);
        var said = Of(await Said(organisation, [stream], stop), stream);
        var open = (await Open(organisation, [stream], today, stop))[stream];
        session.Insert(open.Values.Where(n => !said.ContainsKey(n.Id)));
        var turned = said.Where(s => s.Value == open.ContainsKey(s.Key)).Select(s => s.Key).ToList();
        foreach (var notice in await session.LoadManyAsync<Notice>(stop, turned))
            session.Store(notice with { SettledAt = open.ContainsKey(notice.Id) ? null : Now });
        await session.SaveChangesAsync(stop);
    }

    /// <summary>The streams of an organisation whose notices are not up to date on a day.</summary>
    public async Task<IReadOnlyList<string>> Behind(Guid organisation, DateOnly today, CancellationToken stop)
    {
        await using var session = store.QuerySession($"{organisation}");
        var said = (await session.Query<Notice>().Where(n => n.SettledAt == null).ToListAsync(stop)).ToLookup(n => n.Stream, n => n.Id);
        var running = (await session.Query<ProgrammeRow>().Where(row => row.Status.IsOneOf(Running)).Select(row => row.Id)
            .ToListAsync(stop)).ToHashSet();
        List<string> behind = [];
        var streams = running.Select(StreamNames.Programme).Concat(said.Select(g => g.Key).Where(StreamNames.IsProgramme)).Distinct();
        foreach (var some in streams.Chunk(AtOnce))
        {
            foreach (var (stream, open) in await OfProgrammes(organisation, some, today, stop)) Compare(stream, open);
        }

        var known = (await session.Query<PersonRow>().Where(row => !row.Erased).Select(row => row.Id).ToListAsync(stop))
            .Select(StreamNames.Person).Concat(said.Select(g => g.Key).Where(StreamNames.IsPerson)).Distinct();
        foreach (var some in known.Chunk(AtOnce))
        {
            foreach (var (stream, person) in await persons.Current(some, stop))
                Compare(stream, OfPerson(stream, person, running, today));
        }

        return behind;

        void Compare(string stream, IReadOnlyDictionary<Guid, Notice> open)
        {
            if (!said[stream].ToHashSet().SetEquals(open.Keys)) behind.Add(stream);
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<ILookup<string, (Guid Id, bool Settled)>> Said(Guid organisation, IReadOnlyCollection<string> streams,
        CancellationToken stop)
    {
        await using var command = database.Command(OfStreams, Value($"{organisation}"), Value(streams.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        List<(string Stream, Guid Id, bool Settled)> said = [];
        while (await reader.ReadAsync(stop)) said.Add((reader.GetString(0), reader.GetGuid(1), reader.GetBoolean(2)));
        return said.ToLookup(s => s.Stream, s => (s.Id, s.Settled));
    }

    private static Dictionary<Guid, bool> Of(ILookup<string, (Guid Id, bool Settled)> said, string stream) =>
        said[stream].ToDictionary(s => s.Id, s => s.Settled);

    private async Task<Dictionary<string, Dictionary<Guid, Notice>>> Open(Guid organisation, IReadOnlyCollection<string> streams,
        DateOnly today, CancellationToken stop)
    {
        var open = await OfProgrammes(organisation, [.. streams.Where(StreamNames.IsProgramme)], today, stop);
        foreach (var stream in streams.Where(StreamNames.IsPerson)) open[stream] = await OfPerson(organisation, stream, today, stop);
        return open;
    }

    private async Task<Dictionary<Guid, Notice>> OfPerson(Guid organisation, string stream, DateOnly today, CancellationToken stop)
    {
        if (await people.Find(organisation, StreamNames.PersonOf(stream), stop) is not { } person) return [];
        var joined = person.Registry.Programmes.ToArray();
        await using var session = store.QuerySession($"{organisation}");
        var running = joined.Length == 0 ? [] : (await session.Query<ProgrammeRow>()
            .Where(row => row.Id.IsOneOf(joined) && row.Status.IsOneOf(Running)).Select(row => row.Id).ToListAsync(stop)).ToHashSet();
        return OfPerson(stream, person, running, today);
    }

    private async Task<Dictionary<string, Dictionary<Guid, Notice>>> OfProgrammes(Guid organisation, IReadOnlyList<string> streams,
        DateOnly today, CancellationToken stop)
    {
        var open = streams.ToDictionary(s => s, _ => new Dictionary<Guid, Notice>());
        foreach (var found in await programmes.Find(organisation, [.. streams.Select(StreamNames.ProgrammeOf)], stop))
        {
            var stream = StreamNames.Programme(found.Id);
            open[stream] = Notices(stream, ProgrammeDeadlines.On(today, found.State, found.Definition), [found.Id], null);
        }

        return open;
    }

    private Dictionary<Guid, Notice> OfPerson(string stream, Person person, HashSet<Guid> running, DateOnly today)
    {
        var joined = person.Registry.Programmes.ToList();
        var open = joined.Where(running.Contains).Order().ToList();
        return Notices(stream, PersonDeadlines.On(today, person, takesPart: joined.Count == 0 || open.Count > 0), open,
            StreamNames.PersonOf(stream));
    }

    private Dictionary<Guid, Notice> Notices(string stream, IReadOnlyList<Deadline> deadlines, IReadOnlyList<Guid> programmes,
        Guid? person) => deadlines
            .Select(d => new Notice(
                Notice.IdOf(stream, d), stream, d.Kind, programmes, person, d.Subject, d.Due, d.Role, d.Person, Now, null))
            .ToDictionary(n => n.Id);

    /// <param name="Said">The ids of the notices that were said, and whether each is settled.</param>
    private sealed record Compared(IReadOnlyDictionary<Guid, Notice> Open, IReadOnlyDictionary<Guid, bool> Said)
    {
        public bool IsUpToDate => Open.Keys.All(Said.ContainsKey) && Said.All(s => s.Value != Open.ContainsKey(s.Key));
    }
}
