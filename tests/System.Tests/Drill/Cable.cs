using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>
/// A virtual network link into a separate network namespace. Its addresses are in 198.18.0.0/15, which RFC 2544 reserves for tests.
/// </summary>
internal sealed class Cable : IAsyncDisposable
{
    private const int NetworkNamespace = 0x40000000;

    private readonly string name = $"mf{Environment.ProcessId}";

    /// <summary>The address on the other side.</summary>
    public IPAddress FarEnd { get; } = new([198, 18, (byte)Environment.ProcessId, 2]);

    private IPAddress NearEnd { get; } = new([198, 18, (byte)Environment.ProcessId, 1]);

    /// <summary>Creates the link; fails if the machine lacks the means.</summary>
    public static async Task<Cable> LaidAsync()
    {
        var cable = new Cable();
        var answer = await Site.ShellAsync("""
            { ip netns add "$1" && ip link add "$1" type veth peer name far netns "$1" \
              && ip address add "$2/30" dev "$1" && ip link set "$1" up \
              && ip -n "$1" address add "$3/30" dev far && ip -n "$1" link set far up; } 2>&1 && echo laid || true
            """, cable.name, $"{cable.NearEnd}", $"{cable.FarEnd}");
        var laid = answer.EndsWith("laid\n", StringComparison.Ordinal);
        if (!laid) await cable.DisposeAsync();
        DrillSize.Demand(laid, $"A network namespace is made by root with iproute2: {answer.Trim()}");
        return cable;
    }

    /// <summary>Listens on the other side. A socket stays in the namespace where it was created, whatever thread uses it.</summary>
    public TcpListener Listen()
    {
        TcpListener? listener = null;
        var there = new Thread(() =>
        {
            using var place = File.OpenHandle($"/run/netns/{name}");
            if (setns((int)place.DangerousGetHandle(), NetworkNamespace) == 0) listener = new(FarEnd, 0);
        });
        there.Start();
        there.Join();
        Assert.NotNull(listener);
        return listener;
    }

    /// <summary>Takes the other side down.</summary>
    public Task PullAsync() => Site.ShellAsync("ip -n \"$1\" link set far down", name);

    /// <summary>Brings the other side up again.</summary>
    public Task PlugAsync() => Site.ShellAsync("ip -n \"$1\" link set far up", name);

    // Deleting one end deletes the other too.
    public async ValueTask DisposeAsync() =>
        await Site.ShellAsync("ip link delete \"$1\" 2>/dev/null; ip netns delete \"$1\" 2>/dev/null; true", name);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setns(int namespaceOfProcess, int kind);
}
