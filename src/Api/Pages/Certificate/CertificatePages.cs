using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Programmes.Certification;

namespace MentorshipFlow.Api.Pages.Certificate;

/// <summary>A certificate, rebuilt from history now.</summary>
public sealed record ShownCertificate(string Verdict, CertificateFate? Status, CertificateReference? ReplacedBy, ShownAnnulment? Annulled,
    ShownIssue? Issued, string? IssuedHash, string? RebuiltHash, string? Text, long? FirstBadPosition);

/// <summary>An issued certificate.</summary>
public sealed record ShownIssue(Guid Id, string Number, DateOnly Date, int UpToVersion, string ContentHash, DateOnly AsOf);

/// <summary>A certificate by its number.</summary>
public sealed record CertificateReference(Guid Id, string Number, DateOnly Date);

/// <summary>When it was annulled, and why for those who may read it.</summary>
public sealed record ShownAnnulment(DateOnly On, ShownText? Reason);

/// <summary>A text beside its reference.</summary>
public sealed record ShownText(Guid Ref, string? Text);

/// <summary>A certificate in the list of all.</summary>
public sealed record IssuedCertificate(
    ShownIssue Issued, CertificateFate Status, CertificateReference? ReplacedBy, ShownAnnulment? Annulled);

/// <summary>A section of the certificate's text.</summary>
/// <param name="Heading">Empty for the lines in front of the first section.</param>
public sealed record TextSection(string Heading, IReadOnlyList<string> Lines)
{
    /// <summary>A text in its sections: each begins behind an empty line.</summary>
    public static IReadOnlyList<TextSection> Of(string text)
    {
        List<TextSection> sections = [];
        foreach (var (n, part) in text.TrimEnd('\n').Split("\n\n").Index())
        {
            var lines = part.Split('\n');
            sections.Add(n == 0 ? new("", lines) : new(lines[0], [.. lines.Skip(1)]));
        }

        return sections;
    }
}

/// <summary>The verdict on a pasted copy.</summary>
public sealed record ComparedCopy(string Verdict, string Sentence, CertificateReference? Certificate, CertificateReference? ReplacedBy,
    DateOnly? AnnulledOn, int? FirstDifferentLine, string? LineOfCopy, string? IssuedLine, long? FirstBadPosition);

/// <summary>A part of the certificate's content: a value, or a list or group of further parts.</summary>
/// <param name="Pointer">Its place in the content.</param>
/// <param name="Values">How many values it has; null for a single one.</param>
public sealed record PartOfContent(string Pointer, string Name, JsonElement Value, int? Values)
{
    private static readonly string[] Naming = ["code", "item", "number", "title", "name", "organisation", "id"];

