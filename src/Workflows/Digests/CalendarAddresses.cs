using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Digests;

/// <summary>The calendar of an account.</summary>
/// <param name="Language">A two-letter code.</param>
public sealed record OwnCalendar(Guid Account, string Language, DateTimeOffset MadeAt);

/// <summary>Secret addresses of calendars, at most one for each account, stored hashed.</summary>
public sealed class CalendarAddresses(NpgsqlDataSource database, RowSeals seals, TimeProvider clock)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "access.calendars";

    private const string Prefix = "mt";

    /// <summary>Makes an address; an earlier one of the account opens nothing any more.</summary>
    /// <returns>The secret, shown once: <c>mt_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>.</returns>
    public async Task<string> Make(Guid account, string language, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var (text, sha256) = BearerToken.Make(Prefix, id);
        await using var command = database.Command(
            """
            insert into access.calendars (id, account, secret_sha256, language, made_at, seal)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (account) do update set id = $1, secret_sha256 = $3, language = $4, made_at = $5, seal = $6
            """, Value(id), Value(account), Value(sha256), Value(language), Value(now.UtcDateTime),
            Value(seals.Of(Table, id, account, sha256)));
        await command.ExecuteNonQueryAsync(stop);
        return text;
    }

    /// <summary>Ends the address of an account.</summary>
    public async Task End(Guid account, CancellationToken stop)
    {
        await using var command = database.Command("delete from access.calendars where account = $1", Value(account));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The calendar of an account; null if it has none.</summary>
    public Task<OwnCalendar?> Of(Guid account, CancellationToken stop) => One("account = $1", stop, Value(account));

    /// <summary>The calendar of an address; null when it is unknown.</summary>
    public async Task<OwnCalendar?> Find(string presented, CancellationToken stop) =>
        BearerToken.TryParse(Prefix, presented, out var id, out var secret)
            ? await One("id = $1 and secret_sha256 = $2", stop, Value(id), Value(BearerToken.Sha256(secret))) : null;

    private async Task<OwnCalendar?> One(string where, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        await using var command = database.Command(
            $"select account, language, made_at, id, secret_sha256, seal from access.calendars where {where}", parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) && seals.Holds(
            reader.GetFieldValue<byte[]>(5), Table, reader.GetGuid(3), reader.GetGuid(0), reader.GetFieldValue<byte[]>(4))
            ? new(reader.GetGuid(0), reader.GetString(1), new(reader.GetDateTime(2), TimeSpan.Zero)) : null;
    }
}
