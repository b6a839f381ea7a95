using System.Text.Json;
using MentorshipFlow.Ledger;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Views;

/// <summary>Which persons of an organisation are listed; what is null does not matter. Codes are in kebab-case.</summary>
/// <param name="Consent">With a consent to this purpose that counts on the day.</param>
/// <param name="WithoutConsent">Without one.</param>
/// <param name="On">The day on which consents are looked at.</param>
public sealed record PeopleFilter(string? Kind, string? AgeBand, bool? Restricted, bool? Left, string? Consent, string? WithoutConsent, DateOnly On);

/// <summary>Asks the list of persons.</summary>
public sealed class PeopleQueries(NpgsqlDataSource database)
{
    private const string Select =
        "select id, organisation, kinds, contour, age_band, grade, consents::text, restricted, departed, erased, version, changed_on from views.people where organisation = $1 and id > coalesce($2, '00000000-0000-0000-0000-000000000000')";

    /// <summary>A page in the order of the ids, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<PersonRow>> Page(Guid organisation, Guid? after, PeopleFilter filter, int limit, CancellationToken stop)
    {
        await using var command = database.Command(
            $"""
            {Select}
                and ($3 is null or $3 = any(string_to_array(kinds, ','))) and ($4 is null or age_band = $4) and ($5 is null or restricted = $5) and ($6 is null or departed = $6)
                and ($8 is null or {Counts("$8")}) and ($9 is null or not {Counts("$9")})
            order by id limit $10
            """,
            Value(organisation), Value(after), Value(filter.Kind), Value(filter.AgeBand), Value(filter.Restricted), Value(filter.Left), Value(Dates.Text(filter.On)),
            Value(filter.Consent), Value(filter.WithoutConsent), Value(limit));
        return await Rows(command, stop);
    }

    /// <summary>A page of those who may come into another age band: neither erased, nor in the last one, nor known to be of age and no more.</summary>
    public async Task<IReadOnlyList<PersonRow>> Growing(Guid organisation, Guid? after, int limit, CancellationToken stop)
    {
        await using var command = database.Command($"{Select} and not erased and age_band not in ('over-thirty-five', 'adult') order by id limit $3", Value(organisation), Value(after), Value(limit));
        return await Rows(command, stop);
    }

    /// <summary>Those of some persons whose processing is restricted, the erased left out. The list is written with the restriction itself, so it is never behind.</summary>
    public async Task<IReadOnlySet<Guid>> Restricted(Guid organisation, IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        HashSet<Guid> restricted = [];
        await using var command = database.Command("select id from views.people where organisation = $1 and id = any($2) and restricted and not erased", Value(organisation), Value(persons.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) restricted.Add(reader.GetGuid(0));
        return restricted;
    }

    private static string Counts(string purpose) =>
        $"exists (select from jsonb_array_elements(consents) c where c ->> 'purpose' = {purpose} and c ->> 'from' <= $7 and $7 <= c ->> 'until')";

    private static async Task<IReadOnlyList<PersonRow>> Rows(NpgsqlCommand command, CancellationToken stop)
    {
        List<PersonRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) rows.Add(Row(reader));
        return rows;
    }

    private static PersonRow Row(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetInt32(5),
        JsonSerializer.Deserialize<List<ListedConsent>>(r.GetString(6), CanonicalJson.Options)!, r.GetBoolean(7), r.GetBoolean(8), r.GetBoolean(9), r.GetInt32(10), r.GetString(11));
}
