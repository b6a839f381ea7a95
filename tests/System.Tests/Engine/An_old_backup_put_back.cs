using MentorshipFlow.Audit;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>The database goes back in time under a node that runs: what the node keeps in memory is of a ledger that is no more.</summary>
public sealed class An_old_backup_put_back
{
    [Fact]
    public async Task Is_answered_from_and_not_what_the_node_remembers()
    {
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var old = await node.Reader.Head(LedgerTestBed.Stop);
        var fact = Some.Id();
        await school.Done(node, programme, School.Resource(fact));
        await school.Done(node, programme, School.Resource());

        await PutBack(bed, old);

        Assert.Equal(1, (await node.Programmes.Find(school.Id, programme, LedgerTestBed.Stop))!.State.Version);
        await using var restarted = bed.Node();
        var done = await school.Done(restarted, programme, School.Resource(fact));
        Assert.Equal((false, 2), (done.Repeated, done.State.Version));
    }

    [Fact]
    public async Task That_grew_again_elsewhere_is_told_by_its_entries_although_the_versions_agree()
    {
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var old = await node.Reader.Head(LedgerTestBed.Stop);
        var (gone, grown) = (Some.Id(), Some.Id());
        await school.Done(node, programme, School.Resource(gone));

        await PutBack(bed, old);
        await using (var other = bed.Node()) await school.Done(other, programme, School.Resource(grown));

        Assert.Equal([grown], (await node.Programmes.Find(school.Id, programme, LedgerTestBed.Stop))!.State.Preparation.Seen);
        Assert.IsType<Outcome<Programme>.Refused>(await node.Decide(programme,
            new PreparationCommand.VoidFact(gone, new(Some.Id(), new string('0', 64))), school.Context()));
    }

    [Fact]
    public async Task Takes_no_decision_of_the_node_that_wrote_what_is_gone()
    {
        await using var bed = await LedgerTestBed.StartAsync();
        await using var node = bed.Node();
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var old = await node.Reader.Head(LedgerTestBed.Stop);
        await school.Done(node, programme, School.Resource());

        await PutBack(bed, old);

        Assert.Equal(new(LedgerFaults.TailCut, old.Size, ""), await Forked());
        Assert.Equal(old.Size, (await node.Reader.Head(LedgerTestBed.Stop)).Size);
        await using (var other = bed.Node()) await school.Done(other, programme, School.Resource());
        Assert.Equal(new(LedgerFaults.LeafDiffers, old.Size, ""), await Forked());
        Assert.NotNull(node.Writer.Fork);

        async Task<LedgerVerdict.Broken> Forked() =>
            Assert.IsType<Outcome<Programme>.Forked>(await node.Decide(programme, School.Resource(), school.Context())).Fault;
    }

    // As a restore does it: rows above the head are not there. Small enough that no stored tree node goes with them.
    private static async Task PutBack(LedgerTestBed bed, LedgerHead head)
    {
        Assert.True(head.Size < 13);
        // A superuser's session that fires no triggers.
        await using var connection = await bed.Open();
        await using var cut = new NpgsqlCommand(
            $"""
            set session_replication_role = replica;
            delete from ledger.mt_events where seq_id > {head.Size};
            delete from seal.leaves where seq_id > {head.Size};
            delete from ledger.mt_streams s
            where not exists (select from ledger.mt_events e where e.tenant_id = s.tenant_id and e.stream_id = s.id);
            update ledger.mt_streams s
            set version = (select max(e.version) from ledger.mt_events e where e.tenant_id = s.tenant_id and e.stream_id = s.id)
            """,
            connection);
        await cut.ExecuteNonQueryAsync(LedgerTestBed.Stop);
        await bed.Ask<int>("update seal.head set size = $1, frontier = $2", Value(head.Size), Value(head.Frontier));
    }
}
