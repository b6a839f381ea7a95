using System.Globalization;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>One person as read from a file. Held in memory only, until the vault stores it.</summary>
/// <param name="Number">The row number in its sheet.</param>
/// <param name="Sheet">The number of the sheet, from 0.</param>
/// <param name="Side">Mentee or mentor.</param>
/// <param name="BirthYear">Set if the file has no full birth date.</param>
/// <param name="Grade">1 to 11.</param>
/// <param name="ClassLetter">Literal of the class, such as А.</param>
/// <param name="Experience">Of a teacher.</param>
/// <param name="Forms">Codes of the definition's forms.</param>
/// <param name="Other">Texts about the person that belong to no other field.</param>
/// <param name="Request">Of a mentee, in words.</param>
/// <param name="RequestCategory">A code.</param>
/// <param name="PreferredAge">Whole years, from and to.</param>
/// <param name="MinutesPerWeek">Of a mentor; null when the file does not say it.</param>
/// <param name="Subject">A code.</param>
/// <param name="About">Texts of a mentor in the format of <c>WordsOfMentor</c>.</param>
/// <param name="Consent">What the row says about the consent to take part.</param>
/// <param name="Namesake">Whether the file has another person with this name and birth year.</param>
public sealed record RegisterRow(
    int Number, int Sheet, Side Side, string FullName, DateOnly? BirthDate, int? BirthYear, string? Email, string? Phone, PersonKind Kind,
    int? Grade, string? ClassLetter,
    Experience? Experience, bool NewHire, IReadOnlyList<string> Forms,
    string? Workplace, string? Position, string? Representative, string? Other, string? Request = null, string? RequestCategory = null,
    (int From, int To)? PreferredAge = null,
    int? MinutesPerWeek = null, int? Capacity = null, string? Subject = null, string? About = null,
    RowConsent? Consent = null, bool Namesake = false)
{
    /// <summary>Whether the row names the person by a given name alone.</summary>
    public bool GivenNameAlone { get; init; }

    /// <summary>The parents whom the row names.</summary>
    public IReadOnlyList<RowParent> Parents { get; init; } = [];

    /// <summary>The birth date, or the last day of the birth year.</summary>
    public DateOnly? Born => BirthDate ?? (BirthYear is { } year ? new(year, 12, 31) : null);

    /// <summary>Sheet and row from 1, as in answers to questions: <c>1.5</c>.</summary>
    public string PlaceInWords => string.Create(CultureInfo.InvariantCulture, $"{Sheet + 1}.{Number}");

    /// <summary>The place in the file, for lists by row and person.</summary>
    public RowPlace Place => new(Sheet, Number, Side);
}

/// <summary>A row, and whose part of it.</summary>
/// <param name="Sheet">From 0.</param>
public readonly record struct RowPlace(int Sheet, int Row, Side Side);

/// <summary>A pupil's parent as a row names them.</summary>
/// <param name="Kind">Null when the words name no legal representative, such as «бабушка».</param>
/// <param name="Said">Whether the row says how the person is related; otherwise a parent is supposed.</param>
public sealed record RowParent(string FullName, RepresentativeKind? Kind, bool Said, string? Phone, string? Email);

/// <summary>A consent as a row says it.</summary>
/// <param name="Received">Null when the row gives a day or a paper and no answer.</param>
/// <param name="On">The day of signing.</param>
/// <param name="Until">The last day, included.</param>
/// <param name="Paper">The number of the paper.</param>
public sealed record RowConsent(bool? Received, DateOnly? On, DateOnly? Until, string? Paper)
{
    /// <summary>Whether the row says that the consent was given.</summary>
    public bool Given => Received ?? On is not null;
}

/// <summary>A row that names a mentor and a mentee.</summary>
public sealed record RegisterPair(RegisterRow Mentor, RegisterRow Mentee);

/// <summary>A cell that does not fit. Its text is not repeated, because it may be a name.</summary>
/// <param name="Row">As in the sheet, from 1.</param>
/// <param name="Column">As in the sheet, from 1; 0 for the row as a whole.</param>
/// <param name="Code">Stable, such as <c>birth-date-invalid</c>.</param>
/// <param name="Sheet">From 0.</param>
public sealed record CellFault(int Row, int Column, string Code, int Sheet = 0);

/// <summary>A column as understood, with a few of its values.</summary>
/// <param name="Column">From 1.</param>
/// <param name="Likeness">Per cent; below 100 the heading only resembles a known one.</param>
/// <param name="Kept">Whether an earlier import gave the meaning.</param>
public sealed record TableColumnShown(
    int Column, string Heading, ColumnKind? Meaning, Side Side, int Likeness, bool Given, bool Kept, IReadOnlyList<string> Samples);

/// <summary>A sheet of the file, read or left out.</summary>
/// <param name="LeftOut">Why the sheet was left out, as a code; null when it was read.</param>
/// <param name="Header">The row of the header, from 1; 0 without one.</param>
/// <param name="Rows">The number of rows that may be persons.</param>
public sealed record SheetReading(string Name, string? LeftOut, int Header, int Rows, IReadOnlyList<TableColumnShown> Columns);

/// <summary>The rows and faults of a file.</summary>
/// <param name="Rows">Persons without a fault.</param>
/// <param name="Pairs">Of a register of pairs.</param>
/// <param name="Faults">In the order of the file.</param>
/// <param name="Notices">Columns, rows and cells that were ignored in whole or in part.</param>
/// <param name="Sheets">All sheets of the file with a text.</param>
public sealed record RegisterReading(
    IReadOnlyList<RegisterRow> Rows, IReadOnlyList<RegisterPair> Pairs, IReadOnlyList<CellFault> Faults, IReadOnlyList<CellFault> Notices,
    IReadOnlyList<SheetReading> Sheets);
