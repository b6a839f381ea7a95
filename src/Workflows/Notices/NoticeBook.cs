using Marten;
using MentorshipFlow.Notices;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Projections;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Notices;

/// <summary>
/// Compares the dated matters that the folds know with the notices. What is open and not said is said; what is said and no longer open is
/// settled. It can run at any time and any number of times.
/// </summary>
public sealed class NoticeBook(
    IDocumentStore store, ProgrammeEngine programmes, PeopleEngine people, StreamFold<Person> persons, TimeProvider clock)
{
    private const int AtOnce = 500;

    private static readonly string[] Running = ["draft", "active", "suspended"];

    /// <summary>Brings the notices of one stream up to date.</summary>
    /// <param name="stream">A programme's or a person's.</param>
    public async Task Renew(Guid organisation, string stream, DateOnly today, CancellationToken stop)
    {
        await using var session = store.LightweightSession($"{organisation}");
        // The state is read afterwards, so that an older one cannot overwrite a newer one.
        await session.TakeTurn($"notices {stream}", stop);
        var open = await Open(session, organisation, stream, today, stop);
        var said = (await session.Query<Notice>().Where(n => n.Stream == stream).ToListAsync(stop)).ToDictionary(n => n.Id);
        foreach (var notice in open.Values)
        {
            if (!said.TryGetValue(notice.Id, out var known)) session.Insert(notice);
            else if (known.SettledAt is not null) session.Store(known with { SettledAt = null });
        }

        foreach (var notice in said.Values.Where(n => n.SettledAt is null && !open.ContainsKey(n.Id)))
            session.Store(notice with { SettledAt = Now });
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
        foreach (var stream in streams) Compare(stream, await OfProgramme(organisation, stream, today, stop));

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

    private async Task<IReadOnlyDictionary<Guid, Notice>> Open(IQuerySession session, Guid organisation, string stream, DateOnly today,
        CancellationToken stop)
    {
        if (StreamNames.IsProgramme(stream)) return await OfProgramme(organisation, stream, today, stop);
        if (await people.Find(organisation, StreamNames.PersonOf(stream), stop) is not { } person) return new Dictionary<Guid, Notice>();
        var joined = person.Registry.Programmes.ToArray();
        var running = joined.Length == 0 ? [] : (await session.Query<ProgrammeRow>()
            .Where(row => row.Id.IsOneOf(joined) && row.Status.IsOneOf(Running)).Select(row => row.Id).ToListAsync(stop)).ToHashSet();
        return OfPerson(stream, person, running, today);
    }

    private async Task<IReadOnlyDictionary<Guid, Notice>> OfProgramme(Guid organisation, string stream, DateOnly today,
        CancellationToken stop)
    {
        var id = StreamNames.ProgrammeOf(stream);
        return await programmes.Find(organisation, id, stop) is { } found
            ? Notices(stream, ProgrammeDeadlines.On(today, found.State, found.Definition), [id], null) : new Dictionary<Guid, Notice>();
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
}
