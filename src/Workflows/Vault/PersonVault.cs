using MentorshipFlow.Programmes;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A person's details as they lie in the vault, and what the last event about them committed to.</summary>
public sealed record OpenedPerson(TextReference Reference, PersonDetails Details);

/// <summary>Names, birth dates and contacts, each person's under a key of his own.</summary>
public sealed class PersonVault(NpgsqlDataSource database, DataKeys keys, TextVault texts, Secrets secrets, TimeProvider clock)
{
    private readonly PersonIndex index = new(secrets.FingerprintKey);

    /// <summary>An empty draft of what one decision of an organisation writes.</summary>
    public VaultDraft Draft(Guid organisation) => new(organisation, texts, index, secrets.Ring, clock);

    /// <summary>The details of an organisation's persons; those who are erased, unknown or another's are left out. Showing them is recorded first.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A row was altered.</exception>
    public async Task<IReadOnlyDictionary<Guid, OpenedPerson>> Open(Guid organisation, IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        Dictionary<Guid, OpenedPerson> opened = [];
        await using var command = database.Command(
            "select p.person, p.ref, p.sealed, k.wrapped, k.kek from vault.people p join keys.data_keys k on k.owner = 'person-' || p.person where p.organisation = $1 and p.person = any($2)",
            Value(organisation), Value(persons.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var person = reader.GetGuid(0);
            var key = keys.Unwrap(TextVault.OwnerOfPerson(person), reader.GetFieldValue<byte[]>(3), reader.IsDBNull(4) ? null : reader.GetString(4));
            var (reference, json) = SealedContent.Open(reader.GetGuid(1), key, reader.GetFieldValue<byte[]>(2));
            opened[person] = new(reference, PersonDetails.Parse(json));
        }

        return opened;
    }

    /// <summary>Which of an organisation's persons have this name and birth date: one list for each of the asked, in their order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Guid>>> Same(Guid organisation, IReadOnlyList<PersonDetails> asked, CancellationToken stop)
    {
        var tokens = asked.Select(d => index.Of(organisation, d.FullName, d.BirthDate)).ToArray();
        var found = asked.Select(_ => new List<Guid>()).ToArray();
        await using var command = database.Command(
            "select t.n, p.person from unnest($2) with ordinality t(token, n) join vault.people p on p.organisation = $1 and p.token = t.token order by t.n, p.person", Value(organisation), Value(tokens));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) found[reader.GetInt64(0) - 1].Add(reader.GetGuid(1));
        return found;
    }

    /// <summary>Which of these persons are in the vault of an organisation.</summary>
    public async Task<IReadOnlySet<Guid>> Present(Guid organisation, IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        HashSet<Guid> present = [];
        await using var command = database.Command("select person from vault.people where organisation = $1 and person = any($2)", Value(organisation), Value(persons.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) present.Add(reader.GetGuid(0));
        return present;
    }
}
