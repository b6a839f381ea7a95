using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Commands;

/// <summary>Where a command works: the data folder, and the safe beside it with what the database must never see.</summary>
/// <param name="Data">Absolute.</param>
/// <param name="Safe">Absolute; never inside <paramref name="Data"/>, so that whoever copies the data does not copy the keys.</param>
internal sealed record Places(string Data, string Safe)
{
    /// <summary>The options that choose them.</summary>
    public static IReadOnlyList<string> Options { get; } = ["data", "safe"];

    /// <summary>From <c>--data</c> and <c>--safe</c>, or the folders of this user.</summary>
    public static Places Of(Arguments arguments)
    {
        if (Options.FirstOrDefault(o => arguments[o] is { } named && string.IsNullOrWhiteSpace(named)) is { } unset) throw new CommandFault(ExitCode.Usage, $"folder-not-named: --{unset} names no folder.");
        var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(arguments["data"] ?? ClusterFolder.DefaultPath));
        var safe = Path.TrimEndingDirectorySeparator(Path.GetFullPath(arguments["safe"] ?? data + "-safe"));
        return $"{safe}/".StartsWith($"{data}/", StringComparison.Ordinal)
            ? throw new CommandFault(ExitCode.Usage, $"safe-inside-data: {safe} lies in the data folder. Choose another with --safe.")
            : new(data, safe);
    }

    /// <summary>The secrets of the safe; a ledger that has entries is not given new ones.</summary>
    public Secrets Open(bool ledgerIsNew) =>
        ledgerIsNew || Secrets.Needed.All(f => File.Exists(Path.Combine(Safe, f)))
            ? Secrets.Open(Safe)
            : throw new CommandFault(
                ExitCode.Failed, $"safe-missing: {Safe} does not hold the three keys of this ledger. Name its safe with --safe, or put its backup back there.");
}
