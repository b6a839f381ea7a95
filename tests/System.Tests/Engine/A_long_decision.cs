using MentorshipFlow.Programmes;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>
/// An import of hundreds of persons or a certificate over a long history takes longer than the pause between others' decisions.
/// </summary>
[Collection(OnALedger.Name)]
public sealed class A_long_decision(LedgerTestBed bed)
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Is_made_despite_endless_short_ones()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        using var enough = new CancellationTokenSource();
        var hurried = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var decisions = 0;
            for (; !enough.IsCancellationRequested; decisions++) await school.Done(node, programme, School.Resource());
            return decisions;
        })).ToArray();

        // Two of them, so that one also waits for the other's turn.
        var outcomes = await Task.WhenAll(Slowly(node, school, programme), Slowly(node, school, programme));
        await enough.CancelAsync();
        var decided = (await Task.WhenAll(hurried)).Sum();

        Assert.All(outcomes, o => Assert.IsType<Outcome<Programme>.Done>(o));
        Assert.True(decided > 0);
        Assert.Equal(1 + 2 + decided, (await node.Programmes.Find(school.Id, programme, LedgerTestBed.Stop))!.State.Version);
    }

    [Fact]
    public async Task That_ends_in_an_error_does_not_block_the_others()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var asked = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => node.Get<StreamEngine<Programme>>().Decide(
            StreamNames.Programme(programme), school.Context(), async (state, stop) =>
            {
                if (asked++ > 0) throw new InvalidOperationException();
                await school.Done(node, programme, School.Resource());
                await Task.Delay(2 * Long, stop);
                return Any(school, state);
            },
            state => state, LedgerTestBed.Stop));

        Assert.Equal(2, asked);
        await school.Done(node, programme, School.Resource());
    }

    private static Task<Outcome<Programme>> Slowly(LedgerNode node, School school, Guid programme) =>
        node.Get<StreamEngine<Programme>>().Decide(
            StreamNames.Programme(programme), school.Context(), async (state, stop) =>
            {
                await Task.Delay(Long, stop);
                return Any(school, state);
            },
            state => state, LedgerTestBed.Stop);

    private static Decision Any(School school, Programme state) =>
        ProgrammeDecider.Decide(state, School.Resource(), school.Context().Issued, school.Definition);
}
