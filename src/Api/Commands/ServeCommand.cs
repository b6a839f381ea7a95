using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
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
        DemandFree(port);
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
        if (await app.Services.GetRequiredService<DataKeys>().Unopened(stop) is { } unopened)
        {
            throw NotItsSafe(places, $"its texts lie under the key-encryption key {unopened}, which the safe does not hold");
        }

        if (await MayGrow(places, app.Services.GetRequiredService<CheckpointSigner>(), stop))
        {
            await app.Services.GetRequiredService<DefinitionLibrary>().PublishShipped(stop);
            await app.Services.GetRequiredService<QuestionnaireLibrary>().PublishShipped(stop);
            if (sample) await SampleSchoolOpening.Load(app.Services, places.Safe, stop);
        }

        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException refused) when (refused.InnerException is { InnerException: SocketException })
        {
            // Taken since it was asked for.
            throw PortInUse(port);
        }

        Console.Out.WriteLine($"ready {app.Urls.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal)}");
        await app.WaitForShutdownAsync(stop);
        return ExitCode.Done;
    }

    // Asked before anything is appended: an old copy that was put back must not grow again. A forked ledger is served for those who look for what
    // happened: it answers reads, and decides nothing.
    private static async Task<bool> MayGrow(Places places, CheckpointSigner signer, CancellationToken stop)
    {
        if (await signer.Sign(stop) is not Signing.Forked { Fault: var fault }) return true;
        if (fault.Code == LedgerFaults.TailCut)
        {
            throw new CommandFault(
                ExitCode.NotTheLedger,
                $"ledger-behind-checkpoint: the ledger ends at {fault.Position} entries, and a later checkpoint has left the house: an old copy was put back. Bring the newer one, or ops/restore with --accept-loss.");
        }

        if (fault.Code == StoredFaults.OtherLedger) throw NotItsSafe(places, "the safe's checkpoints speak of another");

        Console.Error.WriteLine($"ledger-forked: {fault.Code} at position {fault.Position}. This is not the ledger that the safe's checkpoints speak of: it is only read. Keep everything as it is, and call the auditor.");
        return false;
    }

    private static CommandFault NotItsSafe(Places places, string why) => new(
        ExitCode.NotTheLedger, $"safe-of-another-ledger: {places.Safe} is not the safe of this ledger: {why}. Name the right one with --safe.");

    // Asked for before anything is started or made.
    private static void DemandFree(int port)
    {
        using var asked = new TcpListener(IPAddress.Loopback, port);
        try
        {
            asked.Start();
        }
        catch (SocketException refused)
        {
            throw refused.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? PortInUse(port)
                : new CommandFault(ExitCode.PortInUse, $"port-refused: this user may not listen on port {port} ({refused.SocketErrorCode}). Choose one from 1024 up with --port N.");
        }
    }

    private static CommandFault PortInUse(int port) =>
        new(ExitCode.PortInUse, $"port-in-use: another program listens on port {port}. Choose another with --port N, or --port 0 for any free one.");

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
