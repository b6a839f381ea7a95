using System.Globalization;
using MentorshipFlow.System.Tests.Drill;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>
/// R11: the real engine on nodes that are killed, with an unreliable network and clock, all from one seed. A failing seed is printed and
/// can be replayed.
/// </summary>
[Trait("drill", "R11")]
public sealed class A_seeded_simulation
{
    [Fact]
    public void Breaks_no_invariant()
    {
        var seeds = DrillSize.Of("R11", 1_000, 10_000);
        var (entries, kills, putBacks) = (0, 0, 0);
        Parallel.For(0, seeds, seed =>
        {
            try
            {
                var run = new SimulatedSchool(seed);
                run.ToTheEnd();
                Interlocked.Add(ref entries, run.Entries);
                Interlocked.Add(ref kills, run.Kills);
                Interlocked.Add(ref putBacks, run.PutBacks);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"Seed {seed} breaks the simulation."), broken);
            }
        });
        DrillSize.Figure("R11",
            $"{seeds} seeds, {entries} entries, {kills} nodes killed, {putBacks} old backups put back, 0 invariants broken");
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        for (var seed = 0; seed < 20; seed++) Assert.Equal(new SimulatedSchool(seed).ToTheEnd(), new SimulatedSchool(seed).ToTheEnd());
    }
}
