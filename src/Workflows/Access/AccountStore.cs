using System.Text;
using System.Text.Json;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The rows of accounts, for ASP.NET Core Identity: passwords, passkeys, second factor and recovery codes.</summary>
public sealed class AccountStore(NpgsqlDataSource database, Secrets secrets, SafeProtection protection)
    : IUserPasswordStore<Account>, IUserPasskeyStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>
{
    private const string Columns = "id, login, password_hash, second_factor, cardinality(recovery_codes)";

    /// <summary>How a login is compared: without regard to case and form of letters.</summary>
    public static string Compare(string login) => login.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    /// <summary>The fingerprint by which a login is found.</summary>
    public string Fingerprint(string compared) => secrets.Fingerprint($"login\n{compared}");

    /// <summary>The login of an account from its sealed form.</summary>
    public static string Shown(SafeProtection protection, Guid account, byte[] sealedLogin) =>
        Encoding.UTF8.GetString(Box(protection, account, "login").Unprotect(sealedLogin));

    /// <summary>The sealed form of a login.</summary>
    public byte[] Hidden(Guid account, string login) => Box(protection, account, "login").Protect(Encoding.UTF8.GetBytes(login));

    /// <inheritdoc/>
    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Guid.TryParse(userId, out var id)
        ? One("id = $1", Value(id), cancellationToken) : Task.FromResult<Account?>(null);

    /// <inheritdoc/>
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        One("login_fingerprint = $1", Value(Fingerprint(normalizedUserName)), cancellationToken);

    /// <inheritdoc/>
    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        One("id = (select account from access.passkeys where credential = $1)", Value(credentialId), cancellationToken);

    /// <summary>Accounts are made by invitations only.</summary>
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Accounts end with their last person only.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Writes password and second factor.</summary>
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "update access.accounts set password_hash = $2, second_factor = $3 where id = $1", Value(user.Id), Value(user.PasswordHash),
            Value(user.SecondFactor is { } secret ? Box(protection, user.Id, "second factor").Protect(Encoding.UTF8.GetBytes(secret))
                : null));
        await command.ExecuteNonQueryAsync(cancellationToken);
        return IdentityResult.Success;
    }

    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult($"{user.Id:D}");

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Login);

    /// <inheritdoc/>
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Set(() => user.Login = userName);

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Compared);

    /// <inheritdoc/>
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(() => user.Compared = normalizedName);

    /// <inheritdoc/>
    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(() => user.PasswordHash = passwordHash);

    /// <inheritdoc/>
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    /// <inheritdoc/>
    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    /// <inheritdoc/>
    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        Set(() => user.SecondFactor = key);

    /// <inheritdoc/>
    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.SecondFactor);

    /// <inheritdoc/>
    public async Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        string[] codes = [.. recoveryCodes.Select(Recovery)];
        await using var command = database.Command("update access.accounts set recovery_codes = $2 where id = $1", Value(user.Id),
            Value(codes));
        await command.ExecuteNonQueryAsync(cancellationToken);
        user.RecoveryCodes = codes.Length;
    }

    /// <inheritdoc/>
    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "update access.accounts set recovery_codes = array_remove(recovery_codes, $2) where id = $1 and $2 = any(recovery_codes)",
            Value(user.Id), Value(Recovery(code)));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.RecoveryCodes);

    /// <summary>Marks a code of the second factor as used; false if it was used before, so that nobody who saw it may repeat it.</summary>
    public async Task<bool> UseCode(Guid account, string code, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            update access.accounts set used_codes = (array_prepend($2, used_codes))[1:5] where id = $1 and not $2 = any(used_codes)
            """, Value(account), Value(secrets.Fingerprint($"code of second factor\n{account}\n{code}")));
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <inheritdoc/>
    public async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            """
            insert into access.passkeys (credential, account, name, info) values ($1, $2, $3, $4::jsonb)
            on conflict (credential) do update set info = excluded.info where access.passkeys.account = $2
            """, Value(passkey.CredentialId), Value(user.Id), Value(passkey.Name ?? ""),
            Value(JsonSerializer.Serialize(Stored.Of(passkey))));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "select credential, name, info::text from access.passkeys where account = $1 order by info ->> 'CreatedAt'", Value(user.Id));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<UserPasskeyInfo> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(JsonSerializer.Deserialize<Stored>(reader.GetString(2))!.Info(reader.GetFieldValue<byte[]>(0), reader.GetString(1)));
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await GetPasskeysAsync(user, cancellationToken)).FirstOrDefault(p => p.CredentialId.AsSpan().SequenceEqual(credentialId));

    /// <inheritdoc/>
    public async Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "delete from access.passkeys where account = $1 and credential = $2", Value(user.Id), Value(credentialId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Nothing is held.</summary>
    public void Dispose()
    {
    }

    private async Task<Account?> One(string where, NpgsqlParameter parameter, CancellationToken stop)
    {
        await using var command = database.Command($"select {Columns} from access.accounts where {where}", parameter);
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var id = reader.GetGuid(0);
        var login = Shown(protection, id, reader.GetFieldValue<byte[]>(1));
        return new()
        {
            Id = id, Login = login, Compared = Compare(login), PasswordHash = reader.IsDBNull(2) ? null : reader.GetString(2),
            SecondFactor = reader.IsDBNull(3) ? null
                : Encoding.UTF8.GetString(Box(protection, id, "second factor").Unprotect(reader.GetFieldValue<byte[]>(3))),
            RecoveryCodes = reader.GetInt32(4),
        };
    }

    private string Recovery(string code) =>
        secrets.Fingerprint($"recovery code\n{string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()}");

    private static IDataProtector Box(SafeProtection protection, Guid account, string what) =>
        protection.CreateProtector("account").CreateProtector(what).CreateProtector($"{account:D}");

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private sealed record Stored(byte[] PublicKey, DateTimeOffset CreatedAt, uint SignCount, string[]? Transports, bool IsUserVerified,
        bool IsBackupEligible, bool IsBackedUp, byte[] AttestationObject, byte[] ClientDataJson)
    {
        public static Stored Of(UserPasskeyInfo p) => new(p.PublicKey, p.CreatedAt, p.SignCount, p.Transports, p.IsUserVerified,
            p.IsBackupEligible, p.IsBackedUp, p.AttestationObject, p.ClientDataJson);

        public UserPasskeyInfo Info(byte[] credential, string name) => new(credential, PublicKey, CreatedAt, SignCount, Transports,
            IsUserVerified, IsBackupEligible, IsBackedUp, AttestationObject, ClientDataJson) { Name = name };
    }
}
