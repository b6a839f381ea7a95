using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 16: the numbered documents (M26 to M37).</summary>
/// <param name="Year">The plan beside the stages; absent when the programme keeps none.</param>
internal sealed record RegisterContent(IReadOnlyList<RegisterRow> Documents, YearPlanContent? Year);

/// <summary>The events of the plan of a year (M31, M37).</summary>
internal sealed record YearPlanContent(IReadOnlyList<HeldEventContent> Held, IReadOnlyList<PlannedEventContent> NotHeld);

/// <summary>An event that was held.</summary>
/// <param name="Planned">Whether the plan has it.</param>
internal sealed record HeldEventContent(
    Guid Id, string Title, DateOnly On, int? Attendance, bool Planned, Guid? Document, [property: JsonIgnore] string? Cited);

/// <summary>An event that was planned and not held.</summary>
internal sealed record PlannedEventContent(Guid Id, string Title, DateOnly From, DateOnly? To);

/// <summary>Whether a document of a kind is registered and in force.</summary>
internal enum Presence
{
    Present,
    Absent,
    NotApplicable,
}

/// <summary>One kind of document.</summary>
/// <param name="Withdrawn">Registered documents of this kind that were superseded or annulled.</param>
internal sealed record RegisterRow(
    int Number, string Code, string Title, Presence Presence, IReadOnlyList<DocumentContent> InForce,
    IReadOnlyList<WithdrawnContent> Withdrawn);

/// <summary>A document that is no longer in force.</summary>
/// <param name="SupersededBy">The document in its place; absent when it was annulled.</param>
internal sealed record WithdrawnContent(
    Guid Id, DocumentContent Document, Guid? SupersededBy, [property: JsonIgnore] string? SuccessorCitation);

/// <summary>
/// Section 16, for each numbered document of the definition by its number:
/// <code>
/// {number}. {title}: {есть: count|отсутствует|неприменимо}[; заменено или отменено: {count}]
/// - № {number} от {date} «{title}»; подписал: {position}; подписавший: {person}; {original}; {SHA-256 файла …|файла нет}   in force, by id
/// - № {number} от {date} «{title}»; {отменён|заменён документом № {number} от {date}}          the others, by id
/// Проведено мероприятий плана года: {count}                                                   only with a plan or an event
/// - «{title}»; {date}[; участников: {number}][; вне плана][; {document}]                       by day, then by id
/// Запланировано и не проведено: {count}                                                       only with a plan or an event
/// - «{title}»; {first day}[–{last day}]                                                       by first day, then by id
/// </code>
/// A document of the side plan (the Year of the Teacher and Mentor) that is not registered is not applicable. The certificate itself is
/// «настоящая справка № {number} от {date}»; registered copies of it follow as elements.
/// </summary>
internal static class DocumentsSection
{
    public static RegisterContent Of(Programme state, Definition definition) => new(
        [.. definition.Documents.Where(d => d.Number is not null).OrderBy(d => d.Number).Select(d => Row(state.Documents, d))],
        Year(state));

    public static void Write(CertificateText text, RegisterContent content, CertificateParameters parameters)
    {
        text.Section(16);
        foreach (var row in content.Documents)
        {
            var withdrawn = row.Withdrawn.Count > 0 ? $"; заменено или отменено: {Figures.Text(row.Withdrawn.Count)}" : "";
            text.Line($"{Figures.Text(row.Number)}. {row.Title}", InWords(row, parameters) + withdrawn);
            foreach (var document in row.InForce) text.Element(document.Parts);
            foreach (var gone in row.Withdrawn)
                text.Element(gone.Document.Named, gone.SuccessorCitation is { } by ? $"заменён документом {by}" : "отменён");
        }

        if (content.Year is not { } year) return;
        text.List("Проведено мероприятий плана года", year.Held, e =>
        [
            $"«{e.Title}»", CertificateText.Date(e.On), e.Attendance is { } number ? $"участников: {Figures.Text(number)}" : null,
            e.Planned ? null : "вне плана", e.Cited,
        ]);
        text.List("Запланировано и не проведено", year.NotHeld, e =>
            [$"«{e.Title}»", CertificateText.Date(e.From) + (e.To is { } last ? $"–{CertificateText.Date(last)}" : "")]);
    }

    private static YearPlanContent? Year(Programme state)
    {
        var planned = state.Preparation.Of<Fact.YearPlanEventPlanned>().ToDictionary(p => p.Id);
        var held = state.Preparation.Of<Fact.YearPlanEventHeld>().OrderBy(h => h.On).ThenBy(h => h.Id).ToList();
        if (planned.Count == 0 && held.Count == 0) return null;
        var done = held.Select(h => h.Planned).OfType<Guid>().ToHashSet();
        return new(
            [.. held.Select(h => new HeldEventContent(
                h.Id, h.Title.Value, h.On, h.Attendance, h.Planned is { } plan && planned.ContainsKey(plan), h.Document,
                h.Document is { } document ? DocumentContent.CitationOf(state.Documents, document) : null))],
            [.. planned.Values.Where(p => !done.Contains(p.Id)).OrderBy(p => p.From).ThenBy(p => p.Id)
                .Select(p => new PlannedEventContent(p.Id, p.Title.Value, p.From, p.To))]);
    }

    private static RegisterRow Row(DocumentsRoom register, DocumentDefinition definition)
    {
        var inForce = DocumentContent.InForceOfKind(register, definition.Code);
        var withdrawn = register.Documents.Values.Where(d => d.Registered.Kind == definition.Code && !d.InForce)
            .OrderBy(d => d.Registered.Id).ToList();
        var presence = inForce.Count > 0 || definition.Code == CertificationRoom.Paper ? Presence.Present
            : definition.SidePlan && withdrawn.Count == 0 ? Presence.NotApplicable
            : Presence.Absent;
        return new(
            definition.Number!.Value, definition.Code, definition.Title.Ru, presence, inForce,
            [.. DocumentContent.Of(register, withdrawn.Select(d => d.Registered.Id)).Zip(withdrawn, (content, d) => new WithdrawnContent(
            content.Id, content, d.SupersededBy, d.SupersededBy is { } by ? DocumentContent.CitationOf(register, by) : null))]);
    }

    private static string InWords(RegisterRow row, CertificateParameters parameters) =>
        row.Code == CertificationRoom.Paper ? $"настоящая справка {parameters.Number.Numbered} от {CertificateText.Date(parameters.Date)}"
        : row.Presence == Presence.Present ? $"есть: {Figures.Text(row.InForce.Count)}"
        : row.Presence == Presence.Absent ? "отсутствует"
        : "неприменимо";
}
