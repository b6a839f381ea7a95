using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Bases;

/// <summary>
/// Puts the rows of a file into a programme: several hundred persons in one decision, each decision all or nothing. The same file again finds its
/// persons by name and birth date and doubles nobody.
/// </summary>
public sealed class RegisterImport(
    StreamEngine<Programme> engine, StreamFold<Programme> programmes, StreamFold<Person> people, DefinitionLibrary definitions, PersonVault vault, LedgerReader ledger, TimeProvider clock)
{
    // Large enough that the flush of a commit is shared by many, small enough for the writer's batch.
    private const int RowsPerDecision = 500;
    private const int Rounds = 50;

    /// <summary>Imports, or shows what an import would do when the context is a dry run.</summary>
    /// <param name="newId">An id that follows from the request, a row and what it is for: a repeat names the same.</param>
    /// <returns>Null when this organisation has no such programme.</returns>
    public async Task<ImportOutcome?> Run(Guid programme, RegisterKind kind, IReadOnlyList<RegisterRow> rows, CommandContext context, Func<int, string, Guid> newId, CancellationToken stop)
    {
        var report = ImportReport.Empty;
        foreach (var (n, chunk) in rows.Chunk(RowsPerDecision).Index())
        {
            // Each decision has an idempotency key of its own, that follows from the request's.
            if (await Decide(programme, kind, chunk, context with { CommandId = $"{context.CommandId}.{n}" }, newId, stop) is not var (part, brokenOff)) return null;
            report = report.With(part);
            if (brokenOff is not null) return new(report, brokenOff);
        }

        return new(report, null);
    }

    private async Task<ImportOutcome?> Decide(
        Guid programme, RegisterKind kind, RegisterRow[] rows, CommandContext context, Func<int, string, Guid> newId, CancellationToken stop)
    {
        var stream = StreamNames.Programme(programme);
        var earlier = await ledger.Command(context.Organisation.ToString(), context.CommandId, stop);
        if (earlier.Count > 0) return Repeated(earlier, rows.Length, context);
        for (var round = 0; round < Rounds; round++)
        {
            if (await Plan(programme, kind, rows, context, newId, stop) is not { } plan) return null;
            if (context.DryRun || plan.Events.Count == 0) return new(plan.Report, null);
            var outcome = await engine.Decide(
                stream, context with { Beside = plan.Draft.Rows },
                // What was planned holds for this version alone; another one is planned anew.
                (state, _) => new(state.Version == plan.Version ? new Decision.Accepted(plan.Events) : Reason.EvaluationChanged),
                state => state, stop, (_, _, _) => new(plan.Persons.Select(p => Joining(p, context)).ToArray()));
            if (outcome is Outcome<Programme>.Done) return new(plan.Report, null);
            // The programme or a person has moved since; whatever else keeps it from being decided would keep the next round too.
            if (outcome is not Outcome<Programme>.Refused) return new(ImportReport.Empty, outcome);
        }

        return new(ImportReport.Empty, new Outcome<Programme>.Busy());
    }

    private async Task<ImportPlan?> Plan(Guid programme, RegisterKind kind, RegisterRow[] rows, CommandContext context, Func<int, string, Guid> newId, CancellationToken stop)
    {
        if (await programmes.Current(StreamNames.Programme(programme), stop) is not { Charter: { } charter } state || charter.Organisation != context.Organisation) return null;
        var plan = new ImportPlan(programme, state, await definitions.Get(state.Definition!, stop), context, vault.Draft(context.Organisation), newId);
        var same = await vault.Same(context.Organisation, Array.ConvertAll(rows, ImportPlan.Compared), stop);
        for (var i = 0; i < rows.Length; i++)
        {
            switch (same[i])
            {
                case []: await plan.Take(kind, rows[i], null, stop); break;
                // Two namesakes of one birth date: only a person can tell which of them is meant.
                case [_, _, ..]: plan.Refuse(rows[i], new(Reason.PersonAlreadyRegistered, [.. same[i].Select(p => new Missing("person-recorded", $"{p}"))])); break;
                case [var id] when plan.Passes(kind, id): break;
                case [var id]: await plan.Take(kind, rows[i], (id, await people.Current(StreamNames.Person(id), stop)), stop); break;
            }
        }

        return plan;
    }

    private StreamAppend Joining(ImportedPerson person, CommandContext context) => new(
        StreamNames.Person(person.Id), person.Before.Version, context.Propose(person.Events, clock), person.Events.Aggregate(person.Before, (state, e) => state.Evolve(e)));

    // The first answer is derived again from the entries; which rows a rule refused is not on the ledger.
    private static ImportOutcome Repeated(IReadOnlyList<StoredEntry> entries, int rows, CommandContext context)
    {
        if (entries[0].Entry.Fingerprint != context.Fingerprint) return new(ImportReport.Empty, new Outcome<Programme>.KeyReused());
        var imported = entries.Count(e => e.Entry.Type == EventCodec.NameOf<ParticipantEvent.MenteeApplied>() || e.Entry.Type == EventCodec.NameOf<ParticipantEvent.MentorApplied>());
        return new(new(imported, rows - imported, []), null);
    }
}
