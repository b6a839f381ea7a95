using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Ledger;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_forged_bundle : IDisposable
{
    private readonly SchoolLedger ledger = new();
    private readonly Bundle honest;

    public A_forged_bundle()
    {
        ledger.IssueCertificate();
        honest = ledger.Bundle(joinedTo: 4);
    }

    public void Dispose() => ledger.Dispose();

    [Fact]
    public void Is_detected_at_every_byte()
    {
        var file = Encoding.UTF8.GetBytes(honest.Text);
        Assert.IsType<BundleVerdict.Sound>(Verify(file));
        for (var at = 0; at < file.Length; at++)
        {
            Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], (byte)(file[at] ^ 1), .. file[(at + 1)..]]));
            Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], (byte)(file[at] ^ 0x20), .. file[(at + 1)..]]));
        }
    }

    [Fact]
    public void Is_detected_with_a_byte_removed_or_added_or_cut_off_anywhere()
    {
        var file = Encoding.UTF8.GetBytes(honest.Text);
        for (var at = 0; at < file.Length; at += 7)
        {
            Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], .. file[(at + 1)..]]));
            Assert.IsType<BundleVerdict.Broken>(Verify([.. file[..at], (byte)'0', .. file[at..]]));
            Assert.IsType<BundleVerdict.Broken>(Verify(file[..at]));
        }
    }

    [Fact]
    public void Is_detected_without_its_last_entries()
    {
        Says(BundleFaults.TailCut, honest with { Entries = [.. honest.Entries.Take(4)], Certificates = [] });
        Says(BundleFaults.VersionGap, honest with { Entries = [] });
    }

    [Fact]
    public void Is_detected_with_the_statement_of_an_earlier_time() =>
        Says(BundleFaults.StreamStatementDiffers,
            honest with { Entries = [.. honest.Entries.Take(4)], Certificates = [], StatementNote = ledger.Bundle(size: 9).StatementNote });

    [Fact]
    public void Is_detected_as_outdated_by_the_auditors_checkpoint() =>
        A_bundle.Says(
            BundleFaults.CheckpointNotJoined,
            BundleVerifier.Verify(ledger.Bundle(size: 9).Text, SchoolLedger.CertificateOf, ledger.Key, ledger.NoteAt(10)));

    [Fact]
    public void Is_detected_with_more_entries_than_signed() =>
        Says(BundleFaults.StreamStatementDiffers,
            honest with { StatementNote = new StreamStatement(honest.Stream, 4, 10, ledger.CheckpointAt(10).Root)
                .Sign(ledger.Signer, SchoolLedger.KeyName) });

    [Fact]
    public void Is_detected_without_its_middle_or_its_beginning()
    {
        Says(BundleFaults.VersionGap, honest with { Entries = [.. honest.Entries.Where(proven => proven.Entry.Version != 3)] });
        Says(BundleFaults.VersionGap, honest with { Entries = [.. honest.Entries.Skip(1)] });
        Says(BundleFaults.VersionGap, honest with { Entries = [.. honest.Entries.Take(2), .. honest.Entries.Skip(1)] });
    }

    [Fact]
    public void Is_detected_with_renumbered_entries() =>
        Says(BundleFaults.InclusionProofFailed, honest with
        {
            Entries = [.. honest.Entries.Where(proven => proven.Entry.Version != 3)
                .Select((proven, i) => proven with { Entry = proven.Entry with { Version = i + 1 } })],
        });

    [Fact]
    public void Is_detected_with_two_entries_swapped()
    {
        var entries = honest.Entries;
        Says(BundleFaults.VersionGap, honest with { Entries = [entries[0], entries[2], entries[1], .. entries.Skip(3)] });
        Says(BundleFaults.PositionOrder, honest with
        {
            Entries = [entries[0], Renumbered(entries[2], 2), Renumbered(entries[1], 3), .. entries.Skip(3)],
        });
        Says(BundleFaults.InclusionProofFailed, honest with
        {
            Entries = [entries[0], At(entries[1], entries[2]), At(entries[2], entries[1]), .. entries.Skip(3)],
        });
    }

    [Fact]
    public void Is_detected_with_another_value_in_a_field() =>
        Assert.All(
            [
                WithEntry(e => e with { Actor = "person-" + SchoolLedger.Id(8) }),
                WithEntry(e => e with { RecordedAt = "2021-09-01T10:00:00.000009Z" }),
                WithEntry(e => e with { Causation = null }), WithEntry(e => e with { OnBehalfOf = "person-" + SchoolLedger.Id(8) }),
                WithEntry(e => e with { Body = e.Body.Replace("145", "146", StringComparison.Ordinal) }),
                WithEntry(e => e with { EffectiveOn = "2021-09-02" }),
            ],
            forged => Says(BundleFaults.InclusionProofFailed, forged));

    [Fact]
    public void Is_detected_with_an_ambiguous_field() =>
        Assert.All(
            [
                WithEntry(e => e with { Actor = "-" }), WithEntry(e => e with { RecordedAt = "2021-09-01T10:00:00Z" }),
                WithEntry(e => e with { EffectiveOn = "2021-02-30" }), WithEntry(e => e with { Body = e.Body + " " }),
                WithEntry(e => e with { Version = 0 }),
                WithEntry(e => e with { Role = "tab\t" }), WithEntry(e => e with { Fingerprint = "" }),
            ],
            forged => Says(BundleFaults.EntryNotCanonical, forged));

    [Fact]
    public void Is_detected_with_entries_of_another_school()
    {
        Says(BundleFaults.EntryForeign, honest with { Organisation = "school-50" });
        Says(BundleFaults.EntryForeign, honest with { Stream = SchoolLedger.StreamOf(SchoolLedger.Theirs) });
        Says(BundleFaults.EntryForeign, WithEntry(e => e with { Organisation = "school-50" }));
    }

    [Fact]
    public void Is_detected_with_a_proof_too_short_too_long_or_changed()
    {
        var proof = honest.Entries[1].Proof;
        Says(BundleFaults.InclusionProofFailed, WithProof([.. proof.Skip(1)]));
        Says(BundleFaults.InclusionProofFailed, WithProof([.. proof, proof[0]]));
        Says(BundleFaults.InclusionProofFailed, WithProof(Forge.Flip(proof, 0, 7)));
    }

    [Fact]
    public void Is_detected_with_another_checkpoint_or_statement()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Says(BundleFaults.InclusionProofFailed, honest with { CheckpointNote = ledger.NoteAt(9) });
        Says(BundleFaults.CheckpointSignature,
            honest with { CheckpointNote = SignedNote.Sign(ledger.CheckpointAt(10), stranger, SchoolLedger.KeyName) });
        Says(BundleFaults.StreamStatementSignature, honest with { StatementNote = Statement().Sign(stranger, SchoolLedger.KeyName) });
        Says(BundleFaults.StreamStatementDiffers,
            honest with { StatementNote = (Statement() with { Stream = "programme-other" }).Sign(ledger.Signer, SchoolLedger.KeyName) });
        Says(BundleFaults.ConsistencyProofFailed, honest with { Consistency = honest.Consistency! with { Root = Hash.Zero } });
    }

    [Fact]
    public void Is_detected_when_signed_by_another_key()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var resigned = honest with
        {
            Key = new(SchoolLedger.KeyName, stranger.ExportSubjectPublicKeyInfo()),
            CheckpointNote = SignedNote.Sign(ledger.CheckpointAt(10), stranger, SchoolLedger.KeyName),
            StatementNote = Statement().Sign(stranger, SchoolLedger.KeyName),
        };

        Says(BundleFaults.OtherKey, resigned);
        Assert.Equal(KeyTrust.FileItself,
            Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(resigned.Text, SchoolLedger.CertificateOf)).Trust);
        Says(BundleFaults.CheckpointSignature, honest with { Key = resigned.Key });
        Says(BundleFaults.CheckpointSignature, honest with { Key = honest.Key with { Name = "school-50" } });
    }

    [Fact]
    public void Is_detected_with_another_definition()
    {
        var definition = honest.Definitions.Single();
        Says(BundleFaults.DefinitionMissing, honest with { Definitions = [] });
        Says(BundleFaults.InclusionProofFailed, honest with
        {
            Definitions = [definition with {
                Entry = definition.Entry with { Body = definition.Entry.Body.Replace("tiny", "tinx", StringComparison.Ordinal) } }],
        });
        Says(BundleFaults.DefinitionForeign, honest with { Definitions = [.. honest.Definitions, honest.Entries[0]] });
    }

    [Fact]
    public void Is_detected_with_another_text_of_its_definition()
    {
        using var server = new TamperedServer(SchoolLedger.Digest("another text"));
        A_bundle.Says(BundleFaults.DefinitionDiffers, BundleVerifier.Verify(server.Text, SchoolLedger.CertificateOf));
    }

    [Fact]
    public void Is_detected_with_another_certificate()
    {
        var copy = honest.Certificates.Single();
        Says(BundleFaults.CertificateDiffers,
            honest with { Certificates = [copy with { Text = copy.Text.Replace("С-1", "С-2", StringComparison.Ordinal) }] });
        Says(BundleFaults.CertificateForeign, honest with { Certificates = [copy with { Id = SchoolLedger.Id(5) }] });
        Says(BundleFaults.CertificateForeign, honest with { Certificates = [copy, copy] });
        Says(BundleFaults.CertificateMissing, honest with { Certificates = [] });
    }

    [Fact]
    public void Is_detected_when_history_gives_another_certificate() =>
        A_bundle.Says(
            BundleFaults.CertificateDiffers, BundleVerifier.Verify(honest.Text, (programme, history, _, issued) =>
                SchoolLedger.CertificateOf(programme, [.. history.Skip(1)], null, issued), ledger.Key));

    private BundleVerdict Verify(byte[] file) => BundleVerifier.Verify(file, SchoolLedger.CertificateOf);

    private void Says(string code, Bundle forged) =>
        A_bundle.Says(code, BundleVerifier.Verify(forged.Text, SchoolLedger.CertificateOf, ledger.Key));

    private StreamStatement Statement() => new(honest.Stream, 5, 10, ledger.CheckpointAt(10).Root);

    private Bundle WithEntry(Func<Entry, Entry> forge) =>
        honest with { Entries = [honest.Entries[0], honest.Entries[1] with { Entry = forge(honest.Entries[1].Entry) },
            .. honest.Entries.Skip(2)] };

    private Bundle WithProof(Hash[] proof) =>
        honest with { Entries = [honest.Entries[0], honest.Entries[1] with { Proof = proof }, .. honest.Entries.Skip(2)] };

    private static ProvenEntry Renumbered(ProvenEntry proven, int version) =>
        proven with { Entry = proven.Entry with { Version = version } };

    private static ProvenEntry At(ProvenEntry place, ProvenEntry what) =>
        place with { Entry = what.Entry with { Position = place.Entry.Position, Version = place.Entry.Version } };
}
