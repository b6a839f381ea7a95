using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>
/// ASP.NET's data protection under keys that follow from the safe: every server of the installation opens what another one sealed, and
/// nothing is kept anywhere else.
/// </summary>
public sealed class SafeProtection : IDataProtector
{
    private readonly byte[] key;

    /// <summary>The root of all purposes.</summary>
    public SafeProtection(Secrets secrets)
        : this(HMACSHA256.HashData(secrets.FingerprintKey, "mentorshipflow data protection v1"u8))
    {
    }

    private SafeProtection(byte[] key) => this.key = key;

    /// <summary>A protector of its own for a purpose: what it seals opens with no other.</summary>
    public IDataProtector CreateProtector(string purpose) => new SafeProtection(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose)));

    /// <summary>Seals.</summary>
    public byte[] Protect(byte[] plaintext) => Box.Seal(key, plaintext, "");

    /// <summary>Opens.</summary>
    /// <exception cref="CryptographicException">It was not sealed for this purpose here, or was changed.</exception>
    public byte[] Unprotect(byte[] protectedData) => Box.Open(key, protectedData, "");
}
