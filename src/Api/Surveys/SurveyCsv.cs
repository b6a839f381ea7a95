using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Surveys;

/// <summary>
/// Reads answers from CSV (RFC 4180): a header with <c>person</c> first, then item codes; separated by semicolons if the header has one,
/// else by commas.
/// </summary>
internal static class SurveyCsv
{
    /// <summary>All rows that are not empty. The content of cells is checked with the sheet.</summary>
    public static IReadOnlyList<SurveyAnswersFile.ReadRow> Read(string csv, Questionnaire questionnaire)
    {
        var text = csv.TrimStart('\ufeff');
        var separator = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length).Contains(';') ? ';'
            : ',';
        var records = Records(text, separator).ToList();
        if (records.Count == 0) return [];
        var header = records[0];
        return
        [
            .. records.Skip(1).Select((cells, i) => (Cells: cells, Line: i + 1)).Where(r => r.Cells.Any(c => c.Length > 0))
                .Select(r => new SurveyAnswersFile.ReadRow(
                r.Line, Guid.TryParse(r.Cells[0], out var person) ? person : null,
                [.. r.Cells.Skip(1).Index().Where(c => c.Item.Length > 0)
                    .Select(c => Given(c.Index + 1 < header.Length ? header[c.Index + 1] : "", c.Item, questionnaire))])),
        ];
    }

    /// <summary>A cell as an answer to the item with a code.</summary>
    public static GivenAnswer Given(string code, string cell, Questionnaire questionnaire)
    {
        if (questionnaire.Item(code) is not { } item) return new(code, Choice: cell);
        if (item.Kind == ItemKind.Open && PrivateText.IsValid(cell)) return new(code, Text: new PrivateText(cell));
        var (value, choice) = AnswersTable.Answer(item, cell);
        return new(code, value, choice);
    }

    private static IEnumerable<string[]> Records(string text, char separator)
    {
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = $"{separator}", IgnoreBlankLines = false, TrimOptions = TrimOptions.Trim, BadDataFound = null,
        });
        while (parser.Read()) yield return parser.Record ?? [];
    }
}
