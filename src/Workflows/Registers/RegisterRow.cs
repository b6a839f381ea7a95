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
/// <param name="Parent">Of a pupil, as far as the row names one.</param>
/// <param name="Namesake">Whether the file has another person with this name and birth year.</param>
public sealed record RegisterRow(
    int Number, int Sheet, Side Side, string FullName, DateOnly? BirthDate, int? BirthYear, string? Email, string? Phone, PersonKind Kind,
    int? Grade, string? ClassLetter,
    Experience? Experience, bool NewHire, IReadOnlyList<string> Forms,
    string? Workplace, string? Position, string? Representative, string? Other, string? Request = null, string? RequestCategory = null,
    (int From, int To)? PreferredAge = null,
    int? MinutesPerWeek = null, int? Capacity = null, string? Subject = null, string? About = null, RowParent? Parent = null,
    bool Namesake = false);

/// <summary>A pupil's parent and consent as a row says it.</summary>
/// <param name="Kinship">In words, such as «мать».</param>
/// <param name="Consent">Whether the consent was received; null when the row does not say it.</param>
public sealed record RowParent(string? FullName, string? Kinship, string? Phone, string? Email, bool? Consent, DateOnly? ConsentOn);

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
public sealed record TableColumnShown(
    int Column, string Heading, ColumnKind? Meaning, Side Side, int Likeness, bool Given, IReadOnlyList<string> Samples);

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
