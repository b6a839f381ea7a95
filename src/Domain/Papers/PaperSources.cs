using System.Globalization;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Papers;

/// <summary>A person as a paper names them.</summary>
/// <param name="Name">Full name; in a paper without names the person's id.</param>
/// <param name="Work">Workplace and position, or class.</param>
/// <param name="Representatives">Names of a minor's representatives.</param>
public sealed record PaperPerson(
    string Name, DateOnly? Born = null, string? Work = null, string? Contacts = null, IReadOnlyList<string>? Representatives = null)
{
    /// <summary>The name in a case; null where that is not sure, so the paper says it with other words in the nominative.</summary>
    public string? In(NameCase to) => DeclinedName.Of(Name, to);

    /// <summary>«Фамилия Имя Отчество» as a signature names it: initials and surname.</summary>
    public string Signature => Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var surname, .. { Length: > 0 } given]
        && Name.All(c => !char.IsDigit(c)) ? $"{string.Concat(given.Select(g => $"{g[0]}. "))}{surname}" : Name;
}

/// <summary>The link that a slip hands to somebody.</summary>
/// <param name="Address">The full address with its secret.</param>
/// <param name="Code">To type in the place of the link, for families without a camera.</param>
public sealed record SlipLink(Guid Person, string Address, DateOnly? Until, string? Code = null)
{
    /// <summary>The page that takes the code, without https://, as people type it.</summary>
    public string CodeAt => Address.Split('#')[0] is var page && page.LastIndexOf('/') is > 0 and var cut
        ? $"{page[..cut]}/code".Replace("https://", "", StringComparison.Ordinal) : page;
}

/// <summary>A certificate with its rebuilt text.</summary>
/// <param name="VerifyAt">The address of the page that checks it.</param>
public sealed record CertificateSource(CertificationEvent.CertificateIssued Issued, Certificate Made, string VerifyAt);

/// <summary>Everything that papers are made of: folds of history, and the names and texts that the vault hands in.</summary>
/// <param name="Programme">The programme's id.</param>
/// <param name="Definition">As the organisation shows it.</param>
public sealed record PaperSources(
    Guid Programme, Programme State, Definition Definition, Organisation Organisation, OrganisationPrivacy Privacy)
{
    /// <summary>Names; by default ids.</summary>
    public Func<Guid, PaperPerson> Person { get; init; } = id => new($"{id}");

    /// <summary>The wording of a code of a request or goal.</summary>
    public Func<string, string> Category { get; init; } = code => code;

    /// <summary>Texts of the vault by their references.</summary>
    public IReadOnlyDictionary<Guid, string> Texts { get; init; } = new Dictionary<Guid, string>();

    /// <summary>The document that the paper is registered as, or is about to be; null for a draft with blanks.</summary>
    public DocumentEvent.DocumentRegistered? Document { get; init; }

    /// <summary>The questionnaire that is asked for.</summary>
    public Questionnaire? Questionnaire { get; init; }

    /// <summary>The certificate that is asked for.</summary>
    public CertificateSource? Certificate { get; init; }

    /// <summary>The text of an act of destruction, and its hash.</summary>
    public (string Text, string Sha256)? Act { get; init; }

    /// <summary>The links of slips.</summary>
    public IReadOnlyList<SlipLink> Links { get; init; } = [];

    internal const string NoNumber = "________";
    internal const string NoDay = "«___» ______________ 20___ г.";
    internal const string NoWords = "______________________";

    private static readonly string[] Months =
    [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ];

    /// <summary>A day as papers write it: 30 августа 2021 г.</summary>
    internal static string Day(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year} г.");

    /// <summary>A day, or the place to write it.</summary>
    internal static string DayOrBlank(DateOnly? day) => day is { } known ? Day(known) : NoDay;

    /// <summary>A day in a table: 30.08.2021.</summary>
    internal static string ShortDay(DateOnly? day) => day?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The document that is asked for, or else the last one in force of this kind.</summary>
    internal DocumentEvent.DocumentRegistered? DocumentOf(PaperRequest request) => Document
        ?? (request.Of is { } id && State.Documents.Documents.TryGetValue(id, out var named) ? named.Registered
            : request.Of is not null ? null
            : State.Documents.InForceOfKind(request.Code).Select(d => d.Registered).OrderBy(d => d.Date).LastOrDefault());

    /// <summary>«от 30 августа 2021 г. № 125»; null when the document has no number and no date.</summary>
    internal string? Citation(Guid? document) => document is { } id && State.Documents.Documents.TryGetValue(id, out var found)
        ? Citation(found.Registered) : null;

    internal static string? Citation(DocumentEvent.DocumentRegistered d) => (d.Date, d.Number) switch
    {
        (null, null) => null,
        ({ } on, null) => $"от {Day(on)}",
        (null, { } number) => Unbroken(number),
        ({ } on, { } number) => $"от {Day(on)} {Unbroken(number)}",
    };

    /// <summary>A number that stays on one line with its sign.</summary>
    internal static string Unbroken(InstitutionalText number) => number.Numbered.Replace("№ ", "№\u00a0", StringComparison.Ordinal);

    /// <summary>The words of every paper: letterhead, number and date, signature.</summary>
    /// <param name="number">Null for the place to write it.</param>
    internal Dictionary<string, string> Words(
        InstitutionalText? number, DateOnly? date, InstitutionalText? position, Guid? signatory)
    {
        var (letterhead, charter) = (Organisation.Papers.Described, State.Charter);
        var usual = letterhead?.Signatories is [var first, ..] ? first : null;
        var person = signatory ?? (position is null || position == usual?.Position ? usual?.Person : null);
        return new()
        {
            ["организация"] = (letterhead?.Title ?? Organisation.Created?.Title ?? charter?.OrganisationTitle)?.Value ?? "",
            ["учредитель"] = letterhead?.Founder?.Value ?? "",
            ["реквизиты"] = string.Join("; ", new[] { letterhead?.Address, letterhead?.Contacts, letterhead?.Codes }
                .OfType<InstitutionalText>().Select(t => t.Value)),
            ["место"] = letterhead?.Place?.Value ?? "",
            ["программа"] = charter?.Title.Value ?? "",
            ["учебный_год"] = charter?.SchoolYear ?? "",
            ["цель"] = charter?.Goal.Value.TrimEnd('.', ' ') ?? "",
            ["номер"] = number is { } n ? n.Numbered[1..].TrimStart() : NoNumber,
            ["дата"] = DayOrBlank(date),
            ["должность_подписанта"] = (position ?? usual?.Position)?.Value ?? "Руководитель",
            ["подписант"] = person is { } id ? Person(id).Signature : NoWords,
            ["пример"] = State.Sandbox || Organisation.Sandbox is not null ? SandboxMark.Text : "",
        };
    }

    /// <summary>The same for a document, registered or not.</summary>
    internal Dictionary<string, string> Words(DocumentEvent.DocumentRegistered? d) =>
        Words(d?.Number, d?.Date, d?.SignatoryPosition, d?.Signatory);

    /// <summary>The wording of a form.</summary>
    internal string Form(string code) => Definition.Form(code) is { } form ? $"«{form.Title.Ru}»" : code;

    /// <summary>A text of the vault; a mark where it was not handed in, nothing where there is none.</summary>
    internal string Text(TextReference? reference) => reference is null ? ""
        : Texts.TryGetValue(reference.Ref, out var text) ? text : "[текст показывается с именами]";

    internal static IReadOnlyDictionary<string, string> Row(params IEnumerable<(string Word, string Value)> words) =>
        words.ToDictionary(w => w.Word, w => w.Value);
}
