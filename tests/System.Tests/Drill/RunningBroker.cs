using System.Diagnostics;
using System.Globalization;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>A RabbitMQ of one test, in a folder of its own, on ports of its own. Debian's package rabbitmq-server brings it.</summary>
internal sealed class RunningBroker : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private readonly string folder = Directory.CreateTempSubdirectory("mentorshipflow-broker-").FullName;
    private readonly int port = FreePort.Next();
    private readonly int between = FreePort.Next();
    private readonly int names = FreePort.Next();
    private Process? mapper;
    private Process? broker;

    public static bool IsInstalled => File.Exists(Program);

    public string Address => $"amqp://guest:guest@127.0.0.1:{port}";

    public static async Task<RunningBroker> StartAsync()
    {
        var running = new RunningBroker();
        running.mapper = Process.Start(running.Command("epmd", []))!;
        await running.UpAsync();
        return running;
    }

    /// <summary>Starts it again on the same folder, and waits until it takes messages.</summary>
    public async Task UpAsync()
    {
        broker = Process.Start(Command(Program, []))!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(1));
        while (await broker.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            if (!line.Contains("completed with", StringComparison.Ordinal)) continue;
            _ = broker.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return;
        }

        Assert.Fail($"The broker did not start: {await broker.StandardError.ReadToEndAsync(late.Token)}");
    }

    /// <summary>Kills it: it can neither answer nor write anything more.</summary>
    public async Task KillNineAsync()
    {
        // The script is replaced by a shell that waits for Erlang's process.
        broker!.Kill(entireProcessTree: true);
        await broker.WaitForExitAsync(TestContext.Current.CancellationToken);
        broker.Dispose();
    }

    /// <summary>The messages in each queue, by name.</summary>
    public async Task<IReadOnlyDictionary<string, int>> QueuesAsync()
    {
        using var asked = Process.Start(Command("/usr/lib/rabbitmq/bin/rabbitmqctl",
            ["-q", "-n", "mf@localhost", "list_queues", "--no-table-headers", "name", "messages"]))!;
        var output = await asked.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await asked.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToDictionary(words => words[0], words => int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { broker, mapper })
        {
            try
            {
                process?.Kill(entireProcessTree: true);
                if (process is not null) await process.WaitForExitAsync();
            }
            catch (InvalidOperationException)
            {
                // It has ended already.
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private ProcessStartInfo Command(string program, string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = folder, ["ERL_EPMD_PORT"] = $"{names}", ["ERL_EPMD_ADDRESS"] = "127.0.0.1", ["RABBITMQ_NODENAME"] = "mf@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1", ["RABBITMQ_NODE_PORT"] = $"{port}", ["RABBITMQ_DIST_PORT"] = $"{between}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"), ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "none"), ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
        }) start.Environment[name] = value;
        return start;
    }
}
