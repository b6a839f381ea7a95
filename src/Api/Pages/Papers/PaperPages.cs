using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Documents;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Stage;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Papers;
using MentorshipFlow.Api.Tandems;

namespace MentorshipFlow.Api.Pages.Papers;

/// <summary>A paper of a programme.</summary>
public sealed record ShownPaper(
    string Paper, string Title, string? Document, IReadOnlyList<string> Formats, bool Own, string? Number,
    IReadOnlyList<MissingThing> Lacks, IReadOnlyList<Guid> Registered)
{
    /// <summary>The papers that are made only after somebody has chosen what of.</summary>
    public const string Questionnaire = "questionnaire";

    /// <summary>The slips, made of the links that were just issued.</summary>
    public const string Slips = "family-slip";

    /// <summary>The blanks of consents.</summary>
    public const string Consents = "consent-form";

    /// <summary>The code of its state: ready, choose or lacks.</summary>
    public string State => Lacks.Count == 0 ? "ready" : Paper is Questionnaire or Slips ? "choose" : "lacks";

    /// <summary>The shape of its state.</summary>
    public string Mark => State switch { "ready" => "met", "choose" => "not-started", _ => "holds" };
}

/// <summary>The choices for a paper, and those that were taken.</summary>
/// <param name="Given">What was chosen, as the query of the paper.</param>
/// <param name="Of">Subjects and registered documents.</param>
/// <param name="Person">Whom an order appoints.</param>
public sealed record PaperChoice(
    IReadOnlyList<(string Name, string Value)> Given, IReadOnlyList<Choice> Of, IReadOnlyList<Choice> Person, IReadOnlyList<Choice> Consent,
    IReadOnlyList<Choice> Questionnaire)
{
    /// <summary>The chosen value of a field; empty when nothing was chosen.</summary>
    public string this[string name] => Given.FirstOrDefault(g => g.Name == name).Value ?? "";

    /// <summary>Whether there is anything to choose.</summary>
    public bool Any => Of.Count + Person.Count + Consent.Count + Questionnaire.Count > 0;
}

/// <summary>Pairs and groups that wait for their approval by an order.</summary>
/// <param name="Order">The registered order, which approves nothing yet.</param>
public sealed record WaitingPairs(Guid Order, IReadOnlyList<ReadTandems.Row> Tandems, IReadOnlyDictionary<Guid, string> Names);

/// <summary>The papers of a programme: what each lacks, and each as a file, with names or without.</summary>
internal sealed class PaperPages : UseCase
{
    private const string At = "/programmes/{programme}/papers";

    private static readonly string[] Chosen = ["of", "consent", "person", "questionnaire"];

