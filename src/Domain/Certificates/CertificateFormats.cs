using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Certificates.V2;
using MentorshipFlow.Certificates.V3;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Certificates;

/// <summary>How a format makes a certificate.</summary>
public delegate Certificate CertificateFunction(
    Guid programme, IReadOnlyList<HistoryEntry> history, Definition definition, CertificateParameters parameters);

/// <summary>A released format of the certificate.</summary>
/// <param name="Name">First line of the text.</param>
public sealed record CertificateFormat(string Name, CertificateFunction From);

/// <summary>Every format ever released. A new one is one more line; an old one stays, so that what was issued can be rebuilt byte for byte.</summary>
public static class CertificateFormats
{
    private static readonly CertificateFormat[] All =
        [new(CertificateV1.Format, CertificateV1.From), new(CertificateV2.Format, CertificateV2.From), new(CertificateV3.Format, CertificateV3.From)];

    /// <summary>The format that is issued today.</summary>
    public static CertificateFormat Current => All[^1];

    /// <summary>The format with this first line; null when it was never released.</summary>
    public static CertificateFormat? Find(string format) => Array.Find(All, f => f.Name == format);
}
