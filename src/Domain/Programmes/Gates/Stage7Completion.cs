namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 7: the mentoring is completed (model.md 5.4, G7.7).</summary>
public static class Stage7Completion
{
    /// <summary>G7.7: a certificate is issued and in force (M35). That its recomputation equals the issued hash is asked when
    /// stage 7 is approved.</summary>
    public static Finding CertificateIssued(RuleContext context) =>
        context.Programme.Certification.Current is { } certificate
            ? Finding.Of([], [$"certificate:{certificate.Id}"])
            : Finding.Of([new("certificate-not-issued", "results-certificate")], []);
}
