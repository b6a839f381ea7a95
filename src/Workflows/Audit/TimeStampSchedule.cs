using System.Text;
using MentorshipFlow.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Has the last checkpoint stamped on a schedule, beside signing: an authority that is down or lies delays only stamps.</summary>
public sealed partial class TimeStampSchedule(CheckpointSigner signer, TimeStampFiles files, TimeStampSettings settings,
    TimeStampAuthority authority, TimeProvider clock, ILogger<TimeStampSchedule> log) : BackgroundService
{
    // A failed try is repeated sooner than the next stamp is due.
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(5);

    private volatile string? fault;

    /// <summary>Why the last try gave no stamp; null when it gave one, or nothing was to be stamped.</summary>
    public string? Fault => fault;

    /// <summary>Has the last checkpoint stamped if it is not yet.</summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> Try(CancellationToken stop)
    {
        if (signer.Latest is not { } note || !SignedNote.TryOpen(note, signer.Key, out var checkpoint)) return false;
        try
        {
            if (files.AnswerAt(checkpoint.Size) is null)
                files.Keep(checkpoint.Size, note, await authority.Stamp(Encoding.UTF8.GetBytes(note), stop));
            fault = null;
            return true;
        }
        catch (Exception none) when (none is TimeStampException or IOException or UnauthorizedAccessException)
        {
            fault = none.Message;
            LogNone(log, none.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Due(), clock, stoppingToken);
            while (true)
            {
                var stamped = await Try(stoppingToken);
                await Task.Delay(stamped || settings.Every < Soonest ? settings.Every : Soonest, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
    }

    // A restart does not ask again before the time.
    private TimeSpan Due()
    {
        if (files.Sizes is not [.., var newest] || files.At(newest) is not { } last) return TimeSpan.Zero;
        var left = last.At + settings.Every - clock.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > settings.Every ? settings.Every : left;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No time stamp: {Because}")]
    private static partial void LogNone(ILogger log, string because);
}
