using System.Diagnostics;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Telemetry;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Writes in the same transaction as a decision, besides its own stream.</summary>
/// <param name="Streams">Appends to other streams.</param>
/// <param name="Rows">Rows outside the ledger, in addition to those of the command's context.</param>
public sealed record SideWrites(IReadOnlyList<StreamAppend> Streams, IReadOnlyList<SideWrite> Rows)
{
    /// <summary>Appends to other streams only.</summary>
    public static SideWrites Of(IReadOnlyList<StreamAppend> streams) => new(streams, []);
}

/// <summary>Returns the side writes of a decision.</summary>
/// <param name="after">The state after the decision.</param>
/// <param name="events">The events of the decision.</param>
public delegate ValueTask<SideWrites> Also<in TState>(TState after, IReadOnlyList<DomainEvent> events, CancellationToken stop);

/// <summary>Reads a stream, decides a command and appends the events. Nothing changes in any other way.</summary>
/// <remarks>
/// An acceptance may be decided on a cached fold, because the writer compares its version under the head row. Before a refusal, the engine
/// reads the stream's version and the command id from the database: so a stale fold refuses nothing, and a repeated command gets its first
/// answer although the state has changed since.
/// </remarks>
/// <param name="names">Null where there is no vault: then no text is compared with names.</param>
public sealed class StreamEngine<TState>(
    StreamFold<TState> folds, StreamStore store, TimeProvider clock, Folding<TState> folding, NamesInEvents? names = null)
    where TState : class
{
    // After this many conflicts the stream is overloaded: answer 503 with Retry-After.
    private const int Rounds = 1000;

    // Every node waits while the writer looks up the stems of a batch. A decision with more of them is compared before.
    private const int MostStemsUnderHead = 100;

    // Less than 10 s in total, with the 3 s that a request may have waited for its key.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6.5);

    private readonly StreamTurns turns = new();

    /// <summary>Decides one command on one stream, and answers within 7 s.</summary>
    /// <param name="decide">A pure function of its input; may be called several times.</param>
    /// <param name="after">The state that the read models show; null for streams without a read model.</param>
    /// <param name="also">The side writes of the decision, computed anew in every round; null for none.</param>
    public async Task<Outcome<TState>> Decide(
        string stream, CommandContext context, Func<TState, CancellationToken, ValueTask<Decision>> decide, Func<TState, object?> after,
        CancellationToken stop,
        Also<TState>? also = null)
    {
        using var span = Measures.Spans.StartActivity("decide");
        var outcome = await InTime(stream, context, decide, after, also, stop);
        Measures.Decided(outcome.Name, (outcome as Outcome<TState>.Refused)?.Refusal.Code, span);
        return outcome;
    }

    private async Task<Outcome<TState>> InTime(
        string stream, CommandContext context, Func<TState, CancellationToken, ValueTask<Decision>> decide, Func<TState, object?> after,
        Also<TState>? also, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            // A hanging call is not cancelled but left to its timeouts: cancelling would need another request to the silent database.
            return await Answer(stream, context, decide, after, also, late.Token).WaitAsync(late.Token);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && BatchWriter.OutOfReach(error))
        {
            return new Outcome<TState>.Unavailable();
        }
    }

    private async Task<Outcome<TState>> Answer(
        string stream, CommandContext context, Func<TState, CancellationToken, ValueTask<Decision>> decide, Func<TState, object?> after,
        Also<TState>? also, CancellationToken stop)
    {
        await turns.Pass(stream, stop);
        IDisposable? turn = null;
        try
        {
            var (state, hint) = (await folds.Hint(stream, stop), true);
            for (var round = 0; round < Rounds; round++)
            {
                var decision = await decide(state, stop);
                if (await Round(stream, state, hint, decision, context, after, also, stop) is { } answer) return answer;
                // A command that met a conflict takes the stream's turn: no other command of this process overtakes it again, however long
                // it takes. The state of the previous turn is usually current; if not, read the stream.
                var before = folding.VersionOf(state);
                turn ??= await turns.Take(stream, stop);
                (state, hint) = (await folds.Hint(stream, stop), true);
                if (folding.VersionOf(state) <= before) (state, hint) = (await folds.Current(stream, stop), false);
            }

            return new Outcome<TState>.Busy();
        }
        finally
        {
            turn?.Dispose();
        }
    }

    // Null when the stream has moved on since the decision.
    private async Task<Outcome<TState>?> Round(
        string stream, TState state, bool hint, Decision decision, CommandContext context, Func<TState, object?> after, Also<TState>? also,
        CancellationToken stop)
    {
        switch (decision)
        {
            case Decision.Refused refused:
                return await Refuse(stream, state, hint, refused.Refusal, context, stop);

            case Decision.Accepted when context.Full:
                return await Earlier(stream, context, stop) ?? new Outcome<TState>.Full();

            case Decision.Accepted accepted:
                var proposed = context.Propose(accepted.Events, clock);
                var foreseen = Foresee(state, accepted.Events, context);
                var with = also is null ? null : await also(foreseen, accepted.Events, stop);
                var proposal = new Proposal(
                    context.Organisation.ToString(), context.CommandId, context.Fingerprint, context.Correlation, context.Causation,
                    [new StreamAppend(stream, folding.VersionOf(state), proposed, after(foreseen)), .. with?.Streams ?? []],
                    [.. context.SideWrites, .. with?.Rows ?? []], context.DryRun) { DespiteAlarm = context.DespiteAlarm };
                var texts = names?.Texts(context, proposed);
                var result = texts?.Stems.Count > MostStemsUnderHead ? new AppendResult.MayName()
                    : await store.Append(proposal with { Stems = texts?.Stems ?? [] }).WaitAsync(stop);
                if (result is AppendResult.MayName)
                {
                    if (await names!.Refuse(context, texts!, stop) is { } named)
                        return await Refuse(stream, state, hint, named, context, stop);
                    result = await store.Append(proposal).WaitAsync(stop);
                }

                switch (result)
                {
                    case AppendResult.Appended when context.DryRun:
                        return new Outcome<TState>.Foreseen(accepted.Events, foreseen);
                    case AppendResult.Appended appended:
                        Entry[] own = [.. appended.Entries.Take(proposed.Count)];
                        folds.Keep(stream, foreseen, own[^1].EventId);
                        return new Outcome<TState>.Done(own, foreseen, Repeated: false);
                    case AppendResult.CommandKnown:
                        // Also after an unknown outcome of this command: its own entries are the answer.
                        return await Earlier(stream, context, stop) ?? new Outcome<TState>.Busy();
                    case AppendResult.StreamMoved:
                        return null;
                    case AppendResult.Rejected { SqlState: "23505", Constraint: "programmes_one_active" }:
                        return new Outcome<TState>.Refused(new Refusal(Reason.ProgrammeTitleTaken, "programme-title-taken", stream), state);
                    case AppendResult.Rejected { SqlState: "23505", Constraint: "people_same_person" }:
                        return new Outcome<TState>.Refused(new Refusal(Reason.PersonAlreadyRegistered, "person-recorded", stream), state);
                    case AppendResult.Rejected { SqlState: "MF002" }:
                        // The vault's key or the person's key changed during this decision; the next try seals under the new key.
                        return new Outcome<TState>.Busy();
                    case AppendResult.Rejected rejected:
                        throw new InvalidOperationException($"The database rejected a decision: {rejected.SqlState} {rejected.Constraint}");
                    case AppendResult.Forked forked:
                        return new Outcome<TState>.Forked(forked.Fault);
                    case AppendResult.Busy:
                        return new Outcome<TState>.Busy();
                    default:
                        return new Outcome<TState>.Unavailable();
                }

            default:
                throw new UnreachableException();
        }
    }

    private async Task<Outcome<TState>?> Refuse(
        string stream, TState state, bool hint, Refusal refusal, CommandContext context, CancellationToken stop)
    {
        var stands = await Stands(stream, state, hint, stop);
        return await Earlier(stream, context, stop) ?? (stands ? new Outcome<TState>.Refused(refusal, state) : null);
    }

    // Whether a state is still the stream's. A cached state must be the same object when read again: after a restore under this process,
    // another history may have the same version.
    private async Task<bool> Stands(string stream, TState state, bool hint, CancellationToken stop)
    {
        var now = await folds.Current(stream, stop);
        return ReferenceEquals(now, state) || (!hint && folding.VersionOf(now) == folding.VersionOf(state));
    }

    /// <summary>
    /// The answer of a command that was carried out already; null when it was not. For callers that cannot repeat the command because its
    /// object is gone.
    /// </summary>
    public async Task<Outcome<TState>?> Repeated(string stream, CommandContext context, CancellationToken stop)
    {
        try
        {
            return await Earlier(stream, context, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && BatchWriter.OutOfReach(error))
        {
            return new Outcome<TState>.Unavailable();
        }
    }

    // The first answer is derived from the entries, because it is not stored.
    private async Task<Outcome<TState>?> Earlier(string stream, CommandContext context, CancellationToken stop)
    {
        var entries = await store.Command(context.Organisation.ToString(), context.CommandId, stop);
        if (entries.Count == 0) return null;
        var own = entries.Select(e => e.Entry).Where(e => e.Stream == stream).ToList();
        if (own.Count == 0 || own[0].Fingerprint != context.Fingerprint) return new Outcome<TState>.KeyReused();
        return new Outcome<TState>.Done(own, await folds.At(stream, own[^1].Version, stop), Repeated: true);
    }

    // A fold uses only the deciding person and the date of the fact, both known before the append, so this is the final state.
    private TState Foresee(TState state, IReadOnlyList<DomainEvent> events, CommandContext context)
    {
        foreach (var e in events) state = folding.Evolve(state, e, context.Foreseen(folding.VersionOf(state) + 1));
        return state;
    }
}
