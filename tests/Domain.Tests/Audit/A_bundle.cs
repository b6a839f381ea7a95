using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_bundle : IDisposable
{
    private readonly SchoolLedger ledger = new();

    public A_bundle() => ledger.IssueCertificate();

    public void Dispose() => ledger.Dispose();

    private BundleVerdict Verify(string text, CheckpointKey? key = null, string? own = null) =>
        BundleVerifier.Verify(text, SchoolLedger.CertificateOf, key, own);

    [Fact]
    public void Is_sound_with_the_trusted_key()
    {
        var sound = Assert.IsType<BundleVerdict.Sound>(Verify(ledger.Bundle().Text, ledger.Key));

        Assert.Equal(SchoolLedger.Ours, sound.Programme);
        Assert.Equal("school-49", sound.Organisation);
        Assert.Equal(5, sound.Version);
        Assert.Equal(ledger.CheckpointAt(10), sound.Checkpoint);
        Assert.Equal(KeyTrust.Given, sound.Trust);
        Assert.Equal([new(SchoolLedger.Certificate, CertificateStanding.InForce)], sound.Certificates);
    }

    [Fact]
    public void Shows_the_status_of_each_certificate()
    {
        var second = SchoolLedger.Id(5);
        ledger.IssueCertificate(second, replaces: SchoolLedger.Certificate);
        IReadOnlyList<RebuiltCopy> Rebuilt() => Assert.IsType<BundleVerdict.Sound>(Verify(ledger.Bundle().Text, ledger.Key)).Certificates;
        Assert.Equal(["replaced", "in force"], Rebuilt().Select(c => c.StandingWords.En));

        ledger.Decide(SchoolLedger.Ours, new CertificationCommand.AnnulCertificate(second, new(SchoolLedger.Id(6), new string('e', 64))));

        Assert.Equal([new(SchoolLedger.Certificate, CertificateStanding.Replaced), new(second, CertificateStanding.Annulled)], Rebuilt());
    }

    [Fact]
    public void Is_only_consistent_without_a_trusted_key()
    {
        var sound = Assert.IsType<BundleVerdict.Sound>(Verify(ledger.Bundle().Text));

        Assert.Equal(KeyTrust.FileItself, sound.Trust);
        Assert.Equal("подпись проверена ключом из самого файла", sound.TrustSentence.Ru);
    }

    [Fact]
    public void Is_read_back_from_its_text_and_its_bytes()
    {
        var text = ledger.Bundle(joinedTo: 3).Text;

        Assert.Equal(text, Assert.IsType<BundleReading.Accepted>(BundleReader.Read(text)).Bundle.Text);
        Assert.Equal(text, Assert.IsType<BundleReading.Accepted>(BundleReader.Read(Encoding.UTF8.GetBytes(text))).Bundle.Text);
    }

    [Fact]
    public void Gives_the_leaf_of_an_entry_to_standard_tools()
    {
        // The same as the awk line of the specification.
        var lines = ledger.Bundle().Text.Split('\n');
        var start = lines.Index().Where(line => line.Item == "mentorshipflow entry v1").ElementAt(2).Index;
        var cut = string.Concat(lines[start..].TakeWhile(line => !line.StartsWith("proof", StringComparison.Ordinal))
            .Select(line => line + "\n"));

        Assert.Equal(ledger.Entries.Where(entry => entry.Organisation == "school-49").ElementAt(2).Leaf().ToString(),
            SchoolLedger.Digest(cut));
    }

    [Fact]
    public void Holds_nothing_of_another_school() =>
        Assert.DoesNotContain("school-50", ledger.Bundle(joinedTo: 3).Text, StringComparison.Ordinal);

    [Fact]
    public void Has_only_entries_up_to_its_checkpoint()
    {
        var sound = Assert.IsType<BundleVerdict.Sound>(Verify(ledger.Bundle(size: 7).Text, ledger.Key));

        Assert.Equal((3, 0), (sound.Version, sound.Certificates.Count));
    }

    [Fact]
    public void Rebuilds_the_certificate_with_its_definition()
    {
        using var whole = new SchoolLedger(TargetModel.Accepted(TargetModel.Text) is { } shipped ? Canonical(shipped.Text) : "");
        whole.IssueCertificate();
        var bundle = whole.Bundle();

        Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(bundle.Text, SchoolLedger.CertificateOf, whole.Key));
        Assert.Contains("stages 7\n", bundle.Certificates.Single().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 3), InlineData(10, 8), InlineData(10, 10), InlineData(7, 10), InlineData(8, 9), InlineData(10, 0)]
    public void Is_consistent_with_a_checkpoint_of_the_auditor(int size, int own)
    {
        var text = ledger.Bundle(size, own == size ? null : own).Text;

        Assert.Equal(KeyTrust.SignedTheOwnCheckpoint, Assert.IsType<BundleVerdict.Sound>(Verify(text, own: ledger.NoteAt(own))).Trust);
        Assert.IsType<BundleVerdict.Sound>(Verify(text, ledger.Key, ledger.NoteAt(own)));
    }

    [Fact]
    public void Is_refused_without_a_consistency_proof_to_that_checkpoint()
    {
        Says(BundleFaults.CheckpointNotJoined, Verify(ledger.Bundle().Text, own: ledger.NoteAt(3)));
        Says(BundleFaults.CheckpointNotJoined, Verify(ledger.Bundle(joinedTo: 4).Text, own: ledger.NoteAt(3)));
    }

    [Fact]
    public void Detects_a_ledger_rewritten_since_that_checkpoint()
    {
        var forked = SignedNote.Sign(new(SchoolLedger.Origin, 3, Hash.Of("another past"u8)), ledger.Signer, SchoolLedger.KeyName);
        var same = SignedNote.Sign(new(SchoolLedger.Origin, 10, Hash.Of("another past"u8)), ledger.Signer, SchoolLedger.KeyName);

        Says(BundleFaults.OwnCheckpointDiffers, Verify(ledger.Bundle(joinedTo: 3).Text, own: forked));
        Says(BundleFaults.OwnCheckpointDiffers, Verify(ledger.Bundle().Text, own: same));
    }

    [Fact]
    public void Is_refused_with_another_ledger_or_key()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var otherLedger =
            SignedNote.Sign(ledger.CheckpointAt(10) with { Origin = "another.example/ledger" }, ledger.Signer, SchoolLedger.KeyName);

        Says(BundleFaults.OtherLedger, Verify(ledger.Bundle().Text, own: otherLedger));
        Says(BundleFaults.OtherKey, Verify(ledger.Bundle().Text, ledger.Key with { Spki = stranger.ExportSubjectPublicKeyInfo() }));
        Says(BundleFaults.OtherKey, Verify(ledger.Bundle().Text, ledger.Key with { Name = "school-50" }));
        Says(BundleFaults.OwnCheckpointSignature,
            Verify(ledger.Bundle().Text, own: SignedNote.Sign(ledger.CheckpointAt(10), stranger, SchoolLedger.KeyName)));
        Says(BundleFaults.OwnCheckpointSignature, Verify(ledger.Bundle().Text, own: "rubbish"));
    }

    [Fact]
    public void Has_a_sentence_for_every_fault() =>
        Assert.Equal(
            typeof(BundleFaults).GetFields().Select(field => (string)field.GetValue(null)!).Order(),
            BundleFaults.Sentences.Keys.Order());

    [Fact]
    public void Is_not_written_with_a_certificate_without_final_newline() =>
        Assert.Throws<ArgumentException>(() =>
            (ledger.Bundle() with { Certificates = [new(SchoolLedger.Certificate, "no newline")] }).Text);

    internal static void Says(string code, BundleVerdict verdict) => Assert.Equal(code, Assert.IsType<BundleVerdict.Broken>(verdict).Code);

    private static string Canonical(string json) =>
        CanonicalJson.TryCanonicalise(json, out var canonical, out var fault) ? canonical : throw new FormatException(fault);
}
