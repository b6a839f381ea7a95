using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>What a decision appends to other streams beside its own.</summary>
/// <param name="after">The state that the decision leads to.</param>
/// <param name="events">What was decided.</param>
public delegate ValueTask<IReadOnlyList<StreamAppend>> Also<in TState>(TState after, IReadOnlyList<DomainEvent> events, CancellationToken stop);

/// <summary>The heart: read, decide, append. The only way anything changes.</summary>
/// <remarks>
/// An acceptance may be made on a kept fold, because the writer compares its version under the head row. A refusal is answered only after
/// the stream's version and the command id were asked of the database: a stale fold answers nobody, and a repeat of what was done gets its
/// first answer although the state has moved since.
/// </remarks>
public sealed class StreamEngine<TState>(StreamFold<TState> folds, LedgerReader ledger, BatchWriter writer, TimeProvider clock, Folding<TState> folding)
    where TState : class
{
    // A command that finds its stream moved this often has a thousand neighbours; it is told to come again.
    private const int Rounds = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9);

    /// <summary>Decides one command on one stream, and answers within 10 s.</summary>
    /// <param name="decide">Pure; may be asked several times.</param>
    /// <param name="after">What the views show of the state; null for streams without views.</param>
    /// <param name="also">What the same decision appends to other streams, all or nothing, from the state after it; made anew in every round. Null for nothing.</param>
    public async Task<Outcome<TState>> Decide(
        string stream, CommandContext context, Func<TState, CancellationToken, ValueTask<Decision>> decide, Func<TState, object?> after, CancellationToken stop,
        Also<TState>? also = null)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Patience);
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
        string stream, CommandContext context, Func<TState, CancellationToken, ValueTask<Decision>> decide, Func<TState, object?> after, Also<TState>? also, CancellationToken stop)
    {
        var state = await folds.Hint(stream, stop);
        for (var round = 0; round < Rounds; round++)
        {
            switch (await decide(state, stop))
            {
                case Decision.Refused refused:
                    var current = await folds.Current(stream, stop);
                    if (await Earlier(stream, context, stop) is { } earlier) return earlier;
                    if (folding.VersionOf(current) == folding.VersionOf(state)) return new Outcome<TState>.Refused(refused.Refusal, state);
                    state = current;
                    continue;

                case Decision.Accepted accepted when context.DryRun:
                    var fresh = await folds.Current(stream, stop);
                    if (folding.VersionOf(fresh) == folding.VersionOf(state)) return new Outcome<TState>.Foreseen(accepted.Events, Foresee(state, accepted.Events, context));
                    state = fresh;
                    continue;

                case Decision.Accepted accepted:
                    var proposed = context.Propose(accepted.Events, clock);
                    var foreseen = Foresee(state, accepted.Events, context);
                    var version = folding.VersionOf(state);
                    var others = also is null ? [] : await also(foreseen, accepted.Events, stop);
                    var result = await writer.Append(new(
                        context.Organisation.ToString(), context.CommandId, context.Fingerprint, context.Correlation, context.Causation,
                        [new StreamAppend(stream, version, proposed, after(foreseen)), .. others], context.Beside)).WaitAsync(stop);
                    switch (result)
                    {
                        case AppendResult.Appended appended:
                            Entry[] own = [.. appended.Entries.Take(proposed.Count)];
                            folds.Keep(stream, foreseen, own[^1].EventId);
                            return new Outcome<TState>.Done(own, foreseen, Repeated: false);
                        case AppendResult.CommandKnown:
                            // An unknown outcome of our own comes back this way too: its entries are the answer.
                            return await Earlier(stream, context, stop) ?? new Outcome<TState>.Busy();
                        case AppendResult.StreamMoved:
                            state = await folds.Current(stream, stop);
                            continue;
                        case AppendResult.Rejected { Constraint: "programmes_one_active" }:
                            return new Outcome<TState>.Refused(new Refusal(Reason.ProgrammeTitleTaken, "programme-title-taken", stream), state);
                        case AppendResult.Rejected { Constraint: "second_approver_present" }:
                            return new Outcome<TState>.Refused(new Refusal(Reason.SecondApproverRequired), state);
                        case AppendResult.Rejected { Constraint: "second_approver_is_another" }:
                            return new Outcome<TState>.Refused(new Refusal(Reason.SecondApproverSamePerson), state);
                        case AppendResult.Rejected { Constraint: "people_same_person" }:
                            return new Outcome<TState>.Refused(new Refusal(Reason.PersonAlreadyRegistered, "person-recorded", stream), state);
                        case AppendResult.Rejected { SqlState: "MF002" }:
                            // The vault's key was rotated while this decision was made; the next try is sealed under the new one.
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
            }
        }

        return new Outcome<TState>.Busy();
    }

    // The first answer is derived again from the entries; nothing else was stored.
    private async Task<Outcome<TState>?> Earlier(string stream, CommandContext context, CancellationToken stop)
    {
        var entries = await ledger.Command(context.Organisation.ToString(), context.CommandId, stop);
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
