using System.Collections.Concurrent;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>Who a key speaks for.</summary>
public sealed record Identity(Guid Key, Guid Organisation, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles);

/// <summary>A key as it is shown once, and never again.</summary>
/// <param name="Text"><c>mf_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>.</param>
public sealed record NewKey(Guid Id, string Text, byte[] SecretSha256);

/// <summary>API keys: stored hashed, looked up with each request.</summary>
/// <remarks>A look-up is kept for one second: a revoked key is refused at once by the node that revoked it, and within a second by
/// another.</remarks>
public sealed class AccessKeys(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Prefix = "mf";
    private const int MostKept = 10_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, (byte[] Sha256, Identity Identity, long Since)> kept = new();
    private int revocations;

    /// <summary>Makes a key: 32 random bytes of secret.</summary>
    public NewKey Make()
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var (text, sha256) = BearerToken.Make(Prefix, id);
        return new(id, text, sha256);
    }

    /// <summary>A key from its text; null when it is none.</summary>
    public static NewKey? Read(string text) => BearerToken.TryParse(Prefix, text, out var id, out var secret)
        ? new(id, text, BearerToken.Sha256(secret)) : null;

    /// <summary>The row of a key, written in the transaction of the event that issues it.</summary>
    public static SideWrite Row(NewKey key, Guid organisation, Guid? person, Guid? integrator, IReadOnlyList<Role> roles) =>
        () => Statement(
            "insert into access.keys (id, organisation, person, integrator, roles, secret_sha256) values ($1, $2, $3, $4, $5, $6)",
            Value(key.Id), Value(organisation), Value(person), Value(integrator),
            Value(roles.Select(r => Kebab.Of(r.ToString())).ToArray()), Value(key.SecretSha256));

    /// <summary>The statement that closes a key, written in the transaction of the event that revokes it.</summary>
    public static SideWrite Revocation(Guid key, Guid organisation) =>
        () => Statement("update access.keys set revoked = true where id = $1 and organisation = $2", Value(key), Value(organisation));

    /// <summary>Forgets a look-up: its key was revoked here.</summary>
    public void Forget(Guid key)
    {
        Interlocked.Increment(ref revocations);
        kept.TryRemove(key, out _);
    }

    /// <summary>Who presents this key; null when it is no key of ours, or revoked.</summary>
    public async ValueTask<Identity?> Find(string presented, CancellationToken stop)
    {
        if (!BearerToken.TryParse(Prefix, presented, out var id, out var secret)) return null;
        if (kept.TryGetValue(id, out var known) && clock.GetElapsedTime(known.Since) < KeptFor)
            return BearerToken.Opens(secret, known.Sha256) ? known.Identity : null;
        var before = Volatile.Read(ref revocations);
        if (await Load(id, stop) is not var (sha256, identity)) return null;
        if (kept.Count >= MostKept) kept.Clear();
        kept[id] = (sha256, identity, clock.GetTimestamp());
        // What was read before a revocation and kept after it would open for another second.
        if (Volatile.Read(ref revocations) != before) kept.TryRemove(id, out _);
        return BearerToken.Opens(secret, sha256) ? identity : null;
    }

    /// <summary>Those of some keys that open nothing any more.</summary>
    public async Task<IReadOnlySet<Guid>> Revoked(Guid[] some, CancellationToken stop)
    {
        await using var command = database.Command("select id from access.keys where id = any($1) and revoked", Value(some));
        await using var reader = await command.ExecuteReaderAsync(stop);
        HashSet<Guid> revoked = [];
        while (await reader.ReadAsync(stop)) revoked.Add(reader.GetGuid(0));
        return revoked;
    }

    private async Task<(byte[] Sha256, Identity Identity)?> Load(Guid id, CancellationToken stop)
    {
        await using var command = database.Command(
            "select organisation, person, integrator, roles, secret_sha256 from access.keys where id = $1 and not revoked", Value(id));
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        var roles = reader.GetFieldValue<string[]>(3)
            .Select(r => Enum.Parse<Role>(r.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)).ToArray();
        return (reader.GetFieldValue<byte[]>(4), new(id, reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1),
            reader.IsDBNull(2) ? null : reader.GetGuid(2), roles));
    }
}
