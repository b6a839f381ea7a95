using System.Globalization;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>
/// Clients of two nodes on one ledger. Each repeats its command with the same id until it has an answer, and every answer is compared with
/// the ledger.
/// </summary>
internal sealed class SimulatedSchool
{
    private const int Clients = 6;
    private const int CommandsOfAClient = 5;

    private static readonly School School = new(
        Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), Guid.Parse("0193b2f0-1111-7222-8333-444455556667"),
        DefinitionLibrary.Read(DefinitionLibrary.Shipped.First()));

    private readonly Random chance;
    private readonly SimulatedTime time;
    private readonly SimulatedLedger ledger;
    private readonly SimulatedNode[] nodes;
    private readonly string[] streams = [.. Enumerable.Range(1, 3).Select(i => StreamNames.Programme(new Guid(i, 0, 7, new byte[8])))];
    private readonly Dictionary<string, string> acknowledged = [];
    private readonly HashSet<string> undone = [];
    private readonly Dictionary<Guid, Programme> states = [];
    private readonly bool putsBack;
    private int given;

    public SimulatedSchool(int seed)
    {
        chance = new(seed);
        putsBack = seed % 4 == 0;
        time = new(chance);
        ledger = new(time);
        nodes = [new(ledger, time, chance), new(ledger, time, chance)];
    }

    public int Entries => ledger.Entries.Count;

    public int PutBacks => ledger.PutBacks;

    public int Kills { get; private set; }

    /// <summary>The history without event ids: the platform creates those, and nothing depends on them.</summary>
    public string ToTheEnd()
    {
        time.Run(() =>
        {
            var clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Client()));
            return Task.WhenAll(clients, Trouble(clients), Reader(clients));
        });
        Check();
        return string.Join('\n', ledger.Entries.Select(e => string.Create(CultureInfo.InvariantCulture,
            $"{e.Stream} {e.Version} {e.CommandId} {e.RecordedAt} {e.Type} {e.Body}")));
    }

    private async Task Client()
    {
        for (var i = 0; i < CommandsOfAClient; i++)
        {
            var (stream, command) = (streams[chance.Next(streams.Length)], NewCommand());
            var context = School.Context($"command-{++given}", dryRun: chance.Next(10) == 0);
            while (!await Ended(stream, command, context)) await Pause(20);
        }
    }

    private async Task<bool> Ended(string stream, ProgrammeCommand command, CommandContext context)
    {
        var node = nodes[chance.Next(nodes.Length)];
        var (before, putBacks) = (Fold(stream).Version, PutBacks);
        var deciding = node.Engine.Decide(stream, context, (state, _) => new(Decide(state, command)), state => state,
            CancellationToken.None);
        if (await Task.WhenAny(deciding, node.Killed) != deciding) return false;
        // Answers given during a restore describe a ledger that no longer exists.
        var undisturbed = putBacks == PutBacks;
        // The states that the answer may describe.
        var since = Enumerable.Range(before, Math.Max(0, Fold(stream).Version - before + 1)).Select(version => Fold(stream, version));
        switch (await deciding)
        {
            case Outcome<Programme>.Done done:
                var own = Assert.Single(done.Entries);
                if (undisturbed) Assert.Equal(own, ledger.Entries[(int)own.Position]);
                if (undisturbed) AssertSame(Fold(stream, own.Version), done.State);
                if (ledger.Entries.Contains(own)) Assert.True(acknowledged.TryAdd(context.CommandId, own.Leaf().ToString()));
                return true;
            case Outcome<Programme>.Refused refused:
                if (undisturbed) Assert.Contains(since, state => Decide(state, command) is Decision.Refused && Same(state, refused.State));
                if (undisturbed) undone.Add(context.CommandId);
                return true;
            case Outcome<Programme>.Foreseen foreseen:
                Assert.True(context.DryRun);
                if (undisturbed) Assert.Contains(since, state => Decide(state, command) is Decision.Accepted
                    && state.Version + 1 == foreseen.State.Version);
                undone.Add(context.CommandId);
                return true;
            case Outcome<Programme>.Forked:
                // A supervisor would restart the node.
                Assert.True(PutBacks > 0);
                Restart(Array.IndexOf(nodes, node));
                return false;
            case var putOff:
                Assert.True(putOff is Outcome<Programme>.Busy or Outcome<Programme>.Unavailable, putOff.ToString());
                return false;
        }
    }

    private async Task Reader(Task clients)
    {
        while (!clients.IsCompleted)
        {
            await Pause(20);
            var node = nodes[chance.Next(nodes.Length)];
            var (before, putBacks) = (streams.ToDictionary(s => s, s => Fold(s).Version), PutBacks);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
            var reading = Read(node, patience.Token);
            if (await Task.WhenAny(reading, node.Killed) != reading || await reading is not { } read || putBacks != PutBacks) continue;
            Assert.All(read, s => Assert.True(s.Value.Version >= before[s.Key]));
            Assert.All(read, s => AssertSame(Fold(s.Key, s.Value.Version), s.Value));
        }
    }

    // Null if the network failed.
    private async Task<IReadOnlyDictionary<string, Programme>?> Read(SimulatedNode node, CancellationToken stop)
    {
        try
        {
            if (chance.Next(2) == 0) return await node.Folds.Current(streams, stop);
            var stream = streams[chance.Next(streams.Length)];
            return new Dictionary<string, Programme> { [stream] = await node.Folds.Current(stream, stop) };
        }
        catch (Exception error) when (BatchWriter.OutOfReach(error))
        {
            return null;
        }
    }

    private async Task Trouble(Task clients)
    {
        while (!clients.IsCompleted)
        {
            await Pause(60);
            switch (chance.Next(4))
            {
                case 0:
                    Restart(chance.Next(nodes.Length));
                    break;
                case 1:
                    time.Jump(TimeSpan.FromHours(chance.Next(-30, 30)));
                    break;
                case 2 when putsBack && PutBacks == 0 && nodes.All(n => n.Last is not null):
                    PutBack();
                    break;
            }
        }
    }

    private void Restart(int place)
    {
        // Another client may have done it before.
        if (place < 0) return;
        nodes[place].Kill();
        nodes[place] = new(ledger, time, chance);
        Kills++;
    }

    // Restore only if every node has appended one of the lost entries: otherwise its writer cannot detect the restore.
    private void PutBack()
    {
        var upTo = (int)nodes.Min(n => n.Last!.Value);
        ledger.PutBack(chance.Next(Math.Max(0, upTo - 4), upTo + 1), stream => Fold(stream));
        foreach (var gone in acknowledged.Keys.Except(ledger.Entries.Select(e => e.CommandId)).ToList()) acknowledged.Remove(gone);
        undone.Clear();
    }

    private void Check()
    {
        var entries = ledger.Entries;
        var leaves = entries.ConvertAll(e => e.Leaf());
        Assert.Equal(Enumerable.Range(0, entries.Count).Select(i => (long)i), entries.Select(e => e.Position));
        Assert.All(entries.GroupBy(e => e.Stream), s => Assert.Equal(Enumerable.Range(1, s.Count()), s.Select(e => e.Version)));
        Assert.Equal(entries.Count, entries.DistinctBy(e => e.CommandId).Count());
        Assert.Equal(entries.Select(e => e.RecordedAt).Order(StringComparer.Ordinal), entries.Select(e => e.RecordedAt));
        Assert.Equal(MerkleTree.Root(leaves), ledger.Root);
        // Every client had an answer, so the ledger must equal the acknowledged commands: nothing lost, nothing extra, nothing refused.
        Assert.Equal(acknowledged.OrderBy(a => a.Key, StringComparer.Ordinal),
            entries.Zip(leaves).ToDictionary(e => e.First.CommandId, e => e.Second.ToString()).OrderBy(a => a.Key, StringComparer.Ordinal));
        Assert.Empty(undone.Intersect(entries.Select(e => e.CommandId)));
        Assert.All(ledger.Shown, s => AssertSame(Fold(s.Key), s.Value));
    }

    // Few different facts for many commands, so that they collide.
    private ProgrammeCommand NewCommand()
    {
        var fact = new Guid(chance.Next(6), 1, 1, new byte[8]);
        return chance.Next(8) switch
        {
            0 or 1 => School.Draft("Одна программа"),
            2 or 3 => new PreparationCommand.VoidFact(fact, new(fact, new string('0', 64))),
            4 => School.Resource(fact),
            _ => School.Resource(new Guid(chance.Next(30), 1, 1, new byte[8])),
        };
    }

    private static Decision Decide(Programme state, ProgrammeCommand command) =>
        ProgrammeDecider.Decide(state, command, new Issued(new Actor(School.Curator, null, Role.Curator), School.Today), School.Definition);

    private Programme Fold(string stream, int version = int.MaxValue)
    {
        var state = Programme.Empty;
        foreach (var e in ledger.Entries.Where(e => e.Stream == stream && e.Version <= version))
        {
            if (!states.TryGetValue(e.EventId, out var after))
                states[e.EventId] = after = state.Evolve((ProgrammeEvent)EventCodec.Read(e.Type, e.Body), EventMetadata.Of(e));
            state = after;
        }

        return state;
    }

    private static void AssertSame(Programme expected, Programme actual) =>
        Assert.True(Same(expected, actual), $"Version {expected.Version} is told otherwise than the ledger has it.");

    private static bool Same(Programme one, Programme other) =>
        one.Version == other.Version && one.Status == other.Status && one.Preparation.Facts.Keys.SequenceEqual(other.Preparation.Facts.Keys)
            && one.Preparation.Seen.SetEquals(other.Preparation.Seen);

    private Task Pause(int milliseconds) => Task.Delay(TimeSpan.FromMicroseconds(chance.Next(1, milliseconds * 1000)), time);
}
