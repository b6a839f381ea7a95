namespace MentorshipFlow.Certificates;

/// <summary>The result of rebuilding an issued certificate from history.</summary>
public abstract record CertificateVerdict
{
    private CertificateVerdict() { }

    /// <summary>Совпадает: the rebuilt text has the issued hash.</summary>
    public sealed record Identical : CertificateVerdict;

    /// <summary>Не совпадает.</summary>
    /// <param name="Expected">The hash in <c>certificate_issued</c>.</param>
    /// <param name="Actual">The hash of the text as it is rebuilt now.</param>
    /// <param name="Text">The text as it is rebuilt now.</param>
    public sealed record Different(string Expected, string Actual, string Text) : CertificateVerdict;

    /// <summary>The history itself does not verify, so nothing is rebuilt from it.</summary>
    /// <param name="FirstBadPosition">Place in the ledger, from 0; for a checkpoint its size.</param>
    /// <param name="Fault">The stable name of the fault there, such as <c>leaf-differs</c>.</param>
    public sealed record LedgerBroken(long FirstBadPosition, string Fault) : CertificateVerdict;

    /// <summary>The programme has no such certificate.</summary>
    public sealed record NotIssued : CertificateVerdict;
}
