namespace MentorshipFlow.Workflows.Access;

/// <summary>An account: a login and what proves that it is one's own. Its rights are those of the keys of its persons.</summary>
public sealed class Account
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>The login as its person wrote it.</summary>
    public string? Login { get; set; }

    /// <summary>The login as it is compared.</summary>
    public string? Compared { get; set; }

    /// <summary>The password as ASP.NET Core Identity hashes it; null for an account with passkeys only.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The secret of the second factor (TOTP, RFC 6238) in base 32; null without one.</summary>
    public string? SecondFactor { get; set; }

    /// <summary>How many recovery codes are left.</summary>
    public int RecoveryCodes { get; set; }
}

/// <summary>A key that an account may act with.</summary>
public sealed record Capacity(Guid Key, Guid Organisation, Guid Person, IReadOnlyList<Role> Roles);

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Fingerprint">SHA-256 of its public key, by which its signatures are known.</param>
/// <param name="Signs">Whether it can sign decisions: its algorithm is accepted.</param>
public sealed record PasskeyOfAccount(string Id, string Name, DateTimeOffset MadeAt, string Fingerprint, bool Signs);

/// <summary>Something that happened to an account.</summary>
/// <param name="What">A code, such as <c>password-changed</c>.</param>
/// <param name="By">Whose invitation it came from.</param>
public sealed record AccountEvent(DateTimeOffset At, string What, Guid? By);

/// <summary>The linked subject of an OpenID Connect provider.</summary>
public sealed record PortalLogin(string Issuer, string Subject);
