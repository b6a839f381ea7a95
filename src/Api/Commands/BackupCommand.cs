using System.CommandLine;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>backup</c>: writes the whole database to one file, while it is in use. The safe is not included, because keys and texts are
/// kept separately.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The new file" };
    private static readonly Option<bool> WithoutKeys = new("--without-keys") { Description = "All but the data keys" };
    private static readonly Option<bool> KeysOnly = new("--keys-only") { Description = "Only the data keys" };

    private static readonly Option<bool> Base = new("--base")
    {
        Description = "Copy the private PostgreSQL into the new folder FILE, from which recover rolls forward",
    };

    public static Command Create()
    {
        var command = new Command("backup", "Back up the private PostgreSQL, or the database in ConnectionStrings__LedgerOwner")
        {
            File, WithoutKeys, KeysOnly, Base, Places.DataOption,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var contents = (parsed.GetValue(WithoutKeys), parsed.GetValue(KeysOnly)) switch
        {
            var (without, only) when parsed.GetValue(Base) && (without || only) => throw new CommandFault(
                ExitCode.Usage, "contents-contradictory: a base backup is a copy of everything."),
            (true, true) => throw new CommandFault(ExitCode.Usage, "contents-contradictory: --without-keys and --keys-only are two files."),
            (true, _) => BackupContents.WithoutKeys,
            (_, true) => BackupContents.Keys,
            _ => BackupContents.All,
        };
        var file = parsed.GetRequiredValue(File);
        if (Path.Exists(file))
        {
            throw new CommandFault(ExitCode.Failed, $"backup-exists: {file} is there already; a backup overwrites nothing.");
        }

        var data = Places.Of(parsed).Data;
        if (parsed.GetValue(Base)) return await CopyBase(file, data, stop);
        await using var opened = await OpenedLedger.Open(Settings.LedgerOwner, LedgerRoles.Owner, data, mayMake: false, stop);
        var binaries = await PostgresPrograms.FindOrInstall(stop);
        var made = await ProgressDisplay.Show(Console.Out, progress =>
            LedgerBackup.Make(binaries, opened.Connection, contents, Path.GetFullPath(file), stop, progress));
        Console.Out.WriteLine($"{file}: {made.Size} entries of ledger {made.Ledger}, root {made.Root}");
        return ExitCode.Done;
    }

    private static async Task<int> CopyBase(string folder, string data, CancellationToken stop)
    {
        if (Settings.LedgerOwner is not null)
        {
            throw new CommandFault(
                ExitCode.Usage, "base-of-another: a base backup is of the private PostgreSQL. Another one has pg_basebackup of its own.");
        }

        await using var opened = await OpenedLedger.Open(null, PrivatePostgres.Superuser, data, mayMake: false, stop);
        var binaries = await PostgresPrograms.FindOrInstall(stop);
        await ProgressDisplay.Show(Console.Out, async progress =>
        {
            await PhysicalBackup.Make(binaries, new(data), Path.GetFullPath(folder), stop, progress);
            return true;
        });
        Console.Out.WriteLine($"{folder}: a base backup");
        return ExitCode.Done;
    }
}
