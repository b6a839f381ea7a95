using MentorshipFlow.Definitions;
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
    int Number, string Code, string Title, Presence Presence, IReadOnlyList<DocumentContent> InForce, int Withdrawn);

/// <summary>
/// Section 16, for each numbered document of the definition by its number:
/// <code>
/// {number}. {title}: {есть: count|отсутствует|неприменимо}[; заменено или отменено: {count}]
/// - № {number} от {date} «{title}»; подписал: {position}; подписавший: {person}; {original}; {SHA-256 файла …|файла нет}   in force, by id
/// </code>
/// A document of the side plan (the Year of the Teacher and Mentor) that is not registered is not applicable. The certificate itself is
/// «настоящая справка № {number} от {date}»; registered copies of it follow as elements.
/// </summary>
internal static class DocumentsSection
{
    private const string Certificate = "results-certificate";

    public static RegisterContent Of(DocumentsRoom register, Definition definition) =>
        new([.. definition.Documents.Where(d => d.Number is not null).OrderBy(d => d.Number).Select(d => Row(register, d))]);

    public static void Write(CertificateText text, RegisterContent content, CertificateParameters parameters)
    {
        text.Section(16, "Документы");
        foreach (var row in content.Documents)
        {
            var withdrawn = row.Withdrawn > 0 ? $"; заменено или отменено: {Figures.Text(row.Withdrawn)}" : "";
            text.Line($"{Figures.Text(row.Number)}. {row.Title}", InWords(row, parameters) + withdrawn);
            foreach (var document in row.InForce) text.Element(document.Parts);
        }
    }

    private static RegisterRow Row(DocumentsRoom register, DocumentDefinition definition)
    {
        var inForce = DocumentContent.InForceOfKind(register, definition.Code);
        var withdrawn = register.Documents.Values.Count(d => d.Registered.Kind == definition.Code && !d.InForce);
        var presence = inForce.Count > 0 || definition.Code == Certificate ? Presence.Present
            : definition.SidePlan && withdrawn == 0 ? Presence.NotApplicable
            : Presence.Absent;
        return new(definition.Number!.Value, definition.Code, definition.Title.Ru, presence, inForce, withdrawn);
    }

    private static string InWords(RegisterRow row, CertificateParameters parameters) =>
        row.Code == Certificate ? $"настоящая справка № {parameters.Number} от {CertificateText.Date(parameters.Date)}"
        : row.Presence == Presence.Present ? $"есть: {Figures.Text(row.InForce.Count)}"
        : row.Presence == Presence.Absent ? "отсутствует"
        : "неприменимо";
}
