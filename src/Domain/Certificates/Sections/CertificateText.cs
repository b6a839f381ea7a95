using System.Globalization;
using System.Text;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>How complete a certificate is.</summary>
/// <param name="Percent">The mean over all sections of the share of lines with a source. A section without a line has none.</param>
/// <param name="Lacking">Sections with a line without a source, or without any line.</param>
internal sealed record CompletenessContent(
    string Percent, int Sections, int SectionsWithSource, int Lines, int LinesWithSource, IReadOnlyList<LackingContent> Lacking);

/// <summary>A section that lacks something.</summary>
/// <param name="Lines">0 for a section that this version does not have.</param>
internal sealed record LackingContent(int Number, string Title, int Lines, int LinesWithSource);

/// <summary>
/// Writes the lines of the text and counts them. Four kinds of line, each ending in "\n":
/// <code>
///                                  empty, before a section
/// {number}. {title}                the section's heading
/// {label}: {value}                 a line; these are counted
/// - {part}; {part}; …              an element of the list that the line above counts; not counted
/// </code>
/// A line without a source is <c>{label}: нет исходных данных ({reason})</c>. Inside a line a backslash stands as <c>\\</c> and a line feed
/// as <c>\n</c>, so that entered wording never makes a line of its own.
/// </summary>
internal sealed class CertificateText
{
    // Of model.md 5.6, in order.
    private static readonly string[] Titles =
    [
        "Титул и основание", "Цель, задачи, формы", "Выполнение дорожной карты", "Утверждение этапов", "Информирование",
        "База наставляемых", "База наставников", "Пары и группы", "Встречи", "Мониторинг 1: качество", "Удовлетворённость",
        "Мониторинг 2: влияние", "Девять ожидаемых результатов", "Целевые показатели", "Мотивация и публичность", "Документы",
        "Персональные данные", "Проблемы, выводы, предложения", "Происхождение",
    ];

    private readonly StringBuilder text = new();
    private readonly (int Lines, int WithSource)[] counts = new (int, int)[Titles.Length];
    private int section;

    public void Plain(string line) => text.Append(OneLine(line)).Append('\n');

    /// <summary>The three lines before the sections, and another one in a sandbox and in the public version.</summary>
    public void Heading(string format, bool early, bool sandbox, bool open, string sections)
    {
        Plain(format);
        Plain("Справка об итогах реализации мероприятий по внедрению ЦМН" + (early ? " (досрочно)" : ""));
        if (sandbox) Plain(SandboxMark.Text);
        if (open) Plain("Открытая версия: показатели менее чем по 3 лицам скрыты");
        Plain($"Разделы: {sections}");
    }

    /// <summary>The last line with its elements: how much of the certificate has a source.</summary>
    public CompletenessContent Completeness()
    {
        var percent = Figures.Mean(counts.Select(c => (c.WithSource, c.Lines)));
        var content = new CompletenessContent(
            Figures.Invariant(percent)!, counts.Length, counts.Count(c => c.WithSource > 0), counts.Sum(c => c.Lines),
            counts.Sum(c => c.WithSource),
            [.. counts.Index().Where(c => c.Item.Lines == 0 || c.Item.WithSource < c.Item.Lines)
                .Select(c => new LackingContent(c.Index + 1, Titles[c.Index], c.Item.Lines, c.Item.WithSource))]);
        Plain("");
        Plain($"Полнота в среднем по разделам: {Figures.Russian(percent)} %; разделов с исходными данными: "
            + $"{Figures.Text(content.SectionsWithSource)} из {Figures.Text(content.Sections)}; строк: "
            + $"{Figures.Text(content.LinesWithSource)} из {Figures.Text(content.Lines)}");
        foreach (var lacking in content.Lacking) Element($"{Figures.Text(lacking.Number)}. {lacking.Title}", InWords(lacking));
        return content;
    }

    /// <summary>Begins a section.</summary>
    public void Section(int number)
    {
        section = number;
        text.Append('\n');
        Plain($"{Figures.Text(number)}. {Titles[number - 1]}");
    }

    public void Line(string label, string value)
    {
        Counted(true);
        Plain($"{label}: {value}");
    }

    public void Line(string label, int value) => Line(label, Figures.Text(value));

    /// <summary>A line that says it has no source when <paramref name="value"/> is null.</summary>
    public void Line(string label, string? value, string reasonIfMissing)
    {
        if (value is not null) Line(label, value);
        else Missing(label, reasonIfMissing);
    }

    public void Missing(string label, string reason)
    {
        Counted(false);
        Plain($"{label}: нет исходных данных ({reason})");
    }

    public void Element(params IEnumerable<string?> parts) => Plain("- " + string.Join("; ", parts.Where(part => part is not null)));

    /// <summary>A line with the number of elements, then the elements.</summary>
    public void List<T>(string label, IReadOnlyCollection<T> elements, Func<T, IEnumerable<string?>> parts)
    {
        Line(label, elements.Count);
        foreach (var element in elements) Element(parts(element));
    }

    /// <summary>The same, but a line without a source when there is no element.</summary>
    public void ListOrMissing<T>(
        string label, IReadOnlyCollection<T> elements, string reasonIfEmpty, Func<T, IEnumerable<string?>> parts)
    {
        if (elements.Count == 0) Missing(label, reasonIfEmpty);
        else List(label, elements, parts);
    }

    public override string ToString() => text.ToString();

    /// <summary>A date as dd.MM.yyyy.</summary>
    public static string Date(DateOnly date) => date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Date(DateOnly)"/>
    public static string? Date(DateOnly? date) => date is { } day ? Date(day) : null;

    /// <summary>A text of the vault: its reference and commitment.</summary>
    public static string Reference(TextReference reference) => $"текст {reference.Ref}, SHA-256 {reference.Commitment}";

    public static string YesOrNo(bool value) => value ? "да" : "нет";

    private void Counted(bool withSource)
    {
        var (lines, known) = counts[section - 1];
        counts[section - 1] = (lines + 1, withSource ? known + 1 : known);
    }

    private static string InWords(LackingContent lacking) =>
        lacking.Lines == 0 ? "раздела нет"
        : lacking.LinesWithSource == 0 ? "нет исходных данных"
        : $"строк без исходных данных: {Figures.Text(lacking.Lines - lacking.LinesWithSource)}";

    private static string OneLine(string line) =>
        line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
