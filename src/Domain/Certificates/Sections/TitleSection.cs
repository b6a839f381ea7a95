using System.Globalization;
using System.Text.Json.Serialization;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 1.</summary>
internal sealed record TitleContent(
    CancellationContent? Cancellation, Guid Organisation, InstitutionalText OrganisationTitle, InstitutionalText Programme,
    string SchoolYear, InstitutionalText Number, DateOnly Date, DateOnly AsOf, ProgrammeStatus Status,
    IReadOnlyList<Fact.LegalBasisRegistered> LegalBases, IReadOnlyList<DocumentContent> Orders, IReadOnlyList<DocumentContent> Regulations,
    IReadOnlyList<CuratorContent> Curators)
{
    /// <summary>True for an invented example of a sandbox, otherwise absent.</summary>
    public bool? Sandbox { get; init; }

    /// <summary>The reorganisations with which it went over to a legal successor; absent without one.</summary>
    public IReadOnlyList<TransferContent>? Transfers { get; init; }

    /// <summary>Досрочно: the programme was cancelled.</summary>
    public bool Early => Cancellation is not null;
}

/// <summary>A reorganisation or renaming of the organisation.</summary>
internal sealed record TransferContent(
    DateOnly On, ReorganisationKind Kind, Guid Successor, InstitutionalText SuccessorTitle, InstitutionalText Ground,
    DateOnly? ConsentsUntil);

/// <summary>The reason and date of a cancellation.</summary>
internal sealed record CancellationContent(DateOnly On, Guid Order, [property: JsonIgnore] string? OrderCitation, TextReference Reason);

/// <summary>A curator in office until the day before the next curator's first day.</summary>
/// <param name="GoneOn">The day on which the curator left the organisation.</param>
internal sealed record CuratorContent(
    Guid Person, DateOnly From, DateOnly? Until, Guid Order, [property: JsonIgnore] string? OrderCitation, DateOnly? GoneOn);

/// <summary>
/// Section 1:
/// <code>
/// Организация: {title}
/// Организация (код): {id}
/// Правопреемство: {count}                                  only after a reorganisation or renaming, in order
/// - с {date}; {слияние|присоединение|переименование}; «{title}»; {id}; {act}[; прежние согласия действуют по {date}]
/// Программа: {title}
/// Учебный год: {yyyy/yyyy}
/// Номер справки: {number}
/// Дата справки: {date}
/// По состоянию на: {as-of date}
/// Состояние программы: {черновик|идёт|приостановлена|завершена|прекращена досрочно}
/// Прекращение: {date}; приказ № {number} от {date}; причина: {text reference}             only for a cancelled programme
/// Правовые основания: {count}
/// - {level}; {kind} {№ number|без номера} {от date|без даты}; «{title}»[; неполная ссылка]     by level, then id
/// Приказ: {count}                                         kind introduction-order, in force, by id
/// - № {number} от {date} «{title}»; подписал: {position}; подписавший: {person}; {original}; {SHA-256 файла …|файла нет}
/// Положение: {count}                                      kind mentoring-regulation
/// - …
/// Кураторы: {count}                                       in the order of appointment
/// - {person}; с {date}[ до {date of the next}]; приказ № {number} от {date}[; в организации до {date of leaving}]
/// </code>
/// The date of a legal basis is printed as it was cited unless it is an ISO date. An empty list is
/// printed as a line that nothing is registered.
/// </summary>
internal static class TitleSection
{
    public static TitleContent Of(Programme state, CertificateParameters parameters)
    {
        var (charter, register, curators) = (state.Charter!, state.Documents, state.Preparation.Curators);
        return new(
            state.Cancellation is var (e, on) ? new(on, e.Order, DocumentContent.CitationOf(register, e.Order), e.Reason) : null,
            charter.Organisation, charter.OrganisationTitle, charter.Title, charter.SchoolYear, parameters.Number, parameters.Date,
            parameters.AsOf,
            state.Status, [.. state.Preparation.Of<Fact.LegalBasisRegistered>().OrderBy(b => b.Level)],
            DocumentContent.InForceOfKind(register, "introduction-order"), DocumentContent.InForceOfKind(register, "mentoring-regulation"),
            [.. curators.Select((term, i) => new CuratorContent(
                term.Person, term.From, curators.ElementAtOrDefault(i + 1)?.From, term.Order,
                DocumentContent.CitationOf(register, term.Order),
                state.Preparation.Gone.TryGetValue(term.Person, out var left) ? left : null))])
        {
            Sandbox = state.Sandbox ? true : null,
            Transfers = state.Transfers.IsEmpty ? null
                : [.. state.Transfers.Select(t => new TransferContent(
                    t.On, t.Kind, t.Successor, t.SuccessorTitle, t.Ground, t.ConsentsUntil))],
        };
    }

    public static void Write(CertificateText text, TitleContent content)
    {
        text.Section(1);
        text.Line("Организация", $"{content.OrganisationTitle}");
        text.Line("Организация (код)", $"{content.Organisation}");
        if (content.Transfers is { } transfers) text.List("Правопреемство", transfers, Parts);
        text.Line("Программа", $"{content.Programme}");
        text.Line("Учебный год", content.SchoolYear);
        text.Line("Номер справки", $"{content.Number}");
        text.Line("Дата справки", CertificateText.Date(content.Date));
        text.Line("По состоянию на", CertificateText.Date(content.AsOf));
        text.Line("Состояние программы", Words.Of(content.Status));
        if (content.Cancellation is { } c)
        {
            text.Line("Прекращение",
                $"{CertificateText.Date(c.On)}; приказ {c.OrderCitation}; причина: {CertificateText.Reference(c.Reason)}");
        }

        Write(text, "Правовые основания", content.LegalBases, Parts);
        Write(text, "Приказ", content.Orders, d => d.Parts);
        Write(text, "Положение", content.Regulations, d => d.Parts);
        Write(text, "Кураторы", content.Curators, Parts);
    }

    private static void Write<T>(CertificateText text, string label, IReadOnlyList<T> elements, Func<T, IEnumerable<string?>> parts)
    {
        if (elements.Count == 0) text.Missing(label, "не зарегистрировано");
        else text.List(label, elements, parts);
    }

    private static IEnumerable<string?> Parts(Fact.LegalBasisRegistered basis) =>
    [
        Words.Of(basis.Level),
        $"{basis.Kind} {basis.Number?.Numbered ?? "без номера"} "
            + $"{(basis.Date is { } date ? $"от {Cited(date.Value)}" : "без даты")}",
        $"«{basis.Title}»",
        basis.Complete ? null : "неполная ссылка",
    ];

    private static IEnumerable<string?> Parts(TransferContent transfer) =>
    [
        $"с {CertificateText.Date(transfer.On)}",
        Words.Of(transfer.Kind),
        $"«{transfer.SuccessorTitle}»",
        $"{transfer.Successor}",
        $"{transfer.Ground}",
        transfer.ConsentsUntil is { } until ? $"прежние согласия действуют по {CertificateText.Date(until)}" : null,
    ];

    private static IEnumerable<string?> Parts(CuratorContent curator) =>
    [
        $"{curator.Person}",
        $"с {CertificateText.Date(curator.From)}" + (curator.Until is { } until ? $" до {CertificateText.Date(until)}" : ""),
        $"приказ {curator.OrderCitation}",
        curator.GoneOn is { } gone ? $"в организации до {CertificateText.Date(gone)}" : null,
    ];

    private static string Cited(string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? CertificateText.Date(day)
            : date;
}
