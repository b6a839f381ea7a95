using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 15.</summary>
/// <param name="Encouraged">Distinct persons of all orders.</param>
internal sealed record RecognitionContent(
    IReadOnlyList<EncouragementContent> Encouragements, int Encouraged, IReadOnlyList<LetterContent> Letters,
    IReadOnlyList<OrderContent> FinalEventOrders, IReadOnlyList<FinalEventContent> FinalEvents,
    IReadOnlyList<CompetitionContent> Competitions, IReadOnlyList<PublicationContent> Publications,
    IReadOnlyList<PracticeContent> Practices);

/// <summary>An order of encouragement.</summary>
internal sealed record EncouragementContent(Guid Id, Guid Order, string? Cited, int Persons);

/// <summary>A letter of thanks.</summary>
internal sealed record LetterContent(Guid Id, string Partner, Guid Document, string? Cited);

/// <summary>An order of the final event.</summary>
internal sealed record OrderContent(Guid Id, Guid Order, string? Cited);

/// <summary>The final event.</summary>
internal sealed record FinalEventContent(Guid Id, DateOnly On, int? Attendance);

/// <summary>A competition.</summary>
internal sealed record CompetitionContent(Guid Id, Nomination Nomination, DateOnly On, IReadOnlyList<CompetitionPlace> Places);

/// <summary>A publication.</summary>
/// <param name="Named">Number of persons that it names.</param>
internal sealed record PublicationContent(Guid Id, DateOnly On, string Url, PublicationSite Site, int Named);

/// <summary>A best practice.</summary>
internal sealed record PracticeContent(Guid Id, string Title, string? Form);

/// <summary>
/// Section 15, each list by day and then by id:
/// <code>
/// Приказов о поощрении: {count}
/// - {order}; лиц: {number}
/// Поощрено лиц: {distinct persons}
/// Благодарственных писем партнёрам: {count}
/// - {partner}; {letter}
/// Приказов об итоговом мероприятии: {count}
/// - {order}
/// Итоговых мероприятий: {count}
/// - {date}[; участников: {number}]
/// Конкурсов: {count}
/// - {nomination}; {date}; {place} место: {persons}; …
/// Публикаций: {count}
/// - {date}; {url}; сайт {организации|партнёра}; {обезличенная|названо лиц: {number}}
/// Лучших практик: {count}
/// - «{title}»[; {form}]
/// </code>
/// A part without a record has no source.
/// </summary>
internal static class RecognitionSection
{
    public static RecognitionContent Of(Programme state, Suppression suppression)
    {
        var room = state.Recognition;
        var ordered = room.Of<Recognised.EncouragementOrdered>().ToList();
        return new(
            [.. ordered.Select(e => new EncouragementContent(e.Id, e.Order, Cited(state, e.Order), e.Persons.Count))],
            ordered.SelectMany(e => e.Persons).Distinct().Count(),
            [.. room.Of<Recognised.ThankYouLetterIssued>().Select(l => new LetterContent(
                l.Id, (state.Preparation.Facts.GetValueOrDefault(l.Partner) as Fact.PartnerEngaged)?.Title.Value ?? $"{l.Partner}",
                l.Document,
                Cited(state, l.Document)))],
            [.. room.Of<Recognised.FinalEventOrdered>().Select(o => new OrderContent(o.Id, o.Order, Cited(state, o.Order)))],
            [.. room.Of<Recognised.FinalEventHeld>().OrderBy(e => e.On).Select(e => new FinalEventContent(e.Id, e.On, e.Attendance))],
            [.. room.Of<Recognised.CompetitionHeld>().OrderBy(c => c.On).Select(c => new CompetitionContent(
                c.Id, c.Nomination, c.On, suppression.Public ? [] : [.. c.Places.OrderBy(p => p.Place)]))],
            [.. room.Of<Recognised.ResultsPublished>().OrderBy(p => p.On).Select(p => new PublicationContent(
                p.Id, p.On, p.Url.Value, p.Site, p.Named.Count))],
            [.. room.Of<Recognised.BestPracticeCollected>().Select(p => new PracticeContent(p.Id, p.Title.Value, p.Form))]);
    }

    public static void Write(CertificateText text, RecognitionContent content, Definition definition)
    {
        text.Section(15);
        text.ListOrMissing("Приказов о поощрении", content.Encouragements, "приказы не записаны",
            e => [e.Cited ?? $"{e.Order}", $"лиц: {Figures.Text(e.Persons)}"]);
        text.Line("Поощрено лиц", content.Encouragements.Count == 0 ? null : Figures.Text(content.Encouraged), "приказы не записаны");
        text.ListOrMissing("Благодарственных писем партнёрам", content.Letters, "письма не записаны", l => [l.Partner, l.Cited]);
        text.ListOrMissing("Приказов об итоговом мероприятии", content.FinalEventOrders, "приказ не записан",
            o => [o.Cited ?? $"{o.Order}"]);
        text.ListOrMissing("Итоговых мероприятий", content.FinalEvents, "мероприятие не записано", e =>
            [CertificateText.Date(e.On), e.Attendance is { } number ? $"участников: {Figures.Text(number)}" : null]);
        text.ListOrMissing("Конкурсов", content.Competitions, "конкурс не записан", c =>
        [
            Words.Of(c.Nomination), CertificateText.Date(c.On),
            .. c.Places.Select(p => $"{Figures.Text(p.Place)} место: {string.Join(", ", p.Persons)}"),
        ]);
        text.ListOrMissing("Публикаций", content.Publications, "публикация не записана", p =>
        [
            CertificateText.Date(p.On), p.Url, p.Site == PublicationSite.Own ? "сайт организации" : "сайт партнёра",
            p.Named == 0 ? "обезличенная" : $"названо лиц: {Figures.Text(p.Named)}",
        ]);
        text.ListOrMissing("Лучших практик", content.Practices, "практики не записаны", p =>
            [$"«{p.Title}»", p.Form is { } form ? MenteeBaseSection.Title(form, definition) : null]);
    }

    private static string? Cited(Programme state, Guid document) =>
        state.Documents.Documents.GetValueOrDefault(document) is not { Registered: DocumentEvent.DocumentRegistered d } ? null
        : $"«{d.Title}»" + (d.Number is { } number ? $" {number.Numbered}" : "")
            + (d.Date is { } on ? $" от {CertificateText.Date(on)}" : "");
}
