using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;

namespace MentorshipFlow.Api.Pages.Documents;

/// <summary>A document of the register.</summary>
public sealed record ShownDocument(Guid Id, bool InForce, ShownRegistration Registered, ShownFile? File, Guid? SupersededBy, bool Annulled)
{
    /// <summary>The document as people cite it.</summary>
    public string Cited => new CitedPaper(Id, Registered.Title, Registered.Number, Registered.Date).Cited;

    /// <summary>Whether another document in force of the same kind and year has its number: one of the two is usually a mistake.</summary>
    public bool SharesNumber(ShownDocument other) => other.Id != Id && InForce && other.InForce && other.Registered.Kind == Registered.Kind
        && other.Registered.Date?.Year == Registered.Date?.Year && Registered.Number?.Trim() is { Length: > 0 } number
        && string.Equals(number, other.Registered.Number?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The shape of its state.</summary>
    public string Mark => Annulled ? "holds" : SupersededBy is not null ? "none" : File is null ? "in-work" : "met";

    /// <summary>The code of its state.</summary>
    public string State => Annulled ? "annulled" : SupersededBy is not null ? "superseded" : File is null ? "without-file" : "in-force";
}

/// <summary>A registered document.</summary>
public sealed record ShownRegistration(
    string Kind, string Title, string? Number, DateOnly? Date, Guid? Signatory, string? SignatoryPosition, DocumentOriginal Original);

/// <summary>The file of a document.</summary>
public sealed record ShownFile(string Sha256, long Size, string MediaType)
{
    /// <summary>Its kind and size, in words.</summary>
    public string About => $"{Kind}, {(Size < 1024 * 1024 ? PageWords.Say("doc.kilobytes", Math.Max(1, Size / 1024))
        : PageWords.Say("doc.megabytes", (Size / 1048576m).ToString("0.#", PageWords.Culture)))}";

    /// <summary>Whether a browser shows it as a picture.</summary>
    public bool IsPicture => MediaType is "image/png" or "image/jpeg" or "image/webp" or "image/gif";

    private string Kind => MediaType switch
    {
        "application/pdf" => "PDF",
        "image/png" => "PNG",
        "image/jpeg" => "JPG",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "DOCX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "XLSX",
        _ => PageWords.Say("doc.file"),
    };
}

/// <summary>A document by title, number and date.</summary>
public sealed record CitedPaper(Guid Id, string Title, string? Number, DateOnly? Date)
{
    /// <summary>In one line.</summary>
    public string Cited => string.Join(' ', new[]
    {
        Typo.Text(Title), Number is { } number ? Typo.Text(new InstitutionalText(number).Numbered) : null,
        Date is { } date ? PageWords.Say("doc.of-day", Typo.Day(date)) : null,
    }.OfType<string>());
}

/// <summary>A kind of document that the programme's model knows, with what is registered of it.</summary>
/// <param name="Asked">Whether it is one of the model's documents, not a further kind.</param>
public sealed record KindOfDocument(string Code, Wording? Title, int? Stage, bool Asked, IReadOnlyList<ShownDocument> Documents);

/// <summary>Where a document serves as evidence.</summary>
/// <param name="Then">What becomes of it when the document is annulled.</param>
public sealed record PlaceOfEvidence(string Text, string Address, string Then);

/// <summary>The register of documents, and a document with its file and its places.</summary>
internal sealed class DocumentPages : UseCase
{
    private const string At = "/programmes/{programme}/documents";

    private sealed record Planned(IReadOnlyList<PlannedItem> Items);

    private sealed record PlannedItem(PlanOfItem Plan, Wording Title, IReadOnlyList<Guid> Evidence);

