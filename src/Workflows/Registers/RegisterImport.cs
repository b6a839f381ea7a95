using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Imports the rows of a file into a programme: up to 500 rows in one decision, each decision all or nothing. A repeated file finds its
/// persons by name and birth date or birth year, and registers nobody twice.
/// </summary>
public sealed class RegisterImport(
    StreamEngine<Programme> engine, StreamFold<Programme> programmes, StreamFold<Person> people, DefinitionLibrary definitions,
        PersonVault vault, LedgerReader ledger, TimeProvider clock)
{
    // Large enough to share the flush of a commit among many rows, small enough for the writer's batch.
    private const int RowsPerDecision = 500;
    private const int Rounds = 50;

    /// <summary>Imports, or shows what an import would do when the context is a dry run.</summary>
    /// <param name="answers">Of rows that resemble a known person, by sheet and row: the person, or null for another one.</param>
    /// <param name="newId">An id derived from the request, a row and a purpose: a repeat gets the same id.</param>
    /// <param name="steps">For an import that continues after a crash; null for one that its caller repeats.</param>
    /// <returns>Null when this organisation has no such programme.</returns>
    public async Task<ImportOutcome?> Run(Guid programme, IReadOnlyList<RegisterRow> rows, PersonAnswers answers, CommandContext context,
        Func<int, string, Guid> newId, CancellationToken stop, ImportSteps? steps = null)
    {
        var stream = StreamNames.Programme(programme);
        if ((await programmes.Current(stream, stop)).Charter?.Organisation != context.Organisation) return null;
        var likely = new LikelyPersons(await vault.ForComparing(context.Organisation, stop));
        var chunks = rows.Chunk(RowsPerDecision).ToArray();
        var report = ImportReport.Empty;
        Task<ImportPlan>? ahead = null;
        for (var n = 0; n < chunks.Length; n++)
        {
            steps?.Progress.Report(new("importing", $"{rows.Count} rows", n * RowsPerDecision, rows.Count));
            if (steps?.Done.Count > n)
            {
                report = report.With(steps.Done[n]);
                continue;
            }

            if (steps is { Pause.IsCancellationRequested: true })
            {
                await Ended(ahead);
                return new(report, null, Paused: true);
            }

            var (chunk, own) = (n, Own(n));
            var earlier = await ledger.Command(context.Organisation.ToString(), own.CommandId, stop);
            if (earlier.Count > 0)
            {
                if (earlier[0].Entry.Fingerprint != context.Fingerprint) return new(report, new Outcome<Programme>.KeyReused());
                var repeated = Repeated(earlier, await Planned(n, null), chunks[n].Length);
                (report, ahead) = (report.With(repeated), null);
                if (steps is not null) await steps.Write(steps.Row(n, repeated), stop);
                continue;
            }

            var plan = await (ahead ?? Planned(n, null));
            var committing = Commit(stream, plan, state => Planned(chunk, state), own,
                steps is null ? null : made => steps.Row(chunk, made), stop);
            // While one chunk is committed, the next is planned on the expected state.
            ahead = n + 1 < chunks.Length ? Planned(n + 1, plan.After) : null;
            var (done, brokenOff) = await committing;
            if (done != plan)
            {
                // The expected state did not occur.
                await Ended(ahead);
                ahead = null;
            }

            if (done is null) return new(report, brokenOff);
            if (steps is not null && !Decides(done, own)) await steps.Write(steps.Row(n, done.Report), stop);
            report = report.With(done.Report);
        }

        steps?.Progress.Report(new("importing", $"{rows.Count} rows", rows.Count, rows.Count));
        return new(report, null);

        // Each decision has its own idempotency key, derived from the request's.
        CommandContext Own(int n) => context with { CommandId = $"{context.CommandId}.{n}" };
        async Task<ImportPlan> Planned(int n, Programme? state) =>
            await Plan(programme, state ?? await programmes.Current(stream, stop), chunks[n], likely, answers, Own(n), newId, stop);
    }

    // The reads of a plan must end before the request does.
    private static async Task Ended(Task? ahead)
    {
        if (ahead is not null) await ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static bool Decides(ImportPlan plan, CommandContext context) => !context.DryRun && plan.Events.Count > 0;

    /// <param name="anew">Makes a plan on a state; on the current state for null.</param>
    /// <param name="step">A row to write with the decision.</param>
    private async Task<(ImportPlan? Done, Outcome<Programme>? BrokenOff)> Commit(string stream, ImportPlan plan, Func<Programme?,
        Task<ImportPlan>> anew, CommandContext context, Func<ImportReport, SideWrite>? step, CancellationToken stop)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (!Decides(plan, context)) return (plan, null);
            var tried = false;
            var outcome = await engine.Decide(
                stream, context, Planned, state =>
                    state, stop, (_, _, _) =>
                    new(new SideWrites(plan.Persons.Select(p => Joining(p, context)).ToArray(),
                        step is null ? plan.Draft.Rows : [.. plan.Draft.Rows, step(plan.Report)])));
            if (outcome is Outcome<Programme>.Done) return (plan, null);
            // Any other outcome would also stop the next decision.
            if (outcome is not Outcome<Programme>.Refused) return (null, outcome);
            // Somebody has registered one of these persons, or nothing is left to do.
            plan = await anew(null);

            // The plan is valid for this version of the programme and one attempt: after a conflict a person's stream has moved.
            async ValueTask<Decision> Planned(Programme state, CancellationToken _)
            {
                if (tried || state.Version != plan.Version) plan = await anew(state);
                tried = true;
                return plan.Events.Count == 0 ? Reason.EvaluationChanged : new Decision.Accepted(plan.Events);
            }
        }

        return (null, new Outcome<Programme>.Busy());
    }

    private async Task<ImportPlan> Plan(Guid programme, Programme state, RegisterRow[] rows, LikelyPersons likely, PersonAnswers answers,
        CommandContext context, Func<int, string, Guid> newId, CancellationToken stop)
    {
        var plan = new ImportPlan(programme, state, await definitions.Get(state.Definition!, stop), context,
            vault.Draft(context.Organisation), newId);
        var same = await vault.Same(context.Organisation, Array.ConvertAll(rows, ImportPlan.Compared), stop);
        for (var i = 0; i < rows.Length; i++)
        {
            var asked = answers.Rows.TryGetValue((rows[i].Sheet, rows[i].Number), out var answer);
            switch (same[i].Persons)
            {
                case [] when !asked && likely.Of(rows[i]) is var (resembled, how):
                    plan.Refuse(rows[i], new(Reason.PersonMayBeKnown,
                        [new("person-resembled", $"{resembled}"), new(Kebab.Of(how.ToString()), "")]));
                    break;
                case [] when answer is { } said:
                    if (!(await vault.Present(context.Organisation, [said], stop)).Contains(said))
                        plan.Refuse(rows[i], new(Reason.PersonNotFound, "person-unknown", $"{said}"));
                    else if (!plan.Passes(rows[i], said))
                        await plan.Take(rows[i], (said, await people.Current(StreamNames.Person(said), stop)), stop);
                    break;
                case []: await plan.Take(rows[i], null, stop); break;
                // Several persons match by birth date, or by birth year if no more is known: only a human can choose.
                case [_, _, ..]:
                case [_] when rows[i].Namesake && !same[i].SameDay:
                    plan.Refuse(rows[i],
                        new(Reason.PersonAlreadyRegistered, [.. same[i].Persons.Select(p => new Missing("person-recorded", $"{p}"))]));
                    break;
                case [var id] when plan.Passes(rows[i], id): break;
                case [var id]: await plan.Take(rows[i], (id, await people.Current(StreamNames.Person(id), stop)), stop); break;
            }
        }

        return plan;
    }

    private StreamAppend Joining(ImportedPerson person, CommandContext context) => new(
        StreamNames.Person(person.Id), person.Before.Version, context.Propose(person.Events, clock),
            person.Events.Aggregate(person.Before, (state, e) => state.Evolve(e)));

    // Derives the first answer again: imported persons from the ledger, refused rows by asking the rules again.
    private static ImportReport Repeated(IReadOnlyList<StoredEntry> entries, ImportPlan anew, int rows)
    {
        var imported = entries.Count(e => e.Entry.Type == EventCodec.NameOf<ParticipantEvent.MenteeApplied>()
            || e.Entry.Type == EventCodec.NameOf<ParticipantEvent.MentorApplied>());
        return new(imported, Math.Max(0, rows - imported - anew.Report.Refused.Count), anew.Report.Refused, []);
    }
}
