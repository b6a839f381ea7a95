using System.Diagnostics;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.Bench;

/// <summary>Decisions through the engine: read, decide, append, read models, answer after the commit.</summary>
internal sealed class Decisions(IServiceProvider node, Prepared? prepared)
{
    private readonly ProgrammeEngine engine = node.GetRequiredService<ProgrammeEngine>();
    private readonly Prepared prepared = prepared!;
    private readonly BatchWriter writer = node.GetRequiredService<BatchWriter>();

    /// <summary>New programmes, written at once, ready to submit stage 1 or already submitted.</summary>
    public async Task<List<Guid>> Prepare(int count, bool submitted)
    {
        List<Guid> programmes = [];
        var (events, after) = submitted ? (prepared.Events, prepared.Submitted) : (prepared.ReadyEvents, prepared.Ready);
        for (var left = count; left > 0; left -= 64)
        {
            var some = Enumerable.Range(0, Math.Min(64, left)).Select(_ => NewId()).ToList();
            foreach (var result in await Task.WhenAll(some.Select(id => writer.Append(Prepared.Proposal(id, events, after)))))
            {
                if (result is not AppendResult.Appended)
                    throw new InvalidOperationException($"A programme could not be prepared: {result}");
            }

            programmes.AddRange(some);
        }

        return programmes;
    }

    /// <summary>Facts recorded per second by a number of callers, each on a different programme, or all on one.</summary>
    public async Task<double> Facts(IReadOnlyList<Guid> programmes, int callers, TimeSpan during)
    {
        using var stop = new CancellationTokenSource(during);
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, callers).Select(n => Task.Run(async () =>
        {
            var count = 0;
            for (; !stop.IsCancellationRequested; count++)
            {
                var id = NewId();
                await Must(programmes[n % programmes.Count], new PreparationCommand.RecordFact(Prepared.Resource(id)), id.ToString());
            }

            return count;
        })));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>One decision on each programme.</summary>
    /// <param name="command">Null for a fact with an id of its own.</param>
    public async Task Each(IReadOnlyList<Guid> programmes, int callers, PreparationCommand? command)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < programmes.Count;)
            {
                var id = NewId();
                await Must(programmes[i], command ?? new PreparationCommand.RecordFact(Prepared.Resource(id)), $"{id}");
            }
        })));
    }

    /// <summary>Transitions per second: submits and approves stage 1, each programme once.</summary>
    public async Task<double> Transitions(IReadOnlyList<Guid> programmes, int callers)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < programmes.Count;)
            {
                await Must(programmes[i], new GateCommand.SubmitStage(1, prepared.ReadyTag), $"submit-{programmes[i]}");
                await Must(programmes[i], new GateCommand.ApproveStage(1, prepared.Tag), $"approve-{programmes[i]}");
            }
        })));
        return programmes.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Adds programmes of 400 entries until the ledger has this size. Every entry is sealed as always.</summary>
    /// <param name="size">Asks for the present size of the ledger.</param>
    /// <returns>The programmes.</returns>
    public async Task<List<Guid>> Fill(long most, Func<Task<long>> size)
    {
        const int length = 400;
        List<DomainEvent> events = [.. prepared.ReadyEvents];
        var state = prepared.Ready;
        while (events.Count < length)
        {
            var fact = Prepared.Resource(NewId());
            events.Add(fact);
            state = state.Evolve(fact, new Recorded(state.Version + 1, 0, Guid.Empty, "", "", null, Prepared.Today, ""));
        }

        List<Guid> programmes = [];
        for (var left = ((most - await size()) / length) + 1; left > 0; left -= 8)
        {
            var some = Enumerable.Range(0, (int)Math.Min(8, left)).Select(_ => NewId()).ToList();
            foreach (var result in await Task.WhenAll(some.Select(id => writer.Append(Prepared.Proposal(id, events, state)))))
                if (result is not AppendResult.Appended) throw new InvalidOperationException($"The ledger could not be filled: {result}");
            programmes.AddRange(some);
        }

        return programmes;
    }

    /// <summary>One programme with a stream of this length: prepared, then facts, many in one decision.</summary>
    public async Task<Guid> Grown(int length)
    {
        var programme = (await Prepare(1, submitted: false))[0];
        var state = prepared.Ready;
        while (state.Version < length)
        {
            var events = Enumerable.Range(0, Math.Min(500, length - state.Version)).Select(_ => Prepared.Resource(NewId())).ToList();
            var before = state.Version;
            state = events.Aggregate(
                state, (s, e) => s.Evolve(e, new Recorded(s.Version + 1, 0, Guid.Empty, "", "", null, Prepared.Today, "")));
            if (await writer.Append(Prepared.Proposal(programme, events, state, before)) is not AppendResult.Appended)
                throw new InvalidOperationException("A programme could not grow.");
        }

        return programme;
    }

    /// <summary>A programme of 400 entries with a certificate in force.</summary>
    public async Task<Guid> Certified()
    {
        var programme = await Grown(400);
        await Must(
            programme,
            new CertificationCommand.IssueCertificate(NewId(), new("1"), Prepared.Today, 0, "", "", null, null, null, null),
            $"certificate-{programme}");
        return programme;
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private async Task Must(Guid programme, ProgrammeCommand command, string commandId)
    {
        var context = new CommandContext(Prepared.Organisation, commandId, Prepared.Fingerprint, Prepared.ByCurator, DryRun: false, []);
        var outcome = await engine.Decide(programme, command, context, CancellationToken.None);
        if (outcome is not Outcome<Programme>.Done { Repeated: false })
            throw new InvalidOperationException($"{command} was not done: {outcome}");
    }
}
