using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Imports the rows of a file into a programme: up to 500 rows in one decision, each decision all or nothing. A repeated file finds its
/// persons by name and birth date or birth year, and registers nobody twice.
/// </summary>
public sealed class RegisterImport(
    StreamEngine<Programme> engine, StreamFold<Programme> programmes, StreamFold<Person> people, StreamFold<OrganisationPrivacy> privacy,
    DefinitionLibrary definitions, PersonVault vault, PairProposals pairs, LedgerReader ledger, TimeProvider clock)
{
    // Large enough to share the flush of a commit among many rows, small enough for the writer's batch.
    private const int RowsPerDecision = 500;
    private const int Rounds = 50;

    /// <summary>Imports, or shows what an import would do when the context is a dry run.</summary>
    /// <param name="answers">What the caller says beside the file.</param>
    /// <param name="newId">An id derived from the request, a row and a purpose: a repeat gets the same id.</param>
    /// <param name="steps">For an import that continues after a crash; null for one that its caller repeats.</param>
    /// <returns>Null when this organisation has no such programme.</returns>
    public async Task<ImportOutcome?> Run(Guid programme, RegisterReading reading, ImportAnswers answers, CommandContext context,
        Func<int, string, Guid> newId, CancellationToken stop, ImportSteps? steps = null)
    {
        var (stream, rows) = (StreamNames.Programme(programme), reading.Rows);
        if ((await programmes.Current(stream, stop)).Charter?.Organisation != context.Organisation) return null;
        var known = new KnownPersons(vault, context.Organisation, context.Issued.AsOf);
        var adults = NewAdults.None;
        var alike = RowsAlike.Find(rows);
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
                var repeated = Repeated(earlier, await Planned(n, new(null, adults)), chunks[n].Length);
                (report, ahead) = (report.With(repeated), null);
                if (steps is not null) await steps.Write(steps.Row(n, repeated), stop);
                continue;
            }

            var plan = await (ahead ?? Planned(n, new(null, adults)));
            var registered = adults;
            var committing = Commit(stream, plan, state => Planned(chunk, new(state, registered)), known, own,
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
            adults = done.After.Adults;
            if (steps is not null && !Decides(done, own)) await steps.Write(steps.Row(n, done.Report), stop);
            report = report.With(done.Report);
        }

        steps?.Progress.Report(new("importing", $"{rows.Count} rows", rows.Count, rows.Count));
        if (reading.Pairs.Count == 0) return new(report, null);
        var (proposed, unproposed) = await pairs.Propose(
            programme, reading.Pairs, answers, context with { CommandId = $"{context.CommandId} pairs" },
            (row, what) => IdOf(newId, row, what), report.Refused.Select(r => new RowPlace(r.Sheet, r.Row, r.Side)).ToHashSet(), stop);
        return new(report with { Proposed = proposed }, unproposed);

        // Each decision has its own idempotency key, derived from the request's: a space keeps it different from every other one.
        CommandContext Own(int n) => context with { CommandId = $"{context.CommandId} {n}" };
        async Task<ImportPlan> Planned(int n, ImportState on) => await Plan(
            programme, on with { Programme = on.Programme ?? await programmes.Current(stream, stop) }, chunks[n], known, alike, answers,
            Own(n), newId, stop);
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
        Task<ImportPlan>> anew, KnownPersons known, CommandContext context, Func<ImportReport, SideWrite>? step, CancellationToken stop)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (!Decides(plan, context)) return (plan, null);
            var tried = false;
            var outcome = await engine.Decide(
                stream, context, Planned, state =>
                    state, stop, async (_, _, token) => new SideWrites(
                        [.. plan.Persons.Select(p => Joining(p, context)), .. await Told.To(plan.Told, programmes, context, clock, token)],
                        step is null ? plan.Draft.Rows : [.. plan.Draft.Rows, step(plan.Report)]));
            if (outcome is Outcome<Programme>.Done) return (plan, null);
            // Any other outcome would also stop the next decision.
            if (outcome is not Outcome<Programme>.Refused) return (null, outcome);
            // Somebody has registered one of these persons, or nothing is left to do.
            known.Forget();
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

    private async Task<ImportPlan> Plan(Guid programme, ImportState on, RegisterRow[] rows, KnownPersons known,
        IReadOnlyDictionary<RowPlace, RegisterRow> alike, ImportAnswers answers, CommandContext context,
        Func<int, string, Guid> newId, CancellationToken stop)
    {
        var state = on.Programme!;
        var definition = await definitions.Get(state.Definition!, stop);
        var families = new Families(await privacy.Current(StreamNames.Privacy(context.Organisation), stop), known, people, answers, context,
            definition, state.Charter!.SchoolYear,
            (row, what) => IdOf(newId, row, what));
        var plan = new ImportPlan(programme, state, on.Adults, definition, families, answers, context, vault.Draft(context.Organisation),
            (row, what) => IdOf(newId, row, what));
        var same = await vault.Same(context.Organisation, Array.ConvertAll(rows, ImportPlan.Details), stop);
        for (var i = 0; i < rows.Length; i++)
        {
            var answer = answers.Persons.Of(rows[i].Place);
            var (who, refusal) = await Find(rows[i], same[i], plan, known, answer, context.Organisation, stop);
            if (refusal is not null) plan.Refuse(rows[i], refusal);
            else if (who is null && answer is not { Same: false } && alike.TryGetValue(rows[i].Place, out var earlier))
            {
                if (answer is { Same: true }) plan.Repeat();
                else plan.Refuse(rows[i], new(Reason.PersonMayBeKnown,
                    [new("row-resembled", earlier.PlaceInWords), new(Kebab.Of(nameof(Likeness.ShortForm)), "")]));
            }
            else await plan.Take(rows[i], who is { } id ? (id, await people.Current(StreamNames.Person(id), stop)) : null, stop);
        }

        return plan;
    }

    // Rows of further sheets and of the other side have the same numbers.
    private static Guid IdOf(Func<int, string, Guid> newId, RegisterRow row, string what) =>
        newId(row.Number, row is { Sheet: 0, Side: Side.Mentee } ? what : $"{what} {row.Sheet} {row.Side}");

    // The known person of a row; null for a new one.
    private async Task<(Guid? Person, Refusal? Refusal)> Find(RegisterRow row, SamePersons same, ImportPlan plan, KnownPersons known,
        PersonAnswer? answer, Guid organisation, CancellationToken stop)
    {
        switch (same.Persons)
        {
            // Several persons match by birth date, or by birth year if no more is known: only a human can choose.
            case [_, _, ..]:
            case [_] when row.Namesake && !same.SameDay:
                return answer?.Person is { } chosen && same.Persons.Contains(chosen) ? (chosen, null)
                    : (null, new(Reason.PersonAlreadyRegistered, [.. same.Persons.Select(p => new Missing("person-recorded", $"{p}"))]));
            case [var one]: return (one, null);
        }

        if (answer?.Person is { } said)
            return (await vault.Present(organisation, [said], stop)).Contains(said) ? (said, null)
                : (null, new(Reason.PersonNotFound, "person-unknown", $"{said}"));
        if (plan.Registered(row) is { } here) return (here, null);
        if (answer is { Same: false }) return row.GivenNameAlone ? (null, WithoutSurname(row)) : (null, null);
        (IReadOnlyList<Guid> Persons, Likeness How)? like =
            plan.Namesake(row) is { } adult ? ([adult.Id], Likeness.SameName) : await known.Like(row, stop);
        return like is not var (persons, how) ? (null, null)
            : persons is [var person] && answer is { Same: true } ? (person, null)
            : persons.Count == 0 ? (null, WithoutSurname(row))
            : (null, new(Reason.PersonMayBeKnown,
                [.. persons.Select(p => new Missing("person-resembled", $"{p}")), new(Kebab.Of(how.ToString()), "")]));
    }

    // Nobody is registered by a given name alone.
    private static Refusal WithoutSurname(RegisterRow row) => new(Reason.ConditionsNotMet, "surname-missing", row.PlaceInWords);

    private StreamAppend Joining(ImportedPerson person, CommandContext context)
    {
        return new(StreamNames.Person(person.Id), person.Before.Version,
            [.. person.Facts.SelectMany(f => Of(f).Propose([f.Event], clock))], person.Now);

        CommandContext Of(ImportedFact fact) =>
            fact.On is { } on ? context with { Issued = context.Issued with { EffectiveOn = on } } : context;
    }

    // Derives the first answer again: imported persons from the ledger, refused rows by asking the rules again.
    private static ImportReport Repeated(IReadOnlyList<StoredEntry> entries, ImportPlan anew, int rows)
    {
        var imported = Of<ParticipantEvent.MenteeApplied>() + Of<ParticipantEvent.MentorApplied>();
        return new(imported, Math.Max(0, rows - imported - anew.Report.Refused.Count), anew.Report.Refused, [])
        {
            Linked = Of<RegistryEvent.RepresentativeLinked>(), Consents = Of<ConsentEvent.ConsentGiven>(),
        };

        int Of<T>()
            where T : DomainEvent => entries.Count(e => e.Entry.Type == EventCodec.NameOf<T>());
    }
}
