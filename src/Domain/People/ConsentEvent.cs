namespace MentorshipFlow.People;

/// <summary>How a consent or its withdrawal came.</summary>
public enum ConsentChannel
{
    /// <summary>На бумаге.</summary>
    Paper,

    /// <summary>В электронной форме.</summary>
    Electronic,
}

/// <summary>Why processing has stopped.</summary>
public enum RestrictionGround
{
    /// <summary>Согласие на участие отозвано.</summary>
    Withdrawal,

    /// <summary>Совершеннолетие без собственного согласия.</summary>
    Majority,

    /// <summary>Требование субъекта или решение ответственного.</summary>
    Demand,

    /// <summary>Исправлен возраст: согласие подписано не тем, кто должен был.</summary>
    UnfitSigners,
}

/// <summary>Events of a person's consents and of what follows from them (model.md 5.3 C).</summary>
public abstract record ConsentEvent : PersonEvent
{
    private ConsentEvent()
    {
    }

    /// <summary>Согласие запрошено on this text.</summary>
    public sealed record ConsentRequested(ConsentPurpose Purpose, Guid Text) : ConsentEvent;

    /// <summary>Согласие получено (L1 to L5).</summary>
    /// <param name="AgeBand">On the day of signing, which is the day of the fact.</param>
    /// <param name="Signers">The person, the representatives, or both.</param>
    /// <param name="Text">The published text that was signed; version and SHA-256 (64 lower hex digits) pin it.</param>
    /// <param name="ValidUntil">The last day, included.</param>
    /// <param name="Document">The paper's id in a programme's register of documents.</param>
    /// <param name="Proof">Time, address and device of an electronic consent (L3), sealed.</param>
    /// <param name="Replaces">The consent in whose place it comes.</param>
    public sealed record ConsentGiven(
        Guid Id, ConsentPurpose Purpose, AgeBand AgeBand, IReadOnlyList<Guid> Signers, Guid Text, int TextVersion, string TextSha256,
        DateOnly ValidFrom, DateOnly ValidUntil, ConsentChannel Channel, Guid? Document, TextReference? Proof,
        Guid? Replaces) : ConsentEvent;

    /// <summary>В согласии отказано.</summary>
    public sealed record ConsentRefused(ConsentPurpose Purpose, Guid By) : ConsentEvent;

    /// <summary>Согласие отозвано. Of participation the same decision opens an erasure case: its clock starts on the
    /// day of receipt (L8).</summary>
    /// <param name="By">The person or a representative.</param>
    public sealed record ConsentWithdrawn(Guid Consent, DateOnly ReceivedOn, Guid By, ConsentChannel Channel) : ConsentEvent;

    /// <summary>The withdrawal was recorded by mistake.</summary>
    public sealed record ConsentWithdrawalVoided(Guid Consent, TextReference Reason) : ConsentEvent;

    /// <summary>The consent was recorded by mistake; it never counted.</summary>
    public sealed record ConsentVoided(Guid Consent, TextReference Reason) : ConsentEvent;

    /// <summary>Согласие заменено собственным по достижении 18 лет.</summary>
    public sealed record ConsentReplacedOnMajority(Guid Previous, Guid Consent) : ConsentEvent;

    /// <summary>Обработка ограничена. Nothing is erased by it.</summary>
    public sealed record ProcessingRestricted(RestrictionGround Ground) : ConsentEvent;

    /// <summary>Ограничение снято.</summary>
    /// <param name="Reason">Absent where a new consent is the reason.</param>
    public sealed record ProcessingRestrictionLifted(RestrictionGround Ground, TextReference? Reason) : ConsentEvent;
}
