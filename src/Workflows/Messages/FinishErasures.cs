using MentorshipFlow.Workflows.Privacy;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Personal data were erased, or the uploaded file of a job, but the last bytes of their keys are still in the file of the table
/// of keys.</summary>
public sealed record FinishErasures;

/// <summary>Rewrites the table of keys. A running backup delays it until the next try.</summary>
public sealed class FinishErasuresHandler(Erasures erasures, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Handles one message.</summary>
    public async Task Handle(FinishErasures message, IMessageContext bus, CancellationToken stop)
    {
        if (!await erasures.Finish(stop)) await bus.ScheduleAsync(message, clock.GetUtcNow() + Pause);
    }
}
