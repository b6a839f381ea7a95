using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>migrate</c>: brings a database that this program did not start to its schema. The private cluster is migrated by <c>serve</c>.</summary>
internal static class MigrateCommand
{
    public static Command Command { get; } = new("migrate", "the database in ConnectionStrings__LedgerOwner, as its owner", [], [], 0, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        if (ForeignDatabase.Owner is not { } owner)
        {
            throw new CommandFault(ExitCode.Usage, "owner-missing: put the owner's connection string into ConnectionStrings__LedgerOwner. The private cluster needs no migration by hand.");
        }

        await ForeignDatabase.DemandRoles(owner, stop);
        var applied = await Migrations.Apply(owner, stop);
        foreach (var file in applied) Console.Out.WriteLine($"applied {file}");
        Console.Out.WriteLine(applied.Count == 0 ? "nothing to do" : $"{applied.Count} applied");
        return ExitCode.Done;
    }
}
