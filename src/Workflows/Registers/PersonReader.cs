using MentorshipFlow.Definitions;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Reads one row as one person. A value without a field becomes a text about the person or gets a fault or notice.</summary>
internal sealed class PersonReader(RegisterKind of, IReadOnlyList<FormDefinition> forms, DateOnly today)
{
    private const int LongestDetail = 300;
    private const int LongestOther = 2000;
    private const int LastGrade = 11;
    private const int MostMentees = 30;

    private readonly Dictionary<string, string> codes = Codes(forms);
    private readonly KindOfRow kinds = new(of, forms);

    /// <summary>The person; not valid if the reading has faults.</summary>
    public RegisterRow Read(RowReading r)
    {
        var (name, born, year) = (Name(r), r.Value(ColumnKind.BirthDate, Born, "birth-date-invalid"),
            r.Value(ColumnKind.BirthYear, Year, "birth-year-invalid"));
        var grade = r.Value(ColumnKind.Grade, c => Cells.Number(c) is >= 1 and <= LastGrade and var g ? (int?)g : null, "grade-invalid");
        var (named, workplace, position) = (Forms(r), r.Line(ColumnKind.Workplace, LongestDetail),
            r.Line(ColumnKind.Position, LongestDetail));
        var kind = Kind(r, named, position, workplace, grade, Age(born, year));
        if (born is null && year is null && kind is { } k && !Adult(k)) r.Fault(ColumnKind.BirthDate, "birth-date-missing");
        var (experience, newHire) = Work(r, kind);
        var reached = Contacts(r, kind);
        var row = new RegisterRow(
            r.Number, name, born, year, reached.Email, reached.Phone, kind
                ?? PersonKind.Other, grade, experience, newHire, named, workplace, position, reached.Representative, reached.Other);
        return of == RegisterKind.Mentees ? Mentee(r, row) : Mentor(r, row);
    }

    private static RegisterRow Mentee(RowReading r, RegisterRow row)
    {
        if (row.Forms.Count > 1) r.Notice(ColumnKind.Form, "second-form-not-taken");
        var (text, category) = (r.Text(ColumnKind.Request), r.Text(ColumnKind.RequestCategory));
        var code = category is null ? null : KnownWordings.Request(category);
        var words = string.Join(": ", new[] { code is null ? category : null, text }.OfType<string>());
        var other = Joined(r, ColumnKind.Other, LongestOther, row.Other, r.Line(ColumnKind.Other, LongestOther),
            OwnExperience(r, row) is { } years ? $"Стаж: {years}" : null);
        return row with { Request = words.Length > 0 ? words : null, RequestCategory = code, Other = other };
    }

    private static RegisterRow Mentor(RowReading r, RegisterRow row)
    {
        var minutes = r.Value(ColumnKind.Hours, Cells.Minutes, "hours-invalid");
        if (minutes is null) r.Fault(ColumnKind.Hours, "hours-missing");
        var subject = r.Text(ColumnKind.Subject);
        var code = subject is null ? null : KnownWordings.Subject(subject);
        return row with
        {
            PreferredAge = r.Value(ColumnKind.PreferredAge, Cells.Ages, "preferred-age-invalid"), MinutesPerWeek = minutes,
            Capacity = r.Value(ColumnKind.Capacity, c => Cells.Number(c) is >= 1 and <= MostMentees and var capacity ? (int?)capacity
                : null, "capacity-invalid"), Subject = code,
            About = WordsOfMentor.Write(part => part switch
            {
                ColumnKind.Subject => code is null ? subject : null,
                ColumnKind.Experience => OwnExperience(r, row),
                _ => r.Text(part),
            }),
        };
    }

    // The recommended form of the register of mentors has no age.
    private static bool Adult(PersonKind kind) => kind is PersonKind.Teacher or PersonKind.EmployerRepresentative or PersonKind.Parent;

    private DateOnly? Born(string cell) => Cells.Day(cell) is { } day && day <= today ? day : null;

    private int? Year(string cell) => Cells.Year(cell) is { } year && year <= today.Year ? year : null;

    private int? Age(DateOnly? born, int? year) => born is { } day ? AgeBands.Years(day, today) : today.Year - year;

    private PersonKind? Kind(RowReading r, string[] named, string? position, string? workplace, int? grade, int? years)
    {
        if (r.Text(ColumnKind.Kind) is not null) return r.Value(ColumnKind.Kind, Cells.Kind, "kind-unknown");
        var inferred = r.Faults.Exists(f => f.Code == "form-unknown") ? PersonKind.Other
            : kinds.Infer(named, position, workplace, grade, years);
        if (inferred is null) r.Fault(ColumnKind.Kind, "kind-missing");
        return inferred;
    }

