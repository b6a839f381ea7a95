using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Programmes;

/// <summary>A command to one programme. Each room has its own closed set.</summary>
public abstract record ProgrammeCommand
{
    private protected ProgrammeCommand() { }
}

/// <summary>Commands about the programme as a whole.</summary>
public abstract record CharterCommand : ProgrammeCommand
{
    private CharterCommand() { }

    /// <summary>Draft a programme.</summary>
    /// <param name="Sandbox">Whether the organisation is a sandbox.</param>
    public sealed record DraftProgramme(
        Guid Organisation, InstitutionalText OrganisationTitle, OrganisationKind OrganisationKind, DefinitionReference Definition,
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal,
        SecondApproverPolicy SecondApprover, bool Sandbox = false) : CharterCommand;

    /// <summary>Correct the programme's details.</summary>
    public sealed record CorrectProgramme(
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal, TextReference Reason) : CharterCommand;

    /// <summary>Set the policy on the second approver.</summary>
    public sealed record SetSecondApproverPolicy(SecondApproverPolicy Policy, TextReference Reason) : CharterCommand;

    /// <summary>Change to another version of the definition.</summary>
    public sealed record MigrateDefinition(Definition To, TextReference Reason) : CharterCommand;

    /// <summary>Suspend the programme.</summary>
    public sealed record SuspendProgramme(Guid Order, TextReference Reason) : CharterCommand;

    /// <summary>Resume the programme.</summary>
    public sealed record ResumeProgramme(TextReference? Reason) : CharterCommand;

    /// <summary>Cancel the programme.</summary>
    public sealed record CancelProgramme(Guid Order, TextReference Reason) : CharterCommand;

    /// <summary>Complete the programme.</summary>
    public sealed record CompleteProgramme : CharterCommand;

    /// <summary>Void a completion or cancellation recorded by mistake.</summary>
    /// <param name="Standings">The participants' current statuses, looked up by the caller, because a closed programme does not receive
    /// changes.</param>
    /// <param name="Gone">Likewise the officers who have left the organisation, with the day.</param>
    public sealed record VoidClosing(
        TextReference Reason, IReadOnlyDictionary<Guid, PersonStatus>? Standings = null,
        IReadOnlyDictionary<Guid, DateOnly>? Gone = null) : CharterCommand;

    /// <summary>Hand the programme over to the legal successor; follows from the reorganisation of the organisation.</summary>
    public sealed record TransferProgramme(CharterEvent.ProgrammeTransferred Event) : CharterCommand;

    /// <summary>Take a transfer back; follows from the voided reorganisation.</summary>
    public sealed record VoidTransfer(Guid Reorganisation, TextReference Reason) : CharterCommand;

    /// <summary>Let an integrator act on one's behalf; only the person can grant it.</summary>
    /// <param name="Standing">The person's status, looked up by the caller; null if the register does not have the person.</param>
    public sealed record GrantDelegation(
        Guid Id, Guid Integrator, DateOnly From, DateOnly? Until, PersonStatus? Standing = null) : CharterCommand;

    /// <summary>Revoke a delegation.</summary>
    public sealed record RevokeDelegation(Guid Id, TextReference? Reason) : CharterCommand;
}
