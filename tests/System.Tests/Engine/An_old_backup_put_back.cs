using MentorshipFlow.Audit;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>The database is restored to an earlier state under a running node, whose cached folds and last entry no longer exist.</summary>
public sealed class An_old_backup_put_back
{
    [Fact]
    public async Task Is_used_for_answers_in_place_of_the_nodes_cache()
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
    public async Task That_grew_again_elsewhere_is_recognised_by_its_entries_although_versions_agree()
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
    public async Task Accepts_no_decision_of_a_node_that_wrote_the_lost_entries()
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

    // Like a restore: removes the rows above the head. They are so few that no stored tree node is affected.
    private static async Task PutBack(LedgerTestBed bed, LedgerHead head)
    {
        Assert.True(head.Size < 13);
        // A superuser's session in which triggers do not fire.
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
