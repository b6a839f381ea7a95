using System.ComponentModel;

namespace MentorshipFlow.Organisations;

/// <summary>The reason why a sandbox ended.</summary>
public enum SandboxEnd
{
    /// <summary>The organisation that made it deleted it.</summary>
    Decided,

    /// <summary>Its last day has passed.</summary>
    Expired,
}

/// <summary>Events about sandboxes (песочница): schools with invented people, for trying the API. The first two are on the stream of the
/// organisation that makes one, the others on the stream of the sandbox itself.</summary>
public abstract record SandboxEvent : OrganisationEvent
{
    private SandboxEvent() { }

    /// <summary>A sandbox was opened.</summary>
    /// <param name="Sandbox">The id of the new organisation.</param>
    /// <param name="Stage">The stage at whose gate its programme stands, 1 to 7.</param>
    /// <param name="Ready">Whether this gate has everything that it needs.</param>
    /// <param name="Until">The last day.</param>
    [DisplayName("открытие песочницы")]
    public sealed record SandboxOpened(Guid Sandbox, int Stage, bool Ready, DateOnly Until) : SandboxEvent;

    /// <summary>A sandbox was closed; its deletion follows.</summary>
    [DisplayName("закрытие песочницы")]
    public sealed record SandboxClosed(Guid Sandbox, SandboxEnd Why) : SandboxEvent;

    /// <summary>The organisation was declared a sandbox, in the decision that created it. Nothing of it is real.</summary>
    /// <param name="Owner">The organisation that made it.</param>
    /// <param name="Until">The last day.</param>
    [DisplayName("объявление организации песочницей")]
    public sealed record SandboxDeclared(Guid Owner, DateOnly Until) : SandboxEvent;

    /// <summary>The sandbox was deleted: its keys are revoked and its webhooks removed, and the keys of its texts are destroyed. The last
    /// event of the stream.</summary>
    [DisplayName("удаление песочницы")]
    public sealed record SandboxDeleted : SandboxEvent;
}

/// <summary>Commands about sandboxes.</summary>
public abstract record SandboxCommand : OrganisationCommand
{
    private SandboxCommand() { }

    /// <summary>Open a sandbox; decided by the organisation that makes it.</summary>
    public sealed record OpenSandbox(Guid Sandbox, int Stage, bool Ready, DateOnly Until) : SandboxCommand;

    /// <summary>Close a sandbox.</summary>
    public sealed record CloseSandbox(Guid Sandbox, SandboxEnd Why) : SandboxCommand;

    /// <summary>Create the organisation of a sandbox.</summary>
    public sealed record CreateSandbox(
        Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone, Guid Owner, DateOnly Until) : SandboxCommand;

    /// <summary>Delete this sandbox.</summary>
    public sealed record DeleteSandbox : SandboxCommand;
}