    private static string Name(RowReading r)
    {
        var spread = r.Text(ColumnKind.FullName) is null;
        var text = spread ? string.Join(' ',
            new[] { ColumnKind.Surname, ColumnKind.GivenName, ColumnKind.Patronymic }.Select(r.Text).OfType<string>())
            : r.Text(ColumnKind.FullName)!;
        if (text.Length > 0 && Cells.Name(text) is { } name) return name;
        r.Fault(spread && r.Has(ColumnKind.Surname) ? ColumnKind.Surname : ColumnKind.FullName, text.Length == 0 ? "name-missing"
            : "name-invalid");
        return "";
    }

    // «Молодой специалист» is a category in many files, and a separate column in others.
    private static (Experience? Experience, bool NewHire) Work(RowReading r, PersonKind? kind)
    {
        var (newHire, young) = (r.Value(ColumnKind.NewHire, Cells.Answer, "answer-invalid")
            ?? false, r.Value(ColumnKind.YoungSpecialist, Cells.Answer, "answer-invalid") ?? false);
        if (kind != PersonKind.Teacher) return (null, newHire);
        young |= new[] { ColumnKind.Kind, ColumnKind.Position }.Any(c => r.Text(c) is { } text && RegisterColumn.Normal(text)
            .StartsWith("молодой специалист", StringComparison.Ordinal));
        var told = r.Value(ColumnKind.Experience, YearsOfWork.Read, "experience-invalid");
        if (young && told == Experience.MoreThanThreeYears) r.Fault(ColumnKind.Experience, "experience-invalid");
        return (told ?? (young ? Experience.UpToThreeYears : null), newHire);
    }

    // The rules use years of work only for teachers; for other kinds they are a text.
    private static string? OwnExperience(RowReading r, RegisterRow row) =>
        row.Kind == PersonKind.Teacher ? null : r.Text(ColumnKind.Experience);

    private static (string? Email, string? Phone, string? Representative, string? Other) Contacts(RowReading r, PersonKind? kind)
    {
        var (email, phone) = (r.Word(ColumnKind.Email, Cells.Email, "email-invalid"),
            r.Word(ColumnKind.Phone, Cells.Phone, "phone-invalid"));
        var own = r.Text(ColumnKind.Contacts) is { } cell ? ContactsCell.Read(cell) : null;
        var represented = r.Text(ColumnKind.RepresentativeContacts) is { } theirs ? ContactsCell.Read(theirs) : null;
        if (own is { Email: null, Phone: null }) r.Fault(ColumnKind.Contacts, "contacts-invalid");
        // The contacts cell of the recommended form is the person's own if no other cell has contacts.
        var (mails, phones) = (new[] { email, own?.Email, represented?.Email }.OfType<string>()
            .ToArray(), new[] { phone, own?.Phone, represented?.Phone }.OfType<string>().ToArray());
        var left = string.Join(", ", new[] { represented?.Rest }.Concat(mails.Skip(1)).Concat(phones.Skip(1)).OfType<string>().Distinct());
        var rest = left.Length > 0 ? left : null;
        var minor = kind is { } k && !Adult(k);
        return (
            mails.FirstOrDefault(), phones.FirstOrDefault(),
            Joined(r, r.Has(ColumnKind.Representative) ? ColumnKind.Representative
                : ColumnKind.RepresentativeContacts, LongestDetail, r.Line(ColumnKind.Representative, LongestDetail), minor ? rest : null),
            Joined(r, ColumnKind.Contacts, LongestOther, own?.Rest, minor ? null : rest));
    }

    private static string? Joined(RowReading r, ColumnKind at, int longest, params string?[] parts)
    {
        var text = string.Join("; ", parts.OfType<string>());
        if (text.Length > longest) r.Fault(at, "text-too-long");
        return text.Length > 0 ? text : null;
    }

    private string[] Forms(RowReading r)
    {
        if (r.Text(ColumnKind.Form) is not { } text) return [];
        var named = text.Split([';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => codes.GetValueOrDefault(RegisterColumn.Normal(part))).ToArray();
        if (named.All(code => code is not null)) return [.. named.OfType<string>().Distinct()];
        r.Fault(ColumnKind.Form, "form-unknown");
        return [];
    }

    private static Dictionary<string, string> Codes(IReadOnlyList<FormDefinition> forms)
    {
        Dictionary<string, string> codes = [];
        foreach (var form in forms)
        {
            foreach (var wording in new[] { form.Code, form.Title.Ru, form.Title.En }) codes.TryAdd(RegisterColumn.Normal(wording),
                form.Code);
        }

        return codes;
    }
}
