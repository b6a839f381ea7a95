using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.Workflows.Cluster;

/// <summary>Keeps PostgreSQL running: starts or adopts it, waits until it ends, waits a little, and starts it again.</summary>
internal sealed class ClusterSupervision(
    PostgresBinaries binaries, ClusterFolder folder, PrivateClusterOptions options, string probe, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.2);

    // With a recovery after it, still back within 5 s of what made it fail.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // What served this long did not fail at starting: whatever ended it, there is nothing to wait for.
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(1);

    // Before it was ever up a folder or a setting is wrong, and trying for ever would hide that. Later the cause passes
    // (a full disk), and giving up would need a hand.
    private const int FirstAttempts = 5;

    private readonly TaskCompletionSource _firstUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClusterState _state = new ClusterState.Starting();

    /// <summary>Completes when PostgreSQL answered for the first time, or fails with the fault <c>does-not-start</c>.</summary>
    public Task FirstUp => _firstUp.Task;

    public Postmaster? Postmaster { get; private set; }

    public event Action<ClusterState>? Changed;

    public ClusterState State
    {
        get => _state;
        set
        {
            _state = value;
            Changed?.Invoke(value);
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            var pause = FirstPause;
            for (var attempt = 1; ; attempt++)
            {
                var (reason, wasUp) = await TryLiveAsync(stop);
                if (attempt == FirstAttempts && !FirstUp.IsCompleted)
                {
                    throw new ClusterFaultException(ClusterFault.DoesNotStart(reason, folder.LogFolder));
                }

                pause = wasUp > Stable ? FirstPause : pause;
                State = new ClusterState.Down(reason);
                log.LogWarning("PostgreSQL ended: {Reason} It is started again in {Seconds} s.", reason, pause.TotalSeconds);
                await Task.Delay(pause, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (Exception end)
        {
            _firstUp.TrySetException(end);
            if (end is not OperationCanceledException)
            {
                State = new ClusterState.Down(end.Message);
            }
        }
    }

    // A machine short of memory or disk refuses a new process or a file; that passes too, so it is one more failed attempt.
    private async Task<(string Reason, TimeSpan WasUp)> TryLiveAsync(CancellationToken stop)
    {
        try
        {
            return await LiveAsync(stop);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return (refused.Message, TimeSpan.Zero);
        }
    }

    private async Task<(string Reason, TimeSpan WasUp)> LiveAsync(CancellationToken stop)
    {
        State = new ClusterState.Starting();
        var postmaster = await Postmaster.AdoptOrStartAsync(binaries, folder, options);
        Postmaster = postmaster;
        if (await postmaster.ReadyAsync(probe, stop) is { } reason)
        {
            return (reason, TimeSpan.Zero);
        }

        State = new ClusterState.Up();
        log.LogInformation("PostgreSQL {Major} is {How} in {Folder}, process {Id}.",
            binaries.Major, postmaster.Adopted ? "adopted" : "up", folder.FullPath, postmaster.Id);
        _firstUp.TrySetResult();

        var up = Stopwatch.StartNew();
        await postmaster.EndedAsync(stop);
        return (LogTail.Reason(folder.LogFolder), up.Elapsed);
    }
}
