using System.Security.Cryptography;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Vault;
using Npgsql;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Compares the vault with the ledger: every row opens, and to what its event committed to; every reference has its row; a key, a text, a
/// file or a person's details are gone only by an act. The opened texts are compared within the program: nobody is shown them.
/// </summary>
internal sealed class VaultComparison(NpgsqlConnection connection, LedgerFacts facts, DataKeys keys, PersonVault persons, TextVault texts,
    FileVault files, Secrets secrets, RowFindings findings)
{
    private const string Stems = "vault.name_stems";
    private const string Erasures = "vault.erasures";
    private const string DestroyedTexts = "vault.destroyed_texts";
    private const string DestroyedFiles = "vault.destroyed_files";

    private readonly PersonIndex index = new(secrets.FingerprintKey);
    private readonly HashSet<string> keyless = [];
    private readonly HashSet<Guid> destroyedTexts = [];
    private readonly HashSet<(Guid, string)> destroyedFiles = [];

    /// <summary>Compares.</summary>
    public async Task Compare(CancellationToken stop)
    {
        await CompareErasures(stop);
        await CompareKeys(stop);
        await ComparePeople(stop);
        await CompareTexts(stop);
        await CompareFiles(stop);
    }

    private async Task CompareErasures(CancellationToken stop)
    {
        var expected = facts.Persons.Select(p => (p.Registry.Registered!.Id, Erasure: p.Erasure.Cases.FindLast(c => c.Erased is not null)))
            .Where(p => p.Erasure is not null).ToDictionary(p => p.Id, p => p.Erasure!);
        await foreach (var row in Rows(
            "select person, organisation, erasure_case, whole, act_number, act_on from vault.erasures order by person", stop))
        {
            var (person, organisation) = (row.GetGuid(0), row.GetGuid(1));
            // A deleted sandbox destroys everybody without a case.
            if (facts.IsDeleted(organisation) && OrganisationOf(person) == organisation) continue;
            if (!expected.Remove(person, out var erasure))
            {
                findings.Add(Erasures, $"{person}", RowFaults.NotOnLedger, organisation);
            }
            else if (facts.PersonOf(person)!.Registry.Registered!.Organisation != organisation
                || erasure.Requested.Case != row.GetGuid(2) || (facts.PersonOf(person)!.Erasure.Whole is not null) != row.GetBoolean(3)
                || erasure.Act?.Number.Value != (row.IsDBNull(4) ? null : row.GetString(4))
                || (erasure.Act is { } act ? Dates.Text(act.On) : null) != (row.IsDBNull(5) ? null : row.GetString(5)))
            {
                findings.Add(Erasures, $"{person}", RowFaults.Differs, organisation);
            }
        }

        foreach (var person in expected.Keys.Order()) findings.Add(Erasures, $"{person}", RowFaults.Missing, OrganisationOf(person));
        await CompareDestroyed(DestroyedTexts, "vault.texts", "select ref, person from vault.destroyed_texts order by ref",
            row => destroyedTexts.Add(row.GetGuid(0)), stop);
        await CompareDestroyed(DestroyedFiles, "vault.files",
            "select sha256, person, organisation from vault.destroyed_files order by sha256",
            row => destroyedFiles.Add((row.GetGuid(2), row.GetString(0))), stop);
    }

    // The act counts what it destroyed; one row more was destroyed without it.
    private async Task CompareDestroyed(string table, string store, string sql, Action<NpgsqlDataReader> take, CancellationToken stop)
    {
        Dictionary<Guid, int> counted = [];
        await foreach (var row in Rows(sql, stop))
        {
            take(row);
            var person = row.GetGuid(1);
            var count = counted[person] = counted.GetValueOrDefault(person) + 1;
            if (count > (facts.PersonOf(person)?.Erasure.Cases.Sum(c => Destroyed(c, store)) ?? 0))
                findings.Add(table, $"{row.GetValue(0)}", RowFaults.NotOnLedger, OrganisationOf(person));
        }
    }

    private static int Destroyed(ErasureCase @case, string store) =>
        @case.Erased?.Stores.Where(s => s.Store.Split(' ')[0] == store).Sum(s => s.Items) ?? 0;

    private async Task CompareKeys(CancellationToken stop)
    {
        var missing = facts.Persons.Where(p => p.Erasure.Whole is null && !facts.IsDeleted(p.Registry.Registered!.Organisation))
            .Select(p => p.Registry.Registered!.Id).ToHashSet();
        await foreach (var row in Rows($"select k.owner, {DataKeys.Columns} from keys.data_keys k order by k.owner", stop))
        {
            var owner = row.GetString(0);
            if (!Opens(() => keys.Unwrap(owner, row, 1))) findings.Add(DataKeys.Table, owner, RowFaults.VaultBroken);
            if (!owner.StartsWith(TextVault.PersonPrefix, StringComparison.Ordinal)) continue;
            if (!Guid.TryParse(owner.AsSpan(TextVault.PersonPrefix.Length), out var person) || !missing.Remove(person))
            {
                // The sweep of the erasures destroys a key again that an old backup brought back.
                if (facts.PersonOf(person)?.Registry.Registered is not { } known || !facts.IsDeleted(known.Organisation))
                    findings.Add(DataKeys.Table, owner, RowFaults.NotOnLedger, OrganisationOf(person));
            }
        }

        foreach (var person in missing.Order())
        {
            keyless.Add(TextVault.OwnerOfPerson(person));
            findings.Add(DataKeys.Table, TextVault.OwnerOfPerson(person), RowFaults.KeyMissing, OrganisationOf(person));
        }

        var current = secrets.Ring.Current.Id;
        await foreach (var row in Rows("select kek from keys.retired order by kek", stop))
            if (row.GetString(0) == current) findings.Add("keys.retired", current, RowFaults.NotOnLedger);
    }

    private async Task ComparePeople(CancellationToken stop)
    {
        Dictionary<Guid, HashSet<string>> stems = [];
        await foreach (var row in Rows("select person, organisation, stem from vault.name_stems", stop))
        {
            if (!stems.TryGetValue(row.GetGuid(0), out var own)) stems[row.GetGuid(0)] = own = [];
            own.Add($"{row.GetGuid(1)} {Convert.ToHexStringLower(row.GetFieldValue<byte[]>(2))}");
        }

        var missing = facts.Persons.Where(p => p.Erasure.Whole is null && !DetailsErased(p)
            && !facts.IsDeleted(p.Registry.Registered!.Organisation)).Select(p => p.Registry.Registered!.Id).ToHashSet();
        await foreach (var row in Rows(
            $"""
            select {PersonVault.Columns} from vault.people p left join keys.data_keys k on k.owner = 'person-' || p.person
            order by p.person
            """, stop))
        {
            var (person, organisation) = (row.GetGuid(0), row.GetGuid(6));
            missing.Remove(person);
            OpenedPerson? opened = null;
            if (facts.PersonOf(person)?.Registry.Registered is not { } registered)
                findings.Add(PersonVault.Table, $"{person}", RowFaults.NotOnLedger, organisation);
            else if (registered.Organisation != organisation)
                findings.Add(PersonVault.Table, $"{person}", RowFaults.Differs, registered.Organisation);
            else if (!row.IsDBNull(3) && (!Opens(() => opened = persons.Read(row)) || opened!.Reference != registered.Details
                || !index.Of(organisation, opened.Details).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(7))
                || !index.OfYear(organisation, opened.Details).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(8))))
                findings.Add(PersonVault.Table, $"{person}", RowFaults.VaultBroken, organisation);
            stems.Remove(person, out var own);
            if (opened is not null && !(own ?? []).SetEquals(PersonName.Of(opened.Details.FullName).Stems
                .Select(s => $"{organisation} {Convert.ToHexStringLower(index.OfStem(organisation, s))}")))
                findings.Add(Stems, $"{person}", RowFaults.Differs, organisation);
        }

        foreach (var person in missing.Order())
            findings.Add(PersonVault.Table, $"{person}", RowFaults.Missing, OrganisationOf(person));
        foreach (var person in stems.Keys.Order()) findings.Add(Stems, $"{person}", RowFaults.NotOnLedger, OrganisationOf(person));
    }

    private async Task CompareTexts(CancellationToken stop)
    {
        var missing = facts.Texts.Where(t => t.Value is { Uncertain: false } fact && !facts.IsDeleted(fact.Organisation))
            .Select(t => t.Key).ToHashSet();
        missing.ExceptWith(destroyedTexts);
        // A person's details lie in vault.people, and the earlier ones nowhere.
        missing.ExceptWith(facts.Details);
        await foreach (var row in Rows($"{TextVault.Rows} order by t.ref", stop))
        {
            var (reference, organisation) = (row.GetGuid(0), row.GetGuid(6));
            missing.Remove(reference);
            TextReference? opened = null;
            if (!facts.Texts.TryGetValue(reference, out var fact))
                findings.Add(TextVault.Table, $"{reference}", RowFaults.NotOnLedger, organisation);
            // An operator's reason may stand on another organisation's stream; the box is bound to the row's organisation.
            else if (!IsKeyless(TextVault.Table, $"{reference}", row.GetString(1), row.IsDBNull(3), organisation)
                && (!Opens(() => opened = texts.ReadRow(row).Reference) || Hash.Parse(opened!.Commitment) != fact.Commitment))
                findings.Add(TextVault.Table, $"{reference}", RowFaults.VaultBroken, organisation);
        }

        foreach (var reference in missing.Order())
            findings.Add(TextVault.Table, $"{reference}", RowFaults.Missing, facts.Texts[reference].Organisation);
    }

    private async Task CompareFiles(CancellationToken stop)
    {
        var missing = facts.Files.Keys.Where(f => !facts.IsDeleted(f.Organisation) && !destroyedFiles.Contains(f)).ToHashSet();
        await foreach (var row in Rows($"{FileVault.Rows} order by f.organisation, f.sha256", stop))
        {
            var (organisation, sha256) = (row.GetGuid(5), row.GetString(6));
            missing.Remove((organisation, sha256));
            // A file may wait for the document that it is attached to.
            if (!IsKeyless(FileVault.Table, sha256, row.GetString(7), row.IsDBNull(2), organisation) && !Opens(() => files.ReadRow(row)))
                findings.Add(FileVault.Table, sha256, RowFaults.VaultBroken, organisation);
            else if (facts.Files.TryGetValue((organisation, sha256), out var named)
                && ((named.MediaType != LedgerFacts.AnyMediaType && named.MediaType != row.GetString(1)) || named.Size != row.GetInt64(8)))
                findings.Add(FileVault.Table, sha256, RowFaults.Differs, organisation);
        }

        foreach (var (organisation, sha256) in missing.OrderBy(f => f.Sha256, StringComparer.Ordinal))
            findings.Add(FileVault.Table, sha256, RowFaults.Missing, organisation);
    }

    // A missing key is named once, with its owner. An owner without a key who is nobody's is a changed row.
    private bool IsKeyless(string table, string row, string owner, bool without, Guid organisation)
    {
        if (!without || keyless.Contains(owner)) return without;
        if (owner == TextVault.OwnerOf(organisation))
        {
            keyless.Add(owner);
            findings.Add(DataKeys.Table, owner, RowFaults.KeyMissing, organisation);
        }
        else
        {
            findings.Add(table, row, RowFaults.VaultBroken, organisation);
        }

        return true;
    }

    private static bool DetailsErased(Person person) =>
        person.Erasure.Cases.Exists(c => c.Erased?.Categories.Contains(ErasureCategory.Details) == true);

    private Guid? OrganisationOf(Guid person) => facts.PersonOf(person)?.Registry.Registered?.Organisation;

    private static bool Opens(Action open)
    {
        try
        {
            open();
            return true;
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<NpgsqlDataReader> Rows(string sql,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            findings.Rows++;
            yield return reader;
        }
    }
}
