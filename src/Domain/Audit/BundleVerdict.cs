using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>The answer of <see cref="BundleVerifier"/>.</summary>
public abstract record BundleVerdict
{
    private BundleVerdict() { }

    /// <summary>The auditor's witnesses that cosigned the checkpoint; empty if the auditor named none.</summary>
    public IReadOnlyList<Cosignature> Witnesses { get; init; } = [];

    /// <summary>The passkeys that signed decisions in the file.</summary>
    public IReadOnlyList<SignerFound> Signers { get; init; } = [];

    /// <summary>The bundle is complete and correct; <paramref name="Trust"/> says why its key is trusted.</summary>
    /// <param name="Version">Version of the last entry, which is the number of entries.</param>
    /// <param name="Checkpoint">Size and root of the ledger when the stream ended with this version.</param>
    /// <param name="Key">The signing key.</param>
    /// <param name="Certificates">Certificates whose texts were rebuilt byte for byte, in the order of issue; empty if none was
    /// issued.</param>
    public sealed record Sound(
        Guid Programme, string Organisation, int Version, Checkpoint Checkpoint, CheckpointKey Key, KeyTrust Trust,
        IReadOnlyList<RebuiltCopy> Certificates)
        : BundleVerdict
    {
        /// <summary>The source of the key, in a sentence.</summary>
        public Wording TrustSentence => SentenceOf(Trust);
    }

    /// <summary>The excerpt is correct: exactly these entries are in the ledger at this checkpoint, in this order, and each is of what the
    /// file claims to show. It proves nothing about other entries.</summary>
    /// <param name="Stream">Their stream, mostly <c>programme-{uuid}</c>.</param>
    /// <param name="Certificate">The certificate that the claim is about; null for other claims.</param>
    public sealed record Shown(
        string Stream, string Organisation, ExcerptClaim Claim, IReadOnlyList<Entry> Entries, Checkpoint Checkpoint, CheckpointKey Key,
        KeyTrust Trust, ShownCertificate? Certificate)
        : BundleVerdict
    {
        /// <summary>The source of the key, in a sentence.</summary>
        public Wording TrustSentence => SentenceOf(Trust);

        /// <summary>A sentence on the limits of the proof.</summary>
        public Wording LimitSentence => Certificate is not null
            ? new("о других записях выписка ничего не говорит: замена или отмена справки могла в неё не войти или быть позже",
                "the excerpt says nothing about other entries: a replacement or annulment may be left out, or may have come later")
            : new("о других записях выписка ничего не говорит: они могли в неё не войти",
                "the excerpt says nothing about other entries: they may be left out");
    }

    /// <summary>The file has a fault.</summary>
    /// <param name="Code">A constant of <see cref="BundleFaults"/>.</param>
    /// <param name="Where">Such as <c>line 17</c>, <c>version 3</c>, <c>definition target-model/1</c>, <c>certificate {id}</c>.</param>
    public sealed record Broken(string Code, string Where) : BundleVerdict
    {
        /// <summary>The fault in a sentence.</summary>
        public Wording Sentence => BundleFaults.Sentences[Code];
    }

    private static Wording SentenceOf(KeyTrust trust) => trust switch
    {
        KeyTrust.Given =>
            new("подпись проверена ключом, который дал проверяющий", "the signature was verified with the key that the auditor gave"),
        KeyTrust.SignedTheOwnCheckpoint => new(
            "подпись проверена ключом, которым подписана и контрольная точка проверяющего",
            "the signature was verified with the key that also signed the auditor's own checkpoint"),
        _ => new("подпись проверена ключом из самого файла", "the signature was verified with the key from the file itself"),
    };
}

/// <summary>A certificate whose text was rebuilt byte for byte, with its status at the end of the bundle.</summary>
public sealed record RebuiltCopy(Guid Id, CertificateStanding Standing)
{
    /// <summary>The status in a word.</summary>
    public Wording StandingWords => WordsOf(Standing);

    internal static Wording WordsOf(CertificateStanding standing) => standing switch
    {
        CertificateStanding.InForce => new("действует", "in force"),
        CertificateStanding.Replaced => new("заменена", "replaced"),
        _ => new("отменена", "annulled"),
    };
}

/// <summary>A certificate that an excerpt shows. Its text was not rebuilt, because the history is not there.</summary>
/// <param name="ContentHash">SHA-256 of the issued text, as the entry recorded it.</param>
/// <param name="HasText">Whether the text is in the file; it has this hash.</param>
/// <param name="Ended">Replaced or annulled, if an entry of the excerpt shows it. Null if none does; it may have happened all the same.
/// </param>
public sealed record ShownCertificate(Guid Id, string ContentHash, bool HasText, CertificateStanding? Ended);

/// <summary>Status of an issued certificate.</summary>
public enum CertificateStanding
{
    /// <summary>It is in force.</summary>
    InForce,

    /// <summary>A later certificate replaced it.</summary>
    Replaced,

    /// <summary>It was annulled.</summary>
    Annulled,
}

/// <summary>The reason for trusting a key.</summary>
public enum KeyTrust
{
    /// <summary>The key comes only from the file: the file is consistent, but anybody could have made it.</summary>
    FileItself,

    /// <summary>The key also signed the checkpoint that the auditor has from elsewhere.</summary>
    SignedTheOwnCheckpoint,

    /// <summary>The auditor supplied the key.</summary>
    Given,
}
