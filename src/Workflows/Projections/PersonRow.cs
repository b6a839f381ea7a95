using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>One consent in a list, as stored in the table.</summary>
/// <param name="Purpose">In kebab-case.</param>
/// <param name="From">yyyy-MM-dd.</param>
/// <param name="Until">yyyy-MM-dd, included.</param>
public sealed record ListedConsent(string Purpose, string From, string Until);

/// <summary>One person in a list: an id, codes and bands.</summary>
/// <param name="Kinds">In kebab-case, comma separated.</param>
/// <param name="ChangedOn">Time of recording of the last event.</param>
public sealed record PersonRow(
    Guid Id, Guid Organisation, string Kinds, string Contour, string AgeBand, int? Grade, IReadOnlyList<ListedConsent> Consents,
    bool Restricted, bool Left, bool Erased,
    int Version, string ChangedOn)
{
    /// <summary>The row of a person.</summary>
    public static PersonRow Of(Entry last, Person person)
    {
        var s = person.Standing;
        return new(
            StreamNames.PersonOf(last.Stream), person.Registry.Registered!.Organisation, string.Join(',', s.Kinds.Select(k => Code(k))),
            Code(s.Contour), Code(s.AgeBand), s.Grade,
            [.. s.Consents.Select(c => new ListedConsent(Code(c.Purpose), Dates.Text(c.ValidFrom), Dates.Text(c.ValidUntil)))],
            s.Restricted, s.Left, s.Erased, s.Version, last.RecordedAt);
    }

    /// <summary>A code in kebab-case, as in the table.</summary>
    public static string Code<T>(T value)
        where T : struct, Enum => Kebab.Of(value.ToString());
}

/// <summary>The list of persons.</summary>
public sealed class PeopleReadModel() : ReadModel<Person, PersonRow>("people")
{
    protected override PersonRow Row(Entry last, Person state) => PersonRow.Of(last, state);

    protected override (Guid Organisation, Guid Id) Key(PersonRow row) => (row.Organisation, row.Id);
}
