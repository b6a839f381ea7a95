using Microsoft.Extensions.Hosting;
using Wolverine.Runtime;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Sends a message at every start, because an old backup of the keys may have restored destroyed ones.</summary>
internal sealed class MessagesAtStart(IWolverineRuntime runtime) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) => await new MessageBus(runtime).PublishAsync(new FinishErasures());

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
