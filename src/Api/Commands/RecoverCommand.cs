using System.CommandLine;
using System.Globalization;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>recover</c>: rolls a base backup forward to a point in time, and verifies all of it against the checkpoints.</summary>
internal static class RecoverCommand
{
    private static readonly string[] Moments = [.. from seconds in (string[])["ss", "ss.FFFFFF"] from zone in (string[])["zzz", "'Z'"]
        select $"yyyy-MM-dd'T'HH:mm:{seconds}{zone}"];

    private static readonly Argument<string> Base = new("FOLDER") { Description = "A folder that backup --base made" };

    private static readonly Option<string> Archive = new("--archive")
    {
        HelpName = "DIR",
        Description = "The folder to which the write-ahead log was archived (MentorshipFlow__Archive)",
        Required = true,
    };

    private static readonly Option<DateTimeOffset?> Until = new("--until")
    {
        HelpName = "TIME",
        Description = "The moment to recover to, such as 2026-09-01T14:30:00+03:00 [default: the end of the archive]",
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
                return moment;
            result.AddError($"moment-invalid: {text} is no moment with its time zone, such as 2026-09-01T14:30:00+03:00.");
            return null;
        },
    };

    public static Command Create()
    {
        var command = new Command("recover", "Roll a base backup forward to a moment, into an empty data folder")
        {
            Base, Archive, Until, Places.DataOption, Places.SafeOption, OutsideNotes.AcceptLoss,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var places = Places.Of(parsed);
        var secrets = places.Open(ledgerIsNew: false);
        var head = await ProgressDisplay.Show(Console.Out, async progress =>
        {
            progress.Report(new("recovering", parsed.GetRequiredValue(Base)));
            var binaries = await PostgresPrograms.FindOrInstall(stop);
            await using var postgres = await PhysicalBackup.Recover(
                binaries, Path.GetFullPath(parsed.GetRequiredValue(Base)), parsed.GetRequiredValue(Archive), parsed.GetValue(Until),
                places.Data, NullLogger.Instance, stop);
            try
            {
                await using var services = new ServiceCollection().AddLogging()
                    .AddWorkflows(postgres.Folder.ConnectionString(LedgerRoles.Owner), secrets).AddAudit(places.Safe)
                    .BuildServiceProvider();
                var recovered = await services.GetRequiredService<LedgerReader>().Head(stop);
                progress.Report(new("verifying", $"{recovered.Size} entries"));
                await new OutsideNotes(services, places.Safe).Demand(recovered.Size, parsed.GetValue(OutsideNotes.AcceptLoss),
                    async auditor => LedgerRestore.Demand((await auditor.Whole(null, stop, progress)).Verdict));
                return recovered;
            }
            catch
            {
                await postgres.DisposeAsync();
                PhysicalBackup.Remove(postgres.Folder);
                throw;
            }
        });
        Console.Out.WriteLine($"recovered and verified: {head.Size} entries of ledger {head.Ledger}, root {head.Root}");
        return ExitCode.Done;
    }
}
