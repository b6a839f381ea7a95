using System.Text.Json;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Views;

/// <summary>One consent in a list, as the table holds it.</summary>
/// <param name="Purpose">In kebab-case.</param>
/// <param name="From">yyyy-MM-dd.</param>
/// <param name="Until">yyyy-MM-dd, included.</param>
public sealed record ListedConsent(string Purpose, string From, string Until);

/// <summary>One person in a list: an id, codes and bands.</summary>
/// <param name="Kinds">In kebab-case, comma separated.</param>
/// <param name="ChangedOn">When the last event was recorded.</param>
public sealed record PersonRow(
    Guid Id, Guid Organisation, string Kinds, string Contour, string AgeBand, int? Grade, IReadOnlyList<ListedConsent> Consents, bool Restricted, bool Left, bool Erased,
    int Version, string ChangedOn)
{
    /// <summary>The row that shows a person.</summary>
    public static PersonRow Of(string stream, string changedOn, Person person)
    {
        var s = person.Standing;
        return new(
            StreamNames.PersonOf(stream), person.Registry.Registered!.Organisation, string.Join(',', s.Kinds.Select(k => Code(k))), Code(s.Contour), Code(s.AgeBand), s.Grade,
            [.. s.Consents.Select(c => new ListedConsent(Code(c.Purpose), Dates.Text(c.ValidFrom), Dates.Text(c.ValidUntil)))], s.Restricted, s.Left, s.Erased, s.Version, changedOn);
    }

    /// <summary>How the table writes a code.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum => Kebab.Of(value.ToString());
}

/// <summary>The list of persons.</summary>
public sealed class PeopleView : StateView<Person>
{
    /// <inheritdoc/>
    public override string Table => "people";

    /// <inheritdoc/>
    protected override NpgsqlBatchCommand Write(IReadOnlyList<(Entry Last, Person State)> latest, string schema)
    {
        var rows = latest.Select(l => PersonRow.Of(l.Last.Stream, l.Last.RecordedAt, l.State)).ToArray();
        return Statement(
            $"""
            insert into {schema}.people (id, organisation, kinds, contour, age_band, grade, consents, restricted, departed, erased, version, changed_on)
            select id, organisation, kinds, contour, age_band, grade, consents::jsonb, restricted, departed, erased, version, changed_on
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) p(id, organisation, kinds, contour, age_band, grade, consents, restricted, departed, erased, version, changed_on)
            on conflict (id) do update set
                kinds = excluded.kinds, contour = excluded.contour, age_band = excluded.age_band, grade = excluded.grade, consents = excluded.consents,
                restricted = excluded.restricted, departed = excluded.departed, erased = excluded.erased, version = excluded.version, changed_on = excluded.changed_on
            """,
            Column(rows, r => r.Id), Column(rows, r => r.Organisation), Column(rows, r => r.Kinds), Column(rows, r => r.Contour), Column(rows, r => r.AgeBand),
            Column(rows, r => r.Grade), Column(rows, r => JsonSerializer.Serialize(r.Consents, CanonicalJson.Options)), Column(rows, r => r.Restricted), Column(rows, r => r.Left),
            Column(rows, r => r.Erased), Column(rows, r => r.Version), Column(rows, r => r.ChangedOn));
    }

    private static NpgsqlParameter<T[]> Column<T>(PersonRow[] rows, Func<PersonRow, T> value) => Value(Array.ConvertAll(rows, r => value(r)));
}
