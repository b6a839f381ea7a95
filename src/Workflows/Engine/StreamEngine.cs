using System.Diagnostics;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Telemetry;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>What is written with a decision beside its own stream, all of it or nothing.</summary>
/// <param name="Streams">What it appends to other streams than its own.</param>
/// <param name="Rows">What it writes beside the ledger, next to what its command brought.</param>
public sealed record SideWrites(IReadOnlyList<StreamAppend> Streams, IReadOnlyList<SideWrite> Rows)
{
    /// <summary>Other streams alone.</summary>
    public static SideWrites Of(IReadOnlyList<StreamAppend> streams) => new(streams, []);
}

/// <summary>Finds what goes with a decision.</summary>
/// <param name="after">The state that the decision leads to.</param>
/// <param name="events">What was decided.</param>
public delegate ValueTask<SideWrites> Also<in TState>(TState after, IReadOnlyList<DomainEvent> events, CancellationToken stop);

/// <summary>The heart: read, decide, append. The only way anything changes.</summary>
/// <remarks>
/// An acceptance may be made on a kept fold, because the writer compares its version under the head row. A refusal is answered only after
/// the stream's version and the command id were asked of the database: a stale fold answers nobody, and a repeat of what was done gets its
/// first answer although the state has moved since.
/// </remarks>
public sealed class StreamEngine<TState>(StreamFold<TState> folds, StreamStore store, TimeProvider clock, Folding<TState> folding)
    where TState : class
{
    // After this many conflicts the stream is overloaded: answer 503 with Retry-After.
    private const int Rounds = 1000;

    // With the three seconds that a request may have waited for its key before, less than ten.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6.5);

    private readonly StreamTurns turns = new();

    /// <summary>Decides one command on one stream, and answers within 7 s.</summary>
    /// <param name="decide">Pure; may be asked several times.</param>
    /// <param name="after">What the views show of the state; null for streams without views.</param>
    /// <param name="also">What goes with the decision, from the state after it; made anew in every round. Null for nothing.</param>
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
            // What hangs is left to its own timeouts: giving a command up means asking the silent database once more.
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
                // An overtaken command waits for its turn and goes first: nobody of this process overtakes it again, however long its
                // decision takes. The state that the last one left is mostly the stream's; if not, the next round reads it.
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

    // Null when the stream has moved on since the decision was made.
    private async Task<Outcome<TState>?> Round(
        string stream, TState state, bool hint, Decision decision, CommandContext context, Func<TState, object?> after, Also<TState>? also,
        CancellationToken stop)
    {
        switch (decision)
        {
            case Decision.Refused refused:
                var stands = await Stands(stream, state, hint, stop);
                return await Earlier(stream, context, stop) ?? (stands ? new Outcome<TState>.Refused(refused.Refusal, state) : null);

            case Decision.Accepted accepted:
                var proposed = context.Propose(accepted.Events, clock);
                var foreseen = Foresee(state, accepted.Events, context);
                var with = also is null ? null : await also(foreseen, accepted.Events, stop);
                var result = await store.Append(new(
                    context.Organisation.ToString(), context.CommandId, context.Fingerprint, context.Correlation, context.Causation,
                    [new StreamAppend(stream, folding.VersionOf(state), proposed, after(foreseen)), .. with?.Streams ?? []],
                    [.. context.SideWrites, .. with?.Rows ?? []], context.DryRun)).WaitAsync(stop);
                switch (result)
                {
                    case AppendResult.Appended when context.DryRun:
                        return new Outcome<TState>.Foreseen(accepted.Events, foreseen);
                    case AppendResult.Appended appended:
                        Entry[] own = [.. appended.Entries.Take(proposed.Count)];
                        folds.Keep(stream, foreseen, own[^1].EventId);
                        return new Outcome<TState>.Done(own, foreseen, Repeated: false);
                    case AppendResult.CommandKnown:
                        // An unknown outcome of our own comes back this way too: its entries are the answer.
                        return await Earlier(stream, context, stop) ?? new Outcome<TState>.Busy();
                    case AppendResult.StreamMoved:
                        return null;
                    case AppendResult.Rejected { SqlState: "23505", Constraint: "programmes_one_active" }:
                        return new Outcome<TState>.Refused(new Refusal(Reason.ProgrammeTitleTaken, "programme-title-taken", stream), state);
                    case AppendResult.Rejected { SqlState: "23505", Constraint: "people_same_person" }:
                        return new Outcome<TState>.Refused(new Refusal(Reason.PersonAlreadyRegistered, "person-recorded", stream), state);
                    case AppendResult.Rejected { SqlState: "MF002" }:
                        // The vault's key was rotated, or a person's replaced, while this decision was made; the next try is sealed under
                        // the new one.
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

    // Whether a state is the stream's still. A kept one must be the very state that is read again: where an old backup was put back under
    // this process, another history may have come to the same version.
    private async Task<bool> Stands(string stream, TState state, bool hint, CancellationToken stop)
    {
        var now = await folds.Current(stream, stop);
        return ReferenceEquals(now, state) || (!hint && folding.VersionOf(now) == folding.VersionOf(state));
    }

    /// <summary>
    /// The answer of a command that was carried out already, for whoever cannot make it again because what it names is gone; null when none
    /// was.
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

    // The first answer is derived again from the entries; nothing else was stored.
    private async Task<Outcome<TState>?> Earlier(string stream, CommandContext context, CancellationToken stop)
    {
        var entries = await store.Command(context.Organisation.ToString(), context.CommandId, stop);
        if (entries.Count == 0) return null;
        var own = entries.Select(e => e.Entry).Where(e => e.Stream == stream).ToList();
        if (own.Count == 0 || own[0].Fingerprint != context.Fingerprint) return new Outcome<TState>.KeyReused();
        return new Outcome<TState>.Done(own, await folds.At(stream, own[^1].Version, stop), Repeated: true);
    }

    // A fold reads only who decided and when the fact was, both known before the append: what was foreseen is the state itself.
    private TState Foresee(TState state, IReadOnlyList<DomainEvent> events, CommandContext context)
    {
        foreach (var e in events) state = folding.Evolve(state, e, context.Foreseen(folding.VersionOf(state) + 1));
        return state;
    }
}
