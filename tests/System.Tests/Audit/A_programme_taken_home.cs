using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Audit;

[Collection(OnAuditedLedgers.Name)]
public sealed class A_programme_taken_home(AuditBed bed)
{
    [Fact]
    public async Task Is_verified_without_the_database_against_the_auditors_own_checkpoint()
    {
        await using var ledger = await bed.Ledger();
        var own = await ledger.Signed();
        var text = await Exported(ledger, own.Checkpoint.Size);

        var sound = Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(text, NoCertificate, ledger.Signer.Key, own.Note));

        Assert.Equal(KeyTrust.Given, sound.Trust);
        Assert.Equal(4, sound.Version);
    }

    [Fact]
    public async Task Is_broken_by_a_changed_byte_a_missing_tail_or_another_checkpoint()
    {
        await using var ledger = await bed.Ledger();
        var text = await Exported(ledger, null);
        await ledger.Grow(3);
        var later = (await ledger.Signed()).Note;
        var checkpoint = text[(text.IndexOf("checkpoint\n", StringComparison.Ordinal) + 11)..text.IndexOf("statement\n",
            StringComparison.Ordinal)];

        Assert.Equal(BundleFaults.InclusionProofFailed,
            Fault(ledger, text.Replace("\"stage\":1", "\"stage\":2", StringComparison.Ordinal)));
        Assert.Equal(BundleFaults.TailCut, Fault(ledger, WithoutTheLastEntry(text)));
        Assert.Equal(BundleFaults.InclusionProofFailed, Fault(ledger, text.Replace(checkpoint, later, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Is_not_made_from_a_forked_ledger()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        await ledger.Signed();
        await ledger.Forge("update ledger.entries set type = 'stage_returned' where position = 4");
        await ledger.ForgeLeaf(4);
        await ledger.ForgeTree();

        var found = await ledger.Get<ProgrammeEngine>().FindAt(school.Id, programme, 2, AuditedLedger.Stop);

        Assert.Equal(LedgerFaults.RootDiffersAtCheckpoint,
            Assert.IsType<Export.Forked>(await ledger.Get<ProgrammeExport>().Make(found!, null, AuditedLedger.Stop)).Fault.Code);
    }

    [Fact]
    public async Task Is_not_shown_in_part_either_if_an_entry_was_changed()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        await ledger.Signed();
        var stream = await ledger.Get<LedgerReader>().Stream(StreamNames.Programme(programme), 0, int.MaxValue, AuditedLedger.Stop);
        var changed = stream.Single(e => e.Entry.Position == 4).Entry.Version;
        await ledger.Forge("update ledger.entries set role = 'head' where position = 4");

        foreach (var claim in new ExcerptClaim[] { new ExcerptClaim.OfStage(1), new ExcerptClaim.OfEntry(changed) })
        {
            var broken = await Assert.ThrowsAsync<LedgerBrokenException>(() =>
                ledger.Get<ExcerptExport>().OfProgramme(school.Id, programme, claim, false, 100, null, AuditedLedger.Stop));
            Assert.Equal((4, LedgerFaults.LeafDiffers), (broken.Position, broken.Fault));
            ledger.Get<LedgerAlarm>().Clear("Учение.");
        }
    }

    [Fact]
    public async Task Is_signed_anew_for_a_part_only_if_the_last_checkpoint_does_not_cover_it()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        var before = await ledger.Signed();
        await ledger.Grow(3);

        Assert.Equal(before.Note, (await Part(new ExcerptClaim.OfEntry(1), null)).CheckpointNote);
        var later = (await Part(new ExcerptClaim.OfEntry(1), before.Checkpoint.Size + 1)).CheckpointNote;
        Assert.Equal($"{before.Checkpoint.Size + 3}", later.Split('\n')[1]);

        async Task<Excerpt> Part(ExcerptClaim claim, long? own) => Assert.IsType<Export.MadeExcerpt>(
            await ledger.Get<ExcerptExport>().OfProgramme(school.Id, programme, claim, false, 100, own, AuditedLedger.Stop)).Excerpt;
    }

    [Fact]
    public async Task Is_refused_in_part_with_too_many_entries()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);

        Assert.IsType<Export.TooMany>(await ledger.Get<ExcerptExport>().OfProgramme(
            school.Id, programme, new ExcerptClaim.OfActor($"person-{school.Curator}"), false, 1, null, AuditedLedger.Stop));
    }

    [Fact]
    public async Task Is_not_signed_if_an_entry_under_the_last_note_was_changed_or_moved_away()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        await ledger.Signed();
        foreach (var change in new[] { "role = 'head'", $"stream = 'programme-{Some.Id()}'", $"organisation = '{Some.Id()}'" })
        {
            await ledger.Forge($"update ledger.entries set {change} where position = 4");

            var broken = await Assert.ThrowsAsync<LedgerBrokenException>(async () =>
            {
                var found = await ledger.Get<ProgrammeEngine>().FindAt(school.Id, programme, 4, AuditedLedger.Stop);
                await ledger.Get<ProgrammeExport>().Make(found!, null, AuditedLedger.Stop);
            });

            Assert.Equal((4, LedgerFaults.LeafDiffers), (broken.Position, broken.Fault));
            ledger.Get<LedgerAlarm>().Clear("Учение.");
        }
    }

    private static async Task<string> Exported(AuditedLedger ledger, long? joinedTo)
    {
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        var found = await ledger.Get<ProgrammeEngine>().Find(school.Id, programme, AuditedLedger.Stop);
        return Assert.IsType<Export.Made>(await ledger.Get<ProgrammeExport>().Make(found!, joinedTo, AuditedLedger.Stop)).Bundle.Text;
    }

    private static string WithoutTheLastEntry(string text)
    {
        var last = text.LastIndexOf("mentorshipflow entry v1\n", text.IndexOf("definitions 1\n", StringComparison.Ordinal),
            StringComparison.Ordinal);
        return text[..last].Replace("entries 4\n", "entries 3\n", StringComparison.Ordinal)
            + text[text.IndexOf("definitions 1\n", StringComparison.Ordinal)..];
    }

    private static string Fault(AuditedLedger ledger, string text) =>
        BundleVerifier.Verify(text, NoCertificate, ledger.Signer.Key) is BundleVerdict.Broken broken ? broken.Code : "sound";

    private static string NoCertificate(
        Guid programme, IReadOnlyList<(Entry Entry, DomainEvent Event)> history, MentorshipFlow.Definitions.Definition? definition,
        MentorshipFlow.Programmes.Certification.CertificationEvent.CertificateIssued issued) =>
            throw new InvalidOperationException("None was issued.");
}
