using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>How often a checkpoint is signed while the server runs.</summary>
public sealed record CheckpointInterval(TimeSpan Every)
{
    /// <summary>Once a minute.</summary>
    public static CheckpointInterval Default { get; } = new(TimeSpan.FromMinutes(1));
}

/// <summary>
/// Signs before the first request is answered, on a schedule, and at the stop. The first signature compares the database with the last note
/// before anybody can decide on a restored old backup.
/// </summary>
public sealed partial class CheckpointSchedule(CheckpointSigner signer, CheckpointInterval interval, TimeProvider clock,
    ILogger<CheckpointSchedule> log) : BackgroundService
{
    private static readonly TimeSpan ForTheLast = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Sign(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Requests that hang may have used up the time for the stop: the last entries are signed nevertheless.
        using var own = new CancellationTokenSource(ForTheLast);
        await Sign(own.Token);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval.Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Sign(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync signs once more.
        }
    }

    private async Task Sign(CancellationToken stop)
    {
        try
        {
            if (await signer.Sign(stop) is Signing.Forked forked) LogForked(log, forked.Fault.Code, forked.Fault.Position);
        }
        catch (Exception error) when (error is Npgsql.NpgsqlException or IOException or UnauthorizedAccessException or TimeoutException
            or OperationCanceledException)
        {
            // The next tick tries again and signs the later entries too.
            LogPutOff(log, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "ledger-forked: {Code} at position {Position}. Nothing is signed, and nothing is decided.")]
    private static partial void LogForked(ILogger log, string code, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No checkpoint was signed: {Error}")]
    private static partial void LogPutOff(ILogger log, string error);
}
