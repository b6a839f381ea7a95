using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using MentorshipFlow.Workflows.Backups;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary>Ends a command; the message gives the reason and the remedy.</summary>
internal sealed class CommandFault(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Runs a command, and turns a failure into one message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command in the arguments.</summary>
    public static async Task<int> Run(RootCommand root, IReadOnlyList<string> arguments)
    {
        // No response files, because a value such as a password may begin with @.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction misunderstood)
        {
            misunderstood.ShowHelp = false;
            await parsed.InvokeAsync(new() { Output = Console.Error });
            Console.Error.WriteLine("All commands and options: --help");
            return ExitCode.Usage;
        }

        using var signals = new StopSignals();
        try
        {
            // Signals and exceptions are handled here.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation, signals.Token);
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
        NoPostgresException { Code: "no-binaries" } => ExitCode.NoPostgres,
        NoPostgresException or BackupException or MigrationException or PublicationRefusedException
            or NotDecidedException or DbException => ExitCode.Failed,
        IOException or UnauthorizedAccessException => ExitCode.Failed,
        _ => null,
    };
}
