using System.Runtime.InteropServices;

namespace MentorshipFlow.Api.Commands;

/// <summary>Turns SIGINT (Ctrl-C), SIGTERM (a service manager) and SIGHUP (a closed terminal) into one cancellation, so that every command
/// can clean up.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<PosixSignalRegistration> registrations;

    public StopSignals() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        registrations.ForEach(r => r.Dispose());
        stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
