using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Papers;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Papers;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Papers;

/// <summary>A paper as a request asks for it.</summary>
internal sealed record AskedPaper(PaperRequest Request, string? Questionnaire = null);

/// <summary>A paper that can be printed: its sources without names, its template, and the version it is made from.</summary>
/// <param name="Request">As asked; of a registered paper as it was asked then.</param>
internal sealed record Printing(PaperRequest Request, PaperSources Sources, PaperTemplate Template, int Version);

/// <summary>The common path of the routes of papers, from the request to the file.</summary>
internal sealed class PaperPress(PaperReading reading, PaperTemplates templates, ProgrammeEngine programmes, PublicAddress address)
{
    private const string Kind = "paper";
    private const string VerifyPage = "/verify";

    /// <summary>The answers beside DOCX.</summary>
    public static IReadOnlyDictionary<string, Type> OtherTypes { get; } = new Dictionary<string, Type>
    {
        [PaperPrinter.TypeOf(PaperFormat.Pdf)] = typeof(byte[]), [PaperPrinter.TypeOf(PaperFormat.Xlsx)] = typeof(byte[]),
    };

    /// <summary>The query of a paper.</summary>
    public static IReadOnlyList<QueryParameter> Query { get; } =
    [
        new("format", "Takes precedence over Accept.", "pdf", typeof(PaperFormat)),
        new("of", "The document that it is registered as, or its subject: a person, a fact, a certificate. All when absent.",
            "0193b2f0-1111-7222-8333-444455556666", typeof(Guid)),
        new("consent", "The purpose of a consent.", "participation", typeof(ConsentPurpose)),
        new("person", "Whom an order appoints.", "0193b2f0-1111-7222-8333-444455556666", typeof(Guid)),
        new("questionnaire", "The code of a questionnaire.", "mentee-satisfaction"),
    ];

    /// <summary>The papers of a programme.</summary>
    public static IReadOnlyList<PaperKind> OfProgramme { get; } = [.. Enum.GetValues<PaperKind>().Where(k => k != PaperKind.Act)];

    /// <summary>The kind in the address of a programme's paper; null when there is none with this code.</summary>
    public static PaperKind? InProgramme(HttpContext http) =>
        KindOf(http) is { } kind && OfProgramme.Contains(kind) ? kind : null;

    /// <summary>The kind in the address; null when there is none with this code.</summary>
    public static PaperKind? KindOf(HttpContext http) => http.GetRouteValue(Kind)?.ToString() is { } code
        && Enum.GetValues<PaperKind>().Cast<PaperKind?>().FirstOrDefault(k => Kebab.Of($"{k}") == code) is { } kind ? kind : null;

    /// <summary>The paper and format that a reading asks for.</summary>
    public static (AskedPaper? Asked, PaperFormat Format, Problem? Problem) Asked(HttpContext http)
    {
        if (InProgramme(http) is not { } kind) return (null, default, Problems.NotFound);
        var query = new Asked(http);
        var request = new PaperRequest(kind, query.Id("of"), query.Code<ConsentPurpose>("consent") ?? ConsentPurpose.Participation,
            query.Id("person"));
        var questionnaire = query.Text("questionnaire", code => code.Length <= 64, $"A code.");
        var format = query.Code<PaperFormat>("format") ?? Accepted(http.Request);
        if (query.Problem is { } wrong) return (null, default, wrong);
        return PaperPrinter.Formats(kind).Contains(format) ? (new(request, questionnaire), format, null)
            : (null, default, Problems.Parameter("format", $"A format of this paper."));
    }

    /// <summary>The fields that a paper shows of a person.</summary>
    public static IReadOnlyList<DisclosedField> Fields(PaperKind kind) => kind switch
    {
        PaperKind.BasesRegister => [DisclosedField.FullName, DisclosedField.Contacts, DisclosedField.Work],
        PaperKind.ConsentForm => [DisclosedField.FullName, DisclosedField.BirthDate, DisclosedField.Representative],
        PaperKind.DevelopmentPlan or PaperKind.EducationalRoute =>
            [DisclosedField.FullName, DisclosedField.Work, DisclosedField.Texts],
        PaperKind.CuratorOrder or PaperKind.GroupsOrder or PaperKind.EncouragementOrder => [DisclosedField.FullName, DisclosedField.Work],
        _ => [DisclosedField.FullName],
    };

