using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Privacy;

/// <summary>A person whose data were destroyed, and the act about it if one is filed.</summary>
public sealed record ErasedPerson(Guid Person, Guid Case, bool Whole, bool Swept, string? ActNumber, DateOnly? ActOn)
{
    /// <summary>The text that replaces the destroyed data.</summary>
    public string Mark(bool english) => ErasureAct.Mark(ActNumber, ActOn, english);
}

/// <summary>Destroys a person's data in the vault. The rows are deleted in the transaction of the ledger entry. A later sweep removes the
/// last bytes of the wrapped key from the table's file; it is repeated until it succeeds, also after a crash.</summary>
public sealed class Erasures(NpgsqlDataSource database, LedgerReader ledger, KeyRenewal renewal)
{
    private const string Count =
        """
        select (select count(*) from keys.data_keys where owner = $1),
            (select count(*) from vault.people where person = $2),
            (select count(*) from vault.texts where owner = $1), (select count(*) from vault.files where owner = $1)
        """;

    private const string OfErasures = $"""
        {LedgerReader.Select} where e.tenant_id = $1 and e.type in (
            'erasure_requested', 'erasure_request_voided', 'erasure_term_extended', 'erasure_assessed', 'personal_data_erased',
            'erasure_act_filed')
        order by e.seq_id
        """;

    // Destroys again a key that a restored backup of the keys brought back. The table is locked before the delete, because two sweeps that
    // deleted first would deadlock.
    private const string Sweep = """
        begin isolation level read committed;
        set local lock_timeout = '2s';
        lock table keys.data_keys in access exclusive mode;
        delete from keys.data_keys k using vault.erasures e where e.whole and k.owner = 'person-' || e.person;
        select keys.rewrite_data_keys();
        update vault.erasures set swept = true where not swept;
        update jobs.jobs set swept = true where not swept;
        commit
        """;

    private const string Owed = """
        select exists (select from vault.erasures e
            where not e.swept or e.whole
            and exists (select from keys.data_keys k where k.owner = 'person-' || e.person))
            or exists (select from jobs.jobs where not swept)
        """;

    /// <summary>The number of a person's rows in each store, for the assessed categories.</summary>
    /// <param name="mentioning">Texts of others that are destroyed because they name the person.</param>
    public async Task<IReadOnlyList<ErasedStore>> Stores(Guid person, ErasureEvent.ErasureAssessed assessed,
        IReadOnlyCollection<Guid> mentioning, CancellationToken stop)
    {
        await using var command = database.Command(Count, Value(TextVault.OwnerOfPerson(person)), Value(person));
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        List<ErasedStore> stores = [];
        stores.Add(new("keys.data_keys", (int)reader.GetInt64(0)));
        foreach (var category in assessed.Categories)
        {
            stores.Add(category switch
            {
                ErasureCategory.Details => new("vault.people", (int)reader.GetInt64(1)),
                ErasureCategory.Texts => new("vault.texts", (int)reader.GetInt64(2)),
                ErasureCategory.Files => new("vault.files", (int)reader.GetInt64(3)),
                _ => throw new System.Diagnostics.UnreachableException(category.ToString()),
            });
        }

        if (mentioning.Count > 0) stores.Add(new("vault.texts (упоминания)", mentioning.Count));
        return stores;
    }

    /// <summary>
    /// The statements that destroy what was assessed, in the transaction of the entry: the key after a full erasure; after a partial one a
    /// new key, under which the remaining rows are sealed.
    /// </summary>
    /// <param name="mentioning">Texts of others that are destroyed because they name the person.</param>
    public async Task<IReadOnlyList<SideWrite>> Rows(Guid organisation, Guid person, ErasureEvent.ErasureAssessed assessed,
        IReadOnlyCollection<Guid> mentioning, CancellationToken stop)
    {
        var (owner, whole) = (TextVault.OwnerOfPerson(person), assessed.Decision == ErasureDecision.EraseAll);
        List<SideWrite> rows =
        [
            // Waits for an upload under way; a later upload sees the erasure.
            () => Statement("select pg_advisory_xact_lock(hashtextextended($1, 0))", Value(owner)),
            () => Statement(
                """
                insert into vault.erasures (person, organisation, erasure_case, whole) values ($1, $2, $3, $4)
                on conflict (person) do update
                set erasure_case = excluded.erasure_case, whole = excluded.whole, swept = false, act_number = null, act_on = null
                """,
                Value(person), Value(organisation), Value(assessed.Case), Value(whole)),
        ];
        if (assessed.Categories.Contains(ErasureCategory.Texts))
        {
            rows.Add(() => Statement("insert into vault.destroyed_texts (ref, person) select ref, $2 from vault.texts where owner = $1",
                Value(owner), Value(person)));
            rows.Add(() => Statement("delete from vault.texts where owner = $1", Value(owner)));
        }

        if (mentioning.Count > 0)
        {
            var references = mentioning.ToArray();
            rows.Add(() => Statement(
                """
                insert into vault.destroyed_texts (ref, person) select ref, $2 from vault.texts where organisation = $1 and ref = any($3)
                on conflict do nothing
                """, Value(organisation), Value(person), Value(references)));
            rows.Add(() => Statement("delete from vault.texts where organisation = $1 and ref = any($2)", Value(organisation),
                Value(references)));
        }

        if (assessed.Categories.Contains(ErasureCategory.Details))
            rows.Add(() => Statement("delete from vault.people where person = $1", Value(person)));
        if (assessed.Categories.Contains(ErasureCategory.Files))
        {
            rows.Add(() => Statement(
                """
                insert into vault.destroyed_files (organisation, sha256, person)
                select organisation, sha256, $2 from vault.files where owner = $1
                """,
                Value(owner), Value(person)));
            rows.Add(() => Statement("delete from vault.files where owner = $1", Value(owner)));
        }

        if (whole) rows.Add(() => Statement("delete from keys.data_keys where owner = $1", Value(owner)));
        else rows.AddRange(await renewal.Rows(person, assessed.Categories, stop));
        return rows;
    }

