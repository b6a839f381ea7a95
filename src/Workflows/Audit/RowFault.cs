namespace MentorshipFlow.Workflows.Audit;

/// <summary>What can be wrong with a row beside the ledger.</summary>
public static class RowFaults
{
    /// <summary>The row's seal is not the one that this program computes from its columns.</summary>
    public const string SealDiffers = "seal-differs";

    /// <summary>Nothing on the ledger gave rise to the row.</summary>
    public const string NotOnLedger = "not-on-ledger";

    /// <summary>The ledger demands a row, and there is none.</summary>
    public const string Missing = "row-missing";

    /// <summary>The row says something else than the ledger.</summary>
    public const string Differs = "row-differs";

    /// <summary>The sealed bytes do not open, or not to what the ledger committed to.</summary>
    public const string VaultBroken = "vault-broken";

    /// <summary>The data key is gone, and no act says why.</summary>
    public const string KeyMissing = "key-missing";

    /// <summary>A trigger or a limit of a role that protects the ledger is gone.</summary>
    public const string GuardMissing = "guard-missing";
}

/// <summary>A row that is not believed.</summary>
/// <param name="Table">The table with its schema, or the kind of a guard.</param>
/// <param name="Row">The id of the row: never a text about a person.</param>
/// <param name="Fault">One of <see cref="RowFaults"/>.</param>
/// <param name="Organisation">Whose row it is, as far as known.</param>
public sealed record RowFault(string Table, string Row, string Fault, Guid? Organisation = null);

/// <summary>The comparison of the rows beside the ledger with the ledger.</summary>
/// <param name="Faults">At most <see cref="Most"/>, in the order of the tables.</param>
/// <param name="Rows">How many rows were compared.</param>
/// <param name="Size">The size of the ledger that they were compared with.</param>
public sealed record RowReport(IReadOnlyList<RowFault> Faults, long Rows, long Size)
{
    /// <summary>So many faults are named.</summary>
    public const int Most = 100;
}
