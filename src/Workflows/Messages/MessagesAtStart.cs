using Microsoft.Extensions.Hosting;
using Wolverine.Runtime;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Sends messages at every start: an old backup of the keys may have restored destroyed ones, and days may have passed.</summary>
internal sealed class MessagesAtStart(IWolverineRuntime runtime) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var bus = new MessageBus(runtime);
        await bus.PublishAsync(new FinishErasures());
        await bus.PublishAsync(new LookAtDays());
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
