using System.Text;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Digests;

/// <summary>The rows of digests. Addresses are sealed under a key of the safe.</summary>
public sealed class DigestStore(NpgsqlDataSource database, SafeProtection protection, TimeProvider clock)
{
    // After so many refusals in a row the address counts as gone.
    private const int MostRefusals = 3;

    private const string Columns =
        "account, organisation, address, number, asked_at, confirmed_at is not null, status, language, hour, days, done_on";

    private const string Told = "insert into access.account_events (account, at, what) values ($1, $2, $3)";

    /// <summary>Locks the digest of an account for this process until it is disposed; null while another one sends it.</summary>
    public Task<SessionLock?> Take(Guid account, CancellationToken stop) => SessionLock.Take(database, $"digest {account}", stop);

    /// <summary>The digests of an account; null if it never asked for any.</summary>
    public async Task<DigestSettings?> Find(Guid account, CancellationToken stop)
    {
        await using var command = database.Command($"select {Columns} from access.digests where account = $1", Value(account));
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Of(reader) : null;
    }

    /// <summary>The digests that are sent by an organisation's clock.</summary>
    public async Task<IReadOnlyList<DigestSettings>> Sent(Guid organisation, CancellationToken stop)
    {
        await using var command = database.Command(
            $"select {Columns} from access.digests where organisation = $1 and status = 'on'", Value(organisation));
        await using var reader = await command.ExecuteReaderAsync(stop);
        List<DigestSettings> found = [];
        while (await reader.ReadAsync(stop)) found.Add(Of(reader));
        return found;
    }

    /// <summary>Writes what a person wishes, in a transaction. Another address, or one that was never confirmed, must be confirmed; digests
    /// to a confirmed one are sent again.</summary>
    public async Task<DigestSettings> Save(NpgsqlTransaction transaction, Guid account, DigestWish wish, CancellationToken stop)
    {
        // The row is locked, so that two forms at the same moment do not get the same number.
        DigestSettings? before;
        await using (var read = new NpgsqlCommand($"select {Columns} from access.digests where account = $1 for update",
            transaction.Connection, transaction).With(Value(account)))
        await using (var reader = await read.ExecuteReaderAsync(stop))
            before = await reader.ReadAsync(stop) ? Of(reader) : null;
        var keeps = before is { Confirmed: true } && Same(before.Wish.Address, wish.Address);
        var now = clock.GetUtcNow();
        var after = new DigestSettings(account, wish, keeps ? before!.Number : (before?.Number ?? 0) + 1, keeps ? before!.AskedAt : now,
            keeps, keeps ? DigestStatus.On : DigestStatus.Asked, before?.DoneOn);
        await Run(transaction,
            """
            insert into access.digests (account, organisation, address, number, asked_at, status, language, hour, days)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (account) do update set organisation = $2, address = $3, number = $4, asked_at = $5, status = $6, language = $7,
                hour = $8, days = $9, refusals = 0, confirmed_at = case when $10 then access.digests.confirmed_at end
            """, stop, Value(account), Value(wish.Organisation), Value(Box(account).Protect(Encoding.UTF8.GetBytes(wish.Address))),
            Value(after.Number), Value(after.AskedAt.UtcDateTime), Value(Code(after.Status)), Value(wish.Language), Value(wish.Hour),
            Value(wish.Days.ToArray()), Value(keeps));
        if (before?.Status != after.Status || !keeps)
            await Run(transaction, Told, stop, Value(account), Value(now.UtcDateTime), Value(keeps ? "digest-on" : "digest-asked"));
        return after;
    }

    /// <summary>Confirms an address, in a transaction; false if it was confirmed, stopped or replaced meanwhile.</summary>
    public async Task<bool> Confirm(NpgsqlTransaction transaction, DigestSettings settings, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await Run(transaction,
            "update access.digests set status = 'on', confirmed_at = $3 where account = $1 and number = $2 and status = 'asked'", stop,
            Value(settings.Account), Value(settings.Number), Value(now)) == 0) return false;
        await Run(transaction, Told, stop, Value(settings.Account), Value(now), Value("digest-on"));
        return true;
    }

    /// <summary>Stops digests.</summary>
    public async Task Stop(Guid account, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            with stopped as (
                update access.digests set status = 'stopped' where account = $1 and status <> 'stopped' returning account)
            insert into access.account_events (account, at, what) select account, $2, 'digest-stopped' from stopped
            """, Value(account), Value(clock.GetUtcNow().UtcDateTime));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Marks a day as done: its digest was sent, or nothing waits.</summary>
    public async Task Done(Guid account, DateOnly day, CancellationToken stop)
    {
        await using var command = database.Command(
            "update access.digests set done_on = greatest(done_on, $2), refusals = 0 where account = $1", Value(account), Value(day));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Counts a refusal of the address; the last one ends the digests.</summary>
    public async Task Refused(Guid account, DateOnly day, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            with counted as (
                update access.digests set done_on = greatest(done_on, $2), refusals = refusals + 1,
                    status = case when refusals + 1 >= $3 then 'refused' else status end
                where account = $1 returning account, status)
            insert into access.account_events (account, at, what)
            select account, $4, 'digest-refused' from counted where status = 'refused'
            """, Value(account), Value(day), Value(MostRefusals), Value(clock.GetUtcNow().UtcDateTime));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Ends the request for an address that the mail server refuses.</summary>
    public async Task RefuseAsked(DigestSettings settings, CancellationToken stop)
    {
        await using var command = database.Command(
            "update access.digests set status = 'refused' where account = $1 and number = $2 and status = 'asked'",
            Value(settings.Account), Value(settings.Number));
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<int> Run(NpgsqlTransaction transaction, string sql, CancellationToken stop,
        params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction).With(parameters);
        return await command.ExecuteNonQueryAsync(stop);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Code(DigestStatus status) => Kebab.Of($"{status}");

    private IDataProtector Box(Guid account) =>
        protection.CreateProtector("account").CreateProtector("mail address").CreateProtector($"{account:D}");

    private DigestSettings Of(NpgsqlDataReader row)
    {
        var account = row.GetGuid(0);
        var address = Encoding.UTF8.GetString(Box(account).Unprotect(row.GetFieldValue<byte[]>(2)));
        return new(account, new(address, row.GetGuid(1), row.GetString(7), row.GetInt32(8), row.GetFieldValue<int[]>(9)), row.GetInt32(3),
            new(row.GetDateTime(4), TimeSpan.Zero), row.GetBoolean(5), Enum.Parse<DigestStatus>(row.GetString(6), ignoreCase: true),
            row.IsDBNull(10) ? null : row.GetFieldValue<DateOnly>(10));
    }
}
