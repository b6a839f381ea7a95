using System.Security.Cryptography;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A row of the vault is not what this program stored.</summary>
/// <param name="table">Its table with the schema.</param>
/// <param name="row">The reference of a text, the name of a file, or the owner of a key: never a text about a person.</param>
public sealed class VaultBrokenException(string table, string row) : CryptographicException($"vault-broken: {table} {row}")
{
    /// <summary>The table with its schema.</summary>
    public string Table => table;

    /// <summary>The reference of a text, the name of a file, or the owner of a key.</summary>
    public string Row => row;
}
