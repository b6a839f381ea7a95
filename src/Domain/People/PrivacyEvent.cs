namespace MentorshipFlow.People;

/// <summary>Whose signature a consent of a 14- to 17-year-old needs; the law is disputed, so the organisation decides (L5).</summary>
public enum SignerPolicy
{
    /// <summary>И несовершеннолетний, и законный представитель: the safe default.</summary>
    Both,

    /// <summary>Достаточно законного представителя.</summary>
    Representative,

    /// <summary>Достаточно самого несовершеннолетнего.</summary>
    Person,
}

/// <summary>Whether a consent on paper may be recorded without its paper; the fact has to be provable (L3).</summary>
public enum PaperPolicy
{
    /// <summary>Бумага стоит в реестре документов программы: the safe default.</summary>
    Registered,

    /// <summary>Бумага хранится вне системы: the organisation answers for the proof.</summary>
    KeptElsewhere,
}

/// <summary>The mandatory content of a written consent (L4). Its SHA-256 is over the RFC 8785 form of exactly these members.</summary>
/// <param name="Subject">Who consents and for whom, with the places to fill in by hand.</param>
/// <param name="Operator">Name of the operator.</param>
/// <param name="OperatorAddress">Address of the operator.</param>
/// <param name="Purpose">The one purpose, in words.</param>
/// <param name="Categories">List of personal data.</param>
/// <param name="Actions">List of actions with them.</param>
/// <param name="Term">How long it counts.</param>
/// <param name="Withdrawal">How it is withdrawn.</param>
public sealed record ConsentWording(
    InstitutionalText Title, InstitutionalText Subject, InstitutionalText Operator, InstitutionalText OperatorAddress,
    InstitutionalText Purpose, IReadOnlyList<InstitutionalText> Categories, IReadOnlyList<InstitutionalText> Actions,
    InstitutionalText Term, InstitutionalText Withdrawal);

/// <summary>Events of an organisation's stream <c>privacy-{uuid}</c>: by which texts and rules it asks for consent.</summary>
public abstract record PrivacyEvent : DomainEvent
{
    private PrivacyEvent()
    {
    }

    /// <summary>Текст согласия опубликован.</summary>
    /// <param name="Version">From 1, without gaps, for each purpose.</param>
    /// <param name="Sha256">See <see cref="ConsentWording"/>; 64 lower hex digits.</param>
    public sealed record ConsentTextPublished(
        Guid Id, ConsentPurpose Purpose, int Version, string Sha256, ConsentWording Wording) : PrivacyEvent;

    /// <summary>Правило о подписях 14–17-летних установлено.</summary>
    public sealed record SignerPolicySet(SignerPolicy Policy, TextReference Reason) : PrivacyEvent;

    /// <summary>Правило о бумагах согласий установлено.</summary>
    public sealed record PaperPolicySet(PaperPolicy Policy, TextReference Reason) : PrivacyEvent;
}
