using System.Collections.Concurrent;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The identity that a key proves.</summary>
public sealed record Identity(Guid Key, Guid Organisation, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles);

/// <summary>A new key. Its text is shown once and never again.</summary>
/// <param name="Text"><c>mf_{id, 32 hex digits}_{secret, 43 characters of base64url}</c>.</param>
public sealed record NewKey(Guid Id, string Text, byte[] SecretSha256);

/// <summary>API keys: stored hashed, looked up with each request. The row binds the secret to the key and its holder and is sealed; the
/// ledger alone says which roles the key has and whether it is in force.</summary>
/// <remarks>Look-ups are cached for one second, so other nodes refuse a revoked key a second later.</remarks>
public sealed class AccessKeys(NpgsqlDataSource database, StreamFold<Organisation> organisations, RowSeals seals, TimeProvider clock)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "access.keys";

    private const string Prefix = "mf";
    private const int MostKept = 10_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    // Under 10 s in total with the decision's 6.5 s. A hanging look-up is left to its own timeouts, which can add up to 12 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Guid, (byte[] Sha256, Identity Identity, long Since)> kept = new();
    private int revocations;

    /// <summary>Makes a key with 32 random bytes of secret.</summary>
    public NewKey Make()
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var (text, sha256) = BearerToken.Make(Prefix, id);
        return new(id, text, sha256);
    }

    /// <summary>Parses a key; null when the text is not one.</summary>
    public static NewKey? Read(string text) => BearerToken.TryParse(Prefix, text, out var id, out var secret)
        ? new(id, text, BearerToken.Sha256(secret)) : null;

    /// <summary>The row of a key, written in the transaction of the event that issues it.</summary>
    public SideWrite Row(NewKey key, Guid organisation, Guid? person, Guid? integrator) => () => Statement(
        "insert into access.keys (id, organisation, person, integrator, secret_sha256, seal) values ($1, $2, $3, $4, $5, $6)",
        Value(key.Id), Value(organisation), Value(person), Value(integrator), Value(key.SecretSha256),
        Value(seals.Of(Table, key.Id, organisation, person, integrator, key.SecretSha256)));

    /// <summary>The statement that revokes a key, written in the transaction of its event.</summary>
    public static SideWrite Revocation(Guid key, Guid organisation) =>
        () => Statement("update access.keys set revoked = true where id = $1 and organisation = $2", Value(key), Value(organisation));

    /// <summary>The statement that revokes every key of a person in an organisation, in the transaction of the departure.</summary>
    public static SideWrite RevocationOfPerson(Guid person, Guid organisation) => () => Statement(
        "update access.keys set revoked = true where organisation = $1 and person = $2 and not revoked", Value(organisation),
        Value(person));

    /// <summary>The statement that revokes every key of an organisation.</summary>
    public static SideWrite RevocationOfAll(Guid organisation) =>
        () => Statement("update access.keys set revoked = true where organisation = $1 and not revoked", Value(organisation));

    /// <summary>The statement that revokes the keys of a reorganised organisation's integrators; those of its people only read, as the
    /// ledger says.</summary>
    public static SideWrite RevocationOfIntegrators(Guid organisation) => () => Statement(
        "update access.keys set revoked = true where organisation = $1 and integrator is not null and not revoked", Value(organisation));

    /// <summary>Removes a key that was revoked on this node from the cache.</summary>
    public void Forget(Guid key)
    {
        Interlocked.Increment(ref revocations);
        kept.TryRemove(key, out _);
    }

    /// <summary>Removes the keys of a person from the cache after all were revoked.</summary>
    public void ForgetPerson(Guid person) => Forget(identity => identity.Person == person);

    /// <summary>Removes the keys of an organisation from the cache after all were revoked.</summary>
    public void ForgetAll(Guid organisation) => Forget(identity => identity.Organisation == organisation);

    /// <summary>The identity of a presented key; null when the key is unknown or revoked.</summary>
    /// <exception cref="TimeoutException">The database is silent for 3 s.</exception>
    public async ValueTask<Identity?> Find(string presented, CancellationToken stop)
    {
        if (!BearerToken.TryParse(Prefix, presented, out var id, out var secret)) return null;
        return await Valid(id, stop) is { } valid && BearerToken.Opens(secret, valid.Sha256) ? valid.Identity : null;
    }

    /// <summary>The identity of a key by its id, for a session that was begun with it; null when the key is unknown or revoked.</summary>
    /// <exception cref="TimeoutException">The database is silent for 3 s.</exception>
    public async ValueTask<Identity?> Holder(Guid key, CancellationToken stop) => (await Valid(key, stop))?.Identity;

    /// <summary>The key that a presented text was until it was revoked; null when it is another text.</summary>
    public async ValueTask<(Guid Key, Guid Organisation)?> FindRevoked(string presented, CancellationToken stop)
    {
        if (!BearerToken.TryParse(Prefix, presented, out var id, out var secret)) return null;
        return await Stored(id, revoked: true, stop) is { } row && BearerToken.Opens(secret, row.Sha256) ? (id, row.Organisation) : null;
    }

    /// <summary>Those of some keys that are no longer valid.</summary>
    public async Task<IReadOnlySet<Guid>> Revoked(Guid[] some, CancellationToken stop)
    {
        await using var command = database.Command("select id from access.keys where id = any($1) and revoked", Value(some));
        await using var reader = await command.ExecuteReaderAsync(stop);
        HashSet<Guid> revoked = [];
        while (await reader.ReadAsync(stop)) revoked.Add(reader.GetGuid(0));
        return revoked;
    }

    private async ValueTask<(byte[] Sha256, Identity Identity)?> Valid(Guid id, CancellationToken stop)
    {
        if (kept.TryGetValue(id, out var known) && clock.GetElapsedTime(known.Since) < KeptFor) return (known.Sha256, known.Identity);
        var before = Volatile.Read(ref revocations);
        if (await Load(id, stop).WaitAsync(Patience, clock, stop) is not var (sha256, identity)) return null;
        if (kept.Count >= MostKept) kept.Clear();
        kept[id] = (sha256, identity, clock.GetTimestamp());
        // A row that was read before the revocation must not stay in the cache after it.
        if (Volatile.Read(ref revocations) != before) kept.TryRemove(id, out _);
        return (sha256, identity);
    }

    private void Forget(Predicate<Identity> whose)
    {
        Interlocked.Increment(ref revocations);
        foreach (var (key, cached) in kept)
            if (whose(cached.Identity)) kept.TryRemove(key, out _);
    }

    // The row may be an earlier one put back, with its genuine seal: whether the key is in force and its roles come from the ledger.
    private async Task<(byte[] Sha256, Identity Identity)?> Load(Guid id, CancellationToken stop)
    {
        if (await Stored(id, revoked: false, stop) is not { } row) return null;
        var organisation = await organisations.Current(StreamNames.Organisation(row.Organisation), stop);
        return organisation.Keys.TryGetValue(id, out var issued) && (issued.Person, issued.Integrator) == (row.Person, row.Integrator)
            ? (row.Sha256, new(id, row.Organisation, row.Person, row.Integrator, issued.Roles)) : null;
    }

    private async Task<StoredKey?> Stored(Guid id, bool revoked, CancellationToken stop)
    {
        await using var command = database.Command(
            "select organisation, person, integrator, secret_sha256, seal from access.keys where id = $1 and revoked = $2", Value(id),
            Value(revoked));
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return null;
        StoredKey row = new(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetGuid(2),
            reader.GetFieldValue<byte[]>(3));
        return seals.Holds(reader.GetFieldValue<byte[]>(4), Table, id, row.Organisation, row.Person, row.Integrator, row.Sha256)
            ? row : null;
    }

    private sealed record StoredKey(Guid Organisation, Guid? Person, Guid? Integrator, byte[] Sha256);
}
