using System.Globalization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Bases;

/// <summary>What a table shows of a person beside what the ledger knows.</summary>
/// <param name="Details">Null for whom the reader may not see, and for whose data were destroyed.</param>
/// <param name="Instead">What stands in the place of the name then.</param>
/// <param name="Texts">Texts about the person by reference.</param>
public sealed record TablePerson(PersonDetails? Details, string Instead, IReadOnlyDictionary<Guid, string> Texts);

/// <summary>Both bases as tables with the columns of the recommended form (methodology-and-law.md 2.4), and the person's code as the last column.</summary>
/// <remarks>Columns about the other side of the pair and about results stand empty until pairs are formed.</remarks>
public static class RegisterTable
{
    private static readonly string[] MenteeHeader =
    [
        "ФИО наставляемого", "Контактные данные для связи (данные представителя)", "Год рождения", "Основной запрос наставляемого", "Дата вхождения в программу", "ФИО наставника",
        "Форма наставничества", "Место работы/учёбы наставника", "Дата завершения программы", "Результаты программы", "Ссылка на кейс/отзыв", "Класс", "Код участника",
    ];

    private static readonly string[] MentorHeader =
    [
        "ФИО наставника", "Контактные данные для связи", "Место работы/учёбы наставника", "Должность", "Основные компетенции наставника", "Интересы наставника",
        "Желаемый возраст наставляемых", "Ресурс времени на программу наставничества", "Дата вхождения в программу", "ФИО наставляемого (наставляемых)", "Форма наставничества",
        "Предмет наставничества", "Количество наставляемых", "Готов к работе", "Код участника",
    ];

    /// <summary>The persons who are in a base, by id.</summary>
    public static IReadOnlyList<Guid> Persons(ParticipantsRoom room, RegisterKind kind) => kind == RegisterKind.Mentees
        ? [.. room.Mentees.Values.Where(m => m.InBase).Select(m => m.Person)]
        : [.. room.Mentors.Values.Where(m => m.InBase).Select(m => m.Person)];

    /// <summary>The table with its header.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(ParticipantsRoom room, RegisterKind kind, Definition definition, Func<Guid, TablePerson> person) => kind == RegisterKind.Mentees
        ? room.Mentees.Values.Where(m => m.InBase).Select(m => Mentee(room, m, definition, person(m.Person))).Prepend(MenteeHeader)
        : room.Mentors.Values.Where(m => m.InBase).Select(m => Mentor(m, definition, person(m.Person))).Prepend(MentorHeader);

    private static string[] Mentee(ParticipantsRoom room, MenteeEntry m, Definition definition, TablePerson person) =>
    [
        Name(person), Contacts(person.Details, withRepresentative: true), Year(person.Details),
        string.Join('\n', m.Requests.Select(r => r.Text is { } text && person.Texts.TryGetValue(text.Ref, out var wording) ? wording : r.Category)),
        Day(m.EnteredOn), "", m.Form is { } form ? Title(definition, form.Form) : "", "", "", "", "",
        room.Standings[m.Person].Grade?.ToString(CultureInfo.InvariantCulture) ?? "", $"{m.Person}",
    ];

    private static string[] Mentor(MentorEntry m, Definition definition, TablePerson person) =>
    [
        Name(person), Contacts(person.Details, withRepresentative: false), person.Details?.Workplace ?? "", person.Details?.Position ?? "",
        string.Join('\n', [.. m.Offer.Competences, .. m.Offer.About is { } about && person.Texts.TryGetValue(about.Ref, out var wording) ? [wording] : Array.Empty<string>()]),
        string.Join('\n', m.Offer.Interests), Ages(m.Offer), Hours(m.Offer.MinutesPerWeek), Day(m.EnteredOn), "", string.Join("; ", m.Offer.Forms.Select(f => Title(definition, f))),
        m.Offer.Subject ?? "", m.Offer.Capacity.ToString(CultureInfo.InvariantCulture), Day(m.DeclaredReadyOn), $"{m.Person}",
    ];

    private static string Name(TablePerson person) => person.Details?.FullName ?? person.Instead;

    private static string Contacts(PersonDetails? d, bool withRepresentative) =>
        string.Join("; ", new[] { d?.Phone, d?.Email, withRepresentative ? d?.Representative : null }.OfType<string>());

    private static string Year(PersonDetails? d) => d?.Born?.Year.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly? day) => day?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "";

    private static string Title(Definition definition, string form) => definition.Form(form)?.Title.Ru ?? form;

    private static string Ages(MentorOffer offer) => (offer.PreferredAgeFrom, offer.PreferredAgeTo) switch
    {
        ({ } from, { } to) => string.Create(CultureInfo.InvariantCulture, $"{from}-{to}"),
        var (from, to) => (from ?? to)?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    private static string Hours(int minutes) => (minutes / 60m).ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',');
}
