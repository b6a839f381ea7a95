using MentorshipFlow.Definitions;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 19.</summary>
internal sealed record ProvenanceContent(
    Guid Programme, int Version, string Leaf, IReadOnlyList<EventCount> Events, DefinitionReference Definition,
    CertificateParameters Parameters);

/// <summary>How many events of a type the history has.</summary>
internal sealed record EventCount(string Type, int Count);

/// <summary>
/// Section 19:
/// <code>
/// Программа (код): {id}
/// Версия истории: {V}
/// Лист записи {V}: {64 hex digits}
/// Событий: {V}
/// - {event in words} ({type}); {count}               by type
/// Определение: {code}; версия {version}; SHA-256 {64 hex digits}
/// Формат: {first line of the text}
/// Справка (код): {id}
/// Взамен справки: {id|—}
/// Подписал: {person}; должность: {position}          either may be absent
/// Параметры: номер {number}; дата {date}; по состоянию на {date}; выводы: {text reference|—}
/// Проверка: …                                        a fixed sentence
/// </code>
/// The text's own hash, the result of a verification and the version of the running program stand beside the text, never inside it.
/// </summary>
internal static class ProvenanceSection
{
    public static ProvenanceContent Of(Guid programme, Chronicle chronicle, Definition definition, CertificateParameters parameters) => new(
        programme, chronicle.Entries.Count, chronicle.Entries[^1].Leaf,
        [.. chronicle.Entries.GroupBy(entry => entry.Type).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new EventCount(group.Key, group.Count()))],
        definition.Reference, parameters);

    public static void Write(CertificateText text, ProvenanceContent content)
    {
        var (parameters, definition) = (content.Parameters, content.Definition);
        text.Section(19);
        text.Line("Программа (код)", $"{content.Programme}");
        text.Line("Версия истории", content.Version);
        text.Line($"Лист записи {Figures.Text(content.Version)}", content.Leaf);
        text.Line("Событий", content.Version);
        foreach (var count in content.Events) text.Element($"{Words.OfEvent(count.Type)} ({count.Type})", Figures.Text(count.Count));
        text.Line("Определение", $"{definition.Code}; версия {Figures.Text(definition.Version)}; SHA-256 {definition.Sha256}");
        text.Line("Формат", Certificate.Format);
        text.Line("Справка (код)", $"{parameters.Id}");
        text.Line("Взамен справки", parameters.Replaces is { } replaced ? $"{replaced}" : Figures.Undefined);
        text.Line("Подписал", Signatory(parameters), "подписавший не указан");
        text.Line("Параметры",
            $"номер {parameters.Number}; дата {CertificateText.Date(parameters.Date)}; "
            + $"по состоянию на {CertificateText.Date(parameters.AsOf)}; "
            + $"выводы: {(parameters.Conclusions is { } conclusions ? CertificateText.Reference(conclusions) : Figures.Undefined)}");
        text.Line("Проверка", "сохраните этот текст без изменений (UTF-8, концы строк LF) и выполните sha256sum; "
            + "результат равен contentHash события certificate_issued, а лист последней записи – листу этой записи в журнале");
    }

    private static string? Signatory(CertificateParameters parameters) => (parameters.Signatory, parameters.SignatoryPosition) switch
    {
        (null, null) => null,
        ({ } person, null) => $"{person}",
        (null, { } position) => $"должность: {position}",
        ({ } person, { } position) => $"{person}; должность: {position}",
    };
}
