using System.Security.Cryptography;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The result of a sign-in.</summary>
public abstract record SigningIn
{
    private SigningIn()
    {
    }

    /// <summary>The person is who they say; the key is the one to begin with.</summary>
    public sealed record In(Account Account, Guid Key) : SigningIn;

    /// <summary>The password fits; the second factor is asked next.</summary>
    public sealed record AsksCode(Account Account) : SigningIn;

    /// <summary>Login, password or code do not fit.</summary>
    public sealed record Wrong : SigningIn;

    /// <summary>Too many tries.</summary>
    public sealed record Closed(DateTimeOffset Until) : SigningIn;

    /// <summary>It fits, but no key of the account's persons is in force any more.</summary>
    public sealed record Ended : SigningIn;
}

/// <summary>The result of using an invitation.</summary>
public abstract record Accepted
{
    private Accepted()
    {
    }

    /// <summary>An account was made, or the signed-in one may act with one more key.</summary>
    public sealed record Made(Guid Account, Guid Key) : Accepted;

    /// <summary>It was used, became too old, or its key was revoked.</summary>
    public sealed record Gone : Accepted;

    /// <summary>Another account has the login.</summary>
    public sealed record LoginTaken : Accepted;
}

/// <summary>Accounts of people: made by invitations, proved by a password with or without a second factor, a passkey or a portal.</summary>
public sealed class Accounts(NpgsqlDataSource database, AccountStore store, AccountPersons persons, RowSeals seals,
    UserManager<Account> users, Attempts attempts, TimeProvider clock)
{
    /// <summary>The table of the links with portals, as their seals name it.</summary>
    internal const string PortalLogins = "access.portal_logins";

    private const int RecoveryCodes = 10;

    // Checked in place of a password that does not exist, so that an unknown login takes as long as a known one.
    private static readonly Lazy<string> Dummy = new(() =>
        new PasswordHasher<Account>(Options).HashPassword(new(), Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    /// <summary>How passwords are hashed: PBKDF2 with HMAC-SHA512.</summary>
    public static Microsoft.Extensions.Options.IOptions<PasswordHasherOptions> Options { get; } =
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 });

    /// <summary>An account by its id.</summary>
    public Task<Account?> Find(Guid account, CancellationToken stop) => store.FindByIdAsync($"{account:D}", stop);

    /// <summary>Tries a login and a password.</summary>
    public async Task<SigningIn> WithPassword(string login, string password, CancellationToken stop)
    {
        var compared = AccountStore.Compare(login);
        var subject = $"login {compared}";
        if (await attempts.Take(subject, stop) is { } closed) return new SigningIn.Closed(closed);
        var account = await store.FindByNameAsync(compared, stop);
        var fits = users.PasswordHasher.VerifyHashedPassword(account ?? new(), account?.PasswordHash ?? Dummy.Value, password);
        if (account?.PasswordHash is null || fits == PasswordVerificationResult.Failed) return new SigningIn.Wrong();
        await attempts.Forget(subject, stop);
        return account.SecondFactor is null ? await Enter(account, stop) : new SigningIn.AsksCode(account);
    }

    /// <summary>Tries a code of the second factor, or a recovery code, after the password.</summary>
    public async Task<SigningIn> WithCode(Guid id, string code, CancellationToken stop)
    {
        var subject = $"second factor {id:D}";
        if (await attempts.Take(subject, stop) is { } closed) return new SigningIn.Closed(closed);
        if (await Find(id, stop) is not { SecondFactor: not null } account
            || !await Fits(account, code, stop))
            return new SigningIn.Wrong();
        await attempts.Forget(subject, stop);
        return await Enter(account, stop);
    }

    /// <summary>Signs in an account that has proved itself otherwise.</summary>
    public async Task<SigningIn> Enter(Account account, CancellationToken stop) =>
        await Preferred(account.Id, stop) is { } key ? new SigningIn.In(account, key) : new SigningIn.Ended();

    /// <summary>The account that is linked with a subject of a portal; null if none is.</summary>
    public async Task<Account?> OfPortal(PortalLogin login, CancellationToken stop)
    {
        await using var command = database.Command(
            "select account, seal from access.portal_logins where issuer = $1 and subject = $2", Value(login.Issuer), Value(login.Subject));
        Guid account;
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            if (!await reader.ReadAsync(stop)) return null;
            account = reader.GetGuid(0);
            if (!seals.Holds(reader.GetFieldValue<byte[]>(1), PortalLogins, login.Issuer, login.Subject, account)) return null;
        }

        return await Find(account, stop);
    }

    /// <summary>Whether an account has a second factor's code or a recovery code; neither works twice.</summary>
    public async Task<bool> Fits(Account account, string typed, CancellationToken stop)
    {
        var code = new string([.. typed.Where(char.IsAsciiLetterOrDigit)]);
        if (code.Length != 6) return (await users.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;
        return await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code)
            && await store.UseCode(account.Id, code, stop);
    }

    /// <inheritdoc cref="AccountPersons.Capacities"/>
    public Task<IReadOnlyList<Capacity>> Capacities(Guid account, CancellationToken stop) => persons.Capacities(account, stop);

    /// <summary>Uses an invitation for a new account. An earlier account of the same person loses it, and ends if it has no
    /// other.</summary>
    /// <param name="id">The new account's id.</param>
    /// <param name="password">Null for an account that begins with a passkey.</param>
    public async Task<Accepted> Accept(OpenInvitation invitation, Guid id, string login, string? password, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var account = new Account { Id = id, Login = login.Trim() };
        var hash = password is null ? null : users.PasswordHasher.HashPassword(account, password);
        return await Used(invitation, account.Id, async transaction =>
        {
            AccountRow row = new(account.Id, store.Fingerprint(AccountStore.Compare(login)), store.Hidden(account.Id, login.Trim()), hash,
                null, []);
            await using var insert = new NpgsqlCommand(
                """
                insert into access.accounts (id, login_fingerprint, login, password_hash, made_at, seal) values ($1, $2, $3, $4, $5, $6)
                on conflict (login_fingerprint) do nothing
                """, transaction.Connection, transaction).With(Value(account.Id), Value(row.LoginFingerprint), Value(row.Login),
                Value(hash), Value(now.UtcDateTime), Value(store.Seal(row)));
            return await insert.ExecuteNonQueryAsync(stop) == 1;
        }, "made", stop);
    }

    /// <summary>Uses an invitation for an account that is signed in: it may act with the keys of one more person.</summary>
    public Task<Accepted> Join(OpenInvitation invitation, Guid account, CancellationToken stop) =>
        Used(invitation, account, _ => Task.FromResult(true), "joined", stop);

    /// <summary>Changes the password.</summary>
    public async Task SetPassword(Account account, string password, CancellationToken stop)
    {
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        await store.UpdateAsync(account, stop);
        await Tell(account.Id, "password-changed", stop);
    }

    /// <summary>Whether a password is the account's, counted like a try to sign in.</summary>
    public async Task<SigningIn> Confirm(Account account, string password, CancellationToken stop)
    {
        var subject = $"login {AccountStore.Compare(account.Login!)}";
        if (await attempts.Take(subject, stop) is { } closed) return new SigningIn.Closed(closed);
        if (account.PasswordHash is not { } hash
            || users.PasswordHasher.VerifyHashedPassword(account, hash, password) == PasswordVerificationResult.Failed)
            return new SigningIn.Wrong();
        await attempts.Forget(subject, stop);
        return new SigningIn.AsksCode(account);
    }

    /// <summary>A new secret for the second factor, in base 32.</summary>
    public string NewSecondFactor() => users.GenerateNewAuthenticatorKey();

    /// <summary>Turns on the second factor if the code fits its secret.</summary>
    /// <returns>The recovery codes, shown once; null if the code does not fit.</returns>
    public async Task<IReadOnlyList<string>?> TurnOn(Account account, string secret, string code, CancellationToken stop)
    {
        account.SecondFactor = secret;
        if (await attempts.Take($"second factor {account.Id:D}", stop) is not null || !await Fits(account, code, stop)) return null;
        await attempts.Forget($"second factor {account.Id:D}", stop);
        await store.UpdateAsync(account, stop);
        await Tell(account.Id, "second-factor-on", stop);
        return [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []];
    }

    /// <summary>Turns off the second factor and forgets the recovery codes.</summary>
    public async Task TurnOff(Account account, CancellationToken stop)
    {
        account.SecondFactor = null;
        await store.UpdateAsync(account, stop);
        await store.ReplaceCodesAsync(account, [], stop);
        await Tell(account.Id, "second-factor-off", stop);
    }

    /// <summary>Keeps a passkey that the browser made.</summary>
    public async Task Add(Account account, UserPasskeyInfo passkey, CancellationToken stop)
    {
        await store.AddOrUpdatePasskeyAsync(account, passkey, stop);
        await Tell(account.Id, "passkey-added", stop);
    }

    /// <summary>Removes a passkey.</summary>
    public async Task Remove(Account account, string passkey, CancellationToken stop)
    {
        await store.RemovePasskeyAsync(account, Convert.FromHexString(passkey), stop);
        await Tell(account.Id, "passkey-removed", stop);
    }

    /// <summary>The passkeys of an account.</summary>
    public async Task<IReadOnlyList<PasskeyOfAccount>> Passkeys(Account account, CancellationToken stop) =>
        [.. (await store.GetPasskeysAsync(account, stop)).Select(p =>
            new PasskeyOfAccount(Convert.ToHexString(p.CredentialId), p.Name ?? "", p.CreatedAt,
                PasskeySignature.FingerprintOf(p.PublicKey), PasskeySignature.Accepts(p.PublicKey)))];

    /// <summary>Links an account with a subject of a portal; false if another account is linked with it.</summary>
    public async Task<bool> Link(Guid account, PortalLogin login, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            insert into access.portal_logins (issuer, subject, account, seal) values ($1, $2, $3, $4)
            on conflict (issuer, subject) do update set seal = excluded.seal where access.portal_logins.account = $3
            """, Value(login.Issuer), Value(login.Subject), Value(account),
            Value(seals.Of(PortalLogins, login.Issuer, login.Subject, account)));
        if (await command.ExecuteNonQueryAsync(stop) == 0) return false;
        await Tell(account, "portal-linked", stop);
        return true;
    }

    /// <summary>Whether an account is linked with the portal.</summary>
    public async Task<bool> IsLinked(Guid account, CancellationToken stop)
    {
        await using var command = database.Command("select exists (select from access.portal_logins where account = $1)", Value(account));
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Removes the links of an account with the portal.</summary>
    public async Task Unlink(Guid account, CancellationToken stop)
    {
        await using var command = database.Command("delete from access.portal_logins where account = $1", Value(account));
        await command.ExecuteNonQueryAsync(stop);
        await Tell(account, "portal-unlinked", stop);
    }

    /// <summary>Whether a person has an account.</summary>
    public async Task<bool> Has(Guid organisation, Guid person, CancellationToken stop)
    {
        await using var command = database.Command(
            "select exists (select from access.account_persons where organisation = $1 and person = $2)", Value(organisation),
                Value(person));
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>The events of an account, the latest first.</summary>
    public async Task<IReadOnlyList<AccountEvent>> Told(Guid account, CancellationToken stop)
    {
        await using var command = database.Command(
            "select at, what, by_person from access.account_events where account = $1 order by at desc limit 20", Value(account));
        await using var reader = await command.ExecuteReaderAsync(stop);
        List<AccountEvent> told = [];
        while (await reader.ReadAsync(stop))
            told.Add(new(new(reader.GetDateTime(0), TimeSpan.Zero), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetGuid(2)));
        return told;
    }

    /// <summary>The statement that takes a person from accounts, in the transaction of the departure. An account without persons
    /// ends.</summary>
    public static SideWrite Removal(Guid person, Guid organisation) => () => Statement(
        """
        with gone as (delete from access.account_persons where organisation = $1 and person = $2 returning account)
        delete from access.accounts a using gone where a.id = gone.account and not exists (
            select from access.account_persons p where p.account = a.id and not (p.organisation = $1 and p.person = $2))
        """, Value(organisation), Value(person));

    private async Task<Accepted> Used(OpenInvitation invitation, Guid account, Func<NpgsqlTransaction, Task<bool>> prepare, string what,
        CancellationToken stop)
    {
        var (organisation, person, now) = (invitation.Identity.Organisation, invitation.Identity.Person!.Value,
            clock.GetUtcNow().UtcDateTime);
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        async Task<int> Run(string sql, params NpgsqlParameter[] parameters)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction).With(parameters);
            return await command.ExecuteNonQueryAsync(stop);
        }

        if (await Run(
            """
            update access.invitations i set used_at = $2 where id = $1 and used_at is null and valid_until > $2
                and exists (select from access.keys k where k.id = i.key and not k.revoked)
            """, Value(invitation.Id), Value(now)) == 0) return new Accepted.Gone();

        // The account that the person had: its sessions with the person's keys end, and it ends itself if it has nobody else.
        await Run(
            """
            update access.sessions set ended = true where account in (
                select account from access.account_persons where organisation = $1 and person = $2)
            and account <> $3 and key in (select id from access.keys where organisation = $1 and person = $2)
            """, Value(organisation), Value(person), Value(account));
        await Run(
            """
            with gone as (delete from access.account_persons where organisation = $1 and person = $2 and account <> $3 returning account)
            insert into access.account_events (account, at, what, by_person) select account, $4, 'person-taken', $5 from gone
            """, Value(organisation), Value(person), Value(account), Value(now), Value(invitation.By));
        await Run(
            """
            delete from access.accounts a where not exists (select from access.account_persons p where p.account = a.id)
            """);
        if (!await prepare(transaction)) return new Accepted.LoginTaken();
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(persons.Row(organisation, person, account));
            await batch.ExecuteNonQueryAsync(stop);
        }

        await Run("insert into access.account_events (account, at, what, by_person) values ($1, $2, $3, $4)",
            Value(account), Value(now), Value(what), Value(invitation.By));
        await transaction.CommitAsync(stop);
        return new Accepted.Made(account, invitation.Identity.Key);
    }

    private async Task<Guid?> Preferred(Guid account, CancellationToken stop)
    {
        var usable = await Capacities(account, stop);
        if (usable.Count == 0) return null;
        await using var command = database.Command(
            "select key from access.sessions where account = $1 and key = any($2) order by seen_at desc limit 1", Value(account),
            Value(usable.Select(c => c.Key).ToArray()));
        return await command.ExecuteScalarAsync(stop) as Guid? ?? usable[0].Key;
    }

    private async Task Tell(Guid account, string what, CancellationToken stop)
    {
        await using var command = database.Command(
            "insert into access.account_events (account, at, what) values ($1, $2, $3)", Value(account),
                Value(clock.GetUtcNow().UtcDateTime), Value(what));
        await command.ExecuteNonQueryAsync(stop);
    }
}
