using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A column of a table of answers as understood.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Meaning">The code of an item, or <c>name</c>, <c>surname</c>, <c>given-name</c>, <c>patronymic</c>; null for a column
/// that is left out.</param>
/// <param name="Likeness">Per cent; below 100 the heading only resembles the wording of the item.</param>
/// <param name="Given">Whether the caller said the meaning.</param>
/// <param name="Kept">Whether an earlier file said the meaning.</param>
/// <param name="Samples">Up to three values of the file.</param>
public sealed record AnswerColumn(
    int Number, string Heading, string? Meaning, int Likeness, bool Given, bool Kept, IReadOnlyList<string> Samples);

/// <summary>One row of answers.</summary>
/// <param name="Row">As in the sheet, from 1.</param>
/// <param name="Name">As typed.</param>
/// <param name="Cells">The texts of the items.</param>
public sealed record AnswersOfRow(int Row, string Name, IReadOnlyList<(string Item, string Text)> Cells);

/// <summary>
/// The answers that a form service has exported: one row per person with a name, and the questions' words as headings.
/// </summary>
/// <param name="Columns">Of the header row.</param>
/// <param name="Rows">Rows with a name or an answer.</param>
public sealed partial record AnswersTable(IReadOnlyList<AnswerColumn> Columns, IReadOnlyList<AnswersOfRow> Rows)
{
    private const int RowsAboveHeader = 20;
    private const int Certain = 100;
    private const int LeastLikeness = 85;
    private const int LongestHeading = 300;
    private const int LongestCompared = 150;
    private const int ShortestBeginning = 20;
    private const int Samples = 3;
    private const string Left = "-";

    private static readonly Dictionary<ColumnKind, string> Names = new()
    {
        [ColumnKind.FullName] = "name", [ColumnKind.Surname] = "surname", [ColumnKind.GivenName] = "given-name",
        [ColumnKind.Patronymic] = "patronymic",
    };

    /// <summary>Whether the table has a column with names.</summary>
    public bool HasNames => Columns.Any(c => c.Meaning is not null && Names.ContainsValue(c.Meaning));

    /// <summary>
    /// Reads texts such as <c>Как вас зовут?:name</c>, <c>Польза:Q_EFFECT</c> and <c>Отметка времени:-</c>; null when one is none.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? ReadMapping(IEnumerable<string> said, Questionnaire questionnaire)
    {
        Dictionary<string, string> meanings = [];
        foreach (var text in said)
        {
            var at = text.LastIndexOf(':');
            if (at <= 0 || !Means(text[(at + 1)..].Trim(), questionnaire)) return null;
            meanings[Headings.Normal(text[..at])] = text[(at + 1)..].Trim();
        }

        return meanings;
    }

    /// <summary>Reads the first visible sheet.</summary>
    /// <param name="said">What the caller says, by normal heading.</param>
    /// <param name="kept">What earlier files have said.</param>
    public static AnswersTable Read(Workbook file, Questionnaire questionnaire, IReadOnlyDictionary<string, string> said, KeptMeanings kept)
    {
        var sheet = file.Sheets.FirstOrDefault(s => !s.Hidden) ?? file.Sheets[0];
        var header = sheet.Rows.Take(RowsAboveHeader).MaxBy(r => r.Cells.Count(c => Find(c, alike: false).Meaning is not null))!;
        var below = sheet.Rows.Where(r => r.Number > header.Number && !r.Hidden).ToArray();
        HashSet<string> taken = [];
        AnswerColumn[] columns =
        [
            .. header.Cells.Index().Select(c =>
            {
                var (meaning, likeness, given, isKept) = Find(c.Item, alike: true);
                // Of two columns for one item the first counts, and the other has to be said.
                if (meaning is not null && !taken.Add(meaning) && !given) meaning = null;
                return new AnswerColumn(c.Index + 1, c.Item, meaning, meaning is null ? 0 : likeness, given, isKept,
                    [.. below.Select(r => r[c.Index]).Where(v => v.Length > 0).Distinct().Take(Samples)]);
            }),
        ];
        return new(columns, [.. below.Select(r => Of(r, columns)).Where(r => r.Name.Length > 0 || r.Cells.Count > 0)]);

        (string? Meaning, int Likeness, bool Given, bool Kept) Find(string heading, bool alike)
        {
            if (heading.Length is 0 or > LongestHeading || Headings.Normal(heading) is not { Length: > 0 } normal) return default;
            if (said.TryGetValue(normal, out var told)) return (told == Left ? null : told, Certain, true, false);
            if (kept.TryGetValue(normal, out var before) && Means(before, questionnaire))
                return (before == Left ? null : before, Certain, false, true);
            if (questionnaire.Item(heading.Trim()) is { Code: var code }) return (code, Certain, false, false);
            if (Headings.Exact(Numbered().Replace(normal, "")) is { } known && Names.TryGetValue(known.Kind, out var name))
                return (name, Certain, false, false);
            var (item, likeness) = Item(normal, questionnaire, alike);
            return (item, likeness, false, false);
        }
    }

