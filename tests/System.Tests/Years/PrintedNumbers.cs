using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Years;

/// <summary>A place on a certificate: a line (item 0) of a section, or an element of the list below it. Section 0 is the completeness after
/// the last section.</summary>
internal sealed record Cell(int Section, string Label, int Item)
{
    public override string ToString() =>
        $"section {Section}, «{Label}»" + (Item == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", element {Item}"));
}

/// <summary>
/// The numbers that a certificate prints. A number is a run of digits with a sign and a decimal comma, a date, the dash of a division by
/// zero, or the words for a missing source and for a number that is withheld. Not numbers are wording in guillemets, the number and date
/// that cite a document, an id, a hash, an age band, the number of a monitoring, and digits of a code or a word, such as G1.10, 6.1.2 and
/// 2021/2022.
/// </summary>
internal static partial class PrintedNumbers
{
    public static Dictionary<Cell, string> Of(string certificate)
    {
        Dictionary<Cell, string> cells = [];
        var (section, label, item) = (0, "", 0);
        foreach (var part in certificate.TrimEnd('\n').Split("\n\n").Skip(1))
        {
            var lines = part.Split('\n');
            section = Heading().Match(lines[0]) is { Success: true } heading ? int.Parse(heading.Groups[1].Value, null) : 0;
            foreach (var line in section == 0 ? lines : lines[1..])
            {
                if (line.StartsWith("- ", StringComparison.Ordinal))
                {
                    cells.Add(new(section, label, ++item), In(line[2..]));
                    continue;
                }

                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                (label, item) = (line[..colon], 0);
                cells.Add(new(section, label, 0), In(line[(colon + 2)..]));
            }
        }

        return cells;
    }

    private static string In(string text) =>
        string.Join(' ', Number().Matches(NoNumber().Replace(Unquoted(text), "")).Select(m => m.Value));

    // Guillemets stand inside each other.
    private static string Unquoted(string text)
    {
        var depth = 0;
        return string.Concat(text.Where(c => (depth += c switch { '«' => 1, '»' => -1, _ => 0 }) == 0 && c != '»'));
    }

    [GeneratedRegex(@"^(\d+)\. ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"(№ \S+|без номера) (от \S+|без даты)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}"
        + @"|(до )?\d+(–\d+)? лет( и старше)?|Мониторинг \d")]
    private static partial Regex NoNumber();

    [GeneratedRegex(@"\d{2}\.\d{2}\.\d{4}|—|нет исходных данных|скрыто: менее 3 лиц"
        + @"|(?<![\p{L}\p{N}_.,\-–/])-?\d+(,\d+)?(?![\p{L}\p{N}_/]|[.,\-–]\d)")]
    private static partial Regex Number();
}
