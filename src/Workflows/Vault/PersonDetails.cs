using System.Text.Json;
using System.Text.Json.Serialization;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>
/// A person's name, birth date and contacts. Stored only in the vault, as RFC 8785 JSON with these member names in camelCase.
/// </summary>
/// <param name="FullName">Фамилия, имя, отчество: 1 to 300 characters.</param>
/// <param name="BirthDate">From 1900 on; events contain only the age band.</param>
/// <param name="Representative">How to reach a minor's representative.</param>
/// <param name="Other">Anything else, at most 2,000 characters.</param>
/// <param name="BirthYear">Instead of the date, if a register has only the year.</param>
/// <param name="ClassLetter">Of a pupil's class: «А» of «8А». The number is the grade in the register.</param>
public sealed record PersonDetails(
    string FullName, DateOnly? BirthDate = null, string? Email = null, string? Phone = null, string? Address = null,
    string? Workplace = null, string? Position = null,
    string? Representative = null, string? Other = null, int? BirthYear = null,
    string? ClassLetter = null)
{
    private const int Longest = 300;
    private const int LongestOther = 2000;
    private const int LongestLetter = 10;

    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <summary>
    /// The birth date. If only the year is known, its last day, so that a possible minor is treated as one. Null when neither is known.
    /// </summary>
    [JsonIgnore]
    public DateOnly? Born => BirthDate ?? (BirthYear is { } year ? new(year, 12, 31) : null);

    /// <summary>The first member, in camelCase, that cannot be stored; null when all can.</summary>
    /// <param name="today">The latest possible birth date.</param>
    public string? Fault(DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(FullName)) return "fullName";
        if (BirthDate is { } born && (born < Earliest || born > today)) return "birthDate";
        if (BirthYear is { } year && (year < Earliest.Year || year > today.Year)) return "birthYear";
        return Members().FirstOrDefault(m => m.Text is { } text
            && (string.IsNullOrWhiteSpace(text) || text.Length > m.Longest || text.Any(char.IsControl) || !Utf16.IsWellFormed(text))).Name;
    }

    /// <summary>The fields that have a value, for the event.</summary>
    public IReadOnlyList<PersonField> Fields() =>
    [
        .. new (PersonField Field, object? Value)[]
        {
            (PersonField.FullName, FullName), (PersonField.BirthDate, BirthDate), (PersonField.BirthYear, BirthYear),
            (PersonField.Email, Email), (PersonField.Phone, Phone), (PersonField.Address, Address),
            (PersonField.Workplace, Workplace), (PersonField.Position, Position), (PersonField.Representative, Representative),
            (PersonField.ClassLetter, ClassLetter), (PersonField.Other, Other),
        }.Where(f => f.Value is not null).Select(f => f.Field),
    ];

    /// <summary>Canonical JSON.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, CanonicalJson.Options);

    /// <summary>Parses the output of <see cref="ToJson"/>.</summary>
    internal static PersonDetails Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<PersonDetails>(json, CanonicalJson.Options)
            ?? throw new InvalidDataException("The details of a person are never null.");

    private IEnumerable<(string Name, string? Text, int Longest)> Members() =>
    [
        ("fullName", FullName, Longest), ("email", Email, Longest), ("phone", Phone, Longest), ("address", Address, Longest),
        ("workplace", Workplace, Longest), ("position", Position, Longest), ("representative", Representative, Longest),
        ("other", Other, LongestOther), ("classLetter", ClassLetter, LongestLetter),
    ];
}