    /// <summary>The answer to an item in a cell: a number at its beginning for a scale, the wording of an option for a choice.</summary>
    public static (int? Value, string? Choice) Answer(QuestionnaireItem item, string cell)
    {
        if (item.Kind == ItemKind.Scale)
            return (Number().Match(cell) is { Success: true } n ? int.Parse(n.ValueSpan, CultureInfo.InvariantCulture) : 0, null);
        var normal = Headings.Normal(cell);
        return (null, item.Options.FirstOrDefault(o => new[] { o.Code, o.Text.Ru, o.Text.En }.Any(w => Headings.Normal(w) == normal))?.Code
            ?? cell);
    }

    private static bool Means(string meaning, Questionnaire questionnaire) =>
        meaning == Left || Names.ContainsValue(meaning) || questionnaire.Item(meaning) is not null;

    private static AnswersOfRow Of(SheetRow row, AnswerColumn[] columns)
    {
        string Text(string meaning) => string.Join(' ', columns.Where(c => c.Meaning == meaning).Select(c => row[c.Number - 1]));
        var name = Text(Names[ColumnKind.FullName]) is { Length: > 0 } whole ? whole : string.Join(' ',
            new[] { ColumnKind.Surname, ColumnKind.GivenName, ColumnKind.Patronymic }.Select(k => Text(Names[k])).Where(t => t.Length > 0));
        return new(row.Number, name,
        [
            .. columns.Where(c => c.Meaning is { } m && !Names.ContainsValue(m) && row[c.Number - 1].Length > 0)
                .Select(c => (c.Meaning!, row[c.Number - 1])),
        ]);
    }

    // «3. Насколько вам помог наставник? *» is the question with a number; services also cut long questions.
    private static (string? Item, int Likeness) Item(string heading, Questionnaire questionnaire, bool alike)
    {
        var asked = Numbered().Replace(heading, "");
        var found = questionnaire.Items
            .Select(i => (i.Code, Likeness: new[] { i.Text.Ru, i.Text.En }.Max(w => Likeness(asked, Headings.Normal(w), alike))))
            .Where(i => i.Likeness >= LeastLikeness).OrderByDescending(i => i.Likeness).Take(2).ToArray();
        return found is [var one] || (found is [var best, var next] && best.Likeness > next.Likeness) ? found[0] : default;
    }

    private static int Likeness(string heading, string wording, bool alike) =>
        heading == wording ? Certain
        : Math.Min(heading.Length, wording.Length) >= ShortestBeginning
            && (heading.StartsWith(wording, StringComparison.Ordinal) || wording.StartsWith(heading, StringComparison.Ordinal))
            ? Certain - 1
        : alike && Math.Max(heading.Length, wording.Length) <= LongestCompared ? Headings.Likeness(heading, wording, LeastLikeness) : 0;

    [GeneratedRegex("^[0-9]{1,3} ", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?<=^\s*)[0-9]{1,3}(?![0-9.,])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
