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

    /// <summary>The table of the details.</summary>
    internal const string Table = "vault.people";

    /// <summary>The columns that <see cref="Read"/> reads, of a person <c>p</c> and a key <c>k</c>.</summary>
    internal const string Columns = $"p.person, p.ref, p.sealed, {DataKeys.Columns}, p.organisation, p.token, p.year_token, p.certain";

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
            $"select {Columns} from {Each} left join keys.data_keys k on k.owner = 'person-' || p.person",
            Value(organisation), Value(persons.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            opened[reader.GetGuid(0)] = Read(reader);
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
            $"""
            select {Columns} from vault.people p left join keys.data_keys k on k.owner = 'person-' || p.person where p.organisation = $1
            """, Value(organisation));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) all[reader.GetGuid(0)] = Read(reader).Details;
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

    /// <summary>Opens a row, from the columns in the order of <see cref="Columns"/>.</summary>
    /// <exception cref="VaultBrokenException">The row was altered, or its key is missing.</exception>
    internal OpenedPerson Read(NpgsqlDataReader reader)
    {
        var (person, reference) = (reader.GetGuid(0), reader.GetGuid(1));
        var key = keys.Unwrap(TextVault.OwnerOfPerson(person), reader, 3);
        var binding = VaultBinding.Person(reference, reader.GetGuid(6), person, reader.GetFieldValue<byte[]>(7),
            reader.GetFieldValue<byte[]>(8), reader.GetBoolean(9));
        var (opened, json) = SealedContent.Open(reference, key, reader.GetFieldValue<byte[]>(2), binding, Table);
        return new(opened, PersonDetails.Parse(json));
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
