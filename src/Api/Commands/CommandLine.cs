using System.Data.Common;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Cluster;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary>A command cannot go on; the message says why and what to do.</summary>
internal sealed class CommandFault(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Finds the command, runs it, and turns what stops it into a sentence and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the first word names.</summary>
    public static async Task<int> Run(IReadOnlyList<Command> commands, IReadOnlyList<string> words)
    {
        if (words.Any(w => w is "--help" or "-h"))
        {
            Console.Out.WriteLine(Usage(commands));
            return ExitCode.Done;
        }

        if (words.Count == 0 || commands.FirstOrDefault(c => c.Name == words[0]) is not { } command || Arguments.Read(command, [.. words.Skip(1)]) is not { } arguments)
        {
            Console.Error.WriteLine(Usage(commands));
            return ExitCode.Usage;
        }

        using var signals = new StopSignals();
        try
        {
            return await command.Run(arguments, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception fault) when (Exit(fault) is { } exitCode)
        {
            Console.Error.WriteLine(fault is DbException ? $"database-refused: {fault.Message}" : fault.Message);
            return exitCode;
        }
    }

    private static int? Exit(Exception fault) => fault switch
    {
        CommandFault known => known.ExitCode,
        BackupException { Code: "ledger-forked" } => ExitCode.NotTheLedger,
        ClusterFaultException { Fault.Code: "no-binaries" } => ExitCode.NoPostgres,
        ClusterFaultException or BackupException or MigrationException or DefinitionRefusedException or QuestionnaireRefusedException or NotDecidedException or DbException => ExitCode.Failed,
        IOException or UnauthorizedAccessException => ExitCode.Failed,
        _ => null,
    };

    private static string Usage(IReadOnlyList<Command> commands) =>
        string.Join('\n', commands.Select(c => $"  {c.Name,-10} {c.Usage}").Prepend("MentorshipFlow. Commands:"));
}
