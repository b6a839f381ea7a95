using System.ComponentModel;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Level of a legal act.</summary>
public enum LegalLevel
{
    /// <summary>Federal.</summary>
    Federal,

    /// <summary>Regional.</summary>
    Regional,

    /// <summary>Municipal.</summary>
    Municipal,

    /// <summary>A local act of the organisation (локальный акт).</summary>
    Local,
}

/// <summary>Kind of a resource (M86).</summary>
public enum ResourceKind
{
    /// <summary>Staff (кадровые).</summary>
    Staff,

    /// <summary>Methodical (методические).</summary>
    Methodical,

    /// <summary>Material and technical (материально-технические).</summary>
    Material,

    /// <summary>Financial (финансовые).</summary>
    Financial,
}

/// <summary>An event of the preparation room (stage 1) (M85 to M105).</summary>
public abstract record PreparationEvent : ProgrammeEvent
{
    private protected PreparationEvent() { }

    /// <summary>A form was enabled (M11 to M15). A form with a precondition can be used once that is met.</summary>
    [DisplayName("включение формы наставничества")]
    public sealed record FormEnabled(
        string Form, IReadOnlyList<string> Variants, IReadOnlyList<TandemKind> Kinds, InstitutionalText? Precondition) : PreparationEvent;

    /// <summary>A form's precondition was met (M14).</summary>
    [DisplayName("выполнение условия формы")]
    public sealed record FormPreconditionMet(string Form, Guid? Document) : PreparationEvent;

    /// <summary>A form was disabled.</summary>
    [DisplayName("исключение формы наставничества")]
    public sealed record FormDisabled(string Form, TextReference Reason) : PreparationEvent;

    /// <summary>The first curator was appointed (M101), which makes the programme active.</summary>
    [DisplayName("назначение куратора")]
    public sealed record CuratorAppointed(Guid Person, Guid Order, DateOnly From) : PreparationEvent;

    /// <summary>The curator was replaced, or continues under another order. Approvals of the earlier curator stay valid.</summary>
    [DisplayName("замена куратора")]
    public sealed record CuratorReplaced(Guid Previous, Guid Person, Guid Order, DateOnly From, TextReference? Reason) : PreparationEvent;

    /// <summary>The latest appointment was voided; the previous curator, if any, is in office again.</summary>
    [DisplayName("отмена назначения куратора")]
    public sealed record CuratorAppointmentVoided(Guid Person, TextReference Reason) : PreparationEvent;

    /// <summary>An officer (curator, responsible for an item, author of a delegation) left the organisation, or their data were
    /// destroyed. The right to decide has ended; earlier decisions stay valid.</summary>
    [DisplayName("выбытие должностного лица")]
    public sealed record OfficerLeft(Guid Person, DateOnly On) : PreparationEvent;

    /// <summary>An officer's departure was voided.</summary>
    [DisplayName("возвращение должностного лица")]
    public sealed record OfficerReturned(Guid Person) : PreparationEvent;

    /// <summary>The future curators and partners of an earlier programme were taken (M162). The partners are engaged by events of their
    /// own.</summary>
    /// <param name="Curators">Candidates: an order may appoint them. Sorted random ids.</param>
    /// <param name="Partners">Ids of the facts that the partners were engaged.</param>
    [DisplayName("перенос будущих кураторов и партнёров")]
    public sealed record SuccessionTaken(
        Guid Programme, IReadOnlyList<Guid> Curators, IReadOnlyList<Guid> Partners) : PreparationEvent;

    /// <summary>An auditor was assigned.</summary>
    [DisplayName("назначение проверяющего")]
    public sealed record AuditorAssigned(Guid Person) : PreparationEvent;

    /// <summary>An auditor was released.</summary>
    [DisplayName("освобождение проверяющего")]
    public sealed record AuditorReleased(Guid Person, TextReference Reason) : PreparationEvent;

    /// <summary>A version of the road map was approved (M100). Items keep their codes in later versions.</summary>
    [DisplayName("утверждение дорожной карты")]
    public sealed record RoadmapApproved(
        int Version, Guid? Document, IReadOnlyList<RoadmapItem> Items, IReadOnlyList<Warning> Warnings) : PreparationEvent;