    /// <summary>The element at a place; null if there is none.</summary>
    public static PartOfContent? At(JsonElement content, string pointer)
    {
        var (at, name) = (content, "");
        foreach (var step in pointer.Split('/').Skip(1).Select(Plain))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var member)) (at, name) = (member, step);
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && n < at.GetArrayLength())
                (at, name) = (at[n], NameOf(at[n], n));
            else return null;
        }

        return new(pointer, name, at, Counted(at));
    }

    /// <summary>Its parts.</summary>
    public IEnumerable<PartOfContent> Parts => Value.ValueKind switch
    {
        JsonValueKind.Object => Value.EnumerateObject().Select(m =>
            new PartOfContent($"{Pointer}/{Escaped(m.Name)}", m.Name, m.Value, Counted(m.Value))),
        JsonValueKind.Array => Value.EnumerateArray().Select((e, n) => new PartOfContent($"{Pointer}/{n}", NameOf(e, n), e, Counted(e))),
        _ => [],
    };

    // RFC 6901.
    private static string Plain(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static int? Counted(JsonElement node) => node.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Leaves(node) : null;

    private static int Leaves(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().Sum(m => Leaves(m.Value)),
        JsonValueKind.Array => node.EnumerateArray().Sum(Leaves),
        _ => 1,
    };

    private static string NameOf(JsonElement element, int n) => element.ValueKind == JsonValueKind.Object
        && Array.Find(Naming, k => element.TryGetProperty(k, out var v) && v.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            is { } key ? element.GetProperty(key).ToString() : $"{n + 1}";
}

/// <summary>An entry behind a figure.</summary>
public sealed record ShownSource(long Position, int Version, string Type, DateOnly EffectiveOn, string RecordedAt, string Role);

/// <summary>The figures of a certificate, or the entries behind one of them.</summary>
public sealed record ShownSources(Guid Certificate, int UpToVersion, string? Pointer, IReadOnlyList<string>? Beside,
    IReadOnlyList<ShownSource>? Entries, long? Next);

/// <summary>«Справка об итогах»: its text as history gives it today, what was issued, copies, and where its figures come from.</summary>
internal sealed class CertificatePages : UseCase
{
    private const string At = "/programmes/{programme}/certificate";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(At, visit => Show(visit, null, null));
        routes.Page("/programmes/{programme}/certificates/{certificate}", visit =>
            Show(visit, visit.Http.GetRouteValue("certificate"), null));
        routes.Form($"{At}/comparison", async (visit, form) => await Show(visit, null, await Compared(visit, form)));
        routes.Page($"{At}/public", async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            var text = await visit.Demand("readPublicCertificateText", ("programme", head.Id));
            return PageRoutes.Html<PublicTextView>(visit, ("Programme", head), ("Sections", TextSection.Of(Text(text))));
        });
        routes.Page($"{At}/public/certificate.txt", visit => Download(visit, "readPublicCertificateText", "public-certificate.txt"));
        routes.Page($"{At}/text/certificate.txt", visit => Download(visit, "readCertificateText", "certificate.txt"));
        routes.Page("/programmes/{programme}/certificates/{certificate}/text/certificate.txt",
            visit => Download(visit, "readIssuedCertificateText", "certificate.txt"));
        routes.Page($"{At}/sources", Sources);
    }

    private static string Text(Reply reply) => System.Text.Encoding.UTF8.GetString(reply.Bytes);

    private static async Task<IResult> Download(Visit visit, string operation, string name)
    {
        (string, object?)[] address = visit.Http.GetRouteValue("certificate") is { } one
            ? [("programme", visit.Http.GetRouteValue("programme")), ("certificate", one)]
            : [("programme", visit.Http.GetRouteValue("programme"))];
        return (await visit.Demand(operation, address)).AsFile(name);
    }

    private static async Task<IResult> Show(
        Visit visit, object? certificate, (ComparedCopy? Copy, ProblemBody? Problem, string Text)? compared)
    {
        var head = await ProgrammeHead.Of(visit);
        var shown = certificate is null
            ? await visit.Read<ShownCertificate>("rebuildCertificate", ("programme", head.Id))
            : await visit.Read<ShownCertificate>("rebuildIssuedCertificate", ("programme", head.Id), ("certificate", certificate));
        var issued = await visit.All<IssuedCertificate>("listCertificates", ("programme", head.Id));
        return PageRoutes.Html<CertificateView>(visit, compared?.Problem?.Status ?? StatusCodes.Status200OK, ("Programme", head),
            ("Certificate", shown), ("All", issued), ("Compared", compared?.Copy), ("Problem", compared?.Problem),
            ("Copy", compared?.Text ?? ""), ("Alone", certificate is not null));
    }

    private static async Task<(ComparedCopy?, ProblemBody?, string)> Compared(Visit visit, IFormCollection form)
    {
        var text = form["text"].ToString();
        if (form.Files is [{ Length: > 0 } file, ..])
        {
            using var reader = new StreamReader(file.OpenReadStream(), System.Text.Encoding.UTF8);
            text = await reader.ReadToEndAsync(visit.Http.RequestAborted);
        }

        var reply = await visit.Ask(new Call("compareCertificate", Visit.Values([("programme", visit.Http.GetRouteValue("programme"))]))
        {
            Body = JsonSerializer.Serialize(new { text }, ApiJson.Options),
        });
        return reply.Succeeded ? (reply.As<ComparedCopy>(), null, text) : (null, reply.Problem, text);
    }

    private static async Task<IResult> Sources(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var query = visit.Http.Request.Query;
        var issued = await visit.All<IssuedCertificate>("listCertificates", ("programme", head.Id));
        var of = Guid.TryParse(query["certificate"], out var asked) ? issued.FirstOrDefault(c => c.Issued.Id == asked)
            : issued.FirstOrDefault(c => c.Status == CertificateFate.InForce) ?? issued.OrderBy(c => c.Issued.Date).LastOrDefault();
        if (of is null)
        {
            return asked == Guid.Empty ? PageRoutes.Html<SourcesView>(visit, ("Programme", head))
                : throw new PageRefusedException(StatusCodes.Status404NotFound, Problems.NotFound.Body(visit.Http));
        }

        var content = (await visit.Demand("rebuildIssuedCertificate", ("programme", head.Id), ("certificate", of.Issued.Id))).Json;
        if (!content.TryGetProperty("content", out var whole) || whole.ValueKind != JsonValueKind.Object)
            return PageRoutes.Html<SourcesView>(visit, ("Programme", head), ("Of", of));
        var pointer = query["pointer"].ToString();
        if (PartOfContent.At(whole, pointer) is not { } part)
            throw new PageRefusedException(StatusCodes.Status404NotFound, Problems.NotFound.Body(visit.Http));
        var behind = pointer.Length == 0 ? null : await visit.Ask("listCertificateSources", ("programme", head.Id),
            ("certificate", of.Issued.Id), ("pointer", pointer), ("cursor", History.HistoryPages.Number(visit, "cursor")));
        return PageRoutes.Html<SourcesView>(visit, ("Programme", head), ("Of", of), ("Part", part),
            ("Sources", behind is { Succeeded: true } ? behind.As<ShownSources>() : null));
    }
}
