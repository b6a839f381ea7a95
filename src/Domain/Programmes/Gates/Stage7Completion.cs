namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 7: the mentoring is completed (domain-model.md 4, G7.7).</summary>
public static class Stage7Completion
{
    /// <summary>G7.7: a certificate is in force (M35). The approval of stage 7 checks that its recomputation gives the issued
    /// hash.</summary>
    public static Finding CertificateIssued(RuleContext context) =>
        context.Programme.Certification.Current is { } certificate
            ? Finding.Of([], [$"certificate:{certificate.Id}"])
            : Finding.Of([new("certificate-not-issued", "results-certificate")], []);
}
