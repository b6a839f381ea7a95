using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>A session of a browser.</summary>
/// <param name="Account">The account that was signed in; null for one that a link or a key began.</param>
public sealed record BrowserSession(Guid Id, Identity Identity, Guid? Account);

/// <summary>A session as its person sees it.</summary>
public sealed record OpenSession(Guid Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string Device);

/// <summary>Sessions of people in a browser, and the links that begin one once. Both act with the rights of an access key.</summary>
/// <remarks>A session ends 30 minutes after its last request, 12 hours after its start, with the key, or when its person ends it.</remarks>
public sealed class BrowserSessions(NpgsqlDataSource database, AccessKeys keys, AccountPersons persons, RowSeals seals,
    TimeProvider clock)
{
    /// <summary>The tables of the rows, as their seals name them.</summary>
    internal const string Table = "access.sessions";

    /// <inheritdoc cref="Table"/>
    internal const string Entrances = "access.entrances";

    private const string SessionPrefix = "mw";
    private const string EntrancePrefix = "me";
    private const string OfEntrance = "key, valid_until, seal";

    /// <summary>How long a session lasts without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How long a link may be used to sign in.</summary>
    public static readonly TimeSpan EntranceLasts = TimeSpan.FromMinutes(15);

    /// <summary>Makes a link that signs in once with the rights of a key.</summary>
    /// <returns><c>me_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>.</returns>
    public async Task<string> Invite(Guid key, CancellationToken stop)
    {
        var (id, now) = (Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow());
        var (text, sha256) = BearerToken.Make(EntrancePrefix, id);
        var until = RowSeals.Stored(now + EntranceLasts);
        await using var command = database.Command(
            """
            with old as (delete from access.entrances where valid_until < $4)
            insert into access.entrances (id, key, secret_sha256, valid_until, seal) values ($1, $2, $3, $5, $6)
            """, Value(id), Value(key), Value(sha256), Value(now.UtcDateTime), Value(until),
            Value(seals.Of(Entrances, id, key, sha256, until)));
        await command.ExecuteNonQueryAsync(stop);
        return text;
    }

    /// <summary>Whom a link would sign in; null when it is unknown, used or too old.</summary>
    public async Task<Identity?> Entering(string entrance, CancellationToken stop) =>
        await Key(
            $"select {OfEntrance} from access.entrances where id = $1 and secret_sha256 = $2 and not used and valid_until > $3", entrance,
            stop)
                is { } key ? await keys.Holder(key, stop) : null;

    /// <summary>Uses a link and begins a session; null when the link is unknown, used or too old.</summary>
    /// <returns>The text for the cookie.</returns>
    public async Task<string?> Enter(string entrance, CancellationToken stop) =>
        await Key(
            $"""
            update access.entrances set used = true where id = $1 and secret_sha256 = $2 and not used and valid_until > $3
            returning {OfEntrance}
            """, entrance, stop) is { } key && await keys.Holder(key, stop) is not null ? await Begin(key, stop) : null;

    /// <summary>Begins a session with the rights of a key.</summary>
    /// <param name="account">The account that acts with the key; null without one.</param>
    /// <param name="device">Browser and system, for the list of open sessions.</param>
    /// <returns>The text for the cookie: <c>mw_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>.</returns>
    public async Task<string> Begin(Guid key, CancellationToken stop, Guid? account = null, string device = "")
    {
        var (id, now) = (Guid.CreateVersion7(clock.GetUtcNow()), RowSeals.Stored(clock.GetUtcNow()));
        var (text, sha256) = BearerToken.Make(SessionPrefix, id);
        await using var command = database.Command(
            """
            with old as (delete from access.sessions where seen_at < $4 - interval '1 day')
            insert into access.sessions (id, key, secret_sha256, started_at, seen_at, account, device, seal)
            values ($1, $2, $3, $4, $4, $5, $6, $7)
            """, Value(id), Value(key), Value(sha256), Value(now), Value(account), Value(device),
            Value(Seal(id, key, sha256, now, account)));
        await command.ExecuteNonQueryAsync(stop);
        return text;
    }

    /// <summary>The id in the text of a cookie; null if it is none.</summary>
    public static Guid? IdOf(string cookie) => BearerToken.TryParse(SessionPrefix, cookie, out var id, out _) ? id : null;

    /// <summary>The session of a cookie, which lasts longer by this request; null when it ended or its key is not valid any more.</summary>
    public async Task<BrowserSession?> Find(string cookie, CancellationToken stop)
    {
        if (!BearerToken.TryParse(SessionPrefix, cookie, out var id, out var secret)) return null;
        var (now, sha256) = (clock.GetUtcNow(), BearerToken.Sha256(secret));
        await using var command = database.Command(
            """
            update access.sessions set seen_at = $3
            where id = $1 and secret_sha256 = $2 and not ended and seen_at > $4 and started_at > $5
            returning key, account, started_at, seal
            """, Value(id), Value(sha256), Value(now.UtcDateTime), Value((now - Idle).UtcDateTime), Value((now - Longest).UtcDateTime));
        Guid key;
        Guid? account;
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            if (!await reader.ReadAsync(stop)) return null;
            (key, account) = (reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1));
            if (!seals.Holds(reader.GetFieldValue<byte[]>(3), Table, id, key, sha256, reader.GetDateTime(2), account)) return null;
        }

        return await keys.Holder(key, stop) is { } identity ? new(id, identity, account) : null;
    }

    /// <summary>The holder of a cookie's session, also after its end; null when the cookie is unknown.</summary>
    public async Task<(Guid Organisation, Guid Person)?> Owner(string cookie, CancellationToken stop)
    {
        if (!BearerToken.TryParse(SessionPrefix, cookie, out var id, out var secret)) return null;
        await using var command = database.Command(
            """
            select k.organisation, k.person from access.sessions s join access.keys k on k.id = s.key
            where s.id = $1 and s.secret_sha256 = $2 and k.person is not null
            """, Value(id), Value(BearerToken.Sha256(secret)));
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetGuid(0), reader.GetGuid(1)) : null;
    }

    /// <summary>The open sessions of an account.</summary>
    public async Task<IReadOnlyList<OpenSession>> Open(Guid account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var command = database.Command(
            """
            select id, started_at, seen_at, device from access.sessions
            where account = $1 and not ended and seen_at > $2 and started_at > $3 order by started_at desc
            """, Value(account), Value((now - Idle).UtcDateTime), Value((now - Longest).UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(stop);
        List<OpenSession> open = [];
        while (await reader.ReadAsync(stop))
        {
            open.Add(new(reader.GetGuid(0), new(reader.GetDateTime(1), TimeSpan.Zero), new(reader.GetDateTime(2), TimeSpan.Zero),
                reader.GetString(3)));
        }

        return open;
    }

    /// <summary>Lets a session act with another key of its account's persons; false if the key is not one.</summary>
    public async Task<bool> Choose(Guid session, Guid key, CancellationToken stop)
    {
        Guid? account;
        (byte[] Sha256, DateTime Started, byte[] Seal) row;
        await using (var select = database.Command(
            "select key, secret_sha256, started_at, account, seal from access.sessions where id = $1 and account is not null",
            Value(session)))
        await using (var reader = await select.ExecuteReaderAsync(stop))
        {
            if (!await reader.ReadAsync(stop)) return false;
            account = reader.GetGuid(3);
            row = (reader.GetFieldValue<byte[]>(1), reader.GetDateTime(2), reader.GetFieldValue<byte[]>(4));
            if (!seals.Holds(row.Seal, Table, session, reader.GetGuid(0), row.Sha256, row.Started, account)) return false;
        }

        if (!(await persons.Capacities(account.Value, stop)).Any(c => c.Key == key)) return false;
        await using var command = database.Command("update access.sessions set key = $2, seal = $3 where id = $1 and seal = $4",
            Value(session), Value(key), Value(Seal(session, key, row.Sha256, row.Started, account)), Value(row.Seal));
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>Ends sessions of an account: one, or all but one.</summary>
    public async Task EndOf(Guid account, Guid? only, Guid? except, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            update access.sessions set ended = true
            where account = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)
            """, Value(account), Value(only), Value(except));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Ends a session.</summary>
    public async Task End(Guid session, CancellationToken stop)
    {
        await using var command = database.Command("update access.sessions set ended = true where id = $1", Value(session));
        await command.ExecuteNonQueryAsync(stop);
    }

    private async Task<Guid?> Key(string sql, string entrance, CancellationToken stop)
    {
        if (!BearerToken.TryParse(EntrancePrefix, entrance, out var id, out var secret)) return null;
        var sha256 = BearerToken.Sha256(secret);
        await using var command = database.Command(sql, Value(id), Value(sha256), Value(clock.GetUtcNow().UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            && seals.Holds(reader.GetFieldValue<byte[]>(2), Entrances, id, reader.GetGuid(0), sha256, reader.GetDateTime(1))
            ? reader.GetGuid(0) : null;
    }

    private byte[] Seal(Guid id, Guid key, byte[] sha256, DateTime started, Guid? account) =>
        seals.Of(Table, id, key, sha256, started, account);
}
