using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>R11: nodes with stale folds, colliding commands, lost commits and repeats, all from one seed. A failing seed is printed and replays.</summary>
[Trait("drill", "R11")]
public sealed class A_seeded_simulation
{
    private static readonly School School = new(
        Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), Guid.Parse("0193b2f0-1111-7222-8333-444455556667"), DefinitionLibrary.Read(DefinitionLibrary.Shipped.First()));

    [Fact]
    public void Breaks_no_invariant()
    {
        var seeds = DrillSize.Of("R11", 1_000, 10_000);
        var entries = 0;
        Parallel.For(0, seeds, seed =>
        {
            try
            {
                Interlocked.Add(ref entries, new Run(seed).ToTheEnd());
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"Seed {seed} breaks the simulation.", broken);
            }
        });
        DrillSize.Figure("R11", $"{seeds} seeds, {entries} entries, 0 invariants broken");
    }

    [Fact]
    public void The_same_seed_gives_the_same_history() => Assert.Equal(new Run(7).History(), new Run(7).History());

    // A client repeats its command with the same id until it has an answer.
    private sealed record Call(int Client, string Stream, ProgrammeCommand Command, string CommandId, Guid EventId);

    private sealed class Run
    {
        private const int Clients = 6;
        private const int Commands = 12;

        private readonly Random chance;
        private readonly SimulatedLedger ledger;
        private readonly Dictionary<(int Node, string Stream), Programme> folds = [];
        private readonly Dictionary<string, string> acknowledged = [];
        private readonly List<Call> open = [];
        private readonly string[] streams;
        private int numbered;
        private int given;

        public Run(int seed)
        {
            chance = new Random(seed);
            ledger = new SimulatedLedger(chance);
            streams = [.. Enumerable.Range(0, 3).Select(_ => StreamNames.Programme(NewId()))];
        }

        public string History()
        {
            ToTheEnd();
            return ledger.Root.ToString();
        }

        public int ToTheEnd()
        {
            for (var round = 0; given < Clients * Commands || open.Count > 0; round++)
            {
                Assert.True(round < 10_000, "The clients never come to an end.");
                while (open.Count < Clients && given < Clients * Commands) open.Add(NewCall());
                Step();
            }

            Check();
            return ledger.Entries.Count;
        }

        private void Step()
        {
            List<(Call Call, Proposal Proposal)> batch = [];
            foreach (var call in open.ToArray())
            {
                var node = chance.Next(2);
                switch (ProgrammeDecider.Decide(Hint(node, call.Stream), call.Command, School.Context().Issued, School.Definition))
                {
                    case Decision.Accepted accepted:
                        batch.Add((call, Propose(call, node, accepted)));
                        break;
                    case Decision.Refused:
                        Refuse(call, node);
                        break;
                }
            }

            var answers = ledger.Commit([.. batch.Select(b => b.Proposal)]);
            for (var i = 0; i < answers.Length; i++) Take(batch[i].Call, answers[i]);
        }

        // As the engine does it: the fold is brought up to date and the command id looked up before a "no" is said.
        private void Refuse(Call call, int node)
        {
            var before = Hint(node, call.Stream).Version;
            var current = Current(node, call.Stream);
            if (ledger.Entries.Find(e => e.CommandId == call.CommandId) is { } earlier)
            {
                Acknowledge(call, earlier);
            }
            else if (current.Version == before)
            {
                Assert.IsType<Decision.Refused>(ProgrammeDecider.Decide(Fold(call.Stream), call.Command, School.Context().Issued, School.Definition));
                open.Remove(call);
            }
        }

        private void Take(Call call, AppendResult? answer)
        {
            switch (answer)
            {
                case AppendResult.Appended appended:
                    Acknowledge(call, appended.Entries[0]);
                    break;
                case AppendResult.CommandKnown:
                    Acknowledge(call, Assert.Single(ledger.Entries, e => e.CommandId == call.CommandId));
                    break;
                case AppendResult.StreamMoved moved:
                    for (var node = 0; node < 2; node++) Current(node, moved.Stream);
                    break;
            }
        }

        private void Acknowledge(Call call, Entry entry)
        {
            Assert.True(acknowledged.TryAdd(call.CommandId, entry.Leaf().ToString()));
            open.Remove(call);
        }

        private void Check()
        {
            var entries = ledger.Entries;
            Assert.Equal(Enumerable.Range(0, entries.Count).Select(i => (long)i), entries.Select(e => e.Position));
            Assert.All(entries.GroupBy(e => e.Stream), s => Assert.Equal(Enumerable.Range(1, s.Count()), s.Select(e => e.Version)));
            Assert.Equal(entries.Count, entries.DistinctBy(e => e.CommandId).Count());
            Assert.Equal(entries.Select(e => e.RecordedAt).Order(StringComparer.Ordinal), entries.Select(e => e.RecordedAt));
            Assert.Equal(MerkleTree.Root(entries.Select(e => e.Leaf())), ledger.Root);
            // Every client had an answer, so what was acknowledged is what there is: nothing lost, nothing unasked.
            Assert.Equal(acknowledged, entries.ToDictionary(e => e.CommandId, e => e.Leaf().ToString()));
            foreach (var stream in streams) Assert.Equal(entries.Count(e => e.Stream == stream), Fold(stream).Version);
        }

        private Call NewCall()
        {
            given++;
            var stream = streams[chance.Next(streams.Length)];
            // Few facts for many commands, so that they collide.
            var fact = new Guid(chance.Next(6), 1, 1, new byte[8]);
            ProgrammeCommand command = chance.Next(8) switch
            {
                0 or 1 => School.Draft("Одна программа"),
                2 or 3 => new PreparationCommand.VoidFact(fact, new(fact, new string('0', 64))),
                _ => School.Resource(new Guid(chance.Next(30), 1, 1, new byte[8])),
            };
            return new(open.Count, stream, command, $"command-{given}", NewId());
        }

        private Proposal Propose(Call call, int node, Decision.Accepted accepted)
        {
            var (type, body) = EventCodec.Write(Assert.Single(accepted.Events));
            return new(
                School.Id.ToString(), call.CommandId, new string('a', 64), null, null,
                [new StreamAppend(call.Stream, Hint(node, call.Stream).Version, [new ProposedEvent(call.EventId, type, body, $"person-{School.Curator}", "curator", null, "2026-11-20")])], []);
        }

        private Programme Hint(int node, string stream) => folds.GetValueOrDefault((node, stream), Programme.Empty);

        private Programme Current(int node, string stream) => folds[(node, stream)] = Fold(stream);

        private Programme Fold(string stream) => ledger.Entries.Where(e => e.Stream == stream)
            .Aggregate(Programme.Empty, (state, e) => state.Evolve((ProgrammeEvent)EventCodec.Read(e.Type, e.Body), Heads.Of(e)));

        private Guid NewId() => new(++numbered, 0, 7, new byte[8]);
    }
}
