using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary>Conditions on a database that this program did not start.</summary>
internal static class ForeignDatabase
{
    /// <exception cref="CommandFault">The server must not use this connection; the message gives the reason.</exception>
    public static async Task DemandServable(string app, CancellationToken stop)
    {
        if (await LedgerConnections.WhyNotServe(app, stop) is not { } reason) return;
        const string Migrate = "Run ops/migrate with the owner's connection in ConnectionStrings__LedgerOwner.";
        throw new CommandFault(ExitCode.Failed, reason switch
        {
            "not-migrated" => $"not-migrated: this database has no ledger yet. {Migrate}",
            "outdated" => $"outdated: this database was last migrated by an older program. {Migrate}",
            "newer" => "newer: this database was migrated by a newer program. Start that one.",
            _ => $"serves-as-{reason}: this connection is the ledger's {reason}, who could change history. "
                + "Serve as mentorshipflow_app; the owner only migrates (ops/migrate).",
        });
    }

    /// <exception cref="CommandFault">Roles in the migrations' grants are missing, and this owner may not create them.</exception>
    public static async Task DemandRoles(string owner, CancellationToken stop)
    {
        if (await LedgerRoles.Ensure(owner, stop) is not { Count: > 0 } statements) return;
        throw new CommandFault(
            ExitCode.Failed,
            $"roles-missing: the owner may not create roles. Let a superuser run this, then do it again:\n{string.Join('\n', statements)}");
    }
}
