using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>50 entries under one note, 50 more under a second one; then a superuser changes the database.</summary>
[Collection(OnAuditedLedgers.Name)]
[Trait("drill", "R12")]
public sealed class A_forged_ledger(AuditBed bed)
{
    private const string OtherBody = """update ledger.entries set body = '{"n":2}' where position = 30""";

    [Fact]
    public async Task Was_sound_before()
    {
        await using var ledger = await Noted();

        Assert.IsType<LedgerVerdict.Sound>(await ledger.Verified());
    }

    [Fact]
    public async Task Shows_a_changed_body_at_its_position()
    {
        await using var ledger = await Noted();
        await ledger.Forge(OtherBody);

        Assert.Equal((LedgerFaults.LeafDiffers, 30), await ledger.Broken());
    }

    [Fact]
    public async Task Shows_a_changed_body_with_its_leaf_at_the_next_checkpoint()
    {
        await using var ledger = await Noted();
        await ledger.Forge(OtherBody);
        await ledger.ForgeLeaf(30);

        Assert.Equal((LedgerFaults.RootDiffersAtCheckpoint, 50), await ledger.Broken());
    }

    [Fact]
    public async Task Is_not_signed_again_when_leaves_tree_and_head_were_rewritten_too()
    {
        await using var ledger = await Noted();
        await ledger.Forge(OtherBody);
        await ledger.ForgeLeaf(30);
        await ledger.ForgeTree();

        Assert.Equal(LedgerFaults.RootDiffersAtCheckpoint, await ledger.Forked());
        Assert.Equal((LedgerFaults.RootDiffersAtCheckpoint, 50), await ledger.Broken());
        Assert.Equal(LedgerFaults.RootDiffersAtCheckpoint, ledger.Signer.Fork?.Code);
    }

    [Fact]
    public async Task Is_detected_by_the_auditors_own_note_when_the_safe_was_emptied_too()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(50);
        var brought = (await ledger.Signed()).Checkpoint;
        await ledger.Grow(10);
        await ledger.Forge(OtherBody);
        await ledger.ForgeLeaf(30);
        await ledger.ForgeTree();
        File.Delete(ledger.Notes);
        await ledger.Signed();

