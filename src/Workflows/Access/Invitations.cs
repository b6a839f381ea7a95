using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>A new invitation. Link and code are shown once and never again; either opens it, and then neither does again.</summary>
/// <param name="Text"><c>mi_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>, for the link.</param>
/// <param name="Code">12 characters in three groups, for paper.</param>
public sealed record NewInvitation(Guid Id, Guid Key, string Text, byte[] SecretSha256, string Code, DateTimeOffset Until);

/// <summary>An invitation that may be used.</summary>
/// <param name="Identity">With whose key the account will act.</param>
/// <param name="By">Who issued it; null for the person itself.</param>
/// <param name="Login">The login of the account that it replaces; null if there is none.</param>
public sealed record OpenInvitation(Guid Id, Identity Identity, Guid? By, DateTimeOffset Until, string? Login);

/// <summary>The state of the invitation of a key.</summary>
/// <param name="Until">When it ends.</param>
/// <param name="UsedAt">When it was used; null if it was not.</param>
public sealed record InvitationState(DateTimeOffset Until, DateTimeOffset? UsedAt);

/// <summary>Invitations to an account, issued with a key instead of the key's text. They work once, for seven days.</summary>
public sealed class Invitations(NpgsqlDataSource database, AccessKeys keys, Secrets secrets, RowSeals seals, SafeProtection protection,
    Attempts attempts, TimeProvider clock)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "access.invitations";

    private const string Prefix = "mi";

    private const int PlaceLength = 4;

    /// <summary>How long an invitation may be used.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    /// <summary>Makes an invitation for a key.</summary>
    public NewInvitation Make(Guid key)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var (text, sha256) = BearerToken.Make(Prefix, id);
        return new(id, key, text, sha256, TypedCode.Make(), now + Lasts);
    }

    /// <summary>The row of an invitation, written in the transaction of the event that issues its key.</summary>
    public SideWrite Row(NewInvitation made, Guid organisation, Guid person, Guid? by)
    {
        var bare = TypedCode.Bare(made.Code);
        var (place, code, until) = (bare[..PlaceLength], Fingerprint(bare), RowSeals.Stored(made.Until));
        return () => Statement(
            """
            insert into access.invitations
                (id, key, organisation, person, issued_by, secret_sha256, code_place, code_fingerprint, valid_until, seal)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, Value(made.Id), Value(made.Key), Value(organisation), Value(person), Value(by), Value(made.SecretSha256),
            Value(place), Value(code), Value(until),
            Value(seals.Of(Table, made.Id, made.Key, organisation, person, by, made.SecretSha256, place, code, until)));
    }

    /// <summary>Makes an invitation for the holder of a key, who asks for an account of their own.</summary>
    public async Task<NewInvitation> MakeOwn(Identity identity, CancellationToken stop)
    {
        var made = Make(identity.Key);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Row(made, identity.Organisation, identity.Person!.Value, null)());
        await batch.ExecuteNonQueryAsync(stop);
        return made;
    }

    /// <summary>The invitation of a link; null when it is unknown, used, too old, or its key was revoked.</summary>
    public async Task<OpenInvitation?> OfLink(string presented, CancellationToken stop)
    {
        if (!BearerToken.TryParse(Prefix, presented, out var id, out var secret)) return null;
        var sha256 = BearerToken.Sha256(secret);
        await using var command = database.Command("select 1 from access.invitations where id = $1 and secret_sha256 = $2", Value(id),
            Value(sha256));
        return await command.ExecuteScalarAsync(stop) is null ? null : await Find(id, stop);
    }

    /// <summary>The invitation of a code from a slip.</summary>
    /// <returns>Neither when nothing fits; else the invitation, or when the next try is taken.</returns>
    public async Task<(OpenInvitation? Invitation, DateTimeOffset? Closed)> OfCode(string typed, CancellationToken stop)
    {
        var code = TypedCode.Bare(typed);
        if (code.Length != TypedCode.Length) return (null, null);
        var subject = $"code {code[..PlaceLength]}";
        if (await attempts.Take(subject, stop) is { } closed) return (null, closed);
        await using var command = database.Command(
            "select id from access.invitations where code_place = $1 and code_fingerprint = $2", Value(code[..PlaceLength]),
            Value(Fingerprint(code)));
        if (await command.ExecuteScalarAsync(stop) is not Guid id) return (null, null);
        await attempts.Forget(subject, stop);
        return (await Find(id, stop), null);
    }

    /// <summary>An invitation by its id, for one that was opened before; null when it may not be used any more.</summary>
    public async Task<OpenInvitation?> Find(Guid id, CancellationToken stop)
    {
        await using var command = database.Command(
            """
            select i.key, i.issued_by, i.valid_until, a.id, a.login, i.organisation, i.person, i.secret_sha256, i.code_place,
                i.code_fingerprint, i.seal
            from access.invitations i
            left join access.account_persons p on p.organisation = i.organisation and p.person = i.person
            left join access.accounts a on a.id = p.account
            where i.id = $1 and i.used_at is null and i.valid_until > $2
            """, Value(id), Value(clock.GetUtcNow().UtcDateTime));
        Guid key, organisation, person;
        Guid? by;
        DateTimeOffset until;
        string? login;
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            if (!await reader.ReadAsync(stop)) return null;
            (key, by) = (reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1));
            until = new(reader.GetDateTime(2), TimeSpan.Zero);
            login = reader.IsDBNull(3) ? null : AccountStore.Shown(protection, reader.GetGuid(3), reader.GetFieldValue<byte[]>(4));
            (organisation, person) = (reader.GetGuid(5), reader.GetGuid(6));
            if (!seals.Holds(reader.GetFieldValue<byte[]>(10), Table, id, key, organisation, person, by, reader.GetFieldValue<byte[]>(7),
                reader.GetString(8), reader.GetString(9), reader.GetDateTime(2))) return null;
        }

        return await keys.Holder(key, stop) is { } identity && (identity.Organisation, identity.Person) == (organisation, person)
            ? new(id, identity, by, until, login) : null;
    }

    /// <summary>The latest invitations of an organisation's keys.</summary>
    public async Task<IReadOnlyDictionary<Guid, InvitationState>> OfKeys(Guid organisation, CancellationToken stop)
    {
        await using var command = database.Command(
            "select key, valid_until, used_at from access.invitations where organisation = $1 order by id", Value(organisation));
        await using var reader = await command.ExecuteReaderAsync(stop);
        Dictionary<Guid, InvitationState> states = [];
        while (await reader.ReadAsync(stop))
        {
            states[reader.GetGuid(0)] = new(new(reader.GetDateTime(1), TimeSpan.Zero),
                reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetDateTime(2), TimeSpan.Zero));
        }

        return states;
    }

    private string Fingerprint(string code) => secrets.Fingerprint($"invitation code\n{code}");
}
