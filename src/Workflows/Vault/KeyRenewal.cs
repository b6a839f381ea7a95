using MentorshipFlow.People;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>
/// Replaces a person's key when part of the data is destroyed: the rest is sealed under the new key, and the old key no longer exists.
/// </summary>
public sealed class KeyRenewal(NpgsqlDataSource database, DataKeys keys)
{
    private const string InsertKey =
        "insert into keys.data_keys (owner, wrapped, kek, generation) select $1, $2, $3, $4 where keys.usable($3)";

    /// <summary>
    /// The statements that follow the destruction of some categories. If data about the person are written in between, they fail with
    /// MF002, and the caller creates them anew.
    /// </summary>
    public async Task<IReadOnlyList<SideWrite>> Rows(Guid person, IReadOnlyList<ErasureCategory> destroyed, CancellationToken stop)
    {
        var owner = TextVault.OwnerOfPerson(person);
        if (await keys.Find(owner, stop) is not { } earlier) return [];
        var next = keys.Make(owner, earlier.Generation + 1);
        bool Stays(ErasureCategory category) => !destroyed.Contains(category);
        var texts = Stays(ErasureCategory.Texts)
            ? await Resealed("select ref::text, sealed, organisation, specialist from vault.texts where owner = $1", Value(owner),
                row => VaultBinding.Text(Guid.Parse(row.GetString(0)), row.GetGuid(2), owner, row.GetBoolean(3)), earlier.Key, next.Key,
                stop) : [];
        var details = Stays(ErasureCategory.Details)
            ? await Resealed("select ref::text, sealed, organisation, token, year_token, certain from vault.people where person = $1",
                Value(person), row => VaultBinding.Person(Guid.Parse(row.GetString(0)), row.GetGuid(2), person,
                    row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4), row.GetBoolean(5)), earlier.Key, next.Key, stop) : [];
        var files = Stays(ErasureCategory.Files)
            ? await Resealed("select sha256, sealed, organisation, media_type, size from vault.files where owner = $1", Value(owner),
                row => VaultBinding.File(row.GetGuid(2), owner, row.GetString(0), row.GetString(3), row.GetInt64(4)), earlier.Key, next.Key,
                stop) : [];
        return
        [
            () => Statement("select vault.demand_only($1, $2, $3, $4)", Value(person), Value(Ids(texts)), Value(Ids(details)),
                Value(Names(files))),
            () => Statement("delete from keys.data_keys where owner = $1 and generation = $2", Value(owner), Value(earlier.Generation)),
            () => Statement(InsertKey, Value(owner), Value(next.Wrapped), Value(next.Kek), Value(earlier.Generation + 1)),
            () => Statement("update vault.texts t set sealed = n.sealed from unnest($1, $2) n(ref, sealed) where t.ref = n.ref",
                Value(Ids(texts)), Value(Boxes(texts))),
            () => Statement(
                "update vault.people p set sealed = n.sealed from unnest($1, $2) n(ref, sealed) where p.ref = n.ref and p.person = $3",
                Value(Ids(details)), Value(Boxes(details)), Value(person)),
            () => Statement(
                """
                update vault.files f set sealed = n.sealed from unnest($1, $2) n(sha256, sealed)
                where f.sha256 = n.sha256 and f.owner = $3
                """,
                Value(Names(files)), Value(Boxes(files)), Value(owner)),
        ];
    }

    // A box is bound to its row. Salt and content do not change, so the commitments in events stay valid.
    private async Task<IReadOnlyList<(string Name, byte[] Sealed)>> Resealed(string sql, NpgsqlParameter whose,
        Func<NpgsqlDataReader, string> bindingOf, byte[] earlier, byte[] next, CancellationToken stop)
    {
        List<(string, byte[])> resealed = [];
        await using var command = database.Command(sql, whose);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var name = reader.GetString(0);
            var binding = bindingOf(reader);
            resealed.Add((name, Box.Seal(next, Box.Open(earlier, reader.GetFieldValue<byte[]>(1), binding), binding)));
        }

        return resealed;
    }

    private static Guid[] Ids(IReadOnlyList<(string Name, byte[] Sealed)> boxes) => [.. boxes.Select(b => Guid.Parse(b.Name))];

    private static string[] Names(IReadOnlyList<(string Name, byte[] Sealed)> boxes) => [.. boxes.Select(b => b.Name)];

    private static byte[][] Boxes(IReadOnlyList<(string Name, byte[] Sealed)> boxes) => [.. boxes.Select(b => b.Sealed)];
}
