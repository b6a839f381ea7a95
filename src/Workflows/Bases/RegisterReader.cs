using MentorshipFlow.Definitions;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Bases;

/// <summary>From a table to persons of a base: every row and cell that does not fit is named, and the others are taken.</summary>
/// <param name="forms">The forms a cell may name, by code or wording.</param>
/// <param name="today">No birth date is later.</param>
public sealed class RegisterReader(RegisterKind kind, IReadOnlyList<FormDefinition> forms, DateOnly today)
{
    private readonly Dictionary<string, string> codes = Codes(forms);

    /// <summary>Reads a table whose first row is the header.</summary>
    public RegisterReading Read(Sheet sheet)
    {
        var header = sheet.Rows[0];
        var columns = header.Cells.Select(h => h.Length == 0 ? ColumnKind.Derived : RegisterColumn.Find(h, kind)).ToArray();
        List<RegisterRow> rows = [];
        List<CellFault> faults = [];
        var named = columns.Contains(ColumnKind.FullName) || columns.Contains(ColumnKind.Surname);
        if (!named) faults.Add(new(header.Number, 0, "name-column-missing"));
        foreach (var twice in columns.Index().Where(c => c.Item is not (null or ColumnKind.Derived)).GroupBy(c => c.Item).Where(g => g.Count() > 1)) faults.Add(new(header.Number, twice.Last().Index + 1, "column-repeated"));
        if (faults.Count == 0)
        {
            HashSet<(string, DateOnly?, int?)> seen = [];
            foreach (var row in sheet.Rows.Skip(1)) Take(row, columns, seen, rows, faults);
        }

        return new(rows, faults, [.. columns.Index().Where(c => c.Item is null).Select(c => c.Index + 1)]);
    }

    private void Take(SheetRow row, ColumnKind?[] columns, HashSet<(string, DateOnly?, int?)> seen, List<RegisterRow> rows, List<CellFault> faults)
    {
        var reading = new RowReading(row, columns);
        var person = Person(reading);
        if (person.BirthDate is null && person.BirthYear is null && !Adult(person.Kind)) reading.Fault(ColumnKind.BirthDate, "birth-date-missing");
        if (kind == RegisterKind.Mentors && person.MinutesPerWeek is null) reading.Fault(ColumnKind.Hours, "hours-missing");
        if (reading.Faults.Count == 0 && !seen.Add((RegisterColumn.Normal(person.FullName), person.BirthDate, person.BirthYear))) reading.Fault(ColumnKind.FullName, "row-repeated");
        if (reading.Faults.Count == 0) rows.Add(person);
        else faults.AddRange(reading.Faults);
    }

    // The recommended form of the base of mentors asks no age of them.
    private static bool Adult(PersonKind kind) => kind is PersonKind.Teacher or PersonKind.EmployerRepresentative or PersonKind.Parent;

    private RegisterRow Person(RowReading r)
    {
        var (email, phone) = Contacts(r);
        return new(
            r.Number, Name(r), r.Value(ColumnKind.BirthDate, Born, "birth-date-invalid"), r.Value(ColumnKind.BirthYear, c => Cells.Year(c) is { } y && y <= today.Year ? (int?)y : null, "birth-year-invalid"),
            email, phone, r.Value(ColumnKind.Kind, Cells.Kind, "kind-unknown") ?? PersonKind.Learner,
            r.Value(ColumnKind.Grade, c => Cells.Number(c) is >= 1 and <= 11 and var grade ? (int?)grade : null, "grade-invalid"), Forms(r), r.Text(ColumnKind.Workplace), r.Text(ColumnKind.Position),
            r.Text(ColumnKind.Representative), r.Text(ColumnKind.Request), r.Word(ColumnKind.RequestCategory, Cells.Code, "code-invalid"),
            r.Value(ColumnKind.PreferredAge, Cells.Ages, "preferred-age-invalid"), r.Value(ColumnKind.Hours, Cells.Minutes, "hours-invalid"),
            r.Value(ColumnKind.Capacity, c => Cells.Number(c) is >= 1 and <= 30 and var capacity ? (int?)capacity : null, "capacity-invalid"), r.Word(ColumnKind.Subject, Cells.Code, "code-invalid"), About(r));
    }

