namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Level of a legal act.</summary>
public enum LegalLevel
{
    /// <summary>Федеральный.</summary>
    Federal,

    /// <summary>Региональный.</summary>
    Regional,

    /// <summary>Муниципальный.</summary>
    Municipal,

    /// <summary>Локальный акт организации.</summary>
    Local,
}

/// <summary>Kind of a resource (M86).</summary>
public enum ResourceKind
{
    /// <summary>Кадровые.</summary>
    Staff,

    /// <summary>Методические.</summary>
    Methodical,

    /// <summary>Материально-технические.</summary>
    Material,

    /// <summary>Финансовые.</summary>
    Financial,
}

/// <summary>Pair or group (M16).</summary>
public enum TandemKind
{
    /// <summary>Одна пара: наставник и наставляемый.</summary>
    Pair,

    /// <summary>Один наставник и группа наставляемых.</summary>
    Group,
}

/// <summary>An event of stage 1's room: what prepares the programme (M85 to M105).</summary>
public abstract record PreparationEvent : ProgrammeEvent
{
    private protected PreparationEvent()
    {
    }

    /// <summary>Форма включена (M11 to M15). A precondition that is named must be met before the form counts.</summary>
    public sealed record FormEnabled(
        string Form, IReadOnlyList<string> Variants, IReadOnlyList<TandemKind> Kinds, InstitutionalText? Precondition) : PreparationEvent;

    /// <summary>Условие формы выполнено (M14).</summary>
    public sealed record FormPreconditionMet(string Form, Guid? Document) : PreparationEvent;

    /// <summary>Форма выключена.</summary>
    public sealed record FormDisabled(string Form, TextReference Reason) : PreparationEvent;

    /// <summary>Куратор назначен (M101). The first one makes the programme active.</summary>
    public sealed record CuratorAppointed(Guid Person, Guid Order, DateOnly From) : PreparationEvent;

    /// <summary>Куратор сменён, or the same person goes on under another order. The earlier curator's approvals stay his.</summary>
    public sealed record CuratorReplaced(Guid Previous, Guid Person, Guid Order, DateOnly From, TextReference? Reason) : PreparationEvent;

    /// <summary>The latest appointment was recorded by mistake; the curator before it, if any, is in office again.</summary>
    public sealed record CuratorAppointmentVoided(Guid Person, TextReference Reason) : PreparationEvent;

    /// <summary>Аудитор назначен.</summary>
    public sealed record AuditorAssigned(Guid Person) : PreparationEvent;

    /// <summary>Аудитор освобождён.</summary>
    public sealed record AuditorReleased(Guid Person, TextReference Reason) : PreparationEvent;

    /// <summary>Дорожная карта утверждена (M100). Items keep their codes over versions.</summary>
    public sealed record RoadmapApproved(
        int Version, Guid? Document, IReadOnlyList<RoadmapItem> Items, IReadOnlyList<Warning> Warnings) : PreparationEvent;

    /// <summary>Срок пункта перенесён.</summary>
    public sealed record RoadmapItemRescheduled(
        string Item, DateOnly? PlannedFrom, DateOnly? PlannedTo, TextReference Reason, IReadOnlyList<Warning> Warnings) : PreparationEvent;

    /// <summary>Пункт выполнен; when it was done is the entry's effective date.</summary>
    public sealed record RoadmapItemCompleted(string Item, IReadOnlyList<Guid> Evidence) : PreparationEvent;

    /// <summary>Пункт неприменим.</summary>
    public sealed record RoadmapItemNotApplicable(string Item, TextReference Reason) : PreparationEvent;

    /// <summary>Пункт открыт повторно.</summary>
    public sealed record RoadmapItemReopened(string Item, TextReference Reason) : PreparationEvent;

    /// <summary>A fact was recorded wrongly: it counts no more. A correction names the fact that takes its place.</summary>
    public sealed record FactVoided(Guid Fact, TextReference Reason, Guid? ReplacedBy) : PreparationEvent;
}

/// <summary>One line of the road map: the five columns of the source (M84), plus what it is expected to leave behind.</summary>
/// <param name="Item">Stable code, such as <c>1.3.1</c>.</param>
/// <param name="Stage">1 to 7.</param>
/// <param name="Activity">Code of the activity.</param>
/// <param name="Content">Содержание деятельности in the school's own words; absent where the definition's wording was copied (M39).</param>
/// <param name="Planned">The date as the school wrote it, such as «В течение года»; may be absent (F6).</param>
/// <param name="PlannedFrom">First day of the plan.</param>
/// <param name="PlannedTo">Last day of the plan.</param>
/// <param name="Position">Ответственный by position, such as «Заместитель директора».</param>
/// <param name="Responsible">Ответственный as a person's random id, where known.</param>
/// <param name="Documented">Whether completing it takes a registered document.</param>
public sealed record RoadmapItem(
    string Item, int Stage, string Activity, InstitutionalText? Content, InstitutionalText? Planned, DateOnly? PlannedFrom,
    DateOnly? PlannedTo, InstitutionalText? Position, Guid? Responsible, bool Documented);

/// <summary>Something accepted although it looks odd (F5): a stable code and where.</summary>
/// <param name="Code"><c>planned-outside-school-year</c>, <c>citation-incomplete</c>, <c>late-entry</c> …</param>
/// <param name="Where">Code of the item or fact.</param>
public sealed record Warning(string Code, string Where);
