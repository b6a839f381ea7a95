namespace MentorshipFlow.Workflows.Registers;

/// <summary>One person as read from a file. It exists in memory only, between the file and the vault.</summary>
/// <param name="Number">The row in the file.</param>
/// <param name="BirthYear">Where the file has no day.</param>
/// <param name="Grade">1 to 11.</param>
/// <param name="Experience">Of a teacher.</param>
/// <param name="Forms">Codes of the definition's forms.</param>
/// <param name="Other">Words about the person that have no place of their own.</param>
/// <param name="Request">Of a mentee, in words.</param>
/// <param name="RequestCategory">A code.</param>
/// <param name="PreferredAge">Whole years, from and to.</param>
/// <param name="MinutesPerWeek">Of a mentor.</param>
/// <param name="Subject">A code.</param>
/// <param name="About">Of a mentor, in words; their form: <c>WordsOfMentor</c>.</param>
/// <param name="Namesake">The file has another person of this name and birth year.</param>
public sealed record RegisterRow(
    int Number, string FullName, DateOnly? BirthDate, int? BirthYear, string? Email, string? Phone, PersonKind Kind, int? Grade,
    Experience? Experience, bool NewHire, IReadOnlyList<string> Forms,
    string? Workplace, string? Position, string? Representative, string? Other, string? Request = null, string? RequestCategory = null,
    (int From, int To)? PreferredAge = null,
    int? MinutesPerWeek = null, int? Capacity = null, string? Subject = null, string? About = null, bool Namesake = false);

/// <summary>A cell that does not fit. Its text is not repeated, because it may be a name.</summary>
/// <param name="Row">As in the file, from 1.</param>
/// <param name="Column">As in the file, from 1; 0 for the row as a whole.</param>
/// <param name="Code">Stable, such as <c>birth-date-invalid</c>.</param>
public sealed record CellFault(int Row, int Column, string Code);

/// <summary>The rows that were read from a file, and the faults.</summary>
/// <param name="Rows">Those without a fault.</param>
/// <param name="Faults">In the order of the file.</param>
/// <param name="Notices">Cells of rows that are taken, and columns, that are left out in whole or in part.</param>
/// <param name="Unknown">Numbers of the columns, from 1, whose header nobody knows; they are left out.</param>
public sealed record RegisterReading(IReadOnlyList<RegisterRow> Rows, IReadOnlyList<CellFault> Faults, IReadOnlyList<CellFault> Notices,
    IReadOnlyList<int> Unknown);