    /// <summary>The statement that stores the act's number and date, in the transaction of its entry.</summary>
    public static SideWrite Filed(Guid person, InstitutionalText number, DateOnly on) =>
        () => Statement("update vault.erasures set act_number = $2, act_on = $3 where person = $1", Value(person), Value(number.Value),
            Value(Dates.Text(on)));

    /// <summary>Completes pending sweeps; a running backup delays it until the next try.</summary>
    /// <returns>Whether nothing is pending any more.</returns>
    public async Task<bool> Finish(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using (var owed = new NpgsqlCommand(Owed, connection))
        {
            if (await owed.ExecuteScalarAsync(stop) is false) return true;
        }

        try
        {
            await using var sweep = new NpgsqlCommand(Sweep, connection);
            await sweep.ExecuteNonQueryAsync(stop);
            return true;
        }
        catch (PostgresException held) when (held.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            await using var undo = new NpgsqlCommand("rollback", connection);
            await undo.ExecuteNonQueryAsync(stop);
            return false;
        }
    }

    /// <summary>The persons of an organisation that were erased, wholly or in part.</summary>
    public async Task<IReadOnlyDictionary<Guid, ErasedPerson>> Of(Guid organisation, IReadOnlyCollection<Guid> persons,
        CancellationToken stop)
    {
        Dictionary<Guid, ErasedPerson> erased = [];
        await using var command = database.Command(
            """
            select person, erasure_case, whole, swept, act_number, act_on from vault.erasures
            where organisation = $1 and person = any($2)
            """, Value(organisation), Value(persons.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var on = reader.IsDBNull(5) ? (DateOnly?)null
                : DateOnly.ParseExact(reader.GetString(5), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            erased[reader.GetGuid(0)] = new(reader.GetGuid(0), reader.GetGuid(1), reader.GetBoolean(2), reader.GetBoolean(3),
                reader.IsDBNull(4) ? null : reader.GetString(4), on);
        }

        return erased;
    }

    /// <summary>For references to destroyed texts: the person that each text was about.</summary>
    public async Task<IReadOnlyDictionary<Guid, ErasedPerson>> OfTexts(Guid organisation, IReadOnlyCollection<Guid> references,
        CancellationToken stop)
    {
        Dictionary<Guid, Guid> owners = [];
        await using (var command = database.Command("select ref, person from vault.destroyed_texts where ref = any($1)",
            Value(references.ToArray())))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop)) owners[reader.GetGuid(0)] = reader.GetGuid(1);
        }

        if (owners.Count == 0) return new Dictionary<Guid, ErasedPerson>();
        var persons = await Of(organisation, [.. owners.Values.Distinct()], stop);
        return owners.Where(o => persons.ContainsKey(o.Value)).ToDictionary(o => o.Key, o => persons[o.Value]);
    }

    /// <summary>The person whose destroyed file had this name; null when there was none.</summary>
    public async Task<ErasedPerson?> OfFile(Guid organisation, string sha256, CancellationToken stop)
    {
        await using var command = database.Command("select person from vault.destroyed_files where organisation = $1 and sha256 = $2",
            Value(organisation), Value(sha256));
        return await command.ExecuteScalarAsync(stop) is Guid person ? (await Of(organisation, [person], stop))[person] : null;
    }

    /// <summary>The erasure entries of an organisation, in the order of the ledger.</summary>
    public async Task<IReadOnlyList<Entry>> Entries(Guid organisation, CancellationToken stop) =>
        [.. (await ledger.All(OfErasures, stop, Value(organisation.ToString()))).Select(stored => stored.Entry)];
}
