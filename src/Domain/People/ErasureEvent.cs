using System.ComponentModel;

namespace MentorshipFlow.People;

/// <summary>The ground for a destruction. Each has a statutory term (<see cref="PrivacyTerms"/>).</summary>
public enum ErasureGround
{
    /// <summary>Consent withdrawn.</summary>
    ConsentWithdrawn,

    /// <summary>Purpose of processing achieved.</summary>
    PurposeAchieved,

    /// <summary>Unlawful processing that cannot be made lawful.</summary>
    UnlawfulProcessing,

    /// <summary>Demand of the data subject: data are incomplete, outdated, inaccurate or not needed for the purpose.</summary>
    SubjectDemand,
}

/// <summary>The result of assessing the grounds.</summary>
public enum ErasureDecision
{
    /// <summary>Destroy everything.</summary>
    EraseAll,

    /// <summary>Destroy a part; the rest is processed on another ground.</summary>
    Partial,

    /// <summary>Refuse: all data are processed on another ground.</summary>
    Refuse,
}

/// <summary>A category of data that is destroyed as a whole.</summary>
public enum ErasureCategory
{
    /// <summary>Name, birth date, contacts, details of the representative.</summary>
    Details,

    /// <summary>Texts about the person.</summary>
    Texts,

    /// <summary>Uploaded files about the person.</summary>
    Files,
}

/// <summary>The method of destruction.</summary>
public enum ErasureMethod
{
    /// <summary>The encryption key was destroyed and the rows were deleted.</summary>
    KeyDestroyed,

    /// <summary>The rows were deleted and the key was kept for the remaining data. Used only before keys were replaced.</summary>
    RowsDeleted,

    /// <summary>The old key was destroyed and the rows were deleted; the remaining data are encrypted under a new key.</summary>
    KeyReplaced,
}

/// <summary>The number of items destroyed in one store.</summary>
/// <param name="Store">Name of the store, such as <c>vault.texts</c>.</param>
public sealed record ErasedStore(string Store, int Items);

/// <summary>Events of an erasure case (domain-model.md 3 N).</summary>
public abstract record ErasureEvent : PersonEvent
{
    private ErasureEvent() { }

    /// <summary>A request for destruction was received: the statutory term runs.</summary>
    /// <param name="DueOn">The last day of the term.</param>
    /// <param name="Term">Code of the term in <see cref="PrivacyTerms"/>.</param>
    [DisplayName("требование уничтожить данные")]
    public sealed record ErasureRequested(Guid Case, ErasureGround Ground, DateOnly ReceivedOn, DateOnly DueOn, string Term) : ErasureEvent;

    /// <summary>The request was recorded by mistake, because its withdrawal never happened: the case has no effect.</summary>
    [DisplayName("отмена записи о требовании уничтожить данные")]
    public sealed record ErasureRequestVoided(Guid Case, TextReference Reason) : ErasureEvent;

    /// <summary>The term was extended, once, with a reasoned notice to the data subject.</summary>
    /// <param name="DueOn">The last day of the extended term.</param>
    /// <param name="Article">The article that allows it.</param>
    /// <param name="NotifiedOn">The day of the notice, within the first term.</param>
    /// <param name="Reason">Text of the notice, in the vault.</param>
    [DisplayName("продление срока уничтожения данных")]
    public sealed record ErasureTermExtended(
        Guid Case, DateOnly DueOn, InstitutionalText Article, DateOnly NotifiedOn, TextReference Reason) : ErasureEvent;

    /// <summary>The grounds were assessed.</summary>
    /// <param name="Article">The article that requires the destruction or allows further processing.</param>
    /// <param name="Categories">The data to destroy; empty for a refusal.</param>
    /// <param name="Mentions">The decisions about mentions of the person outside their own data; null if none were searched for.</param>
    [DisplayName("рассмотрение оснований уничтожения данных")]
    public sealed record ErasureAssessed(
        Guid Case, ErasureDecision Decision, InstitutionalText Article, IReadOnlyList<ErasureCategory> Categories,
        TextReference? Reason, IReadOnlyList<DecidedMention>? Mentions = null) : ErasureEvent;

