using System.Text.Json.Serialization;
using MentorshipFlow.Programmes.Documents;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>One registered document.</summary>
/// <param name="Sha256">Of the uploaded file, 64 lower hex digits.</param>
internal sealed record DocumentContent(
    Guid Id, string Kind, InstitutionalText Title, InstitutionalText? Number, DateOnly? Date, Guid? Signatory,
    InstitutionalText? SignatoryPosition, DocumentOriginal Original, string? Sha256, bool InForce)
{
    /// <summary>Number and date only: "№ 214 от 01.09.2021".</summary>
    [JsonIgnore]
    public string Citation =>
        $"{Number?.Numbered ?? "без номера"} {(Date is { } date ? $"от {CertificateText.Date(date)}" : "без даты")}";

    /// <summary>Number, date and title.</summary>
    [JsonIgnore]
    public string Named => $"{Citation} «{Title}»";

    /// <summary>As an element of a list.</summary>
    [JsonIgnore]
    public IEnumerable<string?> Parts =>
    [
        Named,
        SignatoryPosition is { } position ? $"подписал: {position}" : null,
        Signatory is { } signatory ? $"подписавший: {signatory}" : null,
        Original == DocumentOriginal.Paper ? "оригинал на бумаге" : "оригинал в электронном виде",
        Sha256 is { } hash ? $"SHA-256 файла {hash}" : "файла нет",
    ];

    /// <summary>Documents of one kind that are in force, by id.</summary>
    public static IReadOnlyList<DocumentContent> InForceOfKind(DocumentsRoom register, string kind) =>
        [.. register.InForceOfKind(kind).Select(Of)];

    /// <summary>How a registered document is cited; null when it is not registered.</summary>
    public static string? CitationOf(DocumentsRoom register, Guid id) =>
        register.Documents.TryGetValue(id, out var found) ? Of(found).Citation : null;

    /// <summary>Registered documents, in the given order.</summary>
    public static IReadOnlyList<DocumentContent> Of(DocumentsRoom register, IEnumerable<Guid> documents) =>
        [.. documents.Select(d => Of(register.Documents[d]))];

    private static DocumentContent Of(RegisteredDocument document)
    {
        var e = document.Registered;
        return new(e.Id, e.Kind, e.Title, e.Number, e.Date, e.Signatory, e.SignatoryPosition, e.Original, document.File?.Sha256,
            document.InForce);
    }
}
