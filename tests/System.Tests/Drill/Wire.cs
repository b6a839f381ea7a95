using System.Net;
using System.Net.Sockets;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>The point at which the next connection is cut.</summary>
internal enum Cut
{
    Nowhere,

    /// <summary>The answer to "begin" is lost: the head row is locked, nothing is written.</summary>
    AfterBegin,

    /// <summary>The statements to write never arrive.</summary>
    BeforeCommit,

    /// <summary>The end of the statements never arrives, but the connection stays open: the node was stopped while sending.</summary>
    InsideWrite,

    /// <summary>The answer to "commit" is lost.</summary>
    AfterCommit,
}

/// <summary>A network between a node and PostgreSQL that a test can cut.</summary>
internal sealed class Wire : IAsyncDisposable
{
    // More than the last message, which ends a batch, but less than the last statement.
    private const int WithheldBytes = 20;

    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly string target;
    private readonly Task accepting;
    private volatile int next;

    /// <param name="target">PostgreSQL's address.</param>
    /// <param name="listener">The listener for nodes; null for a local one.</param>
    public Wire(string target, TcpListener? listener = null)
    {
        (this.target, this.listener) = (target, listener ?? new(IPAddress.Loopback, 0));
        this.listener.Start();
        Port = ((IPEndPoint)this.listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Drops everything in both directions, without closing connections.</summary>
    public bool Silent { get; set; }

    public Cut Next
    {
        get => (Cut)next;
        set => next = (int)value;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true) connections.Add(CarryAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(target, 5432, stop.Token);
                client.NoDelay = server.NoDelay = true;
                var begun = false;
                await Task.WhenAny(
                    PumpAsync(client, server, _ => begun && TakeCut(Cut.BeforeCommit), _ => begun && TakeCut(Cut.InsideWrite)),
                    PumpAsync(server, client, bytes =>
                    {
                        begun |= bytes.IndexOf("BEGIN\0"u8) >= 0;
                        return (begun && TakeCut(Cut.AfterBegin)) || (bytes.IndexOf("COMMIT\0"u8) >= 0 && TakeCut(Cut.AfterCommit));
                    }, _ => false));
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException)
            {
                // If the server is unreachable, the client's connection is closed too.
            }
        }
    }

    private delegate bool CutsAt(ReadOnlySpan<byte> bytes);

    private async Task PumpAsync(TcpClient from, TcpClient to, CutsAt cut, CutsAt stall)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is > 0 and var count)
            {
                while (Silent) await Task.Delay(10, stop.Token);
                if (cut(buffer.AsSpan(0, count))) return;
                if (stall(buffer.AsSpan(0, count)))
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count - WithheldBytes), stop.Token);
                    await Task.Delay(Timeout.Infinite, stop.Token);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), stop.Token);
            }
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // If one side has closed, the other is closed too.
        }
    }

    private bool TakeCut(Cut here) => Interlocked.CompareExchange(ref next, (int)Cut.Nowhere, (int)here) == (int)here;
}
