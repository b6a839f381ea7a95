using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A consent in a cell as schools write it: «да», «есть», «получено 01.09.2026 № 14», «от 1 сентября 2026 г.», «нет».</summary>
/// <param name="Received">Null when the words say neither yes nor no.</param>
/// <param name="Understood">Whether every word was understood.</param>
internal sealed partial record ConsentCell(bool? Received, DateOnly? On, string? Paper, bool Understood)
{
    private static readonly string[] Yes =
    [
        "да", "есть", "имеется", "получено", "получен", "получены", "подписано", "подписан", "дано", "оформлено", "сдано", "предоставлено",
        "согласен", "согласна", "согласны", "yes", "true", "1", "v",
    ];

    private static readonly string[] No =
    [
        "нет", "отказ", "отказано", "отсутствует", "ожидается", "не", "no", "false", "0",
    ];

    // They add nothing to a day or an answer.
    private static readonly string[] Fillers = ["от", "согласие", "г", "года", "на", "руках", "бумаге", "бумага", "письменно", "дата"];

    /// <param name="today">The latest possible day.</param>
    public static ConsentCell Read(string cell, DateOnly today)
    {
        if (cell is "+" or "✓" or "✔") return new(true, null, null, true);
        if (cell is "-" or "–" or "—") return new(false, null, null, true);
        var day = Day().Match(cell);
        var on = day.Success ? Cells.Day(day.Value, today) : null;
        var without = on is null ? cell : cell.Remove(day.Index, day.Length);
        var number = Number().Match(without);
        var words = Headings.Normal(number.Success ? without.Remove(number.Index, number.Length) : without)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Fillers).ToArray();
        // «не получено» is no, so one word of refusal decides.
        bool? received = words.Any(No.Contains) ? false : words.Any(Yes.Contains) || on is not null ? true : null;
        return new(received, on, number.Success ? NumberOf(number.Value) : null, words.All(w => Yes.Contains(w) || No.Contains(w)));
    }

    /// <summary>
    /// The number of a paper, such as «14», «45/2-р» or «152-осн.»; null when the text has longer words, which may be a name.
    /// </summary>
    public static string? NumberOf(string text)
    {
        var number = text.Trim(' ', '№', '#', ',', '.', ':');
        return PaperNumber().IsMatch(number) && !LongWord().IsMatch(number) ? number : null;
    }

    [GeneratedRegex(
        @"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}\s*[./-]\s*[0-9]{1,2}\s*[./-]\s*[0-9]{2,4}|"
        + @"[«""]?[0-9]{1,2}[»""]?\s+[а-яё]{3,8}\s+[0-9]{4}",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Day();

    [GeneratedRegex(@"№\s*[0-9\p{L}/.\-]{1,20}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?=.*[0-9])[0-9\p{L}/.\- ]{1,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex PaperNumber();

    // «осн» and «лс» are parts of numbers; a surname is longer.
    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LongWord();
}