    /// <summary>An item was rescheduled.</summary>
    [DisplayName("перенос срока пункта")]
    public sealed record RoadmapItemRescheduled(
        string Item, DateOnly? PlannedFrom, DateOnly? PlannedTo, TextReference Reason, IReadOnlyList<Warning> Warnings) : PreparationEvent;

    /// <summary>An item was completed, on the entry's effective date.</summary>
    [DisplayName("выполнение пункта")]
    public sealed record RoadmapItemCompleted(string Item, IReadOnlyList<Guid> Evidence) : PreparationEvent;

    /// <summary>An item was marked as not applicable.</summary>
    [DisplayName("неприменимость пункта")]
    public sealed record RoadmapItemNotApplicable(string Item, TextReference Reason) : PreparationEvent;

    /// <summary>An item was settled by a recorded fact, in the decision that recorded the fact or approved the road map.</summary>
    /// <param name="Id">The fact: a document, a survey wave, a monitoring, or a fact of its own.</param>
    /// <param name="On">The day of the fact.</param>
    /// <param name="Evidence">The documents that the fact names.</param>
    [DisplayName("выполнение пункта записью")]
    public sealed record RoadmapItemSettled(
        string Item, SettlingFact Fact, Guid Id, DateOnly On, IReadOnlyList<Guid> Evidence) : PreparationEvent;

    /// <summary>The fact that had settled an item was voided, annulled or reopened: the item is open again.</summary>
    [DisplayName("отмена выполнения пункта записью")]
    public sealed record RoadmapItemUnsettled(string Item, SettlingFact Fact, Guid Id) : PreparationEvent;

    /// <summary>An item was reopened.</summary>
    [DisplayName("возврат пункта в работу")]
    public sealed record RoadmapItemReopened(string Item, TextReference Reason) : PreparationEvent;

    /// <summary>A fact was voided. A correction names the fact that replaces it.</summary>
    [DisplayName("отмена записи")]
    public sealed record FactVoided(Guid Fact, TextReference Reason, Guid? ReplacedBy) : PreparationEvent;
}

/// <summary>One item of the road map: the five columns of the source (M84), and whether it needs a document.</summary>
/// <param name="Item">Stable code, such as <c>1.3.1</c>, or the school's own number, such as «О-1».</param>
/// <param name="Stage">1 to 7.</param>
/// <param name="Activity">Code of the activity.</param>
/// <param name="Content">The school's own wording (содержание деятельности); absent if the definition's wording is used (M39).</param>
/// <param name="Planned">The date in the school's words, such as «В течение года»; may be absent (F6).</param>
/// <param name="PlannedFrom">First day of the plan.</param>
/// <param name="PlannedTo">Last day of the plan.</param>
/// <param name="Position">Position of the responsible person, such as «Заместитель директора».</param>
/// <param name="Responsible">Random id of the responsible person, if known.</param>
/// <param name="Documented">Whether completing it requires a registered document.</param>
/// <param name="Result">The expected result or document in the school's words, such as «Приказ».</param>
public sealed record RoadmapItem(
    string Item, int Stage, string Activity, InstitutionalText? Content, InstitutionalText? Planned, DateOnly? PlannedFrom,
    DateOnly? PlannedTo, InstitutionalText? Position, Guid? Responsible, bool Documented, InstitutionalText? Result = null)
{
    /// <summary>The wording that the item is read with: the school's own, or that of the definition; the code where neither has
    /// one.</summary>
    public Wording Title(Definition definition) =>
        Content is { } own ? new(own.Value, own.Value) : definition.Item(Item)?.Title ?? new(Item, Item);
}

/// <summary>A warning on something accepted although unusual (F5): a stable code and its place.</summary>
/// <param name="Code"><c>planned-outside-school-year</c>, <c>citation-incomplete</c>, <c>late-entry</c> …</param>
/// <param name="Where">Code of the item or fact.</param>
public sealed record Warning(string Code, string Where);
