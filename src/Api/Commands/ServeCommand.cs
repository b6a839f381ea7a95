using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.Logging.Console;
using Wolverine.Transports;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>serve</c>: starts the server and its PostgreSQL, and stops both at the end. The last line is the address.</summary>
internal static class ServeCommand
{
    private static readonly Option<ushort?> Port = new("--port")
    {
        HelpName = "N",
        Description = "Listen on this port of 127.0.0.1; 0 for any free one [default: 5080]",
        CustomParser = result =>
        {
            if (ushort.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return port;
            result.AddError($"port-invalid: {result.Tokens.Single().Value} is not a port; 0 to 65535.");
            return null;
        },
    };

    private static readonly Option<string> Urls = new("--urls")
    {
        HelpName = "URLS",
        Description = "Listen on these addresses instead, separated by semicolons, such as http://0.0.0.0:8080",
    };

    private static readonly Option<bool> NoSample = new("--no-sample") { Description = "Do not load the sample programme" };

    /// <param name="also">Registers further services of the server.</param>
    public static Command Create(Action<IServiceCollection>? also = null)
    {
        var command = new Command("serve", "Serve on a private PostgreSQL, or on the database in ConnectionStrings__Ledger")
        {
            Port, Urls, Places.DataOption, Places.SafeOption, NoSample,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Port) is not null && result.GetResult(Urls) is not null)
            {
                result.AddError("address-contradictory: --port and --urls both say where to listen.");
            }
        });
        command.SetAction((parsed, stop) => Run(parsed, also, stop));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, Action<IServiceCollection>? also, CancellationToken stop)
    {
        var addresses = ListenAddresses.Parse(
            parsed.GetValue(Port) is { } port ? $"http://127.0.0.1:{port}" : parsed.GetValue(Urls) ?? Settings.Urls);
        var places = Places.Of(parsed);
        if (Settings.Metrics is { } metrics) addresses = addresses.Beside(metrics);
        // Before anything is started: what cannot be read is refused here.
        var options = new ServerOptions(Settings.Ledger ?? "", places.Safe, Settings.PublicAddress)
        {
            Urls = addresses.Urls, Metrics = Settings.Metrics, PrivateWebhooks = Settings.PrivateWebhooks,
            Broker = Settings.Broker, Portal = Settings.Portal, Allowances = Settings.Allowances, Proxies = Settings.Proxies,
            Smtp = Settings.Smtp(places.Safe), Witnesses = Settings.Witnesses, TimeStamps = Settings.TimeStamps,
        };
        addresses.DemandFree();
        if (Settings.Ledger is { } foreign)
        {
            await ForeignDatabase.DemandServable(foreign, stop);
            Say("database", LedgerConnections.Describe(foreign));
            return await Serve(options, places, addresses, sample: false, also, stop);
        }

        using var logs = LoggerFactory.Create(
            b => b.AddConfiguration(Settings.Logging).AddConsole(OnStandardError).Format(Settings.Logging));
        var programs = await PostgresPrograms.FindOrInstall(stop);
        await using var postgres = await PrivatePostgres.StartAsync(
            programs, places.Data, logs.CreateLogger<PrivatePostgres>(), stop, await WalArchive.Settings(Settings.Archive, stop));
        Say("postgresql", $"{programs.Major} in {programs.Folder}");
        Say("data", postgres.Folder.FullPath);
        var applied = await Migrations.Apply(postgres.Folder.ConnectionString(LedgerRoles.Owner), stop);
        Say("migrated", applied.Count == 0 ? "nothing to do" : string.Join(", ", applied));
        var ledger = postgres.Folder.ConnectionString(LedgerRoles.App);
        return await Serve(options with { Ledger = ledger }, places, addresses, sample: !parsed.GetValue(NoSample), also, stop);
    }

    private static async Task<int> Serve(ServerOptions options, Places places, ListenAddresses addresses, bool sample,
        Action<IServiceCollection>? also, CancellationToken stop)
    {
        places.Open(ledgerIsNew: (await LedgerConnections.Head(options.Ledger, stop)).Size == 0);
        Say("safe", places.Safe);
        await using var app = Server.Create(options, services =>
        {
            services.Configure<ConsoleLoggerOptions>(OnStandardError);
            also?.Invoke(services);
        });
        if (await app.Services.GetRequiredService<DataKeys>().Unopened(stop) is { } unopened)
        {
            throw NotItsSafe(places, $"its texts lie under the key-encryption key {unopened}, which the safe does not hold");
        }

        Guid? curator = null;
        if (await MayGrow(places, app.Services.GetRequiredService<CheckpointSigner>(), stop))
        {
            await app.Services.GetRequiredService<PublishingEngine>().PublishShipped(stop);
            if (sample) curator = await SampleSchoolOpening.Load(app.Services, places.Safe, stop);
        }

        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException refused) when (refused.InnerException is { InnerException: SocketException })
        {
            // Another program took the port after the check.
            throw addresses.InUse();
        }
        catch (BrokerInitializationException unreachable)
        {
            throw new CommandFault(ExitCode.Failed,
                $"broker-unreachable: the RabbitMQ in MentorshipFlow__Broker did not answer. {unreachable.InnerException?.Message}");
        }

        var address = ListenAddresses.Reachable(app.Urls.First());
        if (curator is { } key)
        {
            var once = await app.Services.GetRequiredService<BrowserSessions>().Invite(key, stop);
            Say("curator", $"{address}/enter/{once} (once, 15 minutes)");
        }

        Console.Out.WriteLine($"ready {address}");
        await app.WaitForShutdownAsync(stop);
        return ExitCode.Done;
    }

    // Checked before anything is appended: a restored old copy must not grow. With a forked ledger the server answers reads for the
    // investigation but refuses decisions.
    private static async Task<bool> MayGrow(Places places, CheckpointSigner signer, CancellationToken stop)
    {
        if (await signer.Sign(stop) is not Signing.Forked { Fault: var fault }) return true;
        if (fault.Code == LedgerFaults.TailCut)
        {
            throw new CommandFault(
                ExitCode.NotTheLedger,
                $"ledger-behind-checkpoint: the ledger ends at {fault.Position} entries, and a later checkpoint has left the house: "
                + "an old copy was put back. Bring the newer one, or ops/restore with --accept-loss.");
        }

        if (fault.Code == StoredFaults.OtherLedger) throw NotItsSafe(places, "the safe's checkpoints speak of another");

        Console.Error.WriteLine(
            $"ledger-forked: {fault.Code} at position {fault.Position}. This is not the ledger that the safe's checkpoints speak of: "
            + "it is only read. Keep everything as it is, and call the auditor.");
        return false;
    }

    private static CommandFault NotItsSafe(Places places, string why) => new(
        ExitCode.NotTheLedger,
        $"safe-of-another-ledger: {places.Safe} is not the safe of this ledger: {why}. Name the right one with --safe.");

    // Standard output is only for the progress lines.
    private static void OnStandardError(ConsoleLoggerOptions options) => options.LogToStandardErrorThreshold = LogLevel.Trace;

    private static void Say(string what, string value) => Console.Out.WriteLine($"{what,-12}{value}");
}
