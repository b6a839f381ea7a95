using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.System.Tests.Audit;

[Collection(OnAuditedLedgers.Name)]
public sealed class The_notes_in_the_safe(AuditBed bed)
{
    [Fact]
    public async Task Are_signed_one_after_the_other_as_the_ledger_grows()
    {
        await using var ledger = await bed.Ledger();
        for (var i = 0; i < 3; i++)
        {
            await ledger.Grow(7);
            await ledger.Signed();
            var again = await ledger.Signed();
            Assert.Equal(again.Note, ledger.Signer.Latest);
        }

        Assert.Equal([7, 14, 21], Sizes(ledger));
    }

    [Fact]
    public async Task Are_signed_at_the_start_on_a_schedule_and_at_the_stop()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(1);
        using (var often = new CheckpointSchedule(ledger.Signer, new(TimeSpan.FromMilliseconds(20)), TimeProvider.System,
            NullLogger<CheckpointSchedule>.Instance))
        {
            await often.StartAsync(AuditedLedger.Stop);
            Assert.Equal([1], Sizes(ledger));
            await ledger.Grow(1);
            for (var patience = 500; Sizes(ledger).Count < 2 && patience > 0; patience--) await Task.Delay(20, AuditedLedger.Stop);
            Assert.Equal([1, 2], Sizes(ledger));
            await often.StopAsync(AuditedLedger.Stop);
        }

