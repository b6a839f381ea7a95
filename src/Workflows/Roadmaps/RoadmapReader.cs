using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Workflows.Roadmaps;

/// <summary>An item of a road map as a file has it.</summary>
/// <param name="Sheet">From 0; a table of a DOCX is a sheet.</param>
/// <param name="Row">As in spreadsheets.</param>
/// <param name="Likeness">Per cent of the words that it shares with the item of the definition; 0 for the school's own item.</param>
public sealed record ItemRead(int Sheet, int Row, PlannedItem Item, int Likeness);

/// <summary>A place of the file that was read with a reservation or not at all.</summary>
/// <param name="Code">A stable code such as <c>roadmap-date-not-understood</c>.</param>
public sealed record RoadmapNotice(int Sheet, int Row, string Code);

/// <summary>The content of a file of a road map.</summary>
/// <param name="Stages">The stages without an item.</param>
public sealed record RoadmapReading(IReadOnlyList<ItemRead> Items, IReadOnlyList<RoadmapNotice> Notices, IReadOnlyList<int> Stages);

/// <summary>
/// Reads road maps as schools have them: tables with titles above, sections for stages, own numbers, words for dates. An item whose words
/// are those of the definition's becomes that item; any other is the school's own.
/// </summary>
/// <param name="schoolYear">The programme's, for months without a year.</param>
public sealed partial class RoadmapReader(Definition definition, string schoolYear)
{
    private const int RowsAboveHeader = 100;

    // Half of the words: schools shorten and lengthen the wording of the pattern.
    private const int LeastLikeness = 60;

    private static readonly (Column Meaning, string[] Stems)[] Headings =
    [
        (Column.Stage, ["этап"]),
        (Column.Result, ["результат", "вид документа", "отчетн", "подтверждающ", "итоговый документ", "форма отчет", "индикатор"]),
        (Column.Term, ["срок", "дата", "период", "когда"]),
        (Column.Responsible, ["ответственн", "исполнител", "кто проводит"]),
        (Column.Content, ["содержание", "мероприяти", "действи", "деятельност", "наименование", "виды работ", "задач"]),
        (Column.Number, ["№", "п п", "номер"]),
    ];

    private readonly (ItemDefinition Item, string[] Words)[] known =
        [.. definition.Stages.SelectMany(s => s.Items).Select(i => (i, Words(i.Title.Ru)))];

    private enum Column
    {
        Number,
        Stage,
        Content,
        Term,
        Responsible,
        Result,
    }

    /// <summary>Reads every visible sheet with a table of a road map.</summary>
    public RoadmapReading Read(Workbook workbook, CancellationToken stop)
    {
        List<Line> lines = [];
        List<RoadmapNotice> notices = [];
        foreach (var (number, sheet) in workbook.Sheets.Index())
        {
            stop.ThrowIfCancellationRequested();
            if (sheet.Hidden) notices.Add(new(number, 0, "sheet-hidden"));
            else if (Header(sheet) is not { } header) notices.Add(new(number, 0, "roadmap-header-missing"));
            else lines.AddRange(Lines(sheet, number, header));
        }

        var items = Items(lines, notices);
        return new(items, notices, [.. Enumerable.Range(1, 7).Except(items.Select(i => StageOf(i.Item)))]);
    }

    private int StageOf(PlannedItem item) => definition.Item(item.Item)?.Stage ?? item.Stage ?? 0;

    private static (int Row, Dictionary<Column, int> Columns)? Header(Sheet sheet)
    {
        for (var i = 0; i < Math.Min(RowsAboveHeader, sheet.Rows.Count); i++)
        {
            Dictionary<Column, int> columns = [];
            foreach (var (index, cell) in sheet.Rows[i].Cells.Index())
            {
                if (cell.Length is > 0 and <= 120 && Meaning(Registers.Headings.Normal(cell)) is { } meaning)
                    columns.TryAdd(meaning, index);
            }

            if (columns.ContainsKey(Column.Content) && columns.Count > 1
                && (columns.ContainsKey(Column.Term) || columns.ContainsKey(Column.Responsible))) return (i, columns);
        }

        return null;

        static Column? Meaning(string heading) => Headings.Where(h => h.Stems.Any(s => heading.Contains(s, StringComparison.Ordinal)))
            .Select(h => (Column?)h.Meaning).FirstOrDefault();
    }