    /// <summary>The programme in the address.</summary>
    public async Task<ProgrammeFound?> Find(HttpContext http) => http.Id("programme") is { } id
        ? await programmes.Find(Caller.Of(http).Organisation, id, http.RequestAborted) : null;

    /// <summary>The sources of a paper without names.</summary>
    public Task<PaperSources> Sources(
        HttpContext http, ProgrammeFound found, AskedPaper asked, IReadOnlyList<SlipLink>? links) =>
        Linked(reading.Of(Caller.Of(http).Organisation, found, asked.Request, asked.Questionnaire, address.Of(http.Request, VerifyPage),
            http.RequestAborted), links);

    /// <summary>
    /// Prepares a paper, or says what it lacks. A registered paper is made from the history and with the template that it was printed from.
    /// </summary>
    /// <param name="document">The document that it is about to be registered as.</param>
    /// <param name="links">Of slips.</param>
    public async Task<(Printing? Printing, Problem? Problem)> Prepare(
        HttpContext http, ProgrammeFound found, AskedPaper asked, DocumentEvent.DocumentRegistered? document,
        IReadOnlyList<SlipLink>? links = null)
    {
        var (organisation, stop) = (Caller.Of(http).Organisation, http.RequestAborted);
        var registered = asked.Request.Of is { } id && found.State.Documents.Documents.TryGetValue(id, out var named)
            && named.Printed is { } printed && printed.Paper == asked.Request.Code ? named : null;
        var at = registered is null ? found
            : await programmes.FindAt(organisation, found.Id, registered.Printed!.UpToVersion, stop) ?? found;
        if (registered?.Printed is { } made) asked = new(asked.Request with { Of = made.Subject, Person = made.Subject });
        var sources = await Sources(http, at, asked, links);
        sources = sources with { Document = document ?? registered?.Registered };
        var template = registered is null ? await templates.InUse(organisation, sources.Organisation.Papers, asked.Request.Kind, stop)
            : await templates.Of(organisation, sources.Organisation.Papers, asked.Request.Kind, registered.Printed!.Template, stop);
        return Paper.Of(asked.Request, sources) is { Lacks: { Count: > 0 } lacks }
            ? (null, Refusals.Of(new Refusal(Reason.PaperLacks, lacks)) with { Names = found.Names })
            : (new(asked.Request, sources, template, at.State.Version), null);
    }

    /// <summary>Persons whose names a purpose does not allow to read.</summary>
    public Task<IReadOnlySet<Guid>> Hidden(HttpContext http, IReadOnlyCollection<Guid> whose, AccessPurpose purpose) =>
        reading.Hidden(Caller.Of(http).Organisation, whose, purpose, http.RequestAborted);

    /// <summary>The sources with names; the caller has recorded the reading.</summary>
    public Task<PaperSources> WithNames(
        HttpContext http, Printing printing, IReadOnlyList<Guid> whose, IReadOnlySet<Guid> hidden) =>
        reading.WithNames(Caller.Of(http).Organisation, printing.Sources, printing.Request, whose, hidden, http.RequestAborted);

    /// <summary>The file, or the refusal of a format.</summary>
    /// <param name="sources">With names or without.</param>
    public static IResult Print(Printing printing, PaperSources sources, PaperFormat format)
    {
        var printed = Printed(printing, sources, format);
        return printed.Lacks.Count > 0 ? Refusals.Of(new Refusal(Reason.TemplateBroken, printed.Lacks))
            : Results.File(printed.Content, PaperPrinter.TypeOf(format),
                $"{printing.Request.Code}.{JsonNamingPolicy.CamelCase.ConvertName($"{format}")}");
    }

    /// <summary>The bytes of a paper.</summary>
    public static PrintedPaper Printed(Printing printing, PaperSources sources, PaperFormat format) =>
        PaperPrinter.Print(Paper.Of(printing.Request, sources).Sheets, printing.Template, format,
            Sentences.OfPaper(printing.Request.Code, Sentences.Languages[0]), sources.Document?.Date ?? sources.Certificate?.Issued.Date);

    private static PaperFormat Accepted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(a => a.Quality ?? 1).Select(a => Enum.GetValues<PaperFormat>().Cast<PaperFormat?>()
            .FirstOrDefault(f => PaperPrinter.TypeOf(f!.Value) == a.MediaType)).FirstOrDefault(f => f is not null) ?? PaperFormat.Docx;

    private static async Task<PaperSources> Linked(Task<PaperSources> sources, IReadOnlyList<SlipLink>? links) =>
        links is null ? await sources : await sources with { Links = links };
}