    private static readonly IReadOnlyList<FormField> Fields = FormField.OfRequest(typeof(PapersOfProgramme.Request));

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(At, async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            return PageRoutes.Html<PapersView>(visit, ("Programme", head),
                ("Papers", await visit.All<ShownPaper>("listPapers", ("programme", head.Id))),
                ("Letterhead", (await visit.Ask("readLetterhead")).Succeeded));
        });
        routes.Page($"{At}/{{paper}}", visit => One(visit, Query(visit), null));
        routes.Form($"{At}/{{paper}}", Save);
        routes.Page($"{At}/{{paper}}/file", async visit => (await visit.Demand("readPaper",
            [.. Address(visit), .. Query(visit).Select(g => (g.Name, (object?)g.Value)), ("format", visit.Http.Request.Query["format"])]))
            .AsFile());
    }

    /// <summary>The verb and the address for something that a paper lacks; null if no single page mends it.</summary>
    public static (string Verb, string Address)? Mend(Visit visit, Guid programme, MissingThing missing) => missing.What switch
    {
        "meetings-missing" or "partners-missing" => (PageWords.Say("papers.mend.preparation"), $"/programmes/{programme}/preparation"),
        "bases-empty" or "nobody-to-consent" => (PageWords.Say("papers.mend.participants"), $"/programmes/{programme}/participants"),
        "plans-missing" or "routes-missing" => (PageWords.Say("mend.pairs"), $"/programmes/{programme}/pairs"),
        "encouraged-missing" => (PageWords.Say("mend.recognition"), $"/programmes/{programme}/recognition"),
        "links-missing" => (PageWords.Say("mend.wave"), $"/programmes/{programme}/survey-waves"),
        "consent-text-missing" => DecisionForms.For(visit, "publishDefaultConsentTexts") is { } publish
            ? (PageWords.Say("consents.publish"), publish) : null,
        _ => Mending.Of(visit, programme, missing),
    };

    private static (string, object?)[] Address(Visit visit) =>
        [("programme", visit.Http.GetRouteValue("programme")), ("paper", visit.Http.GetRouteValue("paper"))];

    private static List<(string Name, string Value)> Query(Visit visit) => [.. Chosen
        .Select(name => (name, visit.Http.Request.Query[name].ToString())).Where(g => g.Item2.Length > 0)];

    // The file follows a reading that was recorded, so each time it is saved is a reading of its own.
    private static async Task<IResult> Save(Visit visit, IFormCollection form)
    {
        var body = FormValues.Of(form).Request(Fields, visit.Today).ToJsonString();
        var reply = await visit.Ask(new Call("disclosePaper", Visit.Values(Address(visit))) { Body = body, Key = Visit.NewKey });
        return reply.Succeeded ? reply.AsFile()
            : await One(visit, [.. Chosen.Select(n => (n, form[n].ToString())).Where(g => g.Item2.Length > 0)], reply);
    }

    private static async Task<IResult> One(Visit visit, List<(string Name, string Value)> given, Reply? refused)
    {
        var head = await ProgrammeHead.Of(visit);
        var code = $"{visit.Http.GetRouteValue("paper")}";
        var paper = (await visit.All<ShownPaper>("listPapers", ("programme", head.Id))).FirstOrDefault(p => p.Paper == code)
            ?? throw new PageRefusedException(StatusCodes.Status404NotFound, Problems.NotFound.Body(visit.Http));
        var documents = await visit.All<ShownDocument>("listDocuments", ("programme", head.Id));
        return PageRoutes.Html<PaperView>(visit, refused?.Status ?? StatusCodes.Status200OK, ("Programme", head),
            ("Paper", given.Count > 0 ? paper with { Lacks = await Lacks(visit, given) } : paper),
            ("Choice", await Choice(visit, head, code, given)), ("Refusal", refused?.Problem),
            ("Registered", documents.Where(d => paper.Registered.Contains(d.Id)).ToList()),
            ("Waiting", await Waiting(visit, head, given.FirstOrDefault(g => g.Name == "of").Value)));
    }

    private static async Task<WaitingPairs?> Waiting(Visit visit, ProgrammeHead head, string? order)
    {
        if (order is null || head.IsClosed || !visit.May("approveTandems")) return null;
        var tandems = await visit.All<ReadTandems.Row>("listTandems", ("programme", head.Id));
        if ((await OrdersOfPairs.Unused(visit, head.Id, tandems)).FirstOrDefault(o => $"{o.Id}" == order) is not { } unused) return null;
        var waiting = OrdersOfPairs.Waiting(tandems, unused.Date);
        return new(unused.Id, waiting, await visit.Names(waiting.SelectMany(t => t.Mentees.Append(t.Mentor)).Select(p => (Guid?)p)));
    }

    // A paper about a chosen subject may lack something that the paper without a choice does not.
    private static async Task<IReadOnlyList<MissingThing>> Lacks(Visit visit, List<(string Name, string Value)> given)
    {
        var reply = await visit.Ask("readPaper", [.. Address(visit), .. given.Select(g => (g.Name, (object?)g.Value))]);
        return reply.Succeeded ? [] : reply.Problem.Code == "paper-lacks" ? reply.Problem.Missing ?? []
            : throw new PageRefusedException(reply.Status, reply.Problem);
    }

    private static async Task<PaperChoice> Choice(Visit visit, ProgrammeHead head, string code, List<(string Name, string Value)> given)
    {
        var choices = new Choices(visit, "disclosePaper",
            new Dictionary<string, string?> { ["programme"] = $"{head.Id}", ["paper"] = code });
        var fields = Fields.Where(f => Chosen.Contains(f.Name)).ToDictionary(f => f.Name);
        await choices.Prepare(fields.Values);
        return new(given, For("of"), code == ShownPaper.Slips ? [] : For("person"), code == ShownPaper.Consents ? For("consent") : [],
            For("questionnaire"));

        IReadOnlyList<Choice> For(string name) => choices.For(fields[name]) ?? [];
    }
}
