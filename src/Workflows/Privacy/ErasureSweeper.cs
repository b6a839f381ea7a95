using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Privacy;

/// <summary>
/// Finishes erasures: at the start, because a process may have died between an erasure and its sweep, and then twice a minute.
/// </summary>
public sealed partial class ErasureSweeper(Erasures erasures, TimeProvider clock, ILogger<ErasureSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await erasures.Finish(stoppingToken)) LogHeldUp(log);
                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (BatchWriter.OutOfReach(error))
            {
                LogOutOfReach(log, error.Message);
                await Task.Delay(Pause, clock, CancellationToken.None).WaitAsync(stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "An erasure waits for its sweep: the table of keys is in use, by a backup for one")]
    private static partial void LogHeldUp(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An erasure waits for its sweep: {Error}")]
    private static partial void LogOutOfReach(ILogger log, string error);
}
