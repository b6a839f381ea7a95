using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>The mappings that an organisation has accepted: they are offered with its next file.</summary>
/// <remarks>
/// A heading is stored as HMAC-SHA256 under a key that the database does not hold: HKDF-SHA256 of <c>fingerprint.key</c> with the info
/// <c>mentorshipflow headings v1</c>. The message is the organisation, the register and the normal heading, a line each.
/// </remarks>
public sealed class KeptMappings(NpgsqlDataSource database, Secrets secrets)
{
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secrets.FingerprintKey, outputLength: 32,
        info: "mentorshipflow headings v1"u8.ToArray());

    /// <summary>The caller's meanings, before those that the organisation accepted earlier.</summary>
    public async Task<ColumnMapping> With(ColumnMapping said, Guid organisation, RegisterKind register, CancellationToken stop)
    {
        var kept = await Of(organisation, Name(register), stop);
        return kept.Count == 0 ? said : said with { Kept = normal => kept.TryGetValue(normal, out var m) ? HeadingSaid.Read(m) : null };
    }

    /// <summary>Keeps what a caller said of a register.</summary>
    public Task Keep(ColumnMapping said, Guid organisation, RegisterKind register, CancellationToken stop) =>
        Keep(said.ByHeading.Select(m => KeyValuePair.Create(m.Key, $"{m.Value}")), organisation, Name(register), stop);

    /// <summary>The meanings that an organisation has accepted, by normal heading.</summary>
    public async Task<KeptMeanings> Of(Guid organisation, string register, CancellationToken stop)
    {
        Dictionary<string, string> meanings = [];
        await using var command = database.Command(
            "select encode(heading, 'hex'), meaning from registers.mappings where organisation = $1 and register = $2",
            Value(organisation), Value(register));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) meanings[reader.GetString(0)] = reader.GetString(1);
        return new(meanings, normal => Convert.ToHexStringLower(Token(organisation, register, normal)));
    }

    /// <summary>Keeps what a caller said; a later meaning takes the place of the earlier.</summary>
    /// <param name="meanings">By normal heading.</param>
    public async Task Keep(IEnumerable<KeyValuePair<string, string>> meanings, Guid organisation, string register, CancellationToken stop)
    {
        var said = meanings.ToArray();
        if (said.Length == 0) return;
        await using var command = database.Command(
            """
            insert into registers.mappings (organisation, register, heading, meaning) select $1, $2, h, m from unnest($3, $4) s(h, m)
            on conflict (organisation, register, heading) do update set meaning = excluded.meaning
            """,
            Value(organisation), Value(register), Value(said.Select(m => Token(organisation, register, m.Key)).ToArray()),
            Value(said.Select(m => m.Value).ToArray()));
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Name(RegisterKind register) => register.ToString().ToLowerInvariant();

    private byte[] Token(Guid organisation, string register, string normal) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{organisation}\n{register}\n{normal}"));
}

/// <summary>Meanings by keyed hashes of headings.</summary>
public sealed class KeptMeanings(IReadOnlyDictionary<string, string> meanings, Func<string, string> token)
{
    private readonly Dictionary<string, string?> found = [];

    /// <summary>How many there are.</summary>
    public int Count => meanings.Count;

    /// <summary>The meaning of a normal heading, if one is kept.</summary>
    public bool TryGetValue(string normal, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? meaning)
    {
        // A file has the same headings again and again.
        if (!found.TryGetValue(normal, out meaning)) found[normal] = meaning = meanings.GetValueOrDefault(token(normal));
        return meaning is not null;
    }
}
