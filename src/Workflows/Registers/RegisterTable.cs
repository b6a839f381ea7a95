using System.Globalization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Personal data from the vault for a table.</summary>
/// <param name="Details">Null if the reader may not see them or they were destroyed.</param>
/// <param name="Instead">The text to show then in place of the name.</param>
/// <param name="Texts">Texts about the person by reference.</param>
public sealed record TablePerson(PersonDetails? Details, string Instead, IReadOnlyDictionary<Guid, string> Texts);

/// <summary>
/// Both registers as tables: the columns of the recommended form of the methodological recommendations in its order, then further columns
/// for an import, and last the person's code. An exported file can be imported.
/// </summary>
/// <remarks>Columns about the other side of the pair and about results are empty until pairs are formed.</remarks>
public static class RegisterTable
{
    private static readonly string[] MenteeHeader =
    [
        "ФИО наставляемого", "Контактные данные для связи (данные представителя)", "Год рождения", "Основной запрос наставляемого",
        "Дата вхождения в программу", "ФИО наставника",
        "Форма наставничества", "Место работы/учёбы наставника", "Другая важная информация о наставляемом", "Дата завершения программы",
        "Результаты программы", "Ссылка на кейс/отзыв",
        "Отметка о прохождении программы", "Класс", "Место работы/учёбы наставляемого", "Должность наставляемого",
        "Категория наставляемого", "Стаж наставляемого", "Новый сотрудник (наставляемый)",
        "Код участника",
    ];

    private static readonly string[] MentorHeader =
    [
        "ФИО наставника", "Контактные данные", "Место работы/учёбы наставника", "Должность", "Основные компетенции наставника",
        "Важные для программы достижения наставника",
        "Интересы наставника", "Желаемый возраст наставляемых", "Ресурс времени на программу наставничества", "Дата вхождения в программу",
        "ФИО наставляемого (наставляемых)",
        "Форма наставничества", "Место работы/учёбы наставляемого", "Предмет наставничества", "Дата завершения", "Результаты",
        "Ссылка на кейс/отзыв", "Другая важная информация о наставнике",
        "Количество наставляемых", "Готов к работе", "Год рождения наставника", "Представитель наставника", "Класс наставника",
        "Категория наставника", "Стаж наставника", "Новый сотрудник (наставник)",
        "Код участника",
    ];

    /// <summary>The persons in a register, by id.</summary>
    public static IReadOnlyList<Guid> Persons(ParticipantsRoom room, RegisterKind kind) => kind == RegisterKind.Mentees
        ? [.. room.Mentees.Values.Where(m => m.InBase).Select(m => m.Person)]
        : [.. room.Mentors.Values.Where(m => m.InBase).Select(m => m.Person)];

    /// <summary>The table with its header.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(
        ParticipantsRoom room, RegisterKind kind, Definition definition, Func<Guid, TablePerson> person) => kind == RegisterKind.Mentees
        ? room.Mentees.Values.Where(m => m.InBase).Select(m => Mentee(room, m, definition, person(m.Person))).Prepend(MenteeHeader)
        : room.Mentors.Values.Where(m => m.InBase).Select(m => Mentor(room, m, definition, person(m.Person))).Prepend(MentorHeader);

    private static string[] Mentee(ParticipantsRoom room, MenteeEntry m, Definition definition, TablePerson person) =>
    [
        Name(person), Contacts(person.Details?.Phone, person.Details?.Email, person.Details?.Representative), Year(person.Details),
        string.Join('\n', m.Requests.Select(r => r.Text is { } text && person.Texts.TryGetValue(text.Ref, out var wording) ? wording
            : KnownWordings.OfRequest(r.Category))),
        Day(m.EnteredOn), "", m.Form is { } form ? Title(definition, form.Form) : "", "", person.Details?.Other ?? "", "", "", "", "",
        Class(room.Standings[m.Person], person), person.Details?.Workplace ?? "", person.Details?.Position ?? "",
            .. Work(room.Standings[m.Person]), $"{m.Person}",
    ];

    private static string[] Mentor(ParticipantsRoom room, MentorEntry m, Definition definition, TablePerson person)
    {
        var words = m.Offer.About is { } about && person.Texts.TryGetValue(about.Ref, out var text) ? WordsOfMentor.Read(text)
            : new Dictionary<ColumnKind, string>();
        string Said(ColumnKind part, params IEnumerable<string> codes) =>
            string.Join('\n', codes.Concat(words.TryGetValue(part, out var said) ? [said] : []));
        return
        [
            Name(person), Contacts(person.Details?.Phone, person.Details?.Email),
            person.Details?.Workplace ?? "", person.Details?.Position ?? "", Said(ColumnKind.Competences, m.Offer.Competences),
            Said(ColumnKind.Achievements), Said(ColumnKind.Interests, m.Offer.Interests), Ages(m.Offer), Hours(m.Offer.MinutesPerWeek),
            Day(m.EnteredOn), "",
            string.Join("; ", m.Offer.Forms.Select(f => Title(definition, f))), "",
            Said(ColumnKind.Subject, m.Offer.Subject is { } subject ? [KnownWordings.OfSubject(subject)] : []), "", "", "",
            Said(ColumnKind.Other, person.Details?.Other is { } other ? [other] : []),
            m.Offer.Capacity.ToString(CultureInfo.InvariantCulture), Day(m.DeclaredReadyOn), Year(person.Details),
            person.Details?.Representative ?? "",
                Class(room.Standings[m.Person], person), .. Work(room.Standings[m.Person], Said(ColumnKind.Experience)), $"{m.Person}",
        ];
    }

    // The columns that the rules need, in the wordings of an import.
    private static string[] Work(PersonStatus standing, string words = "") =>
    [
        standing.Kinds.Count > 0 ? Cells.Of(standing.Kinds[0]) : "",
        standing.Experience switch { Experience.UpToThreeYears => "до 3 лет", Experience.MoreThanThreeYears => "более 3 лет", _ => words },
        standing.NewHire ? "да" : "",
    ];

    private static string Name(TablePerson person) => person.Details?.FullName ?? person.Instead;

    private static string Contacts(params string?[] parts) => string.Join("; ", parts.OfType<string>());

    private static string Class(PersonStatus standing, TablePerson person) =>
        standing.Grade?.ToString(CultureInfo.InvariantCulture) + person.Details?.ClassLetter;

    private static string Year(PersonDetails? d) => d?.Born?.Year.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly? day) => day?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "";

    private static string Title(Definition definition, string form) => definition.Form(form)?.Title.Ru ?? form;

    private static string Ages(MentorOffer offer) => (offer.PreferredAgeFrom, offer.PreferredAgeTo) switch
    {
        ({ } from, { } to) => string.Create(CultureInfo.InvariantCulture, $"{from}-{to}"),
        var (from, to) => (from ?? to)?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    private static string Hours(int? minutes) =>
        minutes is { } m ? (m / 60m).ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',') : "";
}
