using System.Globalization;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>The answers of the caller of an import, beside the file.</summary>
/// <param name="Persons">Who persons are that resemble a known one.</param>
/// <param name="Corrected">Rows, by sheet, from 0, and number, whose class, years of work and «новый сотрудник» correct the
/// register.</param>
/// <param name="ConsentOn">The day of signing where a row says that the consent was received and not when.</param>
public sealed record ImportAnswers(PersonAnswers Persons, IReadOnlySet<(int Sheet, int Row)> Corrected, DateOnly? ConsentOn = null)
{
    /// <summary>Nothing said.</summary>
    public static ImportAnswers None { get; } = new(PersonAnswers.None, new HashSet<(int, int)>());

    /// <summary>Reads texts such as <c>1.5</c>, with sheet and row from 1; null when one is none.</summary>
    public static IReadOnlySet<(int Sheet, int Row)>? ReadRows(IEnumerable<string> said)
    {
        HashSet<(int, int)> rows = [];
        foreach (var text in said)
        {
            if (PersonAnswers.Place(text) is not (var sheet, var row, null)) return null;
            rows.Add((sheet, row));
        }

        return rows;
    }
}

/// <summary>Which person of a row a question is about.</summary>
public enum RowPerson
{
    /// <summary>The mentee.</summary>
    Mentee,

    /// <summary>The mentor.</summary>
    Mentor,

    /// <summary>A parent.</summary>
    Parent,
}

/// <summary>An answer to the question who a person of a row is.</summary>
/// <param name="Same">The known person whom the question named.</param>
/// <param name="Person">This known person; null for another one than all known, unless <paramref name="Same"/>.</param>
public readonly record struct PersonAnswer(bool Same, Guid? Person);

/// <summary>The answers about persons of rows who resemble a known one.</summary>
/// <param name="Rows">By sheet, from 0, row, and person; the person is null where the row is about one alone.</param>
public sealed record PersonAnswers(IReadOnlyDictionary<(int Sheet, int Row, RowPerson? Who), PersonAnswer> Rows)
{
    private const string Another = "other";
    private const string TheSame = "same";

    /// <summary>No answer.</summary>
    public static PersonAnswers None { get; } = new(new Dictionary<(int, int, RowPerson?), PersonAnswer>());

    /// <summary>The answer for a row's own person; null when there is none.</summary>
    public PersonAnswer? Of(RowPlace place) =>
        Find(place.Sheet, place.Row, place.Side == Side.Mentee ? RowPerson.Mentee : RowPerson.Mentor) ?? Find(place.Sheet, place.Row, null);

    /// <summary>The answer for the parents of a row; null when there is none.</summary>
    public PersonAnswer? OfParent(RowPlace place) => Find(place.Sheet, place.Row, RowPerson.Parent);

    /// <summary>
    /// Reads texts such as <c>1.5:other</c>, <c>1.5.parent:same</c> and <c>1.5.mentor:{person}</c>, with sheet and row from 1; null when
    /// one is none.
    /// </summary>
    public static PersonAnswers? Read(IEnumerable<string> said)
    {
        Dictionary<(int, int, RowPerson?), PersonAnswer> answers = [];
        foreach (var text in said)
        {
            if (text.Split(':') is not [var place, var who] || Place(place) is not { } at) return null;
            if (Guid.TryParse(who, out var person)) answers[at] = new(false, person);
            else if (who is Another or TheSame) answers[at] = new(who == TheSame, null);
            else return null;
        }

        return new(answers);
    }

    private PersonAnswer? Find(int sheet, int row, RowPerson? who) => Rows.TryGetValue((sheet, row, who), out var answer) ? answer : null;

    internal static (int Sheet, int Row, RowPerson? Who)? Place(string text)
    {
        var parts = text.Split('.');
        if (parts.Length is not (2 or 3) || !Number(parts[0], out var sheet) || !Number(parts[1], out var row)) return null;
        if (parts.Length == 2) return (sheet - 1, row, null);
        return Enum.TryParse<RowPerson>(parts[2], ignoreCase: true, out var who) && char.IsAsciiLetter(parts[2][0])
            ? (sheet - 1, row, who) : null;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
