using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Programmes;

/// <summary>Something a person or an integrator asks of one programme. Each room has its own closed set.</summary>
public abstract record ProgrammeCommand
{
    private protected ProgrammeCommand()
    {
    }
}

/// <summary>Commands about the programme as a whole.</summary>
public abstract record CharterCommand : ProgrammeCommand
{
    private CharterCommand()
    {
    }

    /// <summary>Завести программу.</summary>
    public sealed record DraftProgramme(
        Guid Organisation, InstitutionalText OrganisationTitle, OrganisationKind OrganisationKind, DefinitionReference Definition,
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal,
        SecondApproverPolicy SecondApprover) : CharterCommand;

    /// <summary>Исправить сведения.</summary>
    public sealed record CorrectProgramme(
        string SchoolYear, InstitutionalText Title, InstitutionalText Goal, TextReference Reason) : CharterCommand;

    /// <summary>Set the rule on the second approver.</summary>
    public sealed record SetSecondApproverPolicy(SecondApproverPolicy Policy, TextReference Reason) : CharterCommand;

    /// <summary>Go on under another version of the definition.</summary>
    public sealed record MigrateDefinition(Definition To, TextReference Reason) : CharterCommand;

    /// <summary>Приостановить.</summary>
    public sealed record SuspendProgramme(Guid Order, TextReference Reason) : CharterCommand;

    /// <summary>Возобновить.</summary>
    public sealed record ResumeProgramme(TextReference? Reason) : CharterCommand;

    /// <summary>Прекратить.</summary>
    public sealed record CancelProgramme(Guid Order, TextReference Reason) : CharterCommand;

    /// <summary>Завершить.</summary>
    public sealed record CompleteProgramme : CharterCommand;

    /// <summary>Undo a completion or cancellation recorded by mistake.</summary>
    /// <param name="Standings">How the participants stand now: nobody told the programme while it was closed.
    /// Read beside the decision.</param>
    public sealed record VoidClosing(TextReference Reason, IReadOnlyDictionary<Guid, PersonStatus>? Standings = null) : CharterCommand;

    /// <summary>Let an integrator act on one's behalf; only the person himself can.</summary>
    public sealed record GrantDelegation(Guid Id, Guid Integrator, DateOnly From, DateOnly? Until) : CharterCommand;

    /// <summary>Take the delegation back.</summary>
    public sealed record RevokeDelegation(Guid Id, TextReference Reason) : CharterCommand;
}
