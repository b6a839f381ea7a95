using System.CommandLine;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Commands;

/// <summary>The folders of an installation: the data folder, and the safe with the secrets that the database must never hold.</summary>
/// <param name="Data">Absolute.</param>
/// <param name="Safe">Absolute, and never inside <paramref name="Data"/>: a copy of the data folder must not contain the keys.</param>
internal sealed record Places(string Data, string Safe)
{
    /// <summary><c>--data</c>.</summary>
    public static Option<string> DataOption { get; } = new("--data")
    {
        HelpName = "DIR",
        Description = $"Data folder of the private PostgreSQL [default: {DefaultData}]",
    };

    /// <summary><c>--safe</c>.</summary>
    public static Option<string> SafeOption { get; } = new("--safe")
    {
        HelpName = "DIR",
        Description = "Folder of keys and checkpoints [default: the data folder's name with -safe]",
    };

    /// <summary>The folders named by options, by configuration, or the default ones of this user.</summary>
    public static Places Of(ParseResult parsed)
    {
        var data = Absolute(Named(parsed, DataOption) ?? Settings.Data ?? DefaultData);
        var safe = Absolute(Named(parsed, SafeOption) ?? Settings.Safe ?? data + "-safe");
        return $"{safe}/".StartsWith($"{data}/", StringComparison.Ordinal)
            ? throw new CommandFault(ExitCode.Usage, $"safe-inside-data: {safe} lies in the data folder. Choose another with --safe.")
            : new(data, safe);
    }

    /// <summary>The secrets of the safe. They are created only for a ledger without entries.</summary>
    public Secrets Open(bool ledgerIsNew) =>
        ledgerIsNew || Secrets.Needed.All(f => File.Exists(Path.Combine(Safe, f)))
            ? Secrets.Open(Safe)
            : throw new CommandFault(
                ExitCode.Failed,
                $"safe-missing: {Safe} does not hold the three keys of this ledger. "
                + "Name its safe with --safe, or put its backup back there.");

    // /var/lib/mentorshipflow for root, else $XDG_DATA_HOME/mentorshipflow or ~/.local/share/mentorshipflow.
    private static string DefaultData =>
        Environment.IsPrivilegedProcess ? "/var/lib/mentorshipflow"
        : Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { } home && Path.IsPathRooted(home) ? Path.Combine(home, "mentorshipflow")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "mentorshipflow");

    private static string? Named(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is not { } folder ? null
        : string.IsNullOrWhiteSpace(folder) ? throw new CommandFault(ExitCode.Usage, $"folder-not-named: {option.Name} names no folder.")
        : folder;

    private static string Absolute(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
}
