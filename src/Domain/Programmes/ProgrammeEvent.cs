using System.ComponentModel;
using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Programmes;

/// <summary>Cases in which a stage's approval needs a second person in addition to the curator.</summary>
public enum SecondApproverPolicy
{
    /// <summary>Never; a self-approval is only shown as such.</summary>
    Never,

    /// <summary>If the approver submitted the stage or is responsible for its work (F7).</summary>
    WhenSelfApproved,

    /// <summary>For every stage.</summary>
    Always,
}

/// <summary>An event of one mentoring programme. Each room has its own closed set.</summary>
public abstract record ProgrammeEvent : DomainEvent
{
    private protected ProgrammeEvent() { }
}

/// <summary>Events about the programme as a whole (domain-model.md 3 A).</summary>
public abstract record CharterEvent : ProgrammeEvent
{
    private CharterEvent() { }

    /// <summary>A programme was drafted; it does not need a curator yet (F8).</summary>
    [DisplayName("создание программы")]
    public sealed record ProgrammeDrafted(
        Guid Organisation, InstitutionalText OrganisationTitle, OrganisationKind OrganisationKind, DefinitionReference Definition,
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal,
        Guid? Initiator, SecondApproverPolicy SecondApprover) : CharterEvent;

    /// <summary>The programme was declared an invented example of a sandbox, in the decision that drafted it. Its papers say so.</summary>
    [DisplayName("пометка учебного примера")]
    public sealed record ProgrammeDeclaredSandbox : CharterEvent;

    /// <summary>The programme's details were corrected.</summary>
    [DisplayName("исправление программы")]
    public sealed record ProgrammeCorrected(
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal, TextReference Reason) : CharterEvent;

    /// <summary>The policy on the second approver was set.</summary>
    [DisplayName("порядок второго утверждения")]
    public sealed record SecondApproverPolicySet(SecondApproverPolicy Policy, TextReference Reason) : CharterEvent;

    /// <summary>The programme changed to another version of its definition; a change back undoes it.</summary>
    [DisplayName("переход на другую версию модели")]
    public sealed record DefinitionMigrated(
        DefinitionReference From, DefinitionReference To, TextReference Reason, IReadOnlyList<int> AffectedStages) : CharterEvent;

    /// <summary>The programme was suspended.</summary>
    [DisplayName("приостановление программы")]
    public sealed record ProgrammeSuspended(Guid Order, TextReference Reason) : CharterEvent;

    /// <summary>The programme was resumed.</summary>
    [DisplayName("возобновление программы")]
    public sealed record ProgrammeResumed(TextReference? Reason) : CharterEvent;

    /// <summary>The programme was cancelled.</summary>
    [DisplayName("прекращение программы")]
    public sealed record ProgrammeCancelled(Guid Order, TextReference Reason) : CharterEvent;

    /// <summary>The programme was completed: stage 7 is approved with this certificate as evidence.</summary>
    [DisplayName("завершение программы")]
    public sealed record ProgrammeCompleted(Guid Certificate) : CharterEvent;

    /// <summary>A completion or cancellation recorded by mistake was voided; the earlier status is restored.</summary>
    [DisplayName("отмена завершения или прекращения")]
    public sealed record ClosingVoided(TextReference Reason) : CharterEvent;

    /// <summary>The programme went over to the legal successor of its organisation, or the organisation was renamed (передана
    /// правопреемнику). The members are those of the reorganisation.</summary>
    [DisplayName("передача программы правопреемнику")]
    public sealed record ProgrammeTransferred(
        Guid Reorganisation, ReorganisationKind Kind, Guid Successor, InstitutionalText SuccessorTitle, InstitutionalText Ground,
        DateOnly On, DateOnly? ConsentsUntil) : CharterEvent;

    /// <summary>The reorganisation was voided.</summary>
    [DisplayName("отмена передачи программы")]
    public sealed record ProgrammeTransferVoided(Guid Reorganisation, TextReference Reason) : CharterEvent;

    /// <summary>A person allowed an integrator to act on their behalf in this programme.</summary>
    [DisplayName("выдача поручения")]
    public sealed record DelegationGranted(Guid Id, Guid Person, Guid Integrator, DateOnly From, DateOnly? Until) : CharterEvent;

    /// <summary>A delegation was revoked.</summary>
    /// <param name="Reason">Null where the program revoked it, because the curator who granted it is no longer in office.</param>
    [DisplayName("отзыв поручения")]
    public sealed record DelegationRevoked(Guid Id, TextReference? Reason) : CharterEvent;
}
