namespace MentorshipFlow.Workflows.Registers;

/// <summary>One person as read from a file. Held in memory only, until the vault stores it.</summary>
/// <param name="Number">The row number in the file.</param>
/// <param name="BirthYear">Set if the file has no full birth date.</param>
/// <param name="Grade">1 to 11.</param>
/// <param name="Experience">Of a teacher.</param>
/// <param name="Forms">Codes of the definition's forms.</param>
/// <param name="Other">Texts about the person that belong to no other field.</param>
/// <param name="Request">Of a mentee, in words.</param>
/// <param name="RequestCategory">A code.</param>
/// <param name="PreferredAge">Whole years, from and to.</param>
/// <param name="MinutesPerWeek">Of a mentor.</param>
/// <param name="Subject">A code.</param>
/// <param name="About">Texts of a mentor in the format of <c>WordsOfMentor</c>.</param>
/// <param name="Namesake">Whether the file has another person with this name and birth year.</param>
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

/// <summary>The rows and faults of a file.</summary>
/// <param name="Rows">Rows without a fault.</param>
/// <param name="Faults">In the order of the file.</param>
/// <param name="Notices">Columns, and cells of accepted rows, that were ignored in whole or in part.</param>
/// <param name="Unknown">Numbers of the columns, from 1, with an unknown header; they are ignored.</param>
public sealed record RegisterReading(IReadOnlyList<RegisterRow> Rows, IReadOnlyList<CellFault> Faults, IReadOnlyList<CellFault> Notices,
    IReadOnlyList<int> Unknown);
