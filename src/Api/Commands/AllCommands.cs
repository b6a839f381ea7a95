using System.CommandLine;

namespace MentorshipFlow.Api.Commands;

/// <summary>The command line of the program.</summary>
public static class AllCommands
{
    /// <summary>Runs the command in the arguments.</summary>
    /// <param name="also">Registers further services of the server, for a host with another process engine.</param>
    public static Task<int> Run(string[] arguments, Action<IServiceCollection>? also = null)
    {
        var root = new RootCommand("MentorshipFlow: mentoring programmes of schools and colleges, from draft to certificate.")
        {
            ServeCommand.Create(also),
            MigrateCommand.Create(),
            RebuildViewsCommand.Create(),
            FirstKeyCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            RecoverCommand.Create(),
            RotateKeyCommand.Create(),
            VerifyCommand.Create(),
            VerifyLedgerCommand.Create(),
            WitnessCommand.Create(),
            ClearAlarmCommand.Create(),
            AttestErasureCommand.Create(),
            PostgresCommand.Create(),
            CodegenCommand.Create(),
        };
        return CommandLine.Run(root, arguments);
    }
}
