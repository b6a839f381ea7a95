using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A person's decrypted details, with the reference and commitment for comparison with the last event.</summary>
public sealed record OpenedPerson(TextReference Reference, PersonDetails Details);

/// <summary>The persons that may be the one that was searched for.</summary>
/// <param name="SameDay">Name and birth date are equal; false if one side knows only the year or neither has a date.</param>
public sealed record SamePersons(IReadOnlyList<Guid> Persons, bool SameDay);

/// <summary>Stores names, birth dates and contacts, each person's under a separate key.</summary>
public sealed class PersonVault(NpgsqlDataSource database, DataKeys keys, TextVault texts, Secrets secrets, TimeProvider clock)
{
    // One look-up per person by primary key: a cached plan from when the table was small would read the whole organisation.
    private const string Each = """
        unnest($2) asked(person)
        cross join lateral (select * from vault.people v where v.person = asked.person and v.organisation = $1 limit 1) p
        """;

    private readonly PersonIndex index = new(secrets.FingerprintKey);

    /// <summary>An empty draft of the vault rows of one decision.</summary>
    public VaultDraft Draft(Guid organisation) => new(organisation, texts, index, secrets.Ring, clock);

    /// <summary>The details of an organisation's persons, without erased and unknown ones and those of others. The caller records the
    /// disclosure first.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A row was altered.</exception>
    public async Task<IReadOnlyDictionary<Guid, OpenedPerson>> Open(Guid organisation, IReadOnlyCollection<Guid> persons,
        CancellationToken stop)
    {
        Dictionary<Guid, OpenedPerson> opened = [];
        await using var command = database.Command(
            $"select p.person, p.ref, p.sealed, k.wrapped, k.kek from {Each} join keys.data_keys k on k.owner = 'person-' || p.person",
            Value(organisation), Value(persons.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var person = reader.GetGuid(0);
            var key = keys.Unwrap(TextVault.OwnerOfPerson(person), reader.GetFieldValue<byte[]>(3), reader.GetString(4));
            var (reference, json) = SealedContent.Open(reader.GetGuid(1), key, reader.GetFieldValue<byte[]>(2));
            opened[person] = new(reference, PersonDetails.Parse(json));
        }

        return opened;
    }

    /// <summary>
    /// The details of all persons of an organisation, for comparing names within the program: nobody is shown them.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, PersonDetails>> ForComparing(Guid organisation, CancellationToken stop)
    {
        Dictionary<Guid, PersonDetails> all = [];
        await using var command = database.Command(
            """
            select p.person, p.ref, p.sealed, k.wrapped, k.kek from vault.people p
            join keys.data_keys k on k.owner = 'person-' || p.person where p.organisation = $1
            """, Value(organisation));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var person = reader.GetGuid(0);
            var key = keys.Unwrap(TextVault.OwnerOfPerson(person), reader.GetFieldValue<byte[]>(3), reader.GetString(4));
            all[person] = PersonDetails.Parse(SealedContent.Open(reader.GetGuid(1), key, reader.GetFieldValue<byte[]>(2)).Text);
        }

        return all;
    }

    /// <summary>
    /// The organisation's persons with this name and birth date: one answer per input, in order. If no person has the date, or only a year
    /// is given, it returns persons of that year whose full date is unknown.
    /// </summary>
    public async Task<IReadOnlyList<SamePersons>> Same(Guid organisation, IReadOnlyList<PersonDetails> asked, CancellationToken stop)
    {
        var found = asked.Select(_ => new List<(Guid Person, bool Same)>()).ToArray();
        await using var command = database.Command(
            """
            select t.n, p.person, p.token = t.token from unnest($2, $3, $4) with ordinality t(token, year_token, dated, n)
            cross join lateral (
                select v.person, v.token from vault.people v where v.organisation = $1 and v.year_token = t.year_token
                    and (not t.dated or v.token in (t.token, v.year_token))
                order by v.person) p
            order by t.n, p.person
            """,
            Value(organisation), Value(asked.Select(d => index.Of(organisation, d)).ToArray()),
            Value(asked.Select(d => index.OfYear(organisation, d)).ToArray()),
            Value(asked.Select(d => d.BirthDate is not null).ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) found[reader.GetInt64(0) - 1].Add((reader.GetGuid(1), reader.GetBoolean(2)));
        return [.. found.Zip(asked, (persons, d) => d.BirthDate is not null && persons.Exists(p => p.Same)
            ? new SamePersons([.. persons.Where(p => p.Same).Select(p => p.Person)], true)
            : new SamePersons([.. persons.Select(p => p.Person)], false))];
    }

    /// <summary>Which of these persons are in an organisation's vault.</summary>
    public async Task<IReadOnlySet<Guid>> Present(Guid organisation, IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        HashSet<Guid> present = [];
        await using var command = database.Command($"select p.person from {Each}", Value(organisation), Value(persons.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) present.Add(reader.GetGuid(0));
        return present;
    }
}