        using var seldom = new CheckpointSchedule(ledger.Signer, new(TimeSpan.FromHours(1)), TimeProvider.System,
            NullLogger<CheckpointSchedule>.Instance);
        await seldom.StartAsync(AuditedLedger.Stop);
        await ledger.Grow(1);
        await seldom.StopAsync(AuditedLedger.Stop);
        Assert.Equal([1, 2, 3], Sizes(ledger));
    }

    [Fact]
    public async Task Allow_signing_of_any_earlier_size_and_stay_unchanged()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(40);
        await ledger.Signed();
        var before = await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop);
        await ledger.Grow(2);
        var leaves = await ledger.Leaves();

        foreach (var size in (int[])[0, 1, 17, 39, 40, 42])
        {
            var signed = Assert.IsType<Signing.Signed>(await ledger.Signer.SignAt(size, AuditedLedger.Stop));
            Assert.True(SignedNote.TryOpen(signed.Note, ledger.Signer.Key, out var opened));
            Assert.Equal((size, MerkleTree.Root(leaves.Take(size))), (opened.Size, opened.Root));
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.Signer.SignAt(43, AuditedLedger.Stop));
        Assert.Equal(before, await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop));
    }

    [Fact]
    public async Task Prevent_signing_of_a_state_that_is_inconsistent_with_them()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(40);
        await ledger.Signed();
        await ledger.Forge("""update ledger.entries set body = '{"n":2}' where position = 5""");
        await ledger.ForgeLeaf(5);

        Assert.IsType<Signing.Signed>(await ledger.Signer.SignAt(16, AuditedLedger.Stop));
        Assert.Equal(StoredFaults.NotJoined, Assert.IsType<Signing.Forked>(await ledger.Signer.SignAt(7, AuditedLedger.Stop)).Fault.Code);
        await ledger.ForgeTree();
        Assert.IsType<Signing.Forked>(await ledger.Signer.SignAt(16, AuditedLedger.Stop));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(-1)]
    [InlineData(-40)]
    public async Task May_end_in_an_incomplete_note(int cut)
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(3);
        var first = await ledger.Signed();
        await ledger.Grow(3);
        var second = (await ledger.Signed()).Note;
        var bytes = global::System.Text.Encoding.UTF8.GetBytes(second);
        await File.WriteAllBytesAsync(
            ledger.Notes, [.. global::System.Text.Encoding.UTF8.GetBytes(first.Note), .. bytes[..(cut > 0 ? cut : bytes.Length + cut)]],
            AuditedLedger.Stop);

        Assert.Equal([first.Note], ledger.Get<CheckpointFile>().Notes());
        var third = await ledger.Signed();

        Assert.Equal([first.Note, third.Note], ledger.Get<CheckpointFile>().Notes());
        Assert.Equal(first.Note + third.Note, await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop));
    }

    [Fact]
    public async Task Are_all_signed_by_one_key()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(3);
        await ledger.Signed();
        File.Delete(Path.Combine(ledger.Safe, "checkpoint.key"));

        var other = ledger.Beside();

        Assert.Equal(StoredFaults.NoteNotOurs, await other.Forked());
        Assert.Equal((StoredFaults.NoteNotOurs, 0), await other.Broken());
    }

    [Fact]
    public async Task May_not_be_followed_by_other_text()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(3);
        await ledger.Signed();
        await File.AppendAllTextAsync(ledger.Notes, new string('x', 5000), AuditedLedger.Stop);

        Assert.Equal(StoredFaults.NotesUnreadable, await ledger.Forked());
        Assert.Equal((StoredFaults.NotesUnreadable, 0), await ledger.Broken());
    }

    [Fact]
    public async Task Include_stream_lengths_so_that_a_removed_version_cannot_be_reused()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        var note = await ledger.Signed();
        Assert.Equal(
            $"mentorshipflow streams v1\n{note.Checkpoint.Origin}\n7 1\nprogramme-{programme} 4\n",
            await File.ReadAllTextAsync(Path.Combine(ledger.Safe, "streams.log"), AuditedLedger.Stop));
        await ledger.Forge(
            $"""
            update ledger.entries set stream = 'programme-' || gen_random_uuid() where position = 6;
            update ledger.mt_streams set version = 3 where id = 'programme-{programme}'
            """);
        await school.Done(ledger.Node, programme, Tests.Ledger.School.Resource());

        Assert.Equal(LedgerFaults.VersionGap, await ledger.Forked());
    }

    [Fact]
    public async Task Lead_to_recomputing_everything_when_the_stream_lengths_are_lost()
    {
        await using var ledger = await bed.Ledger();
        await (await ledger.School()).Submitted(ledger.Node);
        var origin = (await ledger.Signed()).Checkpoint.Origin;
        var lengths = Path.Combine(ledger.Safe, "streams.log");
        var whole = await File.ReadAllTextAsync(lengths, AuditedLedger.Stop);
        foreach (var (of, rest) in new[] { (origin, "5 2"), (origin, "500 0"), ("mentorshipflow/another", "5 0") })
        {
            await File.WriteAllTextAsync(lengths, $"mentorshipflow streams v1\n{of}\n{rest}\n", AuditedLedger.Stop);
            await ledger.Signed();
            Assert.Equal(whole, await File.ReadAllTextAsync(lengths, AuditedLedger.Stop));
        }

        File.Delete(lengths);
        await ledger.Forge("update ledger.entries set stream = 'programme-' || gen_random_uuid() where position = 4");
        Assert.Equal(LedgerFaults.LeafDiffers, await ledger.Forked());
    }

    [Fact]
    public async Task Are_one_chain_for_two_nodes_that_share_them()
    {
        await using var ledger = await bed.Ledger();
        var other = ledger.Beside();
        for (var i = 0; i < 10; i++)
        {
            await ledger.Grow(1);
            await Task.WhenAll(ledger.Signed(), other.Signed());
        }

        var sizes = ledger.Get<CheckpointFile>().Notes()
            .Select(note => SignedNote.TryOpen(note, ledger.Signer.Key, out var c) ? c.Size : -1).ToList();

        Assert.Equal(sizes.Distinct().Order(), sizes);
        Assert.Equal(10, sizes[^1]);
    }

    [Fact]
    public async Task Are_two_chains_for_two_nodes_with_separate_safes()
    {
        await using var ledger = await bed.Ledger();
        var other = ledger.Beside(Directory.CreateTempSubdirectory("mentorshipflow-safe-").FullName);
        await ledger.Grow(3);

        Assert.NotEqual((await ledger.Signed()).Note, (await other.Signed()).Note);
        Assert.Equal((await ledger.Signed()).Checkpoint, (await other.Signed()).Checkpoint);
    }

    private static List<long> Sizes(AuditedLedger ledger) =>
        [.. ledger.Get<CheckpointFile>().Notes().Select(note => SignedNote.TryOpen(note, ledger.Signer.Key, out var c) ? c.Size : -1)];
}
