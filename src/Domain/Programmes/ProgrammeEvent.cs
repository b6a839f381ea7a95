using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Programmes;

/// <summary>When a stage's approval needs a second person beside the curator.</summary>
public enum SecondApproverPolicy
{
    /// <summary>Never; a self-approval is only visible.</summary>
    Never,

    /// <summary>When the approver submitted the stage or answers for its work (F7).</summary>
    WhenSelfApproved,

    /// <summary>For every stage.</summary>
    Always,
}

/// <summary>An event of one mentoring programme. Each room has its own closed set.</summary>
public abstract record ProgrammeEvent : DomainEvent
{
    private protected ProgrammeEvent()
    {
    }
}

/// <summary>Events about the programme as a whole (model.md 5.3 A).</summary>
public abstract record CharterEvent : ProgrammeEvent
{
    private CharterEvent()
    {
    }

    /// <summary>Программа заведена. There is a programme before there is a curator (F8).</summary>
    public sealed record ProgrammeDrafted(
        Guid Organisation, InstitutionalText OrganisationTitle, OrganisationKind OrganisationKind, DefinitionReference Definition,
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal,
        Guid? Initiator, SecondApproverPolicy SecondApprover) : CharterEvent;

    /// <summary>Сведения о программе исправлены.</summary>
    public sealed record ProgrammeCorrected(
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal, TextReference Reason) : CharterEvent;

    /// <summary>The rule on the second approver was set.</summary>
    public sealed record SecondApproverPolicySet(SecondApproverPolicy Policy, TextReference Reason) : CharterEvent;

    /// <summary>The programme goes on under another version of its definition; undone by migrating back.</summary>
    public sealed record DefinitionMigrated(
        DefinitionReference From, DefinitionReference To, TextReference Reason, IReadOnlyList<int> AffectedStages) : CharterEvent;

    /// <summary>Программа приостановлена.</summary>
    public sealed record ProgrammeSuspended(Guid Order, TextReference Reason) : CharterEvent;

    /// <summary>Программа возобновлена.</summary>
    public sealed record ProgrammeResumed(TextReference? Reason) : CharterEvent;

    /// <summary>Программа прекращена.</summary>
    public sealed record ProgrammeCancelled(Guid Order, TextReference Reason) : CharterEvent;

    /// <summary>Программа завершена: stage 7 is approved on the evidence of this certificate.</summary>
    public sealed record ProgrammeCompleted(Guid Certificate) : CharterEvent;

    /// <summary>A completion or cancellation that was recorded by mistake is undone; the programme is active again.</summary>
    public sealed record ClosingVoided(TextReference Reason) : CharterEvent;

    /// <summary>A person lets an integrator act on his behalf in this programme.</summary>
    public sealed record DelegationGranted(Guid Id, Guid Person, Guid Integrator, DateOnly From, DateOnly? Until) : CharterEvent;

    /// <summary>The delegation is taken back.</summary>
    public sealed record DelegationRevoked(Guid Id, TextReference Reason) : CharterEvent;
}
