namespace MentorshipFlow.People;

/// <summary>Why destruction is asked or due. Each has a statutory term (<see cref="PrivacyTerms"/>).</summary>
public enum ErasureGround
{
    /// <summary>Отзыв согласия.</summary>
    ConsentWithdrawn,

    /// <summary>Достижение цели обработки.</summary>
    PurposeAchieved,

    /// <summary>Неправомерная обработка, которую нельзя сделать правомерной.</summary>
    UnlawfulProcessing,

    /// <summary>Требование субъекта: данные неполны, устарели, неточны или не нужны для цели.</summary>
    SubjectDemand,
}

/// <summary>What the assessment of the grounds says.</summary>
public enum ErasureDecision
{
    /// <summary>Уничтожить всё.</summary>
    EraseAll,

    /// <summary>Уничтожить часть: the rest is processed on another ground.</summary>
    Partial,

    /// <summary>Отказать: all is processed on another ground.</summary>
    Refuse,
}

/// <summary>What is destroyed together.</summary>
public enum ErasureCategory
{
    /// <summary>Имя, дата рождения, контакты, сведения о представителе.</summary>
    Details,

    /// <summary>Тексты о человеке.</summary>
    Texts,

    /// <summary>Загруженные файлы о человеке.</summary>
    Files,
}

/// <summary>By what way data were destroyed.</summary>
public enum ErasureMethod
{
    /// <summary>Ключ шифрования уничтожен, и строки удалены.</summary>
    KeyDestroyed,

    /// <summary>Строки удалены; the key goes on opening what was kept. Of cases before keys were replaced.</summary>
    RowsDeleted,

    /// <summary>Прежний ключ уничтожен, строки удалены: what was kept was sealed under another.</summary>
    KeyReplaced,
}

/// <summary>How much was destroyed where.</summary>
/// <param name="Store">Name of the store, such as <c>vault.texts</c>.</param>
public sealed record ErasedStore(string Store, int Items);

/// <summary>Events of an erasure case (model.md 5.3 N).</summary>
public abstract record ErasureEvent : PersonEvent
{
    private ErasureEvent()
    {
    }

    /// <summary>Требование об уничтожении получено: the statutory clock runs.</summary>
    /// <param name="DueOn">The last day of the term.</param>
    /// <param name="Term">Code of the term in <see cref="PrivacyTerms"/>.</param>
    public sealed record ErasureRequested(Guid Case, ErasureGround Ground, DateOnly ReceivedOn, DateOnly DueOn, string Term) : ErasureEvent;

    /// <summary>Требование записано ошибочно: the withdrawal that opened the case never came, and nothing of the case counts.</summary>
    public sealed record ErasureRequestVoided(Guid Case, TextReference Reason) : ErasureEvent;

    /// <summary>Срок продлён: once, with a reasoned notice to the subject.</summary>
    /// <param name="DueOn">The last day of the extended term.</param>
    /// <param name="Article">That allows it.</param>
    /// <param name="NotifiedOn">When the notice was sent; the first term had not passed by then.</param>
    /// <param name="Reason">What the notice says, in the vault.</param>
    public sealed record ErasureTermExtended(
        Guid Case, DateOnly DueOn, InstitutionalText Article, DateOnly NotifiedOn, TextReference Reason) : ErasureEvent;

    /// <summary>Основания рассмотрены.</summary>
    /// <param name="Article">The article that demands it, or allows to go on.</param>
    /// <param name="Categories">What is to be destroyed; empty for a refusal.</param>
    public sealed record ErasureAssessed(
        Guid Case, ErasureDecision Decision, InstitutionalText Article, IReadOnlyList<ErasureCategory> Categories,
        TextReference? Reason) : ErasureEvent;

    /// <summary>Персональные данные уничтожены: rows and key went in the transaction of this entry.</summary>
    public sealed record PersonalDataErased(
        Guid Case, DateOnly On, IReadOnlyList<ErasureCategory> Categories, IReadOnlyList<ErasedStore> Stores, ErasureMethod Method,
        InstitutionalText Article) : ErasureEvent;

    /// <summary>Акт составлен, выгрузка из журнала приложена (приказ Роскомнадзора № 179).</summary>
    /// <param name="ActSha256">Of the act's text in UTF-8.</param>
    /// <param name="JournalSha256">Of the journal's export.</param>
    /// <param name="KeepUntil">Until when both are kept.</param>
    /// <param name="LogClearOn">From this day the write-ahead log holds nothing from before.</param>
    /// <param name="BackupsClearOn">From this day no backup from before is left.</param>
    public sealed record ErasureActFiled(
        Guid Case, InstitutionalText Number, DateOnly On, string ActSha256, string JournalSha256, DateOnly KeepUntil, DateOnly LogClearOn,
        DateOnly BackupsClearOn) : ErasureEvent;
}

/// <summary>Commands about the destruction of a person's data.</summary>
public abstract record ErasureCommand : PersonCommand
{
    private ErasureCommand()
    {
    }

    /// <summary>Записать требование.</summary>
    public sealed record RequestErasure(Guid Case, ErasureGround Ground, DateOnly ReceivedOn, DateOnly DueOn, string Term) : ErasureCommand;

    /// <summary>Продлить срок.</summary>
    /// <param name="Extension">What the terms allow for this case; null when they allow none.</param>
    /// <param name="NotifiedOn">When the subject was told.</param>
    /// <param name="Reason">What he was told.</param>
    public sealed record ExtendErasureTerm(Guid Case, ExtendedTerm? Extension, DateOnly NotifiedOn, TextReference Reason) : ErasureCommand;

    /// <summary>Рассмотреть основания.</summary>
    public sealed record AssessErasure(
        Guid Case, ErasureDecision Decision, InstitutionalText Article, IReadOnlyList<ErasureCategory> Categories,
        TextReference? Reason) : ErasureCommand;

    /// <summary>Уничтожить.</summary>
    /// <param name="Stores">Counted beside the decision.</param>
    public sealed record CarryOutErasure(Guid Case, IReadOnlyList<ErasedStore> Stores) : ErasureCommand;

    /// <summary>Составить акт.</summary>
    public sealed record FileErasureAct(
        Guid Case, InstitutionalText Number, string ActSha256, string JournalSha256, DateOnly KeepUntil, DateOnly LogClearOn,
        DateOnly BackupsClearOn) : ErasureCommand;
}
