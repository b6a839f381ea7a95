using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Workflows.People;

/// <summary>A person who has reached an age band that the register does not have yet.</summary>
public sealed record Grown(Guid Person, AgeBand Recorded, AgeBand Reached);

/// <summary>A minor who will soon come of age.</summary>
/// <param name="SignedByRepresentative">Takes part on a representative's consent, which will then not be enough: ask for the person's
/// own.</param>
public sealed record NearMajority(Guid Person, bool SignedByRepresentative);

/// <summary>Compares the register with the birth dates in the vault. Returns only ids and bands, never a birth date.</summary>
public sealed class AgeWatch(PeopleQueries queries, PersonVault vault, PeopleEngine people)
{
    private const int PageSize = 500;

    /// <summary>The persons who have reached another band by a day, in the order of the ids, at most <paramref name="limit"/>.</summary>
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

    /// <summary>Records the bands that were reached, with one decision per person. Bands recorded already are skipped.</summary>
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

    /// <summary>A person's age band on a day; null when the organisation has no such person.</summary>
    public Task<AgeBand?> On(Guid organisation, Guid person, DateOnly day, CancellationToken stop) =>
        people.BandOn(organisation, person, day, stop);

    /// <summary>
    /// Records which of some minors were of age on the day of a command, and returns their new standing. A dry run returns the same and
    /// records nothing.
    /// </summary>
    /// <exception cref="TimeoutException">One of them could not be recorded now, so nothing that depends on their age can be
    /// decided.</exception>
    public async Task<IReadOnlyDictionary<Guid, PersonStatus>> ComeOfAge(Guid organisation, IReadOnlyCollection<Guid> minors,
        CommandContext context, CancellationToken stop)
    {
        Dictionary<Guid, PersonStatus> grown = [];
        if (minors.Count == 0) return grown;
        var day = context.Issued.EffectiveOn;
        foreach (var (person, found) in await vault.Open(organisation, minors, stop))
        {
            if (found.Details.Born is not { } born || !AgeBands.Of(born, day).IsAdult()) continue;
            // Whoever asks: no delegation applies.
            var own = Own(context, person) with { Issued = context.Issued with { By = context.Issued.By with { OnBehalfOf = null } } };
            grown[person] = await people.Decide(person, new RegistryCommand.ReachAgeBand(AgeBands.Of(born, day)), own, stop) switch
            {
                Outcome<Person>.Done done => done.State.Standing,
                Outcome<Person>.Foreseen foreseen => foreseen.State.Standing,
                Outcome<Person>.Refused refused => refused.State.Standing,
                var other => throw new TimeoutException($"age-not-recorded: {other.GetType().Name}"),
            };
        }

        return grown;
    }

    /// <summary>The minors who come of age within some days after a day.</summary>
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

    // One request makes many decisions, so each derives its own command id from the request's.
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
