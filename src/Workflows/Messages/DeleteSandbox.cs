using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A sandbox was closed; its school must be deleted.</summary>
/// <param name="Again">Whether this is the second time, for what other nodes wrote while they still knew its keys.</param>
public sealed record DeleteSandbox(Guid Sandbox, bool Again);

/// <summary>Deletes the school of a sandbox, twice, and has the table of keys rewritten.</summary>
public sealed class DeleteSandboxHandler(Sandboxes.Sandboxes sandboxes, TimeProvider clock)
{
    // Longer than any node keeps a key, and than a decision takes.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Handles one message.</summary>
    public async Task Handle(DeleteSandbox message, IMessageContext bus, CancellationToken stop)
    {
        await sandboxes.Delete(message.Sandbox, stop);
        await bus.PublishAsync(new FinishErasures());
        if (!message.Again) await bus.ScheduleAsync(message with { Again = true }, clock.GetUtcNow() + Pause);
    }
}
