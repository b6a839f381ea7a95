using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Workflows.People;

/// <summary>Somebody whose age band the register does not have yet.</summary>
public sealed record Grown(Guid Person, AgeBand Recorded, AgeBand Reached);

/// <summary>A minor who comes of age soon.</summary>
/// <param name="SignedByRepresentative">Takes part on a consent that will not be enough then: an own one is to be asked for.</param>
public sealed record NearMajority(Guid Person, bool SignedByRepresentative);

/// <summary>Compares the register with the birth dates in the vault. No birth date leaves it: what comes out are ids and bands.</summary>
public sealed class AgeWatch(PeopleQueries queries, PersonVault vault, PeopleEngine people)
{
    private const int PageSize = 500;

    /// <summary>Who has reached another band by a day, in the order of the ids, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<Grown>> Due(Guid organisation, DateOnly today, int limit, CancellationToken stop)
    {
        List<Grown> due = [];
        await foreach (var (row, born) in Born(organisation, stop))
        {
            var (recorded, reached) = (Band(row), AgeBands.Of(born, today));
            if (reached > recorded) due.Add(new(row.Id, recorded, reached));
            if (due.Count == limit) break;
        }

        return due;
    }

    /// <summary>
    /// Records the bands that were reached: for each person a decision of its own with all that follows from it. What stands already is
    /// left alone.
    /// </summary>
    public async Task<IReadOnlyList<Grown>> Record(Guid organisation, int limit, CommandContext context, CancellationToken stop)
    {
        var due = await Due(organisation, context.Issued.AsOf, limit, stop);
        if (context.DryRun) return due;
        List<Grown> recorded = [];
        foreach (var grown in due)
        {
            if (await people.Decide(grown.Person, new RegistryCommand.ReachAgeBand(grown.Reached), Own(context, grown.Person),
                stop) is Outcome<Person>.Done) recorded.Add(grown);
        }

        return recorded;
    }

    /// <summary>
    /// Records who of some minors has come of age by today, and tells how each of these stands then. A dry run tells the same and records
    /// nothing.
    /// </summary>
    /// <exception cref="TimeoutException">One of them could not be recorded just now: nothing that rests on their age can be
    /// decided.</exception>
    public async Task<IReadOnlyDictionary<Guid, PersonStatus>> ComeOfAge(Guid organisation, IReadOnlyCollection<Guid> minors,
        CommandContext context, CancellationToken stop)
    {
        Dictionary<Guid, PersonStatus> grown = [];
        if (minors.Count == 0) return grown;
        var today = context.Issued.AsOf;
        foreach (var (person, found) in await vault.Open(organisation, minors, stop))
        {
            if (found.Details.Born is not { } born || !AgeBands.Of(born, today).IsAdult()) continue;
            // It is a fact of today, whoever asks: neither a delegation nor the date of what is decided beside it has a part in it.
            var own = Own(context, person) with { Issued = new(context.Issued.By with { OnBehalfOf = null }, today) };
            grown[person] = await people.Decide(person, new RegistryCommand.ReachAgeBand(AgeBands.Of(born, today)), own, stop) switch
            {
                Outcome<Person>.Done done => done.State.Standing,
                Outcome<Person>.Foreseen foreseen => foreseen.State.Standing,
                Outcome<Person>.Refused refused => refused.State.Standing,
                var other => throw new TimeoutException($"age-not-recorded: {other.GetType().Name}"),
            };
        }

        return grown;
    }

    /// <summary>Who comes of age after a day and not later than some days after it.</summary>
    public async Task<IReadOnlyList<NearMajority>> Near(Guid organisation, DateOnly today, int days, CancellationToken stop)
    {
        List<NearMajority> near = [];
        await foreach (var (row, born) in Born(organisation, stop))
        {
            var majority = AgeBands.MajorityOf(born);
            if (majority <= today || majority > today.AddDays(days)) continue;
            if (await people.Find(organisation, row.Id, stop) is not { } person) continue;
            near.Add(new(row.Id, person.InForce.Any(c => c.Given.Purpose == ConsentPurpose.Participation && c.SignedFor(row.Id))));
        }

        return near;
    }

    // One request, many decisions: each has a command id of its own, made from the request's.
    private static CommandContext Own(CommandContext context, Guid person) =>
        context with { CommandId = $"{context.CommandId}/{person}", SideWrites = [], Precondition = null };

    private async IAsyncEnumerable<(PersonRow Row, DateOnly Born)> Born(Guid organisation,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        Guid? after = null;
        while (await queries.Growing(organisation, after, PageSize, stop) is { Count: > 0 } rows)
        {
            var opened = await vault.Open(organisation, [.. rows.Select(r => r.Id)], stop);
            foreach (var row in rows)
            {
                if (opened.TryGetValue(row.Id, out var found) && found.Details.Born is { } born) yield return (row, born);
            }

            after = rows[^1].Id;
        }
    }

    private static AgeBand Band(PersonRow row) => Enum.GetValues<AgeBand>().First(b => PersonRow.Code(b) == row.AgeBand);
}
