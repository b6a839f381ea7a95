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

/// <summary>The status of an issued certificate.</summary>
public enum CertificateFate
{
    /// <summary>In force (действует).</summary>
    InForce,

    /// <summary>Another one was issued in its place.</summary>
    Replaced,

    /// <summary>Annulled.</summary>
    Annulled,
}

/// <summary>The annulment of a certificate.</summary>
public sealed record Annulment(DateOnly On, TextReference Reason);

/// <summary>The certificates of a programme: at most one is in force.</summary>
/// <param name="Issued">Every certificate ever issued, in order.</param>
/// <param name="Annulled">Those that were annulled.</param>
public sealed record CertificationRoom(
    ImmutableList<CertificationEvent.CertificateIssued> Issued, Guid? InForce, ImmutableDictionary<Guid, Annulment> Annulled)
{
    /// <summary>The kind of document under which the paper of a certificate is registered.</summary>
    public const string Paper = "results-certificate";

    /// <summary>No certificate yet.</summary>
    public static CertificationRoom Empty { get; } = new(
        ImmutableList<CertificationEvent.CertificateIssued>.Empty, null, ImmutableDictionary<Guid, Annulment>.Empty);

    /// <summary>The certificate in force.</summary>
    public CertificationEvent.CertificateIssued? Current => InForce is { } id ? Find(id) : null;

    /// <summary>The issued certificate with this id, in force or not.</summary>
    public CertificationEvent.CertificateIssued? Find(Guid id) => Issued.Find(c => c.Id == id);

    /// <summary>Whether an issued certificate is in force, replaced or annulled.</summary>
    public CertificateFate FateOf(Guid id) =>
        id == InForce ? CertificateFate.InForce : Annulled.ContainsKey(id) ? CertificateFate.Annulled : CertificateFate.Replaced;

    /// <summary>The certificate that was issued in the place of another one.</summary>
    public CertificationEvent.CertificateIssued? ReplacementOf(Guid id) => Issued.Find(c => c.Replaces == id);

    /// <summary>The certificates after one more event.</summary>
    public CertificationRoom Evolve(CertificationEvent @event, in Recorded recorded) => @event switch
    {
        CertificationEvent.CertificateIssued e => this with { Issued = Issued.Add(e), InForce = e.Id },
        CertificationEvent.CertificateAnnulled e => this with
        {
            InForce = InForce == e.Id ? null : InForce, Annulled = Annulled.SetItem(e.Id, new(recorded.EffectiveOn, e.Reason)),
        },
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}

/// <summary>Rules of issuing and annulling certificates.</summary>
public static class CertificationDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, CertificationCommand command, Issued issued) => command switch
    {
        _ when Approved(state) is { } refusal => refusal,
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

    // The certificate in force is the evidence of a standing approval of stage 7, so that stage has to be reopened first.
    private static Refusal? Approved(Programme state) =>
        state.Gates[7].Stands && state.Certification.InForce is not null && state.Status != ProgrammeStatus.Cancelled
            ? new(Reason.StageAlreadyApproved, "certificate-of-approved-stage", "7")
            : null;
}
