using System.Diagnostics;
using MentorshipFlow.Audit;
using MentorshipFlow.System.Tests.Audit;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R12: a superuser changes one byte of an old event, anywhere.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R12")]
public sealed class A_changed_byte
{
    [Fact]
    public async Task Is_detected_at_its_position()
    {
        var (events, rounds) = (DrillSize.Of("R12", 2_000, 100_000), DrillSize.Full ? 50 : 10);
        var bed = new AuditBed();
        await bed.InitializeAsync();
        await using (var ledger = await bed.Ledger())
        {
            for (var n = 0; n < events; n += 500)
                Assert.IsType<AppendResult.Appended>(await ledger.Node.Writer.Append(Some.Proposal(events: 500)));
            await ledger.Signed();
            var times = new List<TimeSpan>();
            for (var round = 0; round < rounds; round++)
            {
                var position = Random.Shared.Next(events);
                await ledger.Forge($"update ledger.entries set body = overlay(body placing '2' from 6 for 1) where position = {position}");
                var watch = Stopwatch.StartNew();
                Assert.Equal((LedgerFaults.LeafDiffers, position), await ledger.Broken());
                times.Add(watch.Elapsed);
                await ledger.Forge($"update ledger.entries set body = overlay(body placing '1' from 6 for 1) where position = {position}");
            }

            Assert.Equal(("sound", -1), await ledger.Broken());
            DrillSize.Figure("R12",
                $"{rounds} changed bytes among {events} events, each named by its position, within {times.Max().TotalSeconds:0.0} s");
        }

        await bed.DisposeAsync();
    }
}
