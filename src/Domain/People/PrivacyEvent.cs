using System.ComponentModel;

namespace MentorshipFlow.People;

/// <summary>The signatures required for a consent at the age of 14 to 17; the law is disputed, so the organisation decides (L5).</summary>
public enum SignerPolicy
{
    /// <summary>Both the minor and the legal representative: the safe default.</summary>
    Both,

    /// <summary>The legal representative is enough.</summary>
    Representative,

    /// <summary>The minor is enough.</summary>
    Person,
}

/// <summary>Whether a paper consent may be recorded without its document; the consent must be provable (L3).</summary>
public enum PaperPolicy
{
    /// <summary>The paper must be in a programme's register of documents: the safe default.</summary>
    Registered,

    /// <summary>The paper may be kept outside the system; the organisation is responsible for the proof.</summary>
    KeptElsewhere,
}

/// <summary>The mandatory content of a written consent (L4). Its SHA-256 is over the RFC 8785 form of exactly these members.</summary>
/// <param name="Subject">The signer and the data subject, with blanks to fill in by hand.</param>
/// <param name="Operator">Name of the operator.</param>
/// <param name="OperatorAddress">Address of the operator.</param>
/// <param name="Purpose">The purpose, in words.</param>
/// <param name="Categories">Personal data covered.</param>
/// <param name="Actions">Actions with them.</param>
/// <param name="Term">Duration of the consent.</param>
/// <param name="Withdrawal">How to withdraw it.</param>
public sealed record ConsentWording(
    InstitutionalText Title, InstitutionalText Subject, InstitutionalText Operator, InstitutionalText OperatorAddress,
    InstitutionalText Purpose, IReadOnlyList<InstitutionalText> Categories, IReadOnlyList<InstitutionalText> Actions,
    InstitutionalText Term, InstitutionalText Withdrawal);

/// <summary>Events of an organisation's stream <c>privacy-{uuid}</c>: its consent texts and consent rules.</summary>
public abstract record PrivacyEvent : DomainEvent
{
    private PrivacyEvent() { }

    /// <summary>A consent text was published.</summary>
    /// <param name="Version">From 1 without gaps within a purpose.</param>
    /// <param name="Sha256">See <see cref="ConsentWording"/>; 64 lower hex digits.</param>
    [DisplayName("публикация текста согласия")]
    public sealed record ConsentTextPublished(
        Guid Id, ConsentPurpose Purpose, int Version, string Sha256, ConsentWording Wording) : PrivacyEvent;

    /// <summary>The policy on signers aged 14 to 17 was set.</summary>
    [DisplayName("правило подписи за несовершеннолетних")]
    public sealed record SignerPolicySet(SignerPolicy Policy, TextReference Reason) : PrivacyEvent;

    /// <summary>The policy on consent papers was set.</summary>
    [DisplayName("место хранения бумаг согласий")]
    public sealed record PaperPolicySet(PaperPolicy Policy, TextReference Reason) : PrivacyEvent;
}
