using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.System.Tests.Engine;

[Collection(OnALedger.Name)]
public sealed class A_repeated_command(LedgerTestBed bed)
{
    [Fact]
    public async Task Gets_its_first_answer_and_adds_nothing()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var (command, context) = (School.Resource(), school.Context());
        var first = await school.Done(node, programme, command, context);
        var size = (await node.Reader.Head(LedgerTestBed.Stop)).Size;

        var again = await school.Done(node, programme, command, context);

        Assert.Equal((false, true), (first.Repeated, again.Repeated));
        Assert.Equal(first.Entries, again.Entries);
        Assert.Equal(size, (await node.Reader.Head(LedgerTestBed.Stop)).Size);
    }

    [Fact]
    public async Task Gets_its_first_answer_on_another_node_and_after_a_restart()
    {
        var school = School.New(bed);
        var (command, context, programme) = (School.Resource(), school.Context(), Guid.Empty);
        Outcome<Programme>.Done first;
        await using (var node = bed.Node())
        {
            programme = await school.Drafted(node);
            first = await school.Done(node, programme, command, context);
            await using var another = bed.Node();
            Assert.Equal(first.Entries, (await school.Done(another, programme, command, context)).Entries);
        }

        await using var restarted = bed.Node();
        Assert.Equal(first.Entries, (await school.Done(restarted, programme, command, context)).Entries);
    }

    [Fact]
    public async Task Gets_its_first_answer_although_the_stream_has_moved_since()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var (command, context) = (School.Resource(), school.Context());
        var first = await school.Done(node, programme, command, context);
        for (var i = 0; i < 5; i++) await school.Done(node, programme, School.Resource());

        var again = await school.Done(node, programme, command, context);

        Assert.Equal(first.Entries, again.Entries);
        Assert.Equal(first.State.Version, again.State.Version);
    }

    [Fact]
    public async Task Gets_its_first_answer_although_its_tag_is_stale_now()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var (programme, seen) = await school.Submitted(node);
        var (command, context) = (new GateCommand.ApproveStage(1, seen), school.Context());
        var first = await school.Done(node, programme, command, context);

        Assert.Equal(first.Entries, (await school.Done(node, programme, command, context)).Entries);
    }

    [Fact]
    public async Task With_another_body_is_refused_whether_valid_or_not()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var fact = Some.Id();
        await school.Done(node, programme, School.Resource(fact), school.Context("key-1"));
        var other = school.Context("key-1", new string('b', 64));

        Assert.IsType<Outcome<Programme>.KeyReused>(await node.Decide(programme, School.Resource(), other));
        Assert.IsType<Outcome<Programme>.KeyReused>(await node.Decide(programme, School.Resource(fact), other));
    }

    [Fact]
    public async Task On_another_programme_is_refused()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var (one, two) = (await school.Drafted(node), await school.Drafted(node));
        var (command, context) = (School.Resource(), school.Context());
        await school.Done(node, one, command, context);

        Assert.IsType<Outcome<Programme>.KeyReused>(await node.Decide(two, command, context));
    }

    [Fact]
    public async Task Of_another_organisation_is_another_command()
    {
        await using var node = bed.Node();
        var (mine, yours) = (School.New(bed), School.New(bed));
        var (one, two) = (await mine.Drafted(node), await yours.Drafted(node));
        await mine.Done(node, one, School.Resource(), mine.Context("same"));

        Assert.False((await yours.Done(node, two, School.Resource(), yours.Context("same"))).Repeated);
    }

    [Fact]
    public async Task That_was_refused_is_decided_anew()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var (programme, seen) = await school.Submitted(node);
        var (command, context) = (new GateCommand.ApproveStage(2, null), school.Context());
        Assert.Equal(Reason.StageOutOfOrder,
            Assert.IsType<Outcome<Programme>.Refused>(await node.Decide(programme, command, context)).Refusal.Reason);
        Assert.Empty(await node.Reader.Command(school.Id.ToString(), context.CommandId, LedgerTestBed.Stop));
        await school.Done(node, programme, new GateCommand.ApproveStage(1, seen));

        var anew = await node.Decide(programme, command, context);

        Assert.Equal(Reason.StageNotSubmitted, Assert.IsType<Outcome<Programme>.Refused>(anew).Refusal.Reason);
    }

    [Fact]
    public async Task Sent_64_times_at_once_is_done_once()
    {
        await using var one = bed.Node();
        await using var two = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(one);
        var (command, context) = (School.Resource(), school.Context());

        var answers = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(n => school.Done(n % 2 == 0 ? one : two, programme, command, context)));

        Assert.Single(answers, a => !a.Repeated);
        Assert.Single(answers.Select(a => a.Entries.Single()).Distinct());
    }

    [Fact]
    public async Task As_a_dry_run_records_nothing()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var size = (await node.Reader.Head(LedgerTestBed.Stop)).Size;

        var foreseen = Assert.IsType<Outcome<Programme>.Foreseen>(await node.Decide(programme, School.Resource(),
            school.Context(dryRun: true)));

        Assert.Equal(2, foreseen.State.Version);
        Assert.Equal(size, (await node.Reader.Head(LedgerTestBed.Stop)).Size);
    }

    [Fact]
    public async Task Whose_title_is_taken_meanwhile_is_refused_by_name()
    {
        await using var node = bed.Node();
        var school = School.New(bed);
        var draft = school.Draft("Наставничество");
        await school.Done(node, Some.Id(), draft);

        var second = await node.Decide(Some.Id(), draft, school.Context());

        Assert.Equal(Reason.ProgrammeTitleTaken, Assert.IsType<Outcome<Programme>.Refused>(second).Refusal.Reason);
    }
}
