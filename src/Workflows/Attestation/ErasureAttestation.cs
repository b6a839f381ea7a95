using System.Globalization;
using System.Text;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>A person whose data were destroyed, by the ledger and the vault.</summary>
/// <param name="Whole">Whether everything was destroyed, the key too.</param>
/// <param name="Mentions">Mentions in other texts that the decision kept, or took for somebody else.</param>
/// <param name="LogClearOn">From this day the write-ahead log is free of the data.</param>
/// <param name="BackupsClearOn">From this day backups are free of them.</param>
/// <param name="RowsLeft">Rows of the vault that a whole destruction should have removed.</param>
public sealed record ErasedSubject(
    Guid Person, bool Whole, ErasureEvent.PersonalDataErased Erased, ErasureEvent.ErasureActFiled? Act,
    IReadOnlyList<DecidedMention> Mentions, DateOnly LogClearOn, DateOnly BackupsClearOn, long RowsLeft, VaultRows Sealed);

/// <summary>Rows of the vault, sealed under the keys of persons and organisations.</summary>
public sealed record VaultRows(long Texts, long Files, long People);

/// <summary>The result of a search for a person's texts: the places searched, the finds, and the places not searched. It never contains
/// the texts.</summary>
public sealed record ErasureAttestation(
    DateTimeOffset At, ErasedSubject Subject, SearchedPlaces Places, int Texts, int Names, IReadOnlyList<Sighting> Sightings,
    IReadOnlyList<SearchedAmount> Amounts, IReadOnlyList<Unsearched> Unsearched)
{
    /// <summary>The texts that were found, without what is sealed.</summary>
    public IReadOnlyList<Sighting> Found => [.. Sightings.Where(s => s.Text > 0)];

    /// <summary>Whether nothing was found and everything that should be searched could be opened.</summary>
    public bool Clean => Found.Count == 0 && Subject.RowsLeft == 0 && Unsearched.All(u => u.Expected);

    /// <summary>The attestation in Russian; its last line is the result.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var line in Head().Concat(Search()).Concat(Results()).Concat(Limits()).Append(Verdict)) text.Append(line).Append('\n');
            return text.ToString();
        }
    }

    private string Verdict => (Found.Count > 0 || Subject.RowsLeft > 0, Clean) switch
    {
        (true, _) => "Итог: НАЙДЕНО.",
        (_, true) => "Итог: ничего не найдено.",
        _ => "Итог: ничего не найдено, но прочитано не всё, что следовало.",
    };

    private IEnumerable<string> Head()
    {
        var (erased, act) = (Subject.Erased, Subject.Act);
        yield return "mentorshipflow erasure attestation v1";
        yield return "СПРАВКА о поиске персональных данных после их уничтожения";
        yield return $"Составлена: {At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";
        yield return $"Субъект: {Subject.Person} (случайный идентификатор)";
        yield return $"Уничтожено: {Day(erased.On)}, {(Subject.Whole ? "полностью" : "частично")}, дело {erased.Case}, "
            + (act is null ? "акт не оформлен" : $"акт {act.Number.Numbered} от {Day(act.On)}");
        yield return Subject.Whole
            ? $"Записей субъекта в хранилище и его ключей: {Number(Subject.RowsLeft)}"
            : "Уничтожена часть данных: остальные записи субъекта хранятся зашифрованными.";
    }

    private IEnumerable<string> Search()
    {
        yield return "";
        yield return $"Искали текстов: {Texts} (здесь не приводятся, названы номером строки ввода)";
        yield return "Как: как введены, строчными, прописными, с «ё» и с «е»; в UTF-8, UTF-16, base64, "
            + "записи \\uXXXX, %XX и шестнадцатеричной.";
        yield return $"Имён среди них: {Names}; в таблицах они искались и в других падежах и с инициалами.";
        yield return "Где:";
        foreach (var a in Amounts)
        {
            yield return $"  {Name(a.Store)}: {Unit(a.Store)} {Number(a.Items)}"
                + (a.Rows > 0 ? $", строк {Number(a.Rows)}" : "") + $", байт {Number(a.Bytes)}";
        }
    }

    private IEnumerable<string> Results()
    {
        yield return "";
        yield return $"Найдено: {Found.Count}";
        foreach (var s in Found)
        {
            yield return $"  {s.Place}{Row(s)}: текст {s.Text}, {Form(s.Form)}{Until(s.Store)}";
            if (Decided(s) is { } m)
                yield return m.Fate == MentionFate.Kept ? $"    оставлено решением по делу; основание: {m.Ground}"
                    : "    по решению по делу это упоминание другого человека";
        }

        if (Found.Any(s => Decided(s) is not null))
            yield return "  Оставленная запись журнала событий лежит также в выгрузке, файлах, журнале предзаписи и копиях.";
        var closed = Sightings.Where(s => s.Text == 0).ToList();
        if (closed.Count == 0) yield break;
        yield return $"Зашифрованное о субъекте или его ключ, открываемые только вместе с сейфом: {closed.Count}";
        foreach (var s in closed) yield return $"  {s.Place}{Until(s.Store)}";
    }

    private IEnumerable<string> Limits()
    {
        yield return "";
        yield return "Не искали:";
        foreach (var u in Unsearched) yield return $"  {u.Place}: {u.Reason}";
        if (Places.Cluster is null) yield return "  файлы и журнал предзаписи этой базы: они у того, кто её содержит";
        if (Places.Archive is null) yield return "  архив журнала предзаписи: не настроен (MentorshipFlow__Archive)";
        if (Places.Backups.Count == 0) yield return "  резервные копии: ни одна не названа (--backups)";
        yield return $"  зашифрованное под ключами других лиц и организаций: текстов {Number(Subject.Sealed.Texts)}, "
            + $"файлов {Number(Subject.Sealed.Files)}, карточек {Number(Subject.Sealed.People)}; оно не вскрывалось. "
            + "Упоминания в текстах решены при уничтожении, содержание файлов программа не читает";
        foreach (var m in Subject.Mentions.Where(m => m is { Kind: not MentionKind.LedgerEntry, Fate: MentionFate.Kept }))
            yield return $"    оставлено в зашифрованном: {m.Place}; основание: {m.Ground}";
        yield return "  значения удалённых строк длиннее 2 КБ, которые PostgreSQL сжал и разделил на части; изображения и сканы";
        yield return "  другие падежи имён вне таблиц; вложенное в сжатые части файлов; зашифрованное неизвестным способом";
        yield return "  вне этих мест: журналы сервера на его стандартном выводе, RabbitMQ, отправленные письма, не названные копии";
        yield return "";
        yield return $"Журнал предзаписи свободен от прежних данных с {Day(Subject.LogClearOn)}, резервные копии – с "
            + $"{Day(Subject.BackupsClearOn)}, если старые удалены в срок.";
    }

    private DecidedMention? Decided(Sighting s) =>
        s.Store == SearchedStore.Tables && s.Place.StartsWith($"таблица {TableSearch.Ledger}, ", StringComparison.Ordinal)
            ? Subject.Mentions.FirstOrDefault(m => m.Kind == MentionKind.LedgerEntry
                && m.Place.Split(' ') is [_, var position, ..] && position == s.First)
            : null;

    private string Until(SearchedStore store)
    {
        DateOnly? day = store switch
        {
            SearchedStore.Log or SearchedStore.Archive => Subject.LogClearOn,
            SearchedStore.Backups => Subject.BackupsClearOn,
            _ => null,
        };
        if (day is not { } until) return "";
        return until > DateOnly.FromDateTime(At.UtcDateTime) ? $"; по сроку хранения – до {Day(until)}"
            : $"; срок хранения истёк {Day(until)}: удалите";
    }

    private static string Row(Sighting s) => s switch
    {
        { Store: SearchedStore.Tables, Times: > 1 } => $", строк {s.Times}, первая {s.First}",
        { Store: SearchedStore.Tables } => $", строка {s.First}",
        { First: "" } => "",
        _ => $", байт {s.First}",
    };

    private static string Name(SearchedStore store) => store switch
    {
        SearchedStore.Tables => "таблицы всех схем базы данных",
        SearchedStore.Dump => "выгрузка базы данных (pg_dump)",
        SearchedStore.Cluster => "файлы PostgreSQL",
        SearchedStore.Log => "журнал предзаписи",
        SearchedStore.Archive => "архив журнала предзаписи",
        SearchedStore.Backups => "резервные копии",
        SearchedStore.Safe => "сейф",
        _ => throw new System.Diagnostics.UnreachableException(store.ToString()),
    };

    private static string Unit(SearchedStore store) => store switch
    {
        SearchedStore.Tables => "таблиц",
        SearchedStore.Dump => "выгрузок",
        _ => "файлов",
    };

    private static string Form(SoughtForm form) => form switch
    {
        SoughtForm.Plain => "как есть",
        SoughtForm.Escaped => "в записи \\uXXXX или %XX",
        SoughtForm.Utf16 => "в UTF-16",
        SoughtForm.Hexadecimal => "шестнадцатерично",
        SoughtForm.Base64 => "в base64",
        SoughtForm.NameForm => "имя в другой форме (возможно, другого человека)",
        _ => throw new System.Diagnostics.UnreachableException(form.ToString()),
    };

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
