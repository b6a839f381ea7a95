using System.CommandLine;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>backup</c>: the whole database into one file, while it is in use. The safe is not in it, because keys and texts are kept
/// apart.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The new file" };
    private static readonly Option<bool> WithoutKeys = new("--without-keys") { Description = "All but the data keys" };
    private static readonly Option<bool> KeysOnly = new("--keys-only") { Description = "Only the data keys" };

    public static Command Create()
    {
        var command = new Command("backup", "Back up the private PostgreSQL, or the database in ConnectionStrings__LedgerOwner")
        {
            File, WithoutKeys, KeysOnly, Places.DataOption,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var contents = (parsed.GetValue(WithoutKeys), parsed.GetValue(KeysOnly)) switch
        {
            (true, true) => throw new CommandFault(ExitCode.Usage, "contents-contradictory: --without-keys and --keys-only are two files."),
            (true, _) => BackupContents.WithoutKeys,
            (_, true) => BackupContents.Keys,
            _ => BackupContents.All,
        };
        var file = parsed.GetRequiredValue(File);
        if (System.IO.File.Exists(file))
        {
            throw new CommandFault(ExitCode.Failed, $"backup-exists: {file} is there already; a backup overwrites nothing.");
        }

        var data = Places.Of(parsed).Data;
        await using var opened = await OpenedLedger.Open(Settings.LedgerOwner, LedgerRoles.Owner, data, mayMake: false, stop);
        var binaries = await PostgresPrograms.FindOrInstall(stop);
        var made = await ProgressDisplay.Show(Console.Out, progress =>
            LedgerBackup.Make(binaries, opened.Connection, contents, Path.GetFullPath(file), stop, progress));
        Console.Out.WriteLine($"{file}: {made.Size} entries of ledger {made.Ledger}, root {made.Root}");
        return ExitCode.Done;
    }
}
