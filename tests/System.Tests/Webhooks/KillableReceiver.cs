using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Webhooks;

/// <summary>A receiver of webhooks in a process of its own, which can be killed and started again.</summary>
internal sealed class KillableReceiver : IDisposable
{
    private readonly int port = FreePort.Next();
    private readonly string file = Path.GetTempFileName();
    private Process? process;
    private int starts;

    public string Address => $"http://127.0.0.1:{port}/";

    /// <summary>The secret of its webhook.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The complete notes so far, in the order in which messages came.</summary>
    public IReadOnlyList<Noted> Notes()
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        // A killed process may leave the last line unfinished; the next one then stands behind it.
        return [.. lines[..^1].Select(line => line[Math.Max(0, line.LastIndexOf("{\"Id\"", StringComparison.Ordinal))..])
            .Select(line => JsonSerializer.Deserialize<Noted>(line)!)];
    }

    /// <summary>Starts it at the same address, and waits until it listens.</summary>
    public async Task UpAsync()
    {
        process = Process.Start(new ProcessStartInfo(RunningProgram.Dotnet,
        [
            Path.Combine(AppContext.BaseDirectory, "MentorshipFlow.System.Tests.dll"), "receiver",
            port.ToString(CultureInfo.InvariantCulture), file, Secret, (++starts).ToString(CultureInfo.InvariantCulture),
        ]))!;
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Address), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Kills it (SIGKILL), in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        process = null;
    }

    public void Dispose()
    {
        process?.Kill();
        process?.Dispose();
        File.Delete(file);
    }
}
