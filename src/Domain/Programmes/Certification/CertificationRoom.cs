using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Programmes.Certification;

/// <summary>Commands of the certificate of results.</summary>
public abstract record CertificationCommand : ProgrammeCommand
{
    private CertificationCommand() { }

    /// <summary>Issue a certificate. The caller computed its text from the history up to <paramref name="UpToVersion"/>.</summary>
    public sealed record IssueCertificate(
        Guid Id, InstitutionalText Number, DateOnly Date, int UpToVersion, string Format, string ContentHash,
        TextReference? Conclusions, Guid? Signatory, InstitutionalText? SignatoryPosition, Guid? Replaces) : CertificationCommand;

    /// <summary>Annul a certificate.</summary>
    public sealed record AnnulCertificate(Guid Id, TextReference Reason) : CertificationCommand;
}

/// <summary>The certificates of a programme: at most one is in force.</summary>
public sealed record CertificationRoom(ImmutableList<CertificationEvent.CertificateIssued> Issued, Guid? InForce)
{
    /// <summary>No certificate yet.</summary>
    public static CertificationRoom Empty { get; } = new(ImmutableList<CertificationEvent.CertificateIssued>.Empty, null);

    /// <summary>The certificate in force.</summary>
    public CertificationEvent.CertificateIssued? Current => InForce is { } id ? Issued.Find(c => c.Id == id) : null;

    /// <summary>The certificates after one more event.</summary>
    public CertificationRoom Evolve(CertificationEvent @event) => @event switch
    {
        CertificationEvent.CertificateIssued e => new(Issued.Add(e), e.Id),
        CertificationEvent.CertificateAnnulled e => this with { InForce = InForce == e.Id ? null : InForce },
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}

/// <summary>Rules of issuing and annulling certificates.</summary>
public static class CertificationDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, CertificationCommand command, Issued issued) => command switch
    {
        CertificationCommand.IssueCertificate c when state.Certification.Issued.Exists(e => e.Id == c.Id) =>
            new Refusal(Reason.AlreadyRecorded, "certificate-recorded", c.Id.ToString()),
        CertificationCommand.IssueCertificate c when state.Certification.InForce is { } current && c.Replaces != current =>
            new Refusal(Reason.CertificateInForce, "certificate-in-force", current.ToString()),
        CertificationCommand.IssueCertificate { Replaces: { } replaced } when state.Certification.InForce != replaced =>
            Decision.Unknown("certificate", replaced.ToString()),
        CertificationCommand.IssueCertificate c => Dates.OfFact(c.Date, issued.AsOf) is { } refusal
            ? refusal
            : new CertificationEvent.CertificateIssued(
                c.Id, c.Number, c.Date, c.UpToVersion, c.Format, c.ContentHash, issued.AsOf, c.Conclusions, c.Signatory,
                c.SignatoryPosition, c.Replaces),
        CertificationCommand.AnnulCertificate c when state.Certification.InForce != c.Id =>
            Decision.Unknown("certificate", c.Id.ToString()),
        CertificationCommand.AnnulCertificate c => new CertificationEvent.CertificateAnnulled(c.Id, c.Reason),
        _ => throw new UnreachableException(command.GetType().Name),
    };
}
