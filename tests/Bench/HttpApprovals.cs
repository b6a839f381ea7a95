using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.Bench;

/// <summary>Approvals over real HTTP against the server as its own process: each programme once, each through the full gate 1.</summary>
internal sealed class HttpApprovals(int port, string key, Prepared prepared)
{
    private const int Connections = 64;

    private readonly List<double> latencies = [];

    /// <summary>A curator's key in the bench's organisation.</summary>
    public static async Task<string> IssueKey(IServiceProvider node)
    {
        var (engine, keys) = (node.GetRequiredService<OrganisationEngine>(), node.GetRequiredService<AccessKeys>());
        var key = keys.Make();
        Issued today = new(new Actor(Prepared.Curator, null, Role.Operator), Prepared.Today);
        CommandContext Context(string id, params SideWrite[] beside) => new(Prepared.Organisation, id, new string('0', 64), today, DryRun: false, beside);
        await engine.Decide(
            Prepared.Organisation, new Organisations.OrganisationCommand.CreateOrganisation(Prepared.Organisation, new("Школа"), Organisations.OrganisationKind.School, "Europe/Moscow"),
            Context("create"), CancellationToken.None);
        await engine.Decide(
            Prepared.Organisation, new Organisations.OrganisationCommand.IssueKey(key.Id, Prepared.Curator, null, [Role.Curator]),
            Context("key", AccessKeys.Row(key, Prepared.Organisation, Prepared.Curator, null, [Role.Curator])), CancellationToken.None);
        return key.Text;
    }

    /// <summary>Approvals per second with 64 connections; any answer but success fails the run.</summary>
    public async Task<(double PerSecond, double P50, double P99, double ClientCpuSeconds)> Run(IReadOnlyList<Guid> programmes)
    {
        latencies.Clear();
        var next = -1;
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => Connection(() => Interlocked.Increment(ref next) is var i && i < programmes.Count ? programmes[i] : null))));
        var elapsed = watch.Elapsed.TotalSeconds;
        latencies.Sort();
        return (programmes.Count / elapsed, latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.99)], (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private async Task Connection(Func<Guid?> next)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var buffer = new byte[64 * 1024];
        List<double> own = [];
        while (next() is { } programme)
        {
            var request = Encoding.ASCII.GetBytes(
                $"POST /api/programmes/{programme}/stages/1/approval HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nIf-Match: \"{prepared.Tag}\"\r\n"
                + $"Idempotency-Key: approve-{programme}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}");
            var started = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            var answer = await Answer(socket, buffer);
            own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!answer.StartsWith("HTTP/1.1 2", StringComparison.Ordinal)) throw new InvalidOperationException($"An approval was not approved: {answer}");
        }

        lock (latencies) latencies.AddRange(own);
    }

    // The head, then as many bytes as it says; chunked answers end with an empty chunk.
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
            if (length < 0 ? text.EndsWith("\r\n0\r\n\r\n"u8) : filled >= head + 4 + Number(text[(length + 16)..])) return Encoding.UTF8.GetString(text);
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