        Assert.IsType<LedgerVerdict.Sound>(await ledger.Verified());
        Assert.Equal((LedgerFaults.RootDiffersAtCheckpoint, 50), await ledger.Broken(brought));
    }

    [Fact]
    public async Task Shows_two_swapped_entries()
    {
        await using var ledger = await Noted();
        await ledger.Forge("""
            update ledger.entries set position = -1 where position = 30;
            update ledger.entries set position = 30 where position = 31;
            update ledger.entries set position = 31 where position = -1
            """);

        Assert.Equal((LedgerFaults.LeafDiffers, 30), await ledger.Broken());
        await ledger.ForgeLeaf(30);
        await ledger.ForgeLeaf(31);
        Assert.Equal((LedgerFaults.TimeGoesBack, 31), await ledger.Broken());
    }

    [Fact]
    public async Task Shows_an_entry_that_was_removed()
    {
        await using var ledger = await Noted();
        await ledger.Forge("delete from ledger.entries where position = 30");

        Assert.Equal((LedgerFaults.PositionGap, 30), await ledger.Broken());
    }

    [Theory]
    [InlineData("update ledger.mt_streams set version = 7 where id = (select stream_id from ledger.mt_events where seq_id = 31)", 100)]
    [InlineData("update ledger.mt_streams set is_archived = true where id = (select stream_id from ledger.mt_events where seq_id = 31)",
        100)]
    [InlineData("delete from ledger.mt_streams where id = (select stream_id from ledger.mt_events where seq_id = 31)", 100)]
    [InlineData("update ledger.mt_events set is_archived = true where seq_id = 31", 30)]
    public async Task Shows_changes_that_no_leaf_covers(string forgery, long position)
    {
        await using var ledger = await Noted();
        await ledger.Forge(forgery);

        Assert.Equal((StoredFaults.StreamDiffers, position), await ledger.Broken());
    }

    [Fact]
    public async Task Shows_a_truncated_end()
    {
        await using var ledger = await Noted();
        await ledger.Forge("delete from ledger.entries where position = 99");
        await ledger.ForgeTree();

        Assert.Equal(LedgerFaults.TailCut, await ledger.Forked());
        Assert.Equal((LedgerFaults.TailCut, 99), await ledger.Broken());
    }

    [Fact]
    public async Task Shows_an_entry_after_its_end()
    {
        await using var ledger = await Noted();
        await ledger.Forge("""
            insert into ledger.entries select 100, organisation, stream, 2, gen_random_uuid(), type, actor, role, on_behalf_of,
                recorded_at, effective_on, 'other', 0, fingerprint, correlation, causation, body, leaf
            from ledger.entries where position = 99
            """);

        Assert.Equal((StoredFaults.BehindHead, 100), await ledger.Broken());
    }

    [Fact]
    public async Task Is_not_signed_when_an_entry_was_changed_before_its_first_checkpoint()
    {
        await using var ledger = await Noted();
        await ledger.Grow(5);
        await ledger.Forge("""update ledger.entries set body = '{"n":2}' where position = 102""");

        Assert.Equal(LedgerFaults.LeafDiffers, await ledger.Forked());
        ledger.Get<LedgerAlarm>().Clear("Учение.");
        await ledger.ForgeLeaf(102);
        Assert.Equal(StoredFaults.HeadDiffers, await ledger.Forked());
    }

    [Fact]
    public async Task Is_not_signed_with_another_head()
    {
        await using var ledger = await Noted();
        await ledger.Grow(5);
        await ledger.Forge("update seal.head set frontier = set_byte(frontier, 3, 255 - get_byte(frontier, 3))");

        Assert.Equal(StoredFaults.HeadDiffers, await ledger.Forked());
        Assert.Equal((StoredFaults.HeadDiffers, 105), await ledger.Broken());
    }

    [Fact]
    public async Task Shows_a_node_that_does_not_follow_from_its_entries()
    {
        await using var ledger = await Noted();
        await ledger.Forge("update seal.nodes set hash = sha256('other') where level = 4 and index = 2");

        Assert.Equal((StoredFaults.NodeDiffers, 32), await ledger.Broken());
    }

    [Fact]
    public async Task Is_detected_when_an_old_backup_is_restored()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(50);
        var old = await ledger.BackedUp();
        await ledger.Grow(20);
        await ledger.Signed();

        Assert.Equal(LedgerFaults.TailCut, await old.Forked());
        Assert.Equal((LedgerFaults.TailCut, 50), await old.Broken());
        old.Get<LedgerAlarm>().Clear("Учение.");
        await old.Grow(30);
        Assert.Equal(LedgerFaults.RootDiffersAtCheckpoint, await old.Forked());
        Assert.Equal((LedgerFaults.RootDiffersAtCheckpoint, 70), await old.Broken());
    }

    [Fact]
    public async Task Is_detected_when_it_is_another_ledger()
    {
        await using var ledger = await Noted();
        await ledger.Forge("update seal.head set ledger = gen_random_uuid()");

        Assert.Equal(StoredFaults.OtherLedger, await ledger.Forked());
        Assert.Equal(StoredFaults.OtherLedger, (await ledger.Broken()).Code);
    }

    [Fact]
    public async Task Is_sound_in_a_range_that_was_not_touched_and_broken_in_one_that_was()
    {
        await using var ledger = await Noted();
        Assert.Equal("sound", await Range(ledger, 20, 60));
        Assert.Equal("sound", await Range(ledger, 99, 100));

        await ledger.Forge(OtherBody);

        Assert.Equal(LedgerFaults.LeafDiffers, await Range(ledger, 20, 60));
        Assert.Equal("sound", await Range(ledger, 31, 60));
        await ledger.ForgeLeaf(30);
        Assert.Equal(StoredFaults.NotJoined, await Range(ledger, 20, 45));
    }

    private static async Task<string> Range(AuditedLedger ledger, long from, long upTo) =>
        (await ledger.Get<LedgerAuditor>().Range(from, upTo, null, AuditedLedger.Stop)).Verdict is LedgerVerdict.Broken broken
            ? broken.Code : "sound";

    private async Task<AuditedLedger> Noted()
    {
        var ledger = await bed.Ledger();
        await ledger.Grow(50);
        await ledger.Signed();
        await ledger.Grow(50);
        await ledger.Signed();
        return ledger;
    }
}
