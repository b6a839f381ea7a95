using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Receipts;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Papers;

namespace MentorshipFlow.Api.Pages.Settings;

/// <summary>The template of a paper.</summary>
public sealed record ShownTemplate(string Paper, string Title, IReadOnlyList<string> Words, bool Own, string Sha256);

/// <summary>The refusal of an uploaded template.</summary>
public sealed record RefusedTemplate(string Paper, string Why, IReadOnlyList<MissingThing> Missing);

/// <summary>The letterhead of a school and its templates of papers.</summary>
internal sealed class PaperSettingsPages : UseCase
{
    private const string At = "/settings/papers";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(At, visit => Show(visit, StatusCodes.Status200OK, null));
        routes.Form($"{At}/{{paper}}", Take, PaperTemplates.MostBytes);
        routes.Page($"{At}/{{paper}}/template.docx", async visit => (await visit.Demand("readPaperTemplate",
            ("paper", visit.Http.GetRouteValue("paper")), ("shipped", visit.Http.Request.Query["shipped"] == "true" ? true : null)))
            .AsFile());
    }

    private static async Task<IResult> Show(Visit visit, int status, RefusedTemplate? refused)
    {
        var templates = await visit.All<ShownTemplate>("listPaperTemplates");
        var letterhead = await visit.Ask("readLetterhead") is { Succeeded: true } reply ? reply.Json : (JsonElement?)null;
        var persons = letterhead?.Each("signatories").Select(s => s.Id("person")) ?? [];
        return PageRoutes.Html<PaperSettingsView>(visit, status, ("Letterhead", letterhead), ("Templates", templates),
            ("Names", await visit.Names(persons)), ("Refused", refused));
    }

    private static async Task<IResult> Take(Visit visit, IFormCollection form)
    {
        visit.Require("setPaperTemplate");
        var paper = $"{visit.Http.GetRouteValue("paper")}";
        if (form.Files["file"] is not { Length: > 0 } file)
            return await Show(visit, StatusCodes.Status422UnprocessableEntity, new(paper, PageWords.Say("papers.no-file"), []));
        if (file.Length > PaperTemplates.MostBytes)
        {
            return await Show(visit, StatusCodes.Status413PayloadTooLarge,
                new(paper, PageWords.Say("import.too-large", PaperTemplates.MostBytes / 1024 / 1024), []));
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, visit.Http.RequestAborted);
        var reply = await visit.Ask(new Call("setPaperTemplate", Visit.Values([("paper", paper)]))
        {
            File = content.ToArray(), FileType = PaperTemplates.DocxType, Key = form["decision"],
        });
        return reply.Succeeded ? ReceiptOfDecision.Then(reply, $"{At}#{paper}")
            : await Show(visit, reply.Status, new(paper, reply.Problem.Title, reply.Problem.Missing ?? []));
    }
}
