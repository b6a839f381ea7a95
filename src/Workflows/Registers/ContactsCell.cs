using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A parsed cell with contacts: «Клёнова Мария (мать), +7 900 000-00-01 mama@example.org».</summary>
/// <param name="Rest">The text without the first address and the first number, such as a representative's name or a second number.</param>
internal sealed partial record ContactsCell(string? Email, string? Phone, string? Rest)
{
    private const int WholeNumber = 10;
    private static readonly string[] Labels = ["тел", "телефон", "моб", "мобильный", "сот", "сотовый", "email", "e mail", "mail", "почта",
        "эл почта", "электронная почта", "и", "номер", "№"];

    public static ContactsCell Read(string cell)
    {
        var email = EmailAddress().Matches(cell).Select(m => m.Value.TrimEnd('.')).FirstOrDefault(m => Cells.Email(m) is not null);
        var rest = Without(cell, email);
        // Prefer a complete telephone number to other digits such as a postal code.
        var numbers = PhoneNumber().Matches(rest).Select(m => m.Value).Where(m => Cells.Phone(m) is not null).ToList();
        var phone = numbers.Find(n => n.Count(char.IsAsciiDigit) >= WholeNumber) ?? numbers.FirstOrDefault();
        return new(email, phone, Tidy(Without(rest, phone)));
    }

    private static string Without(string text, string? part) =>
        part is not null && text.IndexOf(part, StringComparison.Ordinal) is var at ? $"{text[..at]}\n{text[(at + part.Length)..]}" : text;

    private static string? Tidy(string rest)
    {
        var parts = rest.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim(' ', ':', '-', '–', '—', '/'))
            .Where(p => p.Any(char.IsLetterOrDigit) && !Labels.Contains(Headings.Normal(p)));
        return string.Join(", ", parts) is { Length: > 0 } tidy ? tidy : null;
    }

    [GeneratedRegex(@"[^\s;,:<>()@]+@[^\s;,<>()@]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"[+(]?[0-9][0-9 ()\-.]*[0-9]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PhoneNumber();
}
