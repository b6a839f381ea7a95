using System.Text;
using System.Text.Json;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The sealed columns of an account.</summary>
/// <param name="Login">In its sealed form.</param>
/// <param name="SecondFactor">In its sealed form; null without one.</param>
/// <param name="RecoveryCodes">Their fingerprints.</param>
internal sealed record AccountRow(
    Guid Id, string LoginFingerprint, byte[] Login, string? PasswordHash, byte[]? SecondFactor, IReadOnlyList<string> RecoveryCodes);

/// <summary>The rows of accounts, for ASP.NET Core Identity: passwords, passkeys, second factor and recovery codes. The rows are sealed:
/// nobody signs in with a password, a passkey or a second factor that somebody else wrote.</summary>
public sealed class AccountStore(NpgsqlDataSource database, Secrets secrets, RowSeals seals, SafeProtection protection)
    : IUserPasswordStore<Account>, IUserPasskeyStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>
{
    /// <summary>The tables of the rows, as their seals name them.</summary>
    internal const string Table = "access.accounts";

    /// <inheritdoc cref="Table"/>
    internal const string PasskeyTable = "access.passkeys";

    private const string Columns = "id, login_fingerprint, login, password_hash, second_factor, recovery_codes, seal";

    // Somebody who signs in, changes a password and uses a recovery code at the same moment is one person.
    private const int Tries = 5;

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

    /// <summary>The seal of an account's row.</summary>
    internal byte[] Seal(AccountRow row) => seals.Of(Table, Sealed(row));

    /// <summary>The sealed columns of an account's row.</summary>
    internal static object?[] Sealed(AccountRow row) =>
        [row.Id, row.LoginFingerprint, row.Login, row.PasswordHash, row.SecondFactor, row.RecoveryCodes];

    /// <summary>Accounts are made by invitations only.</summary>
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Accounts end with their last person only.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Writes password and second factor.</summary>
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var second = user.SecondFactor is { } secret
            ? Box(protection, user.Id, "second factor").Protect(Encoding.UTF8.GetBytes(secret)) : null;
        return await Change(user.Id, row => row with { PasswordHash = user.PasswordHash, SecondFactor = second }, cancellationToken)
            ? IdentityResult.Success : IdentityResult.Failed();
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
        await Change(user.Id, row => row with { RecoveryCodes = codes }, cancellationToken);
        user.RecoveryCodes = codes.Length;
    }

    /// <inheritdoc/>
    public Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) => Change(
        user.Id, row => row.RecoveryCodes.Contains(Recovery(code))
            ? row with { RecoveryCodes = [.. row.RecoveryCodes.Where(c => c != Recovery(code))] } : null, cancellationToken);

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
        var info = JsonSerializer.Serialize(Stored.Of(passkey));
        await using var command = database.Command(
            """
            insert into access.passkeys as p (credential, account, name, info, seal) values ($1, $2, $3, $4::jsonb, $5)
            on conflict (credential) do update set name = excluded.name, info = excluded.info, seal = excluded.seal where p.account = $2
            """, Value(passkey.CredentialId), Value(user.Id), Value(passkey.Name ?? ""), Value(info),
            Value(seals.Of(PasskeyTable, passkey.CredentialId, user.Id, passkey.Name ?? "", Written(info))));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "select credential, name, info::text, seal from access.passkeys where account = $1 order by info ->> 'CreatedAt'",
            Value(user.Id));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<UserPasskeyInfo> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var (credential, name) = (reader.GetFieldValue<byte[]>(0), reader.GetString(1));
            if (seals.Holds(reader.GetFieldValue<byte[]>(3), PasskeyTable, credential, user.Id, name, Written(reader.GetString(2))))
                found.Add(JsonSerializer.Deserialize<Stored>(reader.GetString(2))!.Info(credential, name));
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
        var (row, seal) = Row(reader);
        if (!seals.Holds(seal, Table, Sealed(row))) return null;
        var login = Shown(protection, row.Id, row.Login);
        return new()
        {
            Id = row.Id, Login = login, Compared = Compare(login), PasswordHash = row.PasswordHash,
            SecondFactor = row.SecondFactor is null ? null
                : Encoding.UTF8.GetString(Box(protection, row.Id, "second factor").Unprotect(row.SecondFactor)),
            RecoveryCodes = row.RecoveryCodes.Count,
        };
    }

    /// <summary>An account's row and its seal, from the columns in the order of <see cref="Columns"/>.</summary>
    internal static (AccountRow Row, byte[] Seal) Row(NpgsqlDataReader reader) => (
        new(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<string[]>(5)),
        reader.GetFieldValue<byte[]>(6));

    // Read, change, and write if the row is still the one that was read.
    private async Task<bool> Change(Guid account, Func<AccountRow, AccountRow?> change, CancellationToken stop)
    {
        for (var i = 0; i < Tries; i++)
        {
            AccountRow row;
            byte[] seal;
            await using (var select = database.Command($"select {Columns} from access.accounts where id = $1", Value(account)))
            await using (var reader = await select.ExecuteReaderAsync(stop))
            {
                if (!await reader.ReadAsync(stop)) return false;
                (row, seal) = Row(reader);
            }

            if (!seals.Holds(seal, Table, Sealed(row)) || change(row) is not { } next) return false;
            await using var update = database.Command(
                """
                update access.accounts set password_hash = $2, second_factor = $3, recovery_codes = $4, seal = $5
                where id = $1 and seal = $6
                """, Value(account), Value(next.PasswordHash), Value(next.SecondFactor), Value(next.RecoveryCodes.ToArray()),
                Value(Seal(next)), Value(seal));
            if (await update.ExecuteNonQueryAsync(stop) == 1) return true;
        }

        return false;
    }

    /// <summary>A passkey as it is sealed: jsonb has an order of members and a spacing of its own.</summary>
    internal static string Written(string stored) => CanonicalJson.TryCanonicalise(stored, out var canonical, out _) ? canonical : stored;

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