    /// <summary>Personal data were destroyed: rows and key were deleted in the transaction of this entry.</summary>
    /// <param name="Mentions">Every mention of the person outside their own data at that time, with its fate; null if none were searched
    /// for.</param>
    [DisplayName("уничтожение персональных данных")]
    public sealed record PersonalDataErased(
        Guid Case, DateOnly On, IReadOnlyList<ErasureCategory> Categories, IReadOnlyList<ErasedStore> Stores, ErasureMethod Method,
        InstitutionalText Article, IReadOnlyList<DecidedMention>? Mentions = null) : ErasureEvent;

    /// <summary>The act was filed with an export of the event journal (Roskomnadzor order № 179, L9).</summary>
    /// <param name="ActSha256">SHA-256 of the act's text in UTF-8.</param>
    /// <param name="JournalSha256">SHA-256 of the journal's export.</param>
    /// <param name="KeepUntil">The day until which both are kept.</param>
    /// <param name="LogClearOn">From this day the write-ahead log contains none of the destroyed data.</param>
    /// <param name="BackupsClearOn">From this day no backup contains the destroyed data.</param>
    [DisplayName("акт об уничтожении данных")]
    public sealed record ErasureActFiled(
        Guid Case, InstitutionalText Number, DateOnly On, string ActSha256, string JournalSha256, DateOnly KeepUntil, DateOnly LogClearOn,
        DateOnly BackupsClearOn) : ErasureEvent;
}

/// <summary>Commands about the destruction of a person's data.</summary>
public abstract record ErasureCommand : PersonCommand
{
    private ErasureCommand() { }

    /// <summary>Record a request for destruction.</summary>
    public sealed record RequestErasure(Guid Case, ErasureGround Ground, DateOnly ReceivedOn, DateOnly DueOn, string Term) : ErasureCommand;

    /// <summary>Extend the term.</summary>
    /// <param name="Extension">The extension allowed for this case; null if none is.</param>
    /// <param name="NotifiedOn">The day of the notice to the data subject.</param>
    /// <param name="Reason">Text of the notice.</param>
    public sealed record ExtendErasureTerm(Guid Case, ExtendedTerm? Extension, DateOnly NotifiedOn, TextReference Reason) : ErasureCommand;

    /// <summary>Assess the grounds.</summary>
    /// <param name="Mentions">Decisions about mentions of the person.</param>
    /// <param name="Found">The mentions that the caller has found; null if none were searched for.</param>
    public sealed record AssessErasure(
        Guid Case, ErasureDecision Decision, InstitutionalText Article, IReadOnlyList<ErasureCategory> Categories,
        TextReference? Reason, IReadOnlyList<MentionDecision>? Mentions = null,
        IReadOnlyList<FoundMention>? Found = null) : ErasureCommand;

    /// <summary>Destroy the data.</summary>
    /// <param name="Stores">Counted by the caller.</param>
    /// <param name="Mentions">Decisions about mentions that came after the assessment, or another decision about earlier ones.</param>
    /// <param name="Found">The mentions that the caller has found now; null if none were searched for.</param>
    public sealed record CarryOutErasure(
        Guid Case, IReadOnlyList<ErasedStore> Stores, IReadOnlyList<MentionDecision>? Mentions = null,
        IReadOnlyList<FoundMention>? Found = null) : ErasureCommand;

    /// <summary>File the act.</summary>
    public sealed record FileErasureAct(
        Guid Case, InstitutionalText Number, string ActSha256, string JournalSha256, DateOnly KeepUntil, DateOnly LogClearOn,
        DateOnly BackupsClearOn) : ErasureCommand;
}
