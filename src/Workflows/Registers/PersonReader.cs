using MentorshipFlow.Definitions;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Reads one row as one person. What the person needs (a name, an age of a pupil) is a fault where it is missing; every other cell that is
/// not understood is kept in words, with a notice.
/// </summary>
internal sealed class PersonReader(RegisterKind of, IReadOnlyList<FormDefinition> forms, DateOnly today)
{
    private const int LongestDetail = 300;
    private const int LongestOther = 2000;
    private const int MostMentees = 30;

    private static readonly string[] QualificationWords =
    [
        "высш", "перв", "втор", "сзд", "соотв", "соответств", "б к", "без категории", "кандидат", "доктор", "1 кк", "вкк", "пкк",
    ];

    private readonly FormCell formCell = new(forms);
    private readonly KindOfRow kinds = new(of, forms);

    /// <summary>The person; not valid if the reading has faults.</summary>
    public RegisterRow Read(RowReading r)
    {
        var (name, behind) = Name(r);
        Departure(r);
        var (born, year) = Born(r);
        var (grade, letter) = Class(r, behind);
        var (named, workplace, position) = (Forms(r), r.Line(ColumnKind.Workplace, LongestDetail),
            r.Line(ColumnKind.Position, LongestDetail));
        var kind = Kind(r, named, position, workplace, grade, Age(born, year));
        if (born is null && year is null && kind is { } k && !Adult(k) && !r.Faults.Exists(f => f.Code is "birth-date-invalid"
            or "birth-year-invalid")) r.Fault(ColumnKind.BirthDate, "birth-date-missing");
        var (experience, newHire) = Work(r, kind);
        var reached = Contacts(r, kind);
        var row = new RegisterRow(
            r.Number, r.Sheet, r.Side, name, born, born is null ? year : null, reached.Email, reached.Phone, kind ?? PersonKind.Other,
            grade, letter, experience, newHire, named, workplace, position, reached.Representative, null,
            Consent: FamilyReader.Consent(r, today))
        {
            Parents = FamilyReader.Parents(r), GivenNameAlone = NameCell.Given(name) is not null,
        };
        row = of == RegisterKind.Mentees ? Mentee(r, row) : Mentor(r, row);
        return row with { Other = Other(r, row, reached.Other) };
    }

    private static RegisterRow Mentee(RowReading r, RegisterRow row)
    {
        if (row.Forms.Count > 1) r.Notice(ColumnKind.Form, "second-form-not-taken");
        var (text, category) = (r.Text(ColumnKind.Request), r.Text(ColumnKind.RequestCategory));
        var code = category is null ? null : KnownWordings.Request(category);
        var words = string.Join(": ", new[] { code is null ? category : null, text }.OfType<string>());
        return row with { Request = words.Length > 0 ? words : null, RequestCategory = code };
    }

