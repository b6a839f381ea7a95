using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.Bench;

/// <summary>Approvals over real HTTP with the server as a separate process: each programme once, each through the full gate 1.</summary>
internal sealed class HttpApprovals : IDisposable
{
    private const int Connections = 64;

    // The least number of folds that the server caches.
    private const int Cached = 512;

    private readonly string key;
    private readonly Prepared prepared;
    private readonly List<Socket> sockets = [];
    private readonly List<double> latencies = [];

    /// <summary>Opens the connections.</summary>
    public HttpApprovals(int port, string key, Prepared prepared)
    {
        (this.key, this.prepared) = (key, prepared);
        while (sockets.Count < Connections)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect("127.0.0.1", port);
            sockets.Add(socket);
        }
    }

    /// <summary>A curator's key in the bench's organisation.</summary>
    public static async Task<string> IssueKey(IServiceProvider node)
    {
        var (engine, keys) = (node.GetRequiredService<OrganisationEngine>(), node.GetRequiredService<AccessKeys>());
        var key = keys.Make();
        Issued today = new(new Actor(Prepared.Curator, null, Role.Operator), Prepared.Today);
        CommandContext Context(string id, params SideWrite[] beside) =>
            new(Prepared.Organisation, id, Prepared.Fingerprint, today, DryRun: false, beside);
        await engine.Decide(
            Prepared.Organisation,
            new OrganisationCommand.CreateOrganisation(Prepared.Organisation, new("Школа"), OrganisationKind.School, "Europe/Moscow"),
            Context("create"), CancellationToken.None);
        await engine.Decide(
            Prepared.Organisation, new OrganisationCommand.IssueKey(key.Id, Prepared.Curator, null, [Role.Curator]),
            Context("key", keys.Row(key, Prepared.Organisation, Prepared.Curator, null)), CancellationToken.None);
        return key.Text;
    }

    /// <summary>Approvals per second with 64 connections; any answer but success fails the run.</summary>
    /// <param name="warm">Whether each stage is read just before, outside the measured time, so that the server has the programme's fold
    /// cached.</param>
    public async Task<(double PerSecond, double P50, double P99)> Run(IReadOnlyList<Guid> programmes, bool warm)
    {
        latencies.Clear();
        var elapsed = TimeSpan.Zero;
        foreach (var some in programmes.Chunk(warm ? Cached : programmes.Count))
        {
            if (warm) await Send(some, Read, []);
            var watch = Stopwatch.StartNew();
            await Send(some, Approve, latencies);
            elapsed += watch.Elapsed;
        }

        latencies.Sort();
        return (programmes.Count / elapsed.TotalSeconds, latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.99)]);
    }

    /// <inheritdoc/>
    public void Dispose() => sockets.ForEach(s => s.Dispose());

    private async Task Send(Guid[] programmes, Func<Guid, string> request, List<double> times)
    {
        var next = -1;
        await Task.WhenAll(sockets.Select(socket => Task.Run(async () =>
        {
            var buffer = new byte[64 * 1024];
            List<double> own = [];
            for (int i; (i = Interlocked.Increment(ref next)) < programmes.Length;)
            {
                var bytes = Encoding.ASCII.GetBytes(request(programmes[i]));
                var started = Stopwatch.GetTimestamp();
                await socket.SendAsync(bytes);
                var answer = await Answer(socket, buffer);
                own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (!answer.StartsWith("HTTP/1.1 2", StringComparison.Ordinal))
                    throw new InvalidOperationException($"It did not succeed: {answer}");
            }

            lock (times) times.AddRange(own);
        })));
    }

    private string Read(Guid programme) =>
        $"GET /api/programmes/{programme}/stages/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n\r\n";

    private string Approve(Guid programme) =>
        $"POST /api/programmes/{programme}/stages/1/approval HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
        + $"If-Match: \"{prepared.Tag}\"\r\nIdempotency-Key: approve-{programme}\r\n"
        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    // Reads the head, then as many bytes as it announces; chunked answers end with an empty chunk.
    private static async Task<string> Answer(Socket socket, byte[] buffer)
    {
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            filled += read;
            var text = buffer.AsSpan(0, filled);
            var head = text.IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var length = text[..head].IndexOf("Content-Length: "u8);
            var whole = length < 0 ? text.EndsWith("\r\n0\r\n\r\n"u8) : filled >= head + 4 + Number(text[(length + 16)..]);
            if (whole) return Encoding.UTF8.GetString(text);
        }
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') break;
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
