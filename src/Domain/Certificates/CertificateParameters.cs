using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Certificates;

/// <summary>
/// The content of a certificate that is not in the history: its number and dates, the curator's conclusions, the signatory. It is in
/// <c>certificate_issued</c>.
/// </summary>
/// <param name="Id">Random id of the certificate.</param>
/// <param name="AsOf">The date against which items are overdue.</param>
/// <param name="Conclusions">Проблемы, выводы, предложения: reference and commitment, never the text.</param>
/// <param name="Signatory">Random id of the person who signs.</param>
/// <param name="Replaces">The certificate that this one replaces.</param>
public sealed record CertificateParameters(
    Guid Id, InstitutionalText Number, DateOnly Date, DateOnly AsOf, TextReference? Conclusions, Guid? Signatory,
    InstitutionalText? SignatoryPosition, Guid? Replaces)
{
    /// <summary>The parameters of a certificate that was issued.</summary>
    public static CertificateParameters Of(CertificationEvent.CertificateIssued e) =>
        new(e.Id, e.Number, e.Date, e.AsOf, e.Conclusions, e.Signatory, e.SignatoryPosition, e.Replaces);
}
