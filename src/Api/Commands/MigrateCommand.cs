using System.CommandLine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>migrate</c>: migrates a database that this program did not start. <c>serve</c> migrates the private PostgreSQL.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Migrate the database in ConnectionStrings__LedgerOwner, as its owner");
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        if (Settings.LedgerOwner is not { } owner)
        {
            throw new CommandFault(
                ExitCode.Usage,
                "owner-missing: put the owner's connection string into ConnectionStrings__LedgerOwner. "
                + "The private cluster is migrated by serve.");
        }

        await ForeignDatabase.DemandRoles(owner, stop);
        var applied = await Migrations.Apply(owner, stop);
        foreach (var file in applied) Console.Out.WriteLine($"applied {file}");
        Console.Out.WriteLine(applied.Count == 0 ? "nothing to do" : $"{applied.Count} applied");
        return ExitCode.Done;
    }
}