    private static RegisterRow Mentor(RowReading r, RegisterRow row)
    {
        var minutes = r.Minutes();
        if (minutes is null) r.Notice(ColumnKind.Hours, "hours-missing");
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

    // Whatever no field can hold, in the words of the file.
    private string? Other(RowReading r, RegisterRow row, string? contacts)
    {
        var parts = new List<string?>();
        if (of == RegisterKind.Mentees)
        {
            parts.Add(r.Line(ColumnKind.Other, LongestOther));
            parts.Add(OwnExperience(r, row) is { } years ? $"Стаж: {years}" : null);
        }

        parts.Add(contacts);
        parts.Add(r.Line(ColumnKind.Qualification, LongestDetail) is { } words ? $"Квалификация: {words}" : null);
        parts.Add(r.Said(ColumnKind.Age) is { } age && row.BirthDate is null ? $"Возраст: {age}" : null);
        parts.AddRange(r.Kept);
        var text = string.Join("; ", parts.OfType<string>());
        if (text.Length <= LongestOther) return text.Length > 0 ? text : null;
        r.Notice(ColumnKind.Other, "text-too-long");
        return text[..LongestOther];
    }

    // The recommended form of the register of mentors has no age.
    private static bool Adult(PersonKind kind) => kind is PersonKind.Teacher or PersonKind.EmployerRepresentative or PersonKind.Parent;

    // «15.03.2009» under «Год рождения» is a birth date, and «2009» under «Дата рождения» a birth year.
    private (DateOnly? Day, int? Year) Born(RowReading r)
    {
        foreach (var column in new[] { ColumnKind.BirthDate, ColumnKind.BirthYear })
        {
            if (r.Said(column) is not { } cell) continue;
            if (Cells.Day(cell, today) is { } day && day <= today) return (day, null);
            if (Cells.Year(cell) is { } year && year <= today.Year) return (null, year);
            r.Fault(column, column == ColumnKind.BirthDate ? "birth-date-invalid" : "birth-year-invalid");
        }

        return (null, null);
    }

    private int? Age(DateOnly? born, int? year) => born is { } day ? AgeBands.Years(day, today) : today.Year - year;

    private static (int? Grade, string? Letter) Class(RowReading r, string? behindName)
    {
        var letter = r.Text(ColumnKind.ClassLetter) is { Length: 1 } one ? NameCell.Cyrillic(one.ToUpperInvariant()) : null;
        var cell = r.Said(ColumnKind.Grade);
        if (cell is not null)
        {
            if (ClassCell.Read(cell) is { } read) return (read.Grade, read.Letter ?? letter);
            r.Keep(ColumnKind.Grade, "grade-invalid");
        }

        var from = behindName ?? r.Class;
        return from is not null && ClassCell.Read(from) is { } found ? (found.Grade, found.Letter ?? letter) : (null, letter);
    }

    private PersonKind? Kind(RowReading r, string[] named, string? position, string? workplace, int? grade, int? years)
    {
        if (r.Said(ColumnKind.Kind) is { } cell)
        {
            if (Cells.Kind(cell) is { } told) return told;
            // «Категория» of a teacher is often the qualification.
            var normal = Headings.Normal(cell);
            if (QualificationWords.Any(q => normal.StartsWith(q, StringComparison.Ordinal))) r.Keep($"Категория: {cell}");
            else r.Keep(ColumnKind.Kind, "kind-unknown");
        }

        var inferred = kinds.Infer(named, position, workplace, grade, years, r.Said(ColumnKind.Experience) is not null);
        if (inferred is null) r.Fault(ColumnKind.Kind, "kind-missing");
        return inferred;
    }

    private static (string Name, string? Class) Name(RowReading r)
    {
        var spread = r.Text(ColumnKind.FullName) is null;
        var text = spread ? string.Join(' ',
            new[] { ColumnKind.Surname, ColumnKind.GivenName, ColumnKind.Patronymic }.Select(r.Text).OfType<string>())
            : r.Text(ColumnKind.FullName)!;
        var at = spread && r.Has(ColumnKind.Surname) ? ColumnKind.Surname : ColumnKind.FullName;
        if (text.Length == 0) r.Fault(at, "name-missing");
        else if (NameCell.Given(text) is { } given) return (given, null);
        else if (NameCell.Read(text) is not { } name) r.Fault(at, "name-invalid");
        else if (name.Several) r.Fault(at, "name-of-several");
        else
        {
            if (name.Initials) r.Notice(at, "name-initials");
            return (name.FullName, name.Class);
        }

        return ("", null);
    }

    // Somebody who has left does not apply. A day that is still to come is kept in words.
    private void Departure(RowReading r)
    {
        if (r.Said(ColumnKind.Departure) is { } cell)
        {
            var departure = DepartureCell.Read(cell, today);
            if (departure.On > today) r.Keep(ColumnKind.Departure, "departure-to-come");
            else if (departure.Left) r.Fault(ColumnKind.Departure, "person-has-left");
            else if (!departure.Stays) r.Keep(ColumnKind.Departure, "departure-words");
        }

        foreach (var column in new[] { ColumnKind.Kind, ColumnKind.Other })
        {
            if (r.Text(column) is { } words && DepartureCell.Says(words) && !(DepartureCell.Read(words, today).On > today))
                r.Fault(column, "person-has-left");
        }
    }

    // «Молодой специалист» is a category in many files, and a separate column in others.
    private (Experience? Experience, bool NewHire) Work(RowReading r, PersonKind? kind)
    {
        var newHire = r.Value(ColumnKind.NewHire, Cells.Answer, "answer-invalid") ?? false;
        var young = r.Value(ColumnKind.YoungSpecialist, Cells.Answer, "answer-invalid") ?? false;
        if (kind != PersonKind.Teacher) return (null, newHire);
        young |= new[] { ColumnKind.Kind, ColumnKind.Position }.Any(c => r.Text(c) is { } text && Headings.Normal(text)
            .StartsWith("молодой специалист", StringComparison.Ordinal));
        var told = r.Value(ColumnKind.Experience, c => YearsOfWork.Read(c, today), "experience-invalid");
        if (young && told == Experience.MoreThanThreeYears) r.Fault(ColumnKind.Experience, "experience-of-young");
        return (told ?? (young ? Experience.UpToThreeYears : null), newHire);
    }

    // The rules use years of work only for teachers; for other kinds they are a text.
    private static string? OwnExperience(RowReading r, RegisterRow row) =>
        row.Kind == PersonKind.Teacher ? null : r.Text(ColumnKind.Experience);

    private static (string? Email, string? Phone, string? Representative, string? Other) Contacts(RowReading r, PersonKind? kind)
    {
        var minor = kind is { } k && !Adult(k);
        List<string> mails = [], phones = [], rest = [];
        foreach (var column in new[] { ColumnKind.Email, ColumnKind.Phone, ColumnKind.Contacts })
        {
            foreach (var text in r.Texts(column)) Take(text, column, rest);
        }

        List<string> parents = [.. r.Texts(ColumnKind.Representative).Select(t => t.ReplaceLineEndings(" "))];
        foreach (var column in new[] { ColumnKind.RepresentativePhone, ColumnKind.RepresentativeEmail })
            parents.AddRange(r.Texts(column).Select(t => t.ReplaceLineEndings(" ")));
        // The contacts cell of the recommended form is the person's own if no other cell has contacts.
        var (ownMails, ownPhones) = (mails.Count, phones.Count);
        foreach (var text in r.Texts(ColumnKind.RepresentativeContacts))
        {
            List<string> words = [];
            Take(text, ColumnKind.RepresentativeContacts, words);
            (minor ? parents : rest).AddRange(words);
        }

        // Further numbers stay with the words.
        var further = mails.Skip(1).Concat(phones.Skip(1)).Distinct().ToArray();
        if (further.Length > 0 && (ownMails > 1 || ownPhones > 1)) r.Notice(ownPhones > 1 ? Found(ColumnKind.Phone)
            : Found(ColumnKind.Email), "contact-further");
        (minor && ownMails <= 1 && ownPhones <= 1 ? parents : rest).AddRange(further);
        return (mails.FirstOrDefault(), phones.FirstOrDefault(), Joined(parents), Joined(rest));

        void Take(string text, ColumnKind column, List<string> words)
        {
            if (r.IsNothing(text)) return;
            var read = ContactsCell.Read(text);
            if (read is { Email: null, Phone: null }) r.Notice(column, Invalid(column));
            if (read.Email is { } mail) mails.Add(mail);
            if (read.Phone is { } phone) phones.Add(phone);
            if (read.Rest is { } other) words.Add(other);
        }

        ColumnKind Found(ColumnKind own) => r.Text(own) is null ? ColumnKind.Contacts : own;
        static string? Joined(List<string> parts) => string.Join("; ", parts.Distinct()) is { Length: > 0 } all
            ? all[..Math.Min(all.Length, LongestDetail)] : null;
        static string Invalid(ColumnKind column) => column switch
        {
            ColumnKind.Email => "email-invalid",
            ColumnKind.Phone => "phone-invalid",
            _ => "contacts-invalid",
        };
    }

    private string[] Forms(RowReading r)
    {
        if (r.Said(ColumnKind.Form) is not { } text) return [];
        if (formCell.Read(text) is { } named) return named;
        r.Keep(ColumnKind.Form, "form-words");
        return [];
    }
}
