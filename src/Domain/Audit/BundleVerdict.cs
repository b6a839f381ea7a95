using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>The answer of <see cref="BundleVerifier"/>.</summary>
public abstract record BundleVerdict
{
    private BundleVerdict()
    {
    }

    /// <summary>The bundle is whole and true as far as <paramref name="Trust"/> reaches.</summary>
    /// <param name="Version">Version of the last entry, and so the number of entries.</param>
    /// <param name="Checkpoint">The stream ended with this version when the ledger had this size.</param>
    /// <param name="Key">The key that signed.</param>
    /// <param name="Certificates">The certificates whose texts were rebuilt byte for byte, in the order of issue;
    /// empty when none was issued.</param>
    public sealed record Sound(
        Guid Programme, string Organisation, int Version, Checkpoint Checkpoint, CheckpointKey Key, KeyTrust Trust,
        IReadOnlyList<RebuiltCopy> Certificates)
        : BundleVerdict
    {
        /// <summary>What the verdict rests on, in a sentence.</summary>
        public Wording TrustSentence => Trust switch
        {
            KeyTrust.Given =>
                new("подпись проверена ключом, который дал проверяющий", "the signature was verified with the key that the auditor gave"),
            KeyTrust.SignedTheOwnCheckpoint => new(
                "подпись проверена ключом, которым подписана и контрольная точка проверяющего",
                "the signature was verified with the key that also signed the auditor's own checkpoint"),
            _ => new("подпись проверена ключом из самого файла", "the signature was verified with the key from the file itself"),
        };
    }

    /// <summary>The bundle does not prove what it says.</summary>
    /// <param name="Code">A constant of <see cref="BundleFaults"/>.</param>
    /// <param name="Where">Such as <c>line 17</c>, <c>version 3</c>, <c>definition target-model/1</c>, <c>certificate {id}</c>.</param>
    public sealed record Broken(string Code, string Where) : BundleVerdict
    {
        /// <summary>The fault in a sentence.</summary>
        public Wording Sentence => BundleFaults.Sentences[Code];
    }
}

/// <summary>A certificate of a bundle whose text was rebuilt byte for byte, and what became of it in the history of the bundle.</summary>
public sealed record RebuiltCopy(Guid Id, CertificateStanding Standing)
{
    /// <summary>The standing in a word.</summary>
    public Wording StandingWords => Standing switch
    {
        CertificateStanding.InForce => new("действует", "in force"),
        CertificateStanding.Replaced => new("заменена", "replaced"),
        _ => new("отменена", "annulled"),
    };
}

/// <summary>What became of an issued certificate.</summary>
public enum CertificateStanding
{
    /// <summary>It is in force.</summary>
    InForce,

    /// <summary>A later one came in its place.</summary>
    Replaced,

    /// <summary>It was annulled.</summary>
    Annulled,
}

/// <summary>Why the key is believed.</summary>
public enum KeyTrust
{
    /// <summary>It stands in the file and nowhere else: the file agrees with itself, and anybody could have made it.</summary>
    FileItself,

    /// <summary>It also signed the checkpoint that the auditor had from elsewhere.</summary>
    SignedTheOwnCheckpoint,

    /// <summary>The auditor gave it.</summary>
    Given,
}
