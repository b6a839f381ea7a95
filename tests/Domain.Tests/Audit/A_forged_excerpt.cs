using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Ledger;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_forged_excerpt : IDisposable
{
    private static readonly ExcerptClaim OfCertificate = new ExcerptClaim.OfCertificate(SchoolLedger.Certificate);

    private readonly SchoolLedger ledger = new();
    private readonly Excerpt certificate;
    private readonly Excerpt actor;

    public A_forged_excerpt()
    {
        ledger.IssueCertificate();
        certificate = ledger.Excerpt(OfCertificate, joinedTo: 4);
        actor = ledger.Excerpt(new ExcerptClaim.OfActor($"person-{SchoolLedger.Vera}"));
    }

    public void Dispose() => ledger.Dispose();

    [Fact]
    public void Is_detected_at_every_byte()
    {
        foreach (var excerpt in new[] { certificate, ledger.Excerpt(new ExcerptClaim.OfEntry(3)) })
        {
            var file = Encoding.UTF8.GetBytes(excerpt.Text);
            Assert.IsType<BundleVerdict.Shown>(Verify(file));
            for (var at = 0; at < file.Length; at++)
            {
                Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], (byte)(file[at] ^ 1), .. file[(at + 1)..]]));
                Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], (byte)(file[at] ^ 0x20), .. file[(at + 1)..]]));
            }
        }
    }

    [Fact]
    public void Is_detected_with_a_byte_removed_or_added_or_cut_off_anywhere()
    {
        var file = Encoding.UTF8.GetBytes(certificate.Text);
        for (var at = 0; at < file.Length; at++)
        {
            Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], .. file[(at + 1)..]]));
            Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], (byte)'0', .. file[at..]]));
            Assert.IsType<BundleVerdict.Broken>(Verify(file[..at]));
        }
    }

    [Fact]
    public void Is_detected_with_any_line_left_out_doubled_or_swapped()
    {
        // Without the proof to another size, which may be left out.
        var lines = (certificate with { Consistency = null }).Text.Split('\n')[..^1];
        for (var n = 0; n < lines.Length; n++)
        {
            Assert.IsType<BundleVerdict.Broken>(Verify([.. lines[..n], .. lines[(n + 1)..]]));
            Assert.IsType<BundleVerdict.Broken>(Verify([.. lines[..n], lines[n], lines[n], .. lines[(n + 1)..]]));
            for (var other = n + 1; other < lines.Length; other++)
            {
                if (lines[n] == lines[other]) continue;
                string[] swapped = [.. lines];
                (swapped[n], swapped[other]) = (swapped[other], swapped[n]);
                Assert.IsType<BundleVerdict.Broken>(Verify(swapped));
            }
        }
    }

    [Theory]
    [InlineData("entries 5", "entries 05"), InlineData("entries 5", "entries 4"), InlineData("entries 5", "entries 2147483647")]
    [InlineData("shows actor ", "shows  actor "), InlineData("\nindex 2\n", "\nindex 02\n"), InlineData("\nindex 2\n", "\nindex 4\n")]
    [InlineData("certificates 0", "certificates 1"), InlineData("excerpt v1", "excerpt v2"), InlineData("excerpt v1", "bundle v1")]
    [InlineData("tlog-proof@v1\nindex 2", "tlog-proof@v1\nextra AA==\nindex 2"), InlineData("shows actor", "shows everything")]
    public void Is_refused_in_any_other_text_form(string written, string other)
    {
        Assert.Contains(written, actor.Text, StringComparison.Ordinal);
        A_bundle.Says(BundleFaults.Unreadable, Verify(actor.Text.Replace(written, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void Is_refused_without_an_entry() => Says(BundleFaults.Unreadable, actor with { Entries = [] });

    [Fact]
    public void Is_refused_with_two_notes_even_of_one_size()
    {
        var second = actor.Text.LastIndexOf(actor.CheckpointNote, StringComparison.Ordinal);
        A_bundle.Says(BundleFaults.Unreadable, Verify(actor.Text[..second] + ledger.NoteAt(10) + "certificates 0\n"));
    }

    [Fact]
    public void Is_detected_with_a_claim_that_its_entries_do_not_fit()
    {
        Assert.All<ExcerptClaim>(
            [
                new ExcerptClaim.OfStage(1), new ExcerptClaim.OfEntry(3), new ExcerptClaim.OfActor("system"),
                new ExcerptClaim.OfActor($"person-{SchoolLedger.Id(9)}"), new ExcerptClaim.OfPerson(SchoolLedger.Id(9)), OfCertificate,
            ],
            claim => Says(BundleFaults.ClaimDiffers, actor with { Claim = claim }));
        Says(BundleFaults.ClaimDiffers, certificate with { Claim = new ExcerptClaim.OfCertificate(SchoolLedger.Id(5)) });
    }

    [Fact]
    public void Is_detected_when_a_certificate_is_shown_by_what_ended_it_alone()
    {
        ledger.IssueCertificate(SchoolLedger.Id(5), replaces: SchoolLedger.Certificate);
        var both = ledger.Excerpt(OfCertificate);

        Assert.Equal(2, both.Entries.Count);
        Says(BundleFaults.ClaimDiffers, both with { Entries = [both.Entries[1]] });
    }

    [Fact]
    public void Is_detected_with_entries_of_another_stream_or_school()
    {
        var theirs = ledger.Entries.First(e => e.Organisation == "school-50");
        var foreign = new ProvenEntry(theirs, InclusionProof.Prove(theirs.Position, 10, ledger.Tree.Node));
        Says(BundleFaults.EntryForeign, actor with { Entries = [foreign, .. actor.Entries.Skip(1)] });
        Says(BundleFaults.EntryForeign, actor with { Organisation = "school-50" });
        Says(BundleFaults.EntryForeign, actor with { Stream = SchoolLedger.StreamOf(SchoolLedger.Theirs) });
    }

    [Fact]
    public void Is_detected_with_proofs_exchanged_shortened_lengthened_or_changed()
    {
        var (one, two) = (actor.Entries[0], actor.Entries[1]);
        Says(BundleFaults.InclusionProofFailed,
            actor with { Entries = [one with { Proof = two.Proof }, two with { Proof = one.Proof }, .. actor.Entries.Skip(2)] });
        Says(BundleFaults.InclusionProofFailed, WithProof([.. one.Proof.Skip(1)]));
        Says(BundleFaults.InclusionProofFailed, WithProof([.. one.Proof, one.Proof[0]]));
        Says(BundleFaults.InclusionProofFailed, WithProof(Forge.Flip(one.Proof, 0, 7)));

        Excerpt WithProof(Hash[] proof) => actor with { Entries = [one with { Proof = proof }, .. actor.Entries.Skip(1)] };
    }

    [Fact]
    public void Is_detected_with_entries_out_of_order_repeated_or_changed()
    {
        var entries = actor.Entries;
        Says(BundleFaults.PositionOrder, actor with { Entries = [entries[1], entries[0], .. entries.Skip(2)] });
        Says(BundleFaults.PositionOrder, actor with { Entries = [entries[0], .. entries] });
        Says(BundleFaults.PositionOrder, With(e => e with { Version = 5 }));
        Says(BundleFaults.InclusionProofFailed, With(e => e with { Role = "head" }));
        Says(BundleFaults.InclusionProofFailed, With(e => e with { RecordedAt = "2021-09-01T10:00:00.000009Z" }));
        Says(BundleFaults.EntryNotCanonical, With(e => e with { Body = e.Body + " " }));
        Says(BundleFaults.EntryNotCanonical, With(e => e with { EffectiveOn = "2021-02-30" }));

        Excerpt With(Func<Entry, Entry> forge) =>
            actor with { Entries = [entries[0] with { Entry = forge(entries[0].Entry) }, .. entries.Skip(1)] };
    }

    [Fact]
    public void Is_detected_with_another_checkpoint_or_key()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var note = SignedNote.Sign(ledger.CheckpointAt(10), stranger, SchoolLedger.KeyName);
        var resigned = actor with { Key = new(SchoolLedger.KeyName, stranger.ExportSubjectPublicKeyInfo()), CheckpointNote = note };

        Says(BundleFaults.InclusionProofFailed, actor with { CheckpointNote = ledger.NoteAt(9) });
        Says(BundleFaults.CheckpointSignature, actor with { CheckpointNote = note });
        Says(BundleFaults.CheckpointSignature, actor with { Key = resigned.Key });
        Says(BundleFaults.OtherKey, resigned);
        Says(BundleFaults.ConsistencyProofFailed,
            certificate with { Consistency = certificate.Consistency! with { Root = Hash.Zero } });
    }

    [Fact]
    public void Is_detected_with_another_text_of_the_certificate()
    {
        var copy = certificate.Certificates.Single();
        Says(BundleFaults.CertificateDiffers,
            certificate with { Certificates = [copy with { Text = copy.Text.Replace("С-1", "С-2", StringComparison.Ordinal) }] });
        Says(BundleFaults.CertificateForeign, certificate with { Certificates = [copy with { Id = SchoolLedger.Id(5) }] });
        Says(BundleFaults.CertificateForeign, certificate with { Certificates = [copy, copy] });
        Says(BundleFaults.CertificateForeign, actor with { Certificates = [copy] });
    }

    private BundleVerdict Verify(byte[] file) => BundleVerifier.Verify(file, SchoolLedger.CertificateOf, ledger.Key);

    private BundleVerdict Verify(string text) => Verify(Encoding.UTF8.GetBytes(text));

    private BundleVerdict Verify(string[] lines) => Verify(string.Concat(lines.Select(l => l + "\n")));

    private void Says(string code, Excerpt forged) => A_bundle.Says(code, Verify(forged.Text));
}
