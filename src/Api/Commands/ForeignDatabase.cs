using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary>A database that this program did not start: named in the environment, as .NET names connection strings there.</summary>
internal static class ForeignDatabase
{
    /// <summary><c>ConnectionStrings__Ledger</c>: the application's role, which serves.</summary>
    public static string? App => Named("ConnectionStrings__Ledger");

    /// <summary><c>ConnectionStrings__LedgerOwner</c>: the owner, who migrates, backs up and restores.</summary>
    public static string? Owner => Named("ConnectionStrings__LedgerOwner");

    /// <exception cref="CommandFault">This connection may not serve, and why.</exception>
    public static async Task DemandServable(string app, CancellationToken stop)
    {
        if (await LedgerConnections.WhyNotServe(app, stop) is not { } reason) return;
        throw new CommandFault(ExitCode.Failed, reason switch
        {
            "not-migrated" => "not-migrated: this database has no ledger yet. Run ops/migrate with the owner's connection in ConnectionStrings__LedgerOwner.",
            "outdated" => "outdated: this database was last migrated by an older program. Run ops/migrate with the owner's connection in ConnectionStrings__LedgerOwner.",
            "newer" => "newer: this database was migrated by a newer program. Start that one.",
            _ => $"serves-as-{reason}: this connection is the ledger's {reason}, who could change history. Serve as mentorshipflow_app; the owner only migrates (ops/migrate).",
        });
    }

    /// <exception cref="CommandFault">The roles that migrations grant to are missing, and this owner may not create them.</exception>
    public static async Task DemandRoles(string owner, CancellationToken stop)
    {
        if (await LedgerRoles.Ensure(owner, stop) is not { Count: > 0 } byHand) return;
        throw new CommandFault(ExitCode.Failed, $"roles-missing: the owner may not create roles. Let a superuser run this, then do it again:\n{string.Join('\n', byHand)}");
    }

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
