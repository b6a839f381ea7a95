using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Organisations;
using MentorshipFlow.Papers;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Papers;

namespace MentorshipFlow.Api.Papers;

/// <summary>The letterhead of an organisation and its own templates.</summary>
internal sealed class PapersOfOrganisation(OrganisationEngine organisations, PaperTemplates templates, FileTurns turns) : UseCase
{
    private const string Shipped = "shipped";

    /// <param name="Title">The full name, as the charter of the organisation has it.</param>
    /// <param name="Founder">What stands above the name.</param>
    /// <param name="Address">The postal address.</param>
    /// <param name="Place">Where papers are made, such as the town.</param>
    /// <param name="Contacts">Telephone, e-mail, site.</param>
    /// <param name="Codes">Codes of the organisation in state registers.</param>
    /// <param name="Signatories">Positions with the persons who hold them; the first one signs where nobody else is named.</param>
    /// <param name="Numbering">The form of numbers, with {n} in the place of the running number.</param>
    public sealed record Letterhead(
        InstitutionalText Title, InstitutionalText? Founder = null, InstitutionalText? Address = null, InstitutionalText? Place = null,
        InstitutionalText? Contacts = null, InstitutionalText? Codes = null, IReadOnlyList<PaperSignatory>? Signatories = null,
        IReadOnlyList<PaperNumbering>? Numbering = null) : Dated;

    /// <param name="Words">The words in braces that a template of the paper may have.</param>
    /// <param name="Own">Whether the organisation's own template is used.</param>
    /// <param name="Sha256">Of the template in use.</param>
    public sealed record Template(string Paper, string Title, IReadOnlyList<string> Words, bool Own, string Sha256);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecideOrganisation<Letterhead>("/api/organisation/letterhead",
            About("describeLetterhead", "Set the letterhead",
                "Name, founder, address, who signs and how papers are numbered: it stands on every paper made from now on (GOST R 7.0.97).",
                Takes.Head) with
            {
                Match = OrganisationDecisions.Own, Example = new Letterhead(new("Школа «Роща»"), new("Управление образования"),
                    new("Школьная улица, 1"), new("Рощинск"), new("school@example.org"),
                    Signatories: [new(new("Директор"), null)], Numbering: [new(NumberedPaper.Order, new("{n}-од"))]),
            },
            incoming => incoming.Caller.Organisation,
            (_, r) => new LetterheadCommand.DescribeLetterhead(new(
                r.Title, r.Founder, r.Address, r.Place, r.Contacts, r.Codes, r.Signatories ?? [], r.Numbering ?? [])));

        routes.Read("/api/organisation/letterhead", About("readLetterhead", "The letterhead",
            "As it was described last; not found while nobody has.", Takes.Reading) with
        {
            Answer = typeof(LetterheadEvent.LetterheadDescribed), Further = [StatusCodes.Status404NotFound],
        }, async http => await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted) is { Papers.Described: { } described }
            ? Answers.Json(described)
            : Problems.NotFound);

        routes.Read("/api/paper-templates", About("listPaperTemplates", "The templates of papers",
            "Each with the words that it may have in braces.", Takes.Reading) with
        {
            Answer = typeof(Paged<Template>), Query = NumberedPage.Query,
        }, List);

        routes.Read("/api/paper-templates/{paper}", About("readPaperTemplate", "The template of a paper",
            "A DOCX to be changed in any word processor: the one in use, or the shipped one.", Takes.Reading) with
        {
            AnswerMediaType = PaperTemplates.DocxType, Sample = "PK…",
            Query = [new(Shipped, "The shipped template although the organisation has its own.", "true", typeof(bool))],
        }, Read);

        routes.DecidingOnFile("/api/paper-templates/{paper}", About("setPaperTemplate", "Upload an own template",
            "A DOCX with words in braces. A word that the paper does not have, open braces and mixed tables are refused, each with the " +
            "number of its paragraph.", Takes.HeadOrCurator) with
        {
            Upload = PaperTemplates.DocxType, Sample = "PK…", Answer = typeof(OrganisationAnswer),
            Success = StatusCodes.Status201Created, Further = [StatusCodes.Status404NotFound],
        }, PaperTemplates.MostBytes, Set);

        routes.DecideOrganisation<Plain>("/api/paper-templates/{paper}/removal",
            About("removePaperTemplate", "Use the shipped template again", "The own one is no longer used.", Takes.HeadOrCurator),
            incoming => incoming.Caller.Organisation, (incoming, _) => new LetterheadCommand.RemoveTemplate(incoming.Code("paper")));
    }

    private async Task<IResult> List(HttpContext http)
    {
        var organisation = Caller.Of(http).Organisation;
        if (await organisations.Find(organisation, http.RequestAborted) is not { } found) return Problems.NotFound;
        List<Template> rows = [];
        foreach (var kind in Enum.GetValues<PaperKind>())
        {
            var (code, used) = (Kebab.Of($"{kind}"), await templates.InUse(organisation, found.Papers, kind, http.RequestAborted));
            rows.Add(new(code, Sentences.OfPaper(code), [.. PaperTemplates.Words(kind).Order(StringComparer.Ordinal)], used.Own,
                used.Sha256));
        }

        return NumberedPage.Answer(http, rows);
    }

    private async Task<IResult> Read(HttpContext http)
    {
        var (query, organisation) = (new Asked(http), Caller.Of(http).Organisation);
        var shipped = query.Flag(Shipped);
        if (query.Problem is { } wrong) return wrong;
        if (PaperPress.KindOf(http) is not { } kind || await organisations.Find(organisation, http.RequestAborted) is not { } found)
            return Problems.NotFound;
        var used = shipped == true ? PaperTemplates.Shipped(kind) : await templates.InUse(organisation, found.Papers, kind,
            http.RequestAborted);
        return Results.File(used.Docx, PaperTemplates.DocxType, $"{Kebab.Of($"{kind}")}.docx");
    }

    private async Task<IResult> Set(Incoming incoming, byte[] docx)
    {
        if (PaperPress.KindOf(incoming.Http) is not { } kind) return Problems.NotFound;
        if (await turns.Take(incoming.Http) is { } busy) return busy;
        if (PaperTemplates.Faults(kind, docx) is { Count: > 0 } faults) return Refusals.Of(new Refusal(Reason.TemplateBroken, faults));
        var organisation = incoming.Caller.Organisation;
        var sha256 = await templates.Store(organisation, docx, incoming.Stop);
        var outcome = await organisations.Decide(organisation, new LetterheadCommand.SetTemplate(Kebab.Of($"{kind}"), sha256, docx.Length),
            incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided => Answers.Json(
            new OrganisationAnswer(organisation, decided.State.Version, decided.DryRun, decided.Repeated, decided.Events, decided.Receipt),
            decided.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created));
    }

    private static Operation About(string name, string summary, string description, IReadOnlyList<Role> roles) =>
        new("Papers", name, summary, description, roles);
}
