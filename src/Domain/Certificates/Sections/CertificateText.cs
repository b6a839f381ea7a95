using System.Globalization;
using System.Text;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>The number of lines, and of those with a source.</summary>
internal sealed record CompletenessContent(int Lines, int LinesWithSource, string? Percent);

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
    private readonly StringBuilder text = new();

    /// <summary>Counted lines so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Of these, lines that have a source.</summary>
    public int LinesWithSource { get; private set; }

    public void Plain(string line) => text.Append(OneLine(line)).Append('\n');

    /// <summary>The three lines before the sections, and a fourth one in a sandbox.</summary>
    public void Heading(string format, bool early, bool sandbox, string sections)
    {
        Plain(format);
        Plain("Справка об итогах реализации мероприятий по внедрению ЦМН" + (early ? " (досрочно)" : ""));
        if (sandbox) Plain(SandboxMark.Text);
        Plain($"Разделы: {sections}");
    }

    /// <summary>The last line: how many of the lines before it have a source.</summary>
    public CompletenessContent Completeness()
    {
        var percent = Figures.Percent(LinesWithSource, Lines);
        Plain("");
        Plain($"Полнота: {Figures.Text(LinesWithSource)} из {Figures.Text(Lines)}, {Figures.Russian(percent)} %");
        return new(Lines, LinesWithSource, Figures.Invariant(percent));
    }

    public void Section(int number, string title)
    {
        text.Append('\n');
        Plain($"{Figures.Text(number)}. {title}");
    }

    public void Line(string label, string value)
    {
        Lines++;
        LinesWithSource++;
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
        Lines++;
        Plain($"{label}: нет исходных данных ({reason})");
    }

    public void Element(params IEnumerable<string?> parts) => Plain("- " + string.Join("; ", parts.Where(part => part is not null)));

    /// <summary>A line with the number of elements, then the elements.</summary>
    public void List<T>(string label, IReadOnlyCollection<T> elements, Func<T, IEnumerable<string?>> parts)
    {
        Line(label, elements.Count);
        foreach (var element in elements) Element(parts(element));
    }

    public override string ToString() => text.ToString();

    /// <summary>A date as dd.MM.yyyy.</summary>
    public static string Date(DateOnly date) => date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Date(DateOnly)"/>
    public static string? Date(DateOnly? date) => date is { } day ? Date(day) : null;

    /// <summary>A text of the vault: its reference and commitment.</summary>
    public static string Reference(TextReference reference) => $"текст {reference.Ref}, SHA-256 {reference.Commitment}";

    public static string YesOrNo(bool value) => value ? "да" : "нет";

    private static string OneLine(string line) =>
        line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