    private IEnumerable<Line> Lines(Sheet sheet, int number, (int Row, Dictionary<Column, int> Columns) header)
    {
        var stage = sheet.Rows.Take(header.Row).Select(r => StageIn(r.Cells)).LastOrDefault(s => s is not null);
        foreach (var row in sheet.Rows.Skip(header.Row + 1))
        {
            var texts = row.Cells.Where(c => c.Length > 0).Distinct().ToArray();
            string Cell(Column column) => header.Columns.TryGetValue(column, out var index) ? row[index] : "";
            if (row.Hidden || texts.Length == 0 || IsNumbering(texts)) continue;
            if ((StageIn([Cell(Column.Stage)]) ?? StageNamed(Cell(Column.Stage))) is { } own) stage = own;
            var content = Cell(Column.Content);
            // A line of one text, or of a number and a text, is the title of a stage or of an activity.
            var title = texts.Length == 1 || (texts.Length == 2 && texts[0] == Cell(Column.Number) && header.Columns.Count > 2
                && Cell(Column.Term).Length == 0 && Cell(Column.Responsible).Length == 0 && StageIn(texts) is not null);
            if (title)
            {
                if (StageIn(texts) is { } of) stage = of;
            }
            else if (content.Length > 0)
            {
                yield return new(number, row.Number, stage, Cell(Column.Number), content, Cell(Column.Term), Cell(Column.Responsible),
                    Cell(Column.Result));
            }
        }

        static bool IsNumbering(string[] texts) => texts.Length > 2 && texts.Index().All(t =>
            int.TryParse(t.Item, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n == t.Index + 1);
    }

    // «Этап 3. …», «III этап», or the words of a stage's title.
    private int? StageIn(IReadOnlyList<string> cells)
    {
        foreach (var cell in cells.Where(c => c.Length is > 0 and <= 300))
        {
            var normal = Registers.Headings.Normal(cell);
            if (StageNumber().Match(normal) is { Success: true } match)
            {
                var number = match.Groups["roman"].Success ? Roman(match.Groups["roman"].Value)
                    : int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
                if (number is >= 1 and <= 7) return number;
            }

            if (Words(cell).Length > 1 && LikeStages(cell)[0] is { Likeness: >= LeastLikeness } best) return best.Number;
        }

        return null;
    }

    // «Завершение» in the column of stages: a word that only one stage has.
    private int? StageNamed(string cell) =>
        LikeStages(cell) is [{ Likeness: > 0 } first, var second, ..] && first.Likeness > second.Likeness ? first.Number : null;

    private (int Number, int Likeness)[] LikeStages(string cell)
    {
        var words = Words(cell);
        return
        [
            .. definition.Stages.Select(s => (s.Number, Likeness: s.Aliases.Append(s.Title).Max(t => Likeness(words, Words(t.Ru)))))
                .OrderByDescending(s => s.Likeness),
        ];
    }

    private static int Roman(string text) => text switch
    {
        "i" => 1, "ii" => 2, "iii" => 3, "iv" => 4, "v" => 5, "vi" => 6, _ => 7,
    };

    private List<ItemRead> Items(IReadOnlyList<Line> lines, List<RoadmapNotice> notices)
    {
        // Each item of the definition goes to the line that resembles it most.
        var taken = lines.Index()
            .SelectMany(l => known.Where(k => l.Item.Stage is null || k.Item.Stage == l.Item.Stage)
                .Select(k => (Line: l.Index, k.Item, Likeness: Likeness(Words(l.Item.Content), k.Words))))
            .Where(c => c.Likeness >= LeastLikeness).OrderByDescending(c => c.Likeness).ThenBy(c => c.Line)
            .Aggregate(
                new Dictionary<int, (ItemDefinition Item, int Likeness)>(),
                (found, c) =>
                {
                    if (!found.ContainsKey(c.Line) && found.Values.All(f => f.Item != c.Item)) found[c.Line] = (c.Item, c.Likeness);
                    return found;
                });
        HashSet<string> numbers = [.. taken.Values.Select(t => t.Item.Code)];
        List<ItemRead> items = [];
        string? activity = null;
        foreach (var (index, line) in lines.Index())
        {
            var match = taken.TryGetValue(index, out var found) ? found.Item : null;
            var stage = match?.Stage ?? line.Stage;
            if (stage is null)
            {
                notices.Add(new(line.Sheet, line.Row, "roadmap-stage-missing"));
                continue;
            }

            // An own item belongs to the activity of the item above it in its stage.
            activity = match?.Activity ?? (activity?.StartsWith($"A{stage}.", StringComparison.Ordinal) == true
                ? activity : definition.Stages[stage.Value - 1].Activities[0].Code);
            items.Add(new(line.Sheet, line.Row, Item(line, match, stage.Value, activity, numbers, notices), found.Likeness));
        }

        return items;
    }

    private PlannedItem Item(Line line, ItemDefinition? match, int stage, string activity, HashSet<string> numbers,
        List<RoadmapNotice> notices)
    {
        var period = PlannedWords.Read(line.Term, schoolYear);
        if (!period.Understood) notices.Add(new(line.Sheet, line.Row, "roadmap-date-not-understood"));
        var (from, to) = period.From > period.To ? (null, null) : (period.From, period.To);
        var position = WithoutNames(line.Responsible);
        if (position != line.Responsible) notices.Add(new(line.Sheet, line.Row, "roadmap-name-left-out"));
        var content = Text(line.Content);
        return new(
            match?.Code ?? Own(line.Number, stage, numbers), match is null ? stage : null, match is null ? activity : null,
            match is not null && content?.Value == match.Title.Ru ? null : content, Text(line.Term), from, to, Text(position), null,
            NamesDocument(line.Result) ? true : match is null ? false : null, Text(line.Result), period.Recurs);
    }

    private static InstitutionalText? Text(string cell) => InstitutionalText.IsValid(cell) ? new(cell) : null;

    // «1.1.», «О-1»; a number that the definition uses for something else gets a mark.
    private string Own(string number, int stage, HashSet<string> numbers)
    {
        var own = number.Trim().TrimEnd('.', ')').Replace(' ', '-');
        if (!ValueFormat.IsItemNumber(own)) own = FormattableString.Invariant($"{stage}.0");
        if (definition.Item(own) is not null || !numbers.Add(own))
        {
            for (var n = 1; ; n++)
            {
                var marked = FormattableString.Invariant($"{own}-{stage}{(char)('а' + (n % 32))}{(n < 32 ? "" : n / 32)}");
                if (definition.Item(marked) is null && numbers.Add(marked)) return marked;
            }
        }

        return own;
    }

    private static bool NamesDocument(string result)
    {
        var normal = Registers.Headings.Normal(result);
        return new[] { "приказ", "протокол", "положени", "справк", "отчет", "план", "программ", "аналитическ", "реестр", "анкет", "соглас" }
            .Any(word => normal.Contains(word, StringComparison.Ordinal));
    }

    // A position is institutional; the name behind it is a person's.
    private static string WithoutNames(string responsible) =>
        Spaces().Replace(Name().Replace(responsible, ""), " ").Trim(' ', ',', ';', '-', '–', '—', '\n', '(', ')');

    private static string[] Words(string text) =>
        [.. Registers.Headings.Normal(text).Split(' ').Where(w => w.Length > 2 && w is not ("для" or "при" or "или" or "его")).Distinct()];

    // Per cent: shared words of all words, but a wording that the other contains counts more, unless the other is a long list of things.
    private static int Likeness(string[] a, string[] b)
    {
        if (a.Length == 0 || b.Length == 0) return 0;
        var (least, most) = (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
        var shared = Math.Min(a.Count(word => b.Any(other => Same(word, other))), least);
        var contained = least >= 3 && most <= 4 * least ? 100 * shared / least * 8 / 10 : 0;
        return Math.Max(100 * shared / (a.Length + b.Length - shared), contained);
    }

    // Words in different cases: «приказ» and «приказа», but not «наставников» and «наставляемых».
    private static bool Same(string a, string b)
    {
        var common = 0;
        while (common < a.Length && common < b.Length && a[common] == b[common]) common++;
        return common >= Math.Max(3, Math.Min(a.Length, b.Length) - 2);
    }

    private sealed record Line(
        int Sheet, int Row, int? Stage, string Number, string Content, string Term, string Responsible, string Result);

    [GeneratedRegex(@"(?:^|\s)(?:этап\s*№?\s*(?:(?<number>[1-7])|(?<roman>vii|vi|iv|v|iii|ii|i))(?:\s|$)"
        + @"|(?:(?<number>[1-7])|(?<roman>vii|vi|iv|v|iii|ii|i))(?:\s*й|\s*ый|\s*ий)?\s+этап)", RegexOptions.CultureInvariant)]
    private static partial Regex StageNumber();

    [GeneratedRegex(@"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.\s*)?[А-ЯЁ][а-яё]+"
        + @"|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|чна)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"[ \t]{2,}|\s+(?=[,;])", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
