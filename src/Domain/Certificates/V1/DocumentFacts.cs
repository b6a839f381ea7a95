using System.Text.Json.Serialization;
using MentorshipFlow.Programmes.Documents;

namespace MentorshipFlow.Certificates.V1;

/// <summary>One registered document.</summary>
/// <param name="Sha256">Of the uploaded file, 64 lower hex digits.</param>
internal sealed record DocumentFact(
    Guid Id, string Kind, InstitutionalText Title, InstitutionalText? Number, DateOnly? Date, Guid? Signatory, InstitutionalText? SignatoryPosition,
    DocumentOriginal Original, string? Sha256, bool InForce)
{
    /// <summary>Number and date only: "№ 214 от 01.09.2021".</summary>
    [JsonIgnore]
    public string Citation => $"{(Number is { } number ? $"№ {number}" : "без номера")} {(Date is { } date ? $"от {CertificateText.Date(date)}" : "без даты")}";

    /// <summary>As an element of a list.</summary>
    [JsonIgnore]
    public IEnumerable<string?> Parts =>
    [
        $"{Citation} «{Title}»",
        SignatoryPosition is { } position ? $"подписал: {position}" : null,
        Signatory is { } signatory ? $"подписавший: {signatory}" : null,
        Original == DocumentOriginal.Paper ? "оригинал на бумаге" : "оригинал в электронном виде",
        Sha256 is { } hash ? $"SHA-256 файла {hash}" : "файла нет",
        InForce ? null : "не действует",
    ];
}

/// <summary>The register of documents.</summary>
internal class DocumentFacts
{
    private readonly Dictionary<Guid, DocumentFact> documents = [];

    /// <summary>A document by its id; null when it is not registered.</summary>
    public DocumentFact? Find(Guid id) => documents.GetValueOrDefault(id);

    /// <summary>Documents of one kind, by id.</summary>
    public IEnumerable<DocumentFact> OfKind(string kind) => documents.Values.Where(d => d.Kind == kind).OrderBy(d => d.Id);

    public virtual void Apply(object @event)
    {
        switch (@event)
        {
            case DocumentEvent.DocumentRegistered e:
                documents[e.Id] = new(e.Id, e.Kind, e.Title, e.Number, e.Date, e.Signatory, e.SignatoryPosition, e.Original, e.File?.Sha256, true);
                break;
            case DocumentEvent.DocumentFileAttached e: documents[e.Id] = documents[e.Id] with { Sha256 = e.File.Sha256 }; break;
            case DocumentEvent.DocumentSuperseded e: SetInForce(e.Id, false); break;
            case DocumentEvent.DocumentAnnulled e: SetInForce(e.Id, false); break;
        }
    }

    protected void SetInForce(Guid id, bool inForce) => documents[id] = documents[id] with { InForce = inForce };
}
