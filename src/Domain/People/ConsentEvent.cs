using System.ComponentModel;

namespace MentorshipFlow.People;

/// <summary>The form of a consent or of its withdrawal.</summary>
public enum ConsentChannel
{
    /// <summary>On paper.</summary>
    Paper,

    /// <summary>In electronic form.</summary>
    Electronic,
}

/// <summary>The answer of a signer through a personal link.</summary>
public enum ConsentAnswer
{
    /// <summary>The signer agrees.</summary>
    Given,

    /// <summary>The signer does not agree.</summary>
    Refused,

    /// <summary>The signer withdraws the agreement that was given through the same link.</summary>
    Withdrawn,
}

/// <summary>The reason for a restriction of processing.</summary>
public enum RestrictionGround
{
    /// <summary>The consent to participation was withdrawn.</summary>
    Withdrawal,

    /// <summary>The person came of age without an own consent.</summary>
    Majority,

    /// <summary>Demand of the data subject, or decision of the privacy officer.</summary>
    Demand,

    /// <summary>After a corrected age the consent has the wrong signers.</summary>
    UnfitSigners,
}

/// <summary>Events of a person's consents and their effects (domain-model.md 3 C).</summary>
public abstract record ConsentEvent : PersonEvent
{
    private ConsentEvent() { }

    /// <summary>A consent to this text was requested.</summary>
    [DisplayName("запрос согласия")]
    public sealed record ConsentRequested(ConsentPurpose Purpose, Guid Text) : ConsentEvent;

    /// <summary>A consent was given (согласие получено) (L1 to L5).</summary>
    /// <param name="AgeBand">On the day of signing, which is the effective date.</param>
    /// <param name="Signers">The person, the representatives, or both.</param>
    /// <param name="Text">The published text that was signed, with its version and SHA-256 (64 lower hex digits).</param>
    /// <param name="ValidUntil">The last day, included.</param>
    /// <param name="Document">Id of the paper in a programme's register of documents.</param>
    /// <param name="Proof">Time, address and device of an electronic consent (L3), encrypted.</param>
    /// <param name="Replaces">The consent that it replaces.</param>
    [DisplayName("согласие")]
    public sealed record ConsentGiven(
        Guid Id, ConsentPurpose Purpose, AgeBand AgeBand, IReadOnlyList<Guid> Signers, Guid Text, int TextVersion, string TextSha256,
        DateOnly ValidFrom, DateOnly ValidUntil, ConsentChannel Channel, Guid? Document, TextReference? Proof,
        Guid? Replaces) : ConsentEvent;

    /// <summary>A consent was refused.</summary>
    [DisplayName("отказ в согласии")]
    public sealed record ConsentRefused(ConsentPurpose Purpose, Guid By) : ConsentEvent;

    /// <summary>A consent was withdrawn. For participation the same decision opens an erasure case, whose term starts on the day of receipt
    /// (L8).</summary>
    /// <param name="By">The person or a representative.</param>
    [DisplayName("отзыв согласия")]
    public sealed record ConsentWithdrawn(Guid Consent, DateOnly ReceivedOn, Guid By, ConsentChannel Channel) : ConsentEvent;

    /// <summary>The withdrawal was recorded by mistake.</summary>
    [DisplayName("отмена записи об отзыве согласия")]
    public sealed record ConsentWithdrawalVoided(Guid Consent, TextReference Reason) : ConsentEvent;

    /// <summary>The consent was recorded by mistake; it never counted.</summary>
    [DisplayName("отмена записи о согласии")]
    public sealed record ConsentVoided(Guid Consent, TextReference Reason) : ConsentEvent;

    /// <summary>A representative's consent was replaced by the person's own at 18.</summary>
    [DisplayName("замена согласия при совершеннолетии")]
    public sealed record ConsentReplacedOnMajority(Guid Previous, Guid Consent) : ConsentEvent;

    /// <summary>A personal link to one consent was issued to one signer.</summary>
    /// <param name="Signer">The person or a representative; the only one who answers through it.</param>
    /// <param name="ValidUntil">The last day of the consent, included.</param>
    /// <param name="ExpiresOn">The last day of the link, included.</param>
    [DisplayName("выдача ссылки на согласие")]
    public sealed record ConsentLinkIssued(
        Guid Link, ConsentPurpose Purpose, Guid Text, Guid Signer, DateOnly ValidUntil, DateOnly ExpiresOn) : ConsentEvent;

    /// <summary>A personal link to a consent was revoked, and with it an answer that waited for another signer.</summary>
    /// <param name="Reason">Null if another link replaced it.</param>
    [DisplayName("отзыв ссылки на согласие")]
    public sealed record ConsentLinkRevoked(Guid Link, TextReference? Reason) : ConsentEvent;

    /// <summary>A signer answered through a personal link. The consent itself is another event, when all who must sign agree; so is the
    /// withdrawal.</summary>
    /// <param name="Proof">Time, address and device of this answer (L3), encrypted.</param>
    [DisplayName("ответ по ссылке на согласие")]
    public sealed record ConsentLinkAnswered(Guid Link, ConsentAnswer Answer, TextReference Proof) : ConsentEvent;

    /// <summary>Processing was restricted. No data are erased.</summary>
    [DisplayName("ограничение обработки данных")]
    public sealed record ProcessingRestricted(RestrictionGround Ground) : ConsentEvent;

    /// <summary>A restriction was lifted.</summary>
    /// <param name="Reason">Absent when a new consent is the reason.</param>
    [DisplayName("снятие ограничения обработки данных")]
    public sealed record ProcessingRestrictionLifted(RestrictionGround Ground, TextReference? Reason) : ConsentEvent;
}
