using MentorshipFlow.Workflows.Jobs;
using Wolverine;
using Wolverine.Attributes;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A job is to be run, or to be continued by another node.</summary>
public sealed record RunJob(Guid Job);

/// <summary>Runs one job. A job that has not ended keeps its message, so that this node or another one tries again.</summary>
[MessageTimeout(LongestRun)]
public sealed class RunJobHandler(JobRunner jobs)
{
    // Seconds. A run that takes longer is interrupted, and continues.
    private const int LongestRun = 24 * 60 * 60;

    /// <summary>Handles one message.</summary>
    public async Task Handle(RunJob message, IMessageContext bus, CancellationToken stop)
    {
        if (await jobs.Run(message.Job, stop)) await bus.PublishAsync(new FinishErasures());
    }
}
