using System.Globalization;
using System.Text;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.People;

/// <summary>The operator as recorded in the ledger when the data were destroyed.</summary>
/// <param name="Described">Address and processor; null when the operator had recorded neither.</param>
/// <param name="Sandbox">Whether it is a sandbox: the act says so.</param>
public sealed record ActOperator(
    Guid Organisation, InstitutionalText Title, OrganisationEvent.OperatorDescribed? Described, bool Sandbox = false);

/// <summary>The two papers required after a destruction of personal data (L9): the act and the export of the event journal. Both are
/// computed from the ledger alone, so they can be reproduced byte for byte.</summary>
public static class ErasureAct
{
    /// <summary>The act's text: UTF-8, lines that end in a newline, the first of them the format.</summary>
    /// <param name="person">Random id of the data subject; the name is destroyed.</param>
    /// <param name="done">The erasure case, with the destruction recorded.</param>
    /// <param name="erased">The ledger entry of the destruction: actor, role and position.</param>
    /// <param name="filed">Number, dates and horizons of the act; its hashes are not used.</param>
    public static string Text(Guid person, ActOperator by, ErasureCase done, Entry erased, ErasureEvent.ErasureActFiled filed)
    {
        var (requested, data) = (done.Requested, done.Erased!);
        var text = new StringBuilder();
        Line("mentorshipflow erasure act v1");
        Line($"АКТ {filed.Number.Numbered} от {Day(filed.On)}");
        Line("об уничтожении персональных данных");
        if (by.Sandbox) Line(SandboxMark.Text);
        Line("");
        Line($"Оператор: {by.Title} ({by.Organisation})");
        Line($"Адрес оператора: {by.Described?.Address.Value ?? "не указан"}");
        Line($"Обрабатывает по поручению оператора: {Processor(by.Described)}");
        var kept = data.Mentions?.Any(m => m.Fate == MentionFate.Kept) ?? false;
        Line($"Субъект персональных данных: {person} (случайный идентификатор; имя {NameOf(data, kept)})");
        Line($"Уничтожил: {erased.Actor}, роль {erased.Role}{(erased.OnBehalfOf is { } behalf ? $", за {behalf}" : "")}");
        Line($"Категории данных: {string.Join("; ", data.Categories.Select(Category))}");
        Line("Носители: информационная система MentorshipFlow, база данных PostgreSQL:");
        foreach (var store in data.Stores) Line($"  {store.Store}: записей {store.Items.ToString(CultureInfo.InvariantCulture)}");
        foreach (var line in Mentioned(data)) Line(line);
        Line($"Способ: {Method(data.Method)}");
        Line($"Основание: {Ground(requested.Ground)}; {data.Article}");
        Line($"Требование получено: {Day(requested.ReceivedOn)}; срок: {Day(requested.DueOn)} ({requested.Term})");
        if (done.Extended is { } extended)
            Line($"Срок продлён: до {Day(extended.DueOn)}; субъект уведомлён {Day(extended.NotifiedOn)}; {extended.Article}");
        Line($"Дата уничтожения: {Day(data.On)}{(data.On > done.DueOn ? " (после срока)" : "")}");
        var position = erased.Position.ToString(CultureInfo.InvariantCulture);
        Line($"Запись журнала событий: позиция {position}, {erased.RecordedAt}, лист {erased.Leaf()}");
        Line($"Журнал предзаписи базы данных свободен от прежних данных с {Day(filed.LogClearOn)}, "
            + $"резервные копии – с {Day(filed.BackupsClearOn)}.");
        Line($"Акт и выгрузка из журнала событий хранятся до {Day(filed.KeepUntil)}.");
        Line("");
        Line("Должность, имя, подпись: ______________________________");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    /// <summary>The export of the event journal: one line of canonical JSON for each entry, with the fields of <see cref="Entry"/> in
    /// camelCase and its leaf. First the person's stream up to the destruction, then the recorded readings of the data before it.</summary>
    public static string Journal(IEnumerable<Entry> entries) => string.Concat(entries.Select(e => JournalLine(e) + "\n"));

    /// <summary>The text shown in place of destroyed data.</summary>
    /// <param name="number">Number of the act; null before it is filed.</param>
    /// <param name="on">Date of the act.</param>
    public static string Mark(string? number, DateOnly? on, bool english) => (number, on, english) switch
    {
        ({ } n, { } day, false) => $"[данные уничтожены, акт {new InstitutionalText(n).Numbered} от {Day(day)}]",
        ({ } n, { } day, true) =>
            $"[data destroyed, act {new InstitutionalText(n).Numbered.Replace("№", "No.", StringComparison.Ordinal)} of {Dates.Text(day)}]",
        (_, _, false) => "[данные уничтожены]",
        _ => "[data destroyed]",
    };

    private static string JournalLine(Entry e)
    {
        var line = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["position"] = e.Position.ToString(CultureInfo.InvariantCulture), ["stream"] = e.Stream,
            ["version"] = e.Version.ToString(CultureInfo.InvariantCulture),
            ["eventId"] = e.EventId.ToString(), ["type"] = e.Type, ["actor"] = e.Actor, ["role"] = e.Role, ["recordedAt"] = e.RecordedAt,
            ["commandId"] = e.CommandId, ["body"] = e.Body, ["leaf"] = e.Leaf().ToString(),
        };
        if (e.OnBehalfOf is { } behalf) line["onBehalfOf"] = behalf;
        if (e.EffectiveOn is { } day) line["effectiveOn"] = day;
        return System.Text.Json.JsonSerializer.Serialize(line, CanonicalJson.Options);
    }

