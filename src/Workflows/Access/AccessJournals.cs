using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Projections;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The access journal: who read whose data. Each reader has a stream <c>access-{actor}</c>, so readers do not wait.</summary>
public sealed class AccessJournals(
    StreamEngine<AccessJournal> engine, PeopleQueries people, GrantedDelegations granted, LedgerReader ledger)
{
    private const string About =
        $"""
        {LedgerReader.Select} where e.tenant_id = $1 and e.type in ('personal_data_viewed', 'export_made')
            and (e.data -> 'persons') @> jsonb_build_array($2::text) and e.seq_id > $3 and e.seq_id - 1 <= $4 order by e.seq_id limit $5
        """;

    /// <summary>The fold of a journal's stream.</summary>
    public static Folding<AccessJournal> Folding { get; } = new(AccessJournal.Empty, (state, _, _) => state.Evolve(),
        state => state.Version);

    /// <summary>Records a reading. Show the data only if the outcome is Done and not repeated: it is shown once.</summary>
    public Task<Outcome<AccessJournal>> Record(AccessEvent entry, CommandContext context, CancellationToken stop) => engine.Decide(
        StreamNames.Access(Reader(context)), context,
        async (_, token) => AccessDecider.Decide(entry, context.Issued,
            await people.Restricted(context.Organisation, AccessDecider.Persons(entry), token), await Within(context, token)), _ => null,
        stop);

    private async Task<IReadOnlySet<Guid>?> Within(CommandContext context, CancellationToken stop) =>
        context.Issued is { By: { Integrator: { } integrator, OnBehalfOf: { } person } } issued
            ? await granted.Within(context.Organisation, integrator, person, issued.AsOf, stop) : null;

    // The program is one actor in all organisations, and a stream belongs to one.
    private static string Reader(CommandContext context) => context.Issued.By == Actor.Automatic
        ? $"{context.Issued.By.Id}-{context.Organisation}" : context.Issued.By.Id;

    /// <summary>The entries of an organisation that name a person, in the order of the ledger.</summary>
    /// <param name="after">Only later positions; -1 for all.</param>
    /// <param name="upTo">Only positions up to this one.</param>
    public Task<IReadOnlyList<StoredEntry>> Of(Guid organisation, Guid person, long after, long upTo, int limit,
        CancellationToken stop) => ledger.All(
            About, stop, Value(organisation.ToString()), Value(person.ToString()), Value(after + 1), Value(upTo), Value(limit));
}
