using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>
/// Notes of 3, 6 and 9 entries; the entries after the fourth are lost, and the retreat is interrupted at each of its steps.
/// </summary>
[Collection(OnAuditedLedgers.Name)]
[Trait("drill", "R13")]
public sealed class A_retreat_that_is_interrupted(AuditBed bed)
{
    [Fact]
    public async Task Keeps_every_note_until_the_loss_is_recorded()
    {
        await using var ledger = await bed.Ledger();
        List<Signing.Signed> notes = [];
        for (var i = 0; i < 3; i++)
        {
            await ledger.Grow(3);
            notes.Add(await ledger.Signed());
        }

        var (whole, losses, kept) = (await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop), Path.Combine(ledger.Safe, "losses.log"),
            $"{ledger.Notes}.new");
        var retreat = new CheckpointRetreat(ledger.Safe, ledger.Signer.Key, TimeProvider.System);
        void To() => retreat.To(4, notes[^1].Checkpoint);

        // During the restore and the verification against the remaining notes.
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-kept-");
        Assert.Equal([notes[0].Note], retreat.Kept(4, folder.FullName).Notes());
        folder.Delete(recursive: true);
        Assert.Equal(whole, await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop));

        // A folder with the file's name makes the step that writes the file fail.
        Directory.CreateDirectory(losses);
        Assert.ThrowsAny<Exception>(To);
        Assert.Equal(whole, await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop));
        Directory.Delete(losses);

        Directory.CreateDirectory(kept);
        Assert.ThrowsAny<Exception>(To);
        Assert.Equal(whole, await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop));
        Assert.Single(await File.ReadAllLinesAsync(losses, AuditedLedger.Stop));
        Directory.Delete(kept);

        To();
        Assert.Equal(notes[0].Note, await File.ReadAllTextAsync(ledger.Notes, AuditedLedger.Stop));
        var lines = await File.ReadAllLinesAsync(losses, AuditedLedger.Stop);
        Assert.Equal((2, true), (lines.Length, lines.All(l => l.Contains("the checkpoint of 9 entries", StringComparison.Ordinal))));
        Assert.Equal(whole, await File.ReadAllTextAsync(Path.Combine(ledger.Safe, lines[^1].Split(' ')[^1]), AuditedLedger.Stop));
    }

    [Fact]
    public async Task Sets_the_time_stamps_of_lost_entries_aside()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(3);
        var kept = await ledger.Signed();
        await ledger.Grow(3);
        var lost = await ledger.Signed();
        var files = new TimeStampFiles(ledger.Safe);
        foreach (var signed in new[] { kept, lost }) files.Keep(signed.Checkpoint.Size, signed.Note, [1, 2, 3]);

        new CheckpointRetreat(ledger.Safe, ledger.Signer.Key, TimeProvider.System).To(4, lost.Checkpoint);

        Assert.Equal([3L], files.Sizes);
        var aside = Assert.Single(Directory.EnumerateDirectories(ledger.Safe, "time-stamps-until-*"));
        Assert.Equal(["6.note", "6.tsr"], Directory.EnumerateFiles(aside).Select(Path.GetFileName).Order());
    }
}
