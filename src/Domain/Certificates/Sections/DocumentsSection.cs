using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 16: the numbered documents (M26 to M37).</summary>
internal sealed record RegisterContent(IReadOnlyList<RegisterRow> Documents);

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
/// </code>
/// A document of the side plan (the Year of the Teacher and Mentor) that is not registered is not applicable. The certificate itself is
/// «настоящая справка № {number} от {date}»; registered copies of it follow as elements.
/// </summary>
internal static class DocumentsSection
{
    public static RegisterContent Of(DocumentsRoom register, Definition definition) =>
        new([.. definition.Documents.Where(d => d.Number is not null).OrderBy(d => d.Number).Select(d => Row(register, d))]);

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