    private sealed record PlanOfItem(string Item);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(At, async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            var documents = await visit.All<ShownDocument>("listDocuments", ("programme", head.Id));
            return PageRoutes.Html<DocumentsView>(visit, ("Programme", head), ("Kinds", await Kinds(visit, head.Id, documents)),
                ("Names", await visit.Names(documents.Select(d => d.Registered.Signatory))));
        });

        routes.Page($"{At}/{{document}}", async visit =>
        {
            var document = await visit.Read<ShownDocument>("readDocument", Address(visit));
            var head = await ProgrammeHead.Of(visit);
            var others = await visit.All<ShownDocument>("listDocuments", ("programme", head.Id));
            var kinds = await Kinds(visit, head.Id, [document]);
            return PageRoutes.Html<DocumentView>(visit, ("Programme", head), ("Document", document),
                ("Kind", kinds.FirstOrDefault(k => k.Documents.Count > 0)?.Title),
                ("By", others.FirstOrDefault(d => d.Id == document.SupersededBy)),
                ("Twins", others.Where(document.SharesNumber).ToList()),
                ("InPlaceOf", others.Where(d => d.SupersededBy == document.Id).ToList()),
                ("Places", await Places(visit, head, document.Id)), ("Names", await visit.Names([document.Registered.Signatory])));
        });

        routes.Page($"{At}/{{document}}/file", async visit =>
        {
            var reply = await visit.Ask("downloadFile", Address(visit));
            if (reply.Succeeded) return Results.File(reply.Bytes, reply.ContentType, FileName(reply));
            // A file about a person is read by a disclosure, which asks what for.
            return reply.Problem.Code == ProblemCodes.DisclosureRequired && visit.May("discloseFile")
                ? Results.Redirect(visit.FormAddress("discloseFile", Address(visit)))
                : throw new PageRefusedException(reply.Status, reply.Problem);
        });
    }

    private static (string, object?)[] Address(Visit visit) =>
        [("programme", visit.Http.GetRouteValue("programme")), ("document", visit.Http.GetRouteValue("document"))];

    // Files are stored by their hashes; a name that opens needs an ending.
    private static string FileName(Reply reply) => $"{reply.Tag?[..12] ?? "file"}{reply.ContentType.Split(';')[0] switch
    {
        "application/pdf" => ".pdf",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ".docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => ".xlsx",
        "text/plain" => ".txt",
        _ => "",
    }}";

    /// <summary>The kinds of documents that a programme's model knows, each with those of the given documents that are of it.</summary>
    public static async Task<IReadOnlyList<KindOfDocument>> Kinds(Visit visit, Guid programme, IReadOnlyList<ShownDocument> documents)
    {
        var pinned = (await visit.Demand("readProgramme", ("programme", programme))).Json.GetProperty("definition");
        var definition = (await visit.Demand("readDefinition", ("code", pinned.GetProperty("code").GetString()),
            ("version", pinned.GetProperty("version").GetInt32()))).Json;
        List<KindOfDocument> kinds = [];
        foreach (var (list, asked) in new[] { ("documents", true), ("otherDocuments", false) })
        {
            if (!definition.TryGetProperty(list, out var all)) continue;
            kinds.AddRange(all.EnumerateArray().Select(k => new KindOfDocument(k.GetProperty("code").GetString()!,
                k.GetProperty("title").Deserialize<Wording>(ApiJson.Options),
                k.TryGetProperty("stage", out var stage) && stage.ValueKind == JsonValueKind.Number ? stage.GetInt32() : null, asked,
                [.. documents.Where(d => d.Registered.Kind == k.GetProperty("code").GetString())])));
        }

        // A kind that an earlier version of the definition knew.
        kinds.AddRange(documents.Where(d => !kinds.Exists(k => k.Code == d.Registered.Kind)).GroupBy(d => d.Registered.Kind)
            .Select(g => new KindOfDocument(g.Key, null, null, false, [.. g])));
        return kinds;
    }

    private static async Task<IReadOnlyList<PlaceOfEvidence>> Places(Visit visit, ProgrammeHead head, Guid document)
    {
        List<PlaceOfEvidence> places = [];
        foreach (var stage in head.All.Stages)
        {
            foreach (var criterion in stage.Criteria.Where(c => c.Evidence.Contains($"document:{document}")))
            {
                places.Add(new(PageWords.Say("doc.criterion", criterion.Code, Sentences.Of(criterion.Title)),
                    $"/programmes/{head.Id}/stages/{stage.Number}#{criterion.Code}",
                    PageWords.Say(stage.Approval is null ? "doc.then-criterion" : "doc.then-approved", criterion.Code, stage.Number)));
            }
        }

        if (await visit.Ask("readRoadmap", ("programme", head.Id)) is { Succeeded: true } reply)
        {
            foreach (var item in reply.As<Planned>().Items.Where(i => i.Evidence.Contains(document)))
            {
                var code = item.Plan.Item;
                places.Add(new(PageWords.Say("doc.item", code, Sentences.Of(item.Title)),
                    $"/programmes/{head.Id}/roadmap/items/{Uri.EscapeDataString(code)}", PageWords.Say("doc.then-item", code)));
            }
        }

        return places;
    }
}
