using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A certificate was issued and a note was signed; then a superuser changes the database.</summary>
[Collection(OnAuditedLedgers.Name)]
[Trait("drill", "R12")]
public sealed class A_certificate_under_audit(AuditBed bed)
{
    [Fact]
    public async Task Is_identical_until_its_issuing_entry_is_forged()
    {
        await using var story = await Issued();
        // Enough entries that the note depends on a stored node above the programme's leaves.
        await story.Ledger.Grow(16);
        Assert.IsType<CertificateVerdict.Identical>(await story.Verdict());
        var note = (await story.Ledger.Signed()).Checkpoint.Size;

        await story.Edit("certificate_issued", "replace(body, '\"number\":\"1\"', '\"number\":\"2\"')");

        Assert.Equal((story.Position, LedgerFaults.LeafDiffers), await story.Broken());
        await story.Ledger.ForgeLeaf(story.Position);
        Assert.Equal(BundleFaults.InclusionProofFailed, (await story.Broken()).Fault);
        await story.Ledger.ForgeTree();
        Assert.Equal((note, LedgerFaults.RootDiffersAtCheckpoint), await story.Broken());
    }

    [Theory]
    [InlineData("definition_published", "body = replace(body, '\"version\":1', '\"version\":2')", 0)]
    [InlineData("curator_appointed", "type = 'curator_anointed'", 4)]
    [InlineData("document_registered", "body = replace(body, '\"date\":\"20', '\"date\":\"19')", 2)]
    [InlineData("programme_drafted", "organisation = 'another'", 1)]
    public async Task Is_not_rebuilt_from_forged_entries(string type, string change, long position)
    {
        await using var story = await Issued();
        await story.Ledger.Forge($"update ledger.entries set {change} where type = '{type}'");
        Assert.Equal(position, (await story.Broken()).Position);

        await story.Ledger.ForgeLeaf(position);

        // With so few entries the note's root is computed from leaves only.
        Assert.NotEqual(LedgerFaults.LeafDiffers, (await story.Broken()).Fault);
    }

    [Fact]
    public async Task Is_not_hidden_by_moving_entries_to_another_programme_and_school()
    {
        await using var story = await Issued();

        await story.Ledger.Forge($"update ledger.entries set stream = 'programme-{Some.Id()}' where position = {story.Position}");
        Assert.Equal((story.Position, LedgerFaults.LeafDiffers), await story.Broken());
        await story.Ledger.Forge($"update ledger.entries set organisation = '{Some.Id()}' where position = {story.Position}");
        Assert.Equal((story.Position, LedgerFaults.LeafDiffers), await story.Broken());
        await story.Ledger.Forge(
            $"update ledger.entries set stream = 'programme-{Some.Id()}' where stream = 'programme-{story.Programme}'");
        Assert.Equal((1, LedgerFaults.LeafDiffers), await story.Broken());
    }

    [Fact]
    public async Task Is_not_in_force_again_when_its_annulment_is_moved_away()
    {
        await using var story = await Issued();
        var annulled = await story.School.Done(story.Ledger.Node, story.Programme,
            new CertificationCommand.AnnulCertificate(story.Certificate.Id, new(Some.Id(), new string('e', 64))));
        await story.Ledger.Signed();
        Assert.IsType<CertificateVerdict.NotIssued>(await story.Verdict());

        await story.Ledger.Forge(
            "update ledger.entries set stream = 'programme-' || gen_random_uuid() where type = 'certificate_annulled'");

        Assert.Equal((annulled.Entries[^1].Position, LedgerFaults.LeafDiffers), await story.Broken());
    }

    [Fact]
    public async Task Is_proven_also_before_the_next_note()
    {
        await using var story = await Issued(signed: false);
        Assert.IsType<CertificateVerdict.Identical>(await story.Verdict());

        await story.Edit("certificate_issued", "replace(body, '\"number\":\"1\"', '\"number\":\"2\"')");
        await story.Ledger.ForgeLeaf(story.Position);

        Assert.Equal(StoredFaults.HeadDiffers, (await story.Broken()).Fault);
    }

    [Fact]
    public async Task Is_different_when_the_issued_text_is_not_that_of_history()
    {
        await using var story = await Issued();
        var lie = story.Certificate with { Id = Some.Id(), ContentHash = new string('0', 64), Replaces = story.Certificate.Id };
        var (type, body) = EventCodec.Write(lie);
        Assert.IsType<AppendResult.Appended>(await story.Ledger.Node.Writer.Append(Some.Of(
            null, null, new StreamAppend(StreamNames.Programme(story.Programme), 5, [Some.Event(body, type)])) with
                { Organisation = $"{story.School.Id}" }));

        var different = Assert.IsType<CertificateVerdict.Different>(await story.Verdict());

        Assert.Equal(lie.ContentHash, different.Expected);
        Assert.Equal(different.Actual, $"{Hash.Of(global::System.Text.Encoding.UTF8.GetBytes(different.Text))}");
    }

    [Fact]
    public async Task Is_not_found_by_another_organisation()
    {
        await using var story = await Issued();

        Assert.Null(await story.Ledger.Get<CertificateAuditor>().Rebuild(Some.Id(), story.Programme, null, AuditedLedger.Stop));
    }

    private async Task<Story> Issued(bool signed = true)
    {
        var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        if (!signed) await ledger.Signed();
        var done = await school.Done(ledger.Node, programme,
            new CertificationCommand.IssueCertificate(Some.Id(), new("1"), School.Today, 0, "", "", null, null, null, null));
        if (signed) await ledger.Signed();
        return new(ledger, school, programme, done.State.Certification.Current!, done.Entries[^1].Position);
    }

    private sealed record Story(AuditedLedger Ledger, School School, Guid Programme, CertificationEvent.CertificateIssued Certificate,
        long Position) : IAsyncDisposable
    {
        public async Task<CertificateVerdict> Verdict() =>
            (await Ledger.Get<CertificateAuditor>().Rebuild(School.Id, Programme, null, AuditedLedger.Stop))!.Verdict;

        public async Task<(long Position, string Fault)> Broken()
        {
            var broken = Assert.IsType<CertificateVerdict.LedgerBroken>(await Verdict());
            return (broken.FirstBadPosition, broken.Fault);
        }

        public Task Edit(string type, string body) => Ledger.Forge($"update ledger.entries set body = {body} where type = '{type}'");

        public ValueTask DisposeAsync() => Ledger.DisposeAsync();
    }
}
