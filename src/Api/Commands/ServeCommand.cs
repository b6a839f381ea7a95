using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Auditing;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>serve</c>: gets everything up, serves until it is asked to end, and stops what it started. The last line says where it serves.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 5080;

    public static Command Command { get; } = new(
        "serve", "[--port N] [--data DIR] [--safe DIR] [--no-sample]   on a private cluster, or on the database in ConnectionStrings__Ledger",
        ["port", .. Places.Options], ["no-sample"], 0, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        var port = Port(arguments);
        var places = Places.Of(arguments);
        if (ForeignDatabase.App is { } foreign)
        {
            await ForeignDatabase.DemandServable(foreign, stop);
            Say("database", LedgerConnections.Describe(foreign));
            return await Serve(foreign, places, port, sample: false, stop);
        }

        using var logs = LoggerFactory.Create(b => b.AddSimpleConsole().Services.Configure<ConsoleLoggerOptions>(OnStandardError));
        await using var cluster = await PrivateLedger.Start(places.Data, logs.CreateLogger<PrivateCluster>(), stop);
        Say("postgresql", $"{cluster.Binaries.Major} in {cluster.Binaries.Folder}");
        Say("data", cluster.Folder.FullPath);
        var applied = await Migrations.Apply(cluster.ConnectionString(ClusterDatabase.Name, ClusterDatabase.Owner), stop);
        Say("migrated", applied.Count == 0 ? "nothing to do" : string.Join(", ", applied));
        return await Serve(cluster.ConnectionString(ClusterDatabase.Name, ClusterDatabase.App), places, port, !arguments.Has("no-sample"), stop);
    }

    private static async Task<int> Serve(string ledger, Places places, int port, bool sample, CancellationToken stop)
    {
        places.Open(ledgerIsNew: (await LedgerConnections.Head(ledger, stop)).Size == 0);
        Say("safe", places.Safe);
        await using var app = Server.Create(new(ledger, places.Safe, port, Address()), services => services.Configure<ConsoleLoggerOptions>(OnStandardError));
        if (await MayGrow(app.Services.GetRequiredService<CheckpointSigner>(), stop))
        {
            await app.Services.GetRequiredService<DefinitionLibrary>().PublishShipped(stop);
            await app.Services.GetRequiredService<QuestionnaireLibrary>().PublishShipped(stop);
            if (sample) await SampleSchoolOpening.Load(app.Services, places.Safe, stop);
        }

        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException refused) when (refused.InnerException is AddressInUseException)
        {
            throw new CommandFault(ExitCode.PortInUse, $"port-in-use: another program listens on port {port}. Choose another with --port N, or --port 0 for any free one.");
        }

        Console.Out.WriteLine($"ready {app.Urls.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal)}");
        await app.WaitForShutdownAsync(stop);
        return ExitCode.Done;
    }

    // Asked before anything is appended: an old copy that was put back must not grow again. A forked ledger is served for those who look for what
    // happened: it answers reads, and decides nothing.
    private static async Task<bool> MayGrow(CheckpointSigner signer, CancellationToken stop)
    {
        if (await signer.Sign(stop) is not Signing.Forked { Fault: var fault }) return true;
        if (fault.Code == LedgerFaults.TailCut)
        {
            throw new CommandFault(
                ExitCode.NotTheLedger,
                $"ledger-behind-checkpoint: the ledger ends at {fault.Position} entries, and a later checkpoint has left the house: an old copy was put back. Bring the newer one, or ops/restore with --accept-loss.");
        }

        Console.Error.WriteLine($"ledger-forked: {fault.Code} at position {fault.Position}. This is not the ledger that the safe's checkpoints speak of: it is only read. Keep everything as it is, and call the auditor.");
        return false;
    }

    private static int Port(Arguments arguments) =>
        arguments["port"] is not { } text ? DefaultPort
        : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new CommandFault(ExitCode.Usage, $"port-invalid: {text} is not a port; 0 to 65535.");

    private static PublicAddress Address() => PublicAddress.Parse(Environment.GetEnvironmentVariable(PublicAddress.Variable))
        ?? throw new CommandFault(ExitCode.Usage, $"address-invalid: {PublicAddress.Variable} is no address such as https://mentoring.school.example.");

    // Standard output belongs to the progress lines: who starts the server reads them there.
    private static void OnStandardError(ConsoleLoggerOptions options) => options.LogToStandardErrorThreshold = LogLevel.Trace;

    private static void Say(string what, string value) => Console.Out.WriteLine($"{what,-12}{value}");
}