    private static string NameOf(ErasureEvent.PersonalDataErased data, bool kept) =>
        !data.Categories.Contains(ErasureCategory.Details) ? "сохранено"
        : kept ? "уничтожено, кроме упоминаний, перечисленных ниже"
        : "уничтожено";

    // The findings of the search for the name in other texts. Texts about somebody else are only counted.
    private static IEnumerable<string> Mentioned(ErasureEvent.PersonalDataErased data)
    {
        if (data.Mentions is not { } mentions)
        {
            yield return "Упоминания субъекта в иных текстах организации не разыскивались.";
            yield break;
        }

        yield return $"Упоминания субъекта в иных текстах организации: уничтожено {Count(MentionFate.Destroyed)}, "
            + $"сохранено {Count(MentionFate.Kept)}; признано упоминаниями других людей {Count(MentionFate.SomebodyElse)}:";
        foreach (var m in mentions.Where(m => m.Fate != MentionFate.SomebodyElse))
            yield return $"  {Kind(m.Kind)} {m.Place}: {(m.Fate == MentionFate.Kept ? Kept(m) : "уничтожено")}";
        yield return "Содержание загруженных файлов организации программа не читает: в них имя не разыскивалось.";

        string Count(MentionFate fate) => mentions.Count(m => m.Fate == fate).ToString(CultureInfo.InvariantCulture);
    }

    private static string Kept(DecidedMention m) =>
        $"{(m.Kind == MentionKind.LedgerEntry ? "остаётся, журнал событий неизменен" : "сохранено")}; основание: {m.Ground}";

    private static string Kind(MentionKind kind) => kind switch
    {
        MentionKind.LedgerEntry => "запись журнала событий",
        MentionKind.OrganisationText => "текст организации",
        MentionKind.TextAboutAnother => "текст о другом человеке",
        MentionKind.DetailsOfAnother => "сведения о другом человеке",
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };

    private static string Processor(OrganisationEvent.OperatorDescribed? described) =>
        described is null ? "не указано" : described.Processor?.Value ?? "нет";

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static string Category(ErasureCategory category) => category switch
    {
        ErasureCategory.Details => "имя, дата рождения, контакты, сведения о представителе",
        ErasureCategory.Texts => "тексты о субъекте",
        ErasureCategory.Files => "файлы о субъекте",
        _ => throw new System.Diagnostics.UnreachableException(category.ToString()),
    };

    private static string Method(ErasureMethod method) => method switch
    {
        ErasureMethod.KeyDestroyed => "уничтожен ключ шифрования субъекта, записи удалены, таблица ключей переписана заново",
        ErasureMethod.RowsDeleted => "записи удалены; ключ шифрования сохранён для данных, обрабатываемых на другом основании",
        ErasureMethod.KeyReplaced => "уничтожен ключ шифрования субъекта, записи удалены, таблица ключей переписана заново; "
            + "данные, обрабатываемые на другом основании, зашифрованы новым ключом",
        _ => throw new System.Diagnostics.UnreachableException(method.ToString()),
    };

    private static string Ground(ErasureGround ground) => ground switch
    {
        ErasureGround.ConsentWithdrawn => "отзыв согласия",
        ErasureGround.PurposeAchieved => "достижение цели обработки",
        ErasureGround.UnlawfulProcessing => "неправомерная обработка",
        ErasureGround.SubjectDemand => "требование субъекта",
        _ => throw new System.Diagnostics.UnreachableException(ground.ToString()),
    };
}
