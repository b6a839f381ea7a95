using MentorshipFlow.Definitions;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 19.</summary>
internal sealed record ProvenanceContent(
    Guid Programme, int Version, string Leaf, IReadOnlyList<EventCount> Events, DefinitionReference Definition,
    CertificateParameters Parameters, IReadOnlyList<QuestionnaireContent> Questionnaires);

/// <summary>A questionnaire that waves used.</summary>
/// <param name="Mixed">True if waves used several versions of it.</param>
internal sealed record QuestionnaireContent(string Code, IReadOnlyList<VersionContent> Versions, bool? Mixed);

/// <summary>A version of a questionnaire.</summary>
internal sealed record VersionContent(int Version, int Waves);

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
/// Анкет: {count}                                     by code; of the waves with an answer
/// - {code}; версия {version}: волн {number}; …[; версии смешаны]
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
        definition.Reference, parameters,
        [.. chronicle.State.Surveys.Waves.Values.Where(w => !w.Answers.IsEmpty).GroupBy(w => w.Opened.Questionnaire.Code)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g.Select(w => w.Opened.Questionnaire.Version)]))]);

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
        text.List("Анкет", content.Questionnaires, q =>
        [
            q.Code, .. q.Versions.Select(v => $"версия {Figures.Text(v.Version)}: волн {Figures.Text(v.Waves)}"),
            q.Mixed == true ? "версии смешаны" : null,
        ]);
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

    private static QuestionnaireContent Of(string code, IReadOnlyList<int> versions)
    {
        List<VersionContent> each = [.. versions.GroupBy(v => v).OrderBy(g => g.Key).Select(g => new VersionContent(g.Key, g.Count()))];
        return new(code, each, each.Count > 1 ? true : null);
    }

    private static string? Signatory(CertificateParameters parameters) => (parameters.Signatory, parameters.SignatoryPosition) switch
    {
        (null, null) => null,
        ({ } person, null) => $"{person}",
        (null, { } position) => $"должность: {position}",
        ({ } person, { } position) => $"{person}; должность: {position}",
    };
}
