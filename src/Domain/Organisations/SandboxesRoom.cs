using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Organisations;

/// <summary>The sandboxes that an organisation has made.</summary>
/// <param name="Live">Those that are not closed, by id.</param>
/// <param name="Closed">The ids of the others.</param>
public sealed record SandboxesRoom(
    ImmutableSortedDictionary<Guid, SandboxEvent.SandboxOpened> Live, ImmutableHashSet<Guid> Closed)
{
    /// <summary>The most sandboxes of one organisation at the same time.</summary>
    public const int Most = 5;

    /// <summary>None yet.</summary>
    public static SandboxesRoom Empty { get; } = new(ImmutableSortedDictionary<Guid, SandboxEvent.SandboxOpened>.Empty, []);

    /// <summary>The room after one more event.</summary>
    public SandboxesRoom Evolve(SandboxEvent @event) => @event switch
    {
        SandboxEvent.SandboxOpened e => this with { Live = Live.Add(e.Sandbox, e) },
        SandboxEvent.SandboxClosed e => new(Live.Remove(e.Sandbox), Closed.Add(e.Sandbox)),
        _ => this,
    };

    /// <summary>Decides one command of the organisation that makes sandboxes.</summary>
    /// <param name="nested">Whether this organisation is a sandbox itself.</param>
    public Decision Decide(SandboxCommand command, bool nested) => command switch
    {
        SandboxCommand.OpenSandbox when nested => new Refusal(Reason.ValueOutOfRange, "sandbox-in-sandbox", "sandbox"),
        SandboxCommand.OpenSandbox { Stage: < 1 or > 7 } c => Decision.Unknown("stage", $"{c.Stage}"),
        SandboxCommand.OpenSandbox c when Live.ContainsKey(c.Sandbox) || Closed.Contains(c.Sandbox) =>
            new Refusal(Reason.AlreadyRecorded, "sandbox-recorded", c.Sandbox.ToString()),
        SandboxCommand.OpenSandbox when Live.Count >= Most => new Refusal(Reason.ValueOutOfRange, "sandboxes-too-many", $"{Most}"),
        SandboxCommand.OpenSandbox c => new SandboxEvent.SandboxOpened(c.Sandbox, c.Stage, c.Ready, c.Until),
        SandboxCommand.CloseSandbox c when !Live.ContainsKey(c.Sandbox) => Decision.Unknown("sandbox", c.Sandbox.ToString()),
        SandboxCommand.CloseSandbox c => new SandboxEvent.SandboxClosed(c.Sandbox, c.Why),
        _ => throw new UnreachableException(command.GetType().Name),
    };
}