    private DateOnly? Born(string cell) => Cells.Day(cell) is { } day && day <= today ? day : null;

    private static string Name(RowReading r)
    {
        var spread = r.Text(ColumnKind.FullName) is null;
        var text = spread ? string.Join(' ', new[] { ColumnKind.Surname, ColumnKind.GivenName, ColumnKind.Patronymic }.Select(r.Text).OfType<string>()) : r.Text(ColumnKind.FullName)!;
        if (text.Length > 0 && Cells.Name(text) is { } name) return name;
        r.Fault(spread && r.Has(ColumnKind.Surname) ? ColumnKind.Surname : ColumnKind.FullName, text.Length == 0 ? "name-missing" : "name-invalid");
        return "";
    }

    // One cell «+7 900 000-00-00, a@b.ru» is what the recommended form has.
    private static (string? Email, string? Phone) Contacts(RowReading r)
    {
        var parts = r.Text(ColumnKind.Contacts)?.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var email = r.Word(ColumnKind.Email, Cells.Email, "email-invalid") ?? parts.Select(Cells.Email).FirstOrDefault(e => e is not null);
        var phone = r.Word(ColumnKind.Phone, Cells.Phone, "phone-invalid") ?? parts.Select(Cells.Phone).FirstOrDefault(p => p is not null);
        if (parts.Length > 0 && email is null && phone is null) r.Fault(ColumnKind.Contacts, "contacts-invalid");
        return (email, phone);
    }

    private string[] Forms(RowReading r)
    {
        if (r.Text(ColumnKind.Form) is not { } text) return [];
        var named = text.Split([';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => codes.GetValueOrDefault(RegisterColumn.Normal(part))).ToArray();
        if (named.All(code => code is not null)) return [.. named.OfType<string>().Distinct()];
        r.Fault(ColumnKind.Form, "form-unknown");
        return [];
    }

    private static string? About(RowReading r)
    {
        var texts = new[] { ColumnKind.Competences, ColumnKind.Achievements, ColumnKind.Interests, ColumnKind.Other }.Select(r.Text).OfType<string>().ToArray();
        return texts.Length == 0 ? null : string.Join('\n', texts);
    }

    private static Dictionary<string, string> Codes(IReadOnlyList<FormDefinition> forms)
    {
        Dictionary<string, string> codes = [];
        foreach (var form in forms)
        {
            foreach (var wording in new[] { form.Code, form.Title.Ru, form.Title.En }) codes.TryAdd(RegisterColumn.Normal(wording), form.Code);
        }

        return codes;
    }
}

/// <summary>One row while it is read.</summary>
internal sealed class RowReading(SheetRow row, ColumnKind?[] columns)
{
    public int Number => row.Number;

    public List<CellFault> Faults { get; } = [];

    public bool Has(ColumnKind kind) => Array.IndexOf(columns, kind) >= 0;

    public string? Text(ColumnKind kind) => Array.IndexOf(columns, kind) is >= 0 and var column && row[column] is { Length: > 0 } text ? text : null;

    public string? Word(ColumnKind kind, Func<string, string?> read, string fault)
    {
        if (Text(kind) is not { } text) return null;
        var word = read(text);
        if (word is null) Fault(kind, fault);
        return word;
    }

    public T? Value<T>(ColumnKind kind, Func<string, T?> read, string fault)
        where T : struct
    {
        if (Text(kind) is not { } text) return null;
        var value = read(text);
        if (value is null) Fault(kind, fault);
        return value;
    }

    /// <summary>A fault at a column's place; one fault of a cell is enough.</summary>
    public void Fault(ColumnKind kind, string code)
    {
        var column = Array.IndexOf(columns, kind) + 1;
        if (!Faults.Exists(f => f.Column == column && column > 0)) Faults.Add(new(row.Number, column, code));
    }
}
