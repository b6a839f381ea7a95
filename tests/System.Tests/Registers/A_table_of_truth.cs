using System.Globalization;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.System.Tests.Registers;

/// <summary>
/// Fourteen files that a spreadsheet program has written, with what each of their rows says in a table made by hand: Cases/truth.
/// </summary>
public sealed class A_table_of_truth
{
    private const double LeastShare = 0.95;
    private const int LeastRows = 300;
    private const string Folder = "tests/System.Tests/Registers/Cases/truth";

    private static readonly DateOnly Today = new(2026, 11, 29);

    [Fact]
    public void Is_read_right_in_nineteen_of_twenty_rows_and_never_wrong_without_a_word()
    {
        var truth = Files.Book(File.ReadAllBytes(Checkout.At($"{Folder}/truth.csv"))).Sheets.Single().Rows;
        var told = truth.Skip(1).Select(r => new Told([.. truth[0].Cells.Index().Select(c => r[c.Index])])).ToArray();
        List<string> faults = [], wrong = [];

        foreach (var file in told.GroupBy(t => t.File))
        {
            var reading = Read(file.Key);
            var rows = reading.Rows.ToDictionary(r => r.Place);
            foreach (var row in file)
            {
                var fault = Compare(row, rows.GetValueOrDefault(row.Place), reading);
                if (fault is null) continue;
                faults.Add($"{row.File} {row.Place.Sheet}:{row.Place.Row} {row.Place.Side}: {fault}");
                if (rows.ContainsKey(row.Place) && !reading.Notices.Any(n => n.Sheet == row.Place.Sheet
                    && (n.Row == row.Place.Row || n.Code == "column-unknown")))
                    wrong.Add(faults[^1]);
            }

            wrong.AddRange(rows.Keys.Except(file.Select(r => r.Place)).Select(p => $"{file.Key} {p}: nobody stands there"));
        }

        Assert.True(told.Length >= LeastRows);
        Assert.True(wrong.Count == 0, string.Join('\n', [.. wrong, "", .. faults]));
        Assert.True(faults.Count <= told.Length * (1 - LeastShare), string.Join('\n', faults));
    }

    private static RegisterReading Read(string file)
    {
        var kind = file.Contains("pairs", StringComparison.Ordinal) ? RegisterKind.Pairs
            : file.Contains("staff", StringComparison.Ordinal) || file.Contains("employers", StringComparison.Ordinal)
                ? RegisterKind.Mentors
            : RegisterKind.Mentees;
        return Files.Read(kind, File.ReadAllBytes(Checkout.At($"{Folder}/{file}")), Today);
    }

    // Null when the row was read as told.
    private static string? Compare(Told told, RegisterRow? row, RegisterReading reading)
    {
        if (told.Fault.Length > 0)
        {
            return reading.Faults.Any(f => (f.Sheet, f.Row, f.Code) == (told.Place.Sheet, told.Place.Row, told.Fault)) ? null
                : $"no fault {told.Fault}";
        }

        if (row is null) return "not taken";
        var differences = told.Values.Zip(Said(row)).Where(v => v.First != v.Second).Select(v => $"«{v.Second}» for «{v.First}»").ToArray();
        return differences.Length == 0 ? null : string.Join(", ", differences);
    }

    private static IEnumerable<string> Said(RegisterRow r) =>
    [
        NameCell.Compared(r.FullName), r.BirthDate is { } day ? Day(day) : $"{r.BirthYear}", Camel($"{r.Kind}"), $"{r.Grade}",
        r.ClassLetter ?? "", Digits(r.Phone), r.Email ?? "", r.Position ?? "",
        r.Experience switch { Experience.UpToThreeYears => "young", Experience.MoreThanThreeYears => "more", _ => "" },
        r.NewHire ? "yes" : "", r.Forms is [var form, ..] ? form : "", $"{r.MinutesPerWeek}",
        string.Join(" + ", r.Parents.Select(p => $"{NameCell.Compared(p.FullName)}|{(p.Kind is { } kind ? Camel($"{kind}") : "none")}|"
            + Digits(p.Phone))),
        r.Consent switch { null => "", { Given: false } => "no", { On: { } on } => Day(on), _ => "yes" },
    ];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Digits(string? phone) =>
        string.Concat((phone ?? "").Where(char.IsAsciiDigit)) is { Length: >= 10 } digits ? digits[^10..] : "";

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    // The cells of a row of truth.csv, in the order of its header.
    private sealed record Told(string[] Cells)
    {
        public string File => Cells[0];

        public RowPlace Place => new(int.Parse(Cells[1], CultureInfo.InvariantCulture), int.Parse(Cells[2], CultureInfo.InvariantCulture),
            Cells[3] == "mentor" ? Side.Mentor : Side.Mentee);

        public string Fault => Cells[^1];

        public IEnumerable<string> Values => Cells[4..^1].Select((c, i) => i == 0 ? NameCell.Compared(c) : i == 12 ? Parents(c) : c);

        private static string Parents(string cell) => cell.Split('|') is [var name, var rest, var phone]
            ? $"{NameCell.Compared(name)}|{rest}|{phone}" : cell;
    }
}
