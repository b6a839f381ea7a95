using System.ComponentModel;

namespace MentorshipFlow.Programmes.Certification;

/// <summary>Events of the certificate of results (M35).</summary>
public abstract record CertificationEvent : ProgrammeEvent
{
    private CertificationEvent() { }

    /// <summary>A certificate was issued. Its text is a function of the stream up to <paramref name="UpToVersion"/>, the definition and
    /// these parameters.</summary>
    /// <param name="Format">First line of the text, such as <c>mentorshipflow certificate v1</c>.</param>
    /// <param name="ContentHash">SHA-256 of the text in UTF-8, 64 lower hex digits.</param>
    /// <param name="Conclusions">The curator's text on problems, conclusions and proposals, in the vault.</param>
    [DisplayName("выдача справки")]
    public sealed record CertificateIssued(
        Guid Id, InstitutionalText Number, DateOnly Date, int UpToVersion, string Format, string ContentHash, DateOnly AsOf,
        TextReference? Conclusions, Guid? Signatory, InstitutionalText? SignatoryPosition, Guid? Replaces) : CertificationEvent;

    /// <summary>A certificate was annulled.</summary>
    [DisplayName("отмена справки")]
    public sealed record CertificateAnnulled(Guid Id, TextReference Reason) : CertificationEvent;
}
