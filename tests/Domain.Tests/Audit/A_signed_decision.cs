using MentorshipFlow.Audit;
using MentorshipFlow.Domain.Tests.Ledger;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Audit;

/// <summary>Approvals signed by a passkey under audit. The entries before them are 4 of our programme.</summary>
public sealed class A_signed_decision : IDisposable
{
    private const string Decided = "version 5";
    private const string Signature = "version 6";
    private readonly SchoolLedger ledger = new();
    private readonly Passkey key = Passkey.Es256();
    private readonly Passkey other = Passkey.Rs256();

    public void Dispose()
    {
        ledger.Dispose();
        key.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Is_sound_and_names_its_key()
    {
        ledger.Approve(1, d => key.Sign(d.Text));
        ledger.Approve(2, d => other.Sign(d.Text));
        ledger.Approve(3, d => key.Sign(d.Text));

        var sound = Assert.IsType<BundleVerdict.Sound>(Verdict());
        Assert.Equal(
            [new(SchoolLedger.Vera, key.Fingerprint, 2, false), new(SchoolLedger.Vera, other.Fingerprint, 1, false)], sound.Signers);
        Assert.Contains(VerdictLines.Of(sound), line => line.Contains("the file does not prove", StringComparison.Ordinal)
            && line.EndsWith($"{SchoolLedger.Vera}={key.Fingerprint}", StringComparison.Ordinal));
        Assert.IsType<LedgerVerdict.Sound>(Ledger());
    }

    [Fact]
    public void Is_demanded_from_the_keys_that_the_auditor_names()
    {
        ledger.Approve(1, d => key.Sign(d.Text));
        ledger.Approve(2, d => other.Sign(d.Text));

        var sound = Assert.IsType<BundleVerdict.Sound>(Verdict(Demand(key), Demand(other)));
        Assert.All(sound.Signers, signer => Assert.True(signer.Demanded));
        Assert.Contains(VerdictLines.Of(sound), line => line.Contains("the auditor said", StringComparison.Ordinal));
        Is(BundleFaults.OtherSigner, Signature, Verdict(Demand(other)));
        Is(BundleFaults.OtherSigner, "version 8", Verdict(Demand(key)));
        Is(BundleFaults.SignerWithoutDecisions, $"person {SchoolLedger.Id(8)}",
            Verdict(Demand(key), Demand(other), $"{SchoolLedger.Id(8)}={key.Fingerprint}"));
    }

    [Fact]
    public void Is_missed_where_it_is_demanded()
    {
        ledger.Approve(1, _ => null);
        Assert.Empty(Assert.IsType<BundleVerdict.Sound>(Verdict()).Signers);
        Is(BundleFaults.DecisionNotSigned, Decided, Verdict(Demand(key)));

        ledger.Approve(2, d => key.Sign(d.Text));
        Is(BundleFaults.DecisionNotSigned, Decided, Verdict(Demand(key)));
    }

    [Fact]
    public void Is_detected_with_the_signature_of_another_decision() => Assert.All(
        new Func<SignedDecision, SignedDecision>[]
        {
            d => d with { Evaluation = SchoolLedger.Digest("another") }, d => d with { Stage = 2 }, d => d with { Round = 2 },
            d => d with { Programme = SchoolLedger.Theirs }, d => d with { Command = "command-1" },
            d => d with { Person = SchoolLedger.Ours }, d => d with { EffectiveOn = SchoolLedger.Day.AddDays(1) },
            d => d with { Decision = SignableDecision.Countersignature },
        },
        forge =>
        {
            using var forged = new SchoolLedger();
            forged.Approve(1, d => key.Sign(forge(d).Text));
            Is(BundleFaults.DecisionSignatureWrong, Signature, Verdict(forged));
            Broken(forged);
        });

    [Fact]
    public void Is_detected_with_a_signature_that_was_used_before()
    {
        PasskeySignature? first = null;
        ledger.Approve(1, d => first = key.Sign(d.Text));
        ledger.Approve(1, _ => first);
        Is(BundleFaults.DecisionSignatureWrong, "version 8", Verdict());
        Broken(ledger);
    }

    [Fact]
    public void Is_detected_with_a_signature_of_no_decision()
    {
        ledger.Approve(1, _ => null);
        ledger.Happen(SchoolLedger.Ours, new PreparationEvent.FormEnabled("learner-learner", [], [], null));
        var decision = SchoolLedger.Approval(1, $"command-{ledger.Entries.Count}");
        ledger.Sign(decision, key.Sign(decision.Text));
        Is(BundleFaults.DecisionSignatureWrong, "version 7", Verdict());
        Broken(ledger);
    }

    [Fact]
    public void Is_detected_with_a_signature_that_says_another_decision_than_its_own() => Assert.All(
        new Func<SignedDecision, SignedDecision>[]
        {
            d => d with { Evaluation = SchoolLedger.Digest("another") }, d => d with { Stage = 2 }, d => d with { Round = 2 },
            d => d with { Decision = SignableDecision.Countersignature }, d => d with { Command = "command-1" },
            d => d with { Person = SchoolLedger.Ours },
        },
        forge =>
        {
            using var forged = new SchoolLedger();
            var decision = forge(SchoolLedger.Approval(1, $"command-{forged.Entries.Count}"));
            forged.Approve(1, _ => null);
            forged.Sign(decision, key.Sign(decision.Text));
            Is(BundleFaults.DecisionSignatureWrong, Signature, Verdict(forged));
            Broken(forged);
        });

    [Fact]
    public void Is_verified_in_an_excerpt()
    {
        ledger.Approve(1, d => key.Sign(d.Text));
        var shown = Assert.IsType<BundleVerdict.Shown>(Verdict(new ExcerptClaim.OfStage(1), Demand(key)));
        Assert.Equal([new(SchoolLedger.Vera, key.Fingerprint, 1, true)], shown.Signers);
        Assert.Single(Assert.IsType<BundleVerdict.Shown>(Verdict(new ExcerptClaim.OfEntry(6))).Signers);
        // The decision alone does not show that it is signed.
        Is(BundleFaults.DecisionNotSigned, Decided, Verdict(new ExcerptClaim.OfEntry(5), Demand(key)));

        ledger.Approve(2, d => key.Sign((d with { Round = 2 }).Text));
        var where = $"{SchoolLedger.StreamOf(SchoolLedger.Ours)} version 8";
        Is(BundleFaults.DecisionSignatureWrong, where, Verdict(new ExcerptClaim.OfStage(2)));
        Is(BundleFaults.DecisionSignatureWrong, where, Verdict(new ExcerptClaim.OfEntry(8)));
    }

    [Fact]
    public void Is_not_demanded_in_words_that_nobody_can_read()
    {
        var (person, print) = ($"{SchoolLedger.Vera}", key.Fingerprint);
        Assert.All(["", person, $"{person}={print[1..]}", $"{person}={print}=", $"x={print}", $"{person}={print[1..]}g"],
            signer => Assert.Null(SignerDemand.Parse([signer])));
        Assert.NotNull(SignerDemand.Parse([$"{person} = {PasskeySignature.Shortened(print)} {print[16..].ToUpperInvariant()}"]));
    }

    private static string Demand(Passkey of) => $"{SchoolLedger.Vera}={of.Fingerprint}";

    private static void Is(string code, string where, BundleVerdict verdict) =>
        Assert.Equal((code, where), verdict is BundleVerdict.Broken broken ? (broken.Code, broken.Where) : ("sound", ""));

    private static void Broken(SchoolLedger of) =>
        Assert.Equal(LedgerFaults.DecisionSignatureWrong, Assert.IsType<LedgerVerdict.Broken>(Ledger(of)).Code);

    private LedgerVerdict Ledger() => Ledger(ledger);

    private static LedgerVerdict Ledger(SchoolLedger of)
    {
        var verification = new LedgerVerification([]);
        foreach (var entry in of.Entries)
            if (!verification.Accept(LedgerVerification.Check(entry, entry.Leaf()))) break;
        return verification.Finish();
    }

    private BundleVerdict Verdict(params string[] signers) => Verdict(ledger, signers);

    private BundleVerdict Verdict(ExcerptClaim claim, params string[] signers) => Verdict(ledger.Excerpt(claim).Text, ledger, signers);

    private static BundleVerdict Verdict(SchoolLedger of, params string[] signers) => Verdict(of.Bundle().Text, of, signers);

    private static BundleVerdict Verdict(string text, SchoolLedger of, string[] signers) => BundleVerifier.Verify(
        text, SchoolLedger.CertificateOf, of.Key, signers: signers.Length == 0 ? null : SignerDemand.Parse(signers)!);
}
