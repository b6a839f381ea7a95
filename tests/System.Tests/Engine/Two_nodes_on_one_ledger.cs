using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.System.Tests.Engine;

[Collection(OnALedger.Name)]
[Trait("drill", "R7")]
public sealed class Two_nodes_on_one_ledger(LedgerTestBed bed)
{
    [Fact]
    public async Task Racing_lose_nothing_repeat_nothing_and_leave_no_gap()
    {
        const int programmes = 8, callers = 16;
        var each = DrillSize.Of("RACE", 250, 2000);
        await using var one = bed.Node();
        await using var two = bed.Node();
        var school = School.New(bed);
        var ids = new Guid[programmes];
        for (var i = 0; i < programmes; i++) ids[i] = await school.Drafted(one);
        // Two callers, one per node, offer each fact to a programme: one succeeds, the other is refused.
        var facts = Enumerable.Range(0, callers / 2 * each).Select(_ => Some.Id()).ToArray();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            List<Outcome<Programme>> answers = [];
            for (var i = 0; i < each; i++)
            {
                var n = (caller / 2 * each) + i;
                answers.Add(await (caller % 2 == 0 ? one : two).Decide(ids[n % programmes], School.Resource(facts[n]), school.Context()));
            }

            return answers;
        })));

        var all = outcomes.SelectMany(o => o).ToList();
        var done = all.OfType<Outcome<Programme>.Done>().ToList();
        Assert.Equal(facts.Length, done.Count);
        Assert.All(all.Except(done),
            o => Assert.Equal(Reason.AlreadyRecorded, Assert.IsType<Outcome<Programme>.Refused>(o).Refusal.Reason));
        var entries = (await one.Verified()).Select(e => e.Entry).ToDictionary(e => e.EventId);
        Assert.All(done.SelectMany(d => d.Entries), e => Assert.Equal(e, entries[e.EventId]));
        foreach (var id in ids)
        {
            var (first, second) = (await one.Programmes.Find(school.Id, id, LedgerTestBed.Stop),
                await two.Programmes.Find(school.Id, id, LedgerTestBed.Stop));
            Assert.Equal(facts.Where((_, n) => ids[n % programmes] == id).Order(), first!.State.Preparation.Seen.Order());
            Assert.Equal(first.State.Preparation.Seen.Order(), second!.State.Preparation.Seen.Order());
        }
    }

    [Fact]
    public async Task Read_each_others_acknowledged_entries_at_once()
    {
        await using var one = bed.Node();
        await using var two = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(one);
        await school.Done(two, programme, School.Resource());
        for (var i = 0; i < 100; i++)
        {
            var (a, b) = i % 2 == 0 ? (one, two) : (two, one);
            var fact = Some.Id();
            await school.Done(a, programme, School.Resource(fact));
            Assert.Equal(Reason.AlreadyRecorded, Assert.IsType<Outcome<Programme>.Refused>(await b.Decide(programme, School.Resource(fact),
                school.Context())).Refusal.Reason);
            await school.Done(b, programme, new PreparationCommand.VoidFact(fact, new(Some.Id(), new string('0', 64))));
            Assert.IsType<Outcome<Programme>.Refused>(await a.Decide(programme,
                new PreparationCommand.VoidFact(fact, new(Some.Id(), new string('0', 64))), school.Context()));
        }
    }

    [Fact]
    public async Task Let_one_of_64_approvers_win_and_answer_the_others_with_the_present_state()
    {
        await using var one = bed.Node();
        await using var two = bed.Node();
        var school = School.New(bed);
        for (var round = 0; round < DrillSize.Of("R7", 50, 1000); round++)
        {
            var (programme, seen) = await school.Submitted(one);

            var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(n =>
                (n % 2 == 0 ? one : two).Decide(programme, new GateCommand.ApproveStage(1, seen), school.Context())));

            Assert.Single(answers.OfType<Outcome<Programme>.Done>());
            Assert.Equal(63, answers.OfType<Outcome<Programme>.Refused>().Count(r => r.Refusal.Reason == Reason.EvaluationChanged));
        }

        DrillSize.Figure("R7", $"{DrillSize.Of("R7", 50, 1000)} rounds of 64 approvers: 1 done, 63 refused by name, each time");
    }
}
