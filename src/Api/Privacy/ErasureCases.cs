using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Papers;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Papers;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Privacy;

/// <summary>The answer to a decision about an erasure.</summary>
/// <param name="Swept">After a destruction: whether the last traces of the key are removed. If not, the server completes it by
/// itself.</param>
public sealed record ErasureAnswer(
    Guid Person, Guid Erasure, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, Receipt? Receipt,
    bool? Swept = null);

/// <summary>Erasure cases: demanded, possibly extended, assessed, carried out, documented by an act (docs/domain-model.md, 3).</summary>
internal sealed class ErasureCases(
    PrivacyTerms terms, Erasures erasures, ErasurePapers papers, MentionSearch search, PeopleEngine people,
    OrganisationEngine organisations, PaperTemplates templates) : UseCase
{
    /// <param name="ReceivedOn">The date when the demand was received; today when absent. The statutory term runs from it.</param>
    public sealed record Demand(ErasureGround Ground, DateOnly? ReceivedOn = null) : Dated;

    /// <param name="Reason">The text of the notice to the subject; stored in the vault.</param>
    /// <param name="NotifiedOn">The date of the notice; today when absent.</param>
    public sealed record Extension(PrivateText Reason, DateOnly? NotifiedOn = null) : Dated;

    /// <param name="Article">The article of law that requires the erasure, or permits further processing.</param>
    /// <param name="Categories">For a partial erasure: the categories to destroy.</param>
    /// <param name="Mentions">A decision about each mention of the person, unless the destruction is refused.</param>
    public sealed record Assessment(ErasureDecision Decision, InstitutionalText Article, IReadOnlyList<ErasureCategory>? Categories = null,
        PrivateText? Reason = null, IReadOnlyList<MentionDecision>? Mentions = null) : Dated;

    /// <param name="Mentions">Decisions about mentions that came after the assessment.</param>
    public sealed record Destruction(IReadOnlyList<MentionDecision>? Mentions = null) : Dated;

    /// <param name="Place">An entry with the pointer of a value in its body, or a text or person by id.</param>
    /// <param name="Position">The position of the entry that contains the text or refers to it.</param>
    /// <param name="About">The other person whom the text is about; it is read by a disclosure.</param>
    /// <param name="Text">Absent for a text or details about another person.</param>
    /// <param name="Destroyable">Whether it can be destroyed: an entry of the ledger cannot.</param>
    public sealed record MentionAnswer(
        Guid Id, MentionKind Kind, string Place, long? Position, Guid? About, string? Text, bool Destroyable);

    /// <param name="Number">The act's number in the organisation's register.</param>
    public sealed record Filing(InstitutionalText Number) : Dated;

    private static readonly Guid SomeMention = Guid.Parse("0193b2f0-1111-8222-8333-444455556666");

    /// <param name="FirstDueOn">The last day of the original term.</param>
    /// <param name="Reason">Reference to the wording of the notice.</param>
    public sealed record Extended(DateOnly FirstDueOn, DateOnly NotifiedOn, InstitutionalText Article, TextReference Reason);

    /// <param name="DueOn">The last day of the term, including an extension.</param>
    /// <param name="Overdue">Whether the term has passed without destruction or refusal.</param>
    public sealed record Case(
        Guid Id, Guid Person, ErasureGround Ground, string Term, DateOnly ReceivedOn, DateOnly DueOn, bool Overdue,
        ErasureDecision? Decision, InstitutionalText? Article,
        DateOnly? ErasedOn, InstitutionalText? ActNumber, DateOnly? ActOn, DateOnly? KeepUntil, string? ActSha256, string? JournalSha256,
        Extended? Extension);

    /// <summary>A page of cases in the order of their ids; the Link header leads to the next one.</summary>
    /// <param name="Open">The number of open cases on all pages together.</param>
    /// <param name="Overdue">The number of overdue cases on all pages together.</param>
    public sealed record CaseList(DateOnly AsOf, int Open, int Overdue, IReadOnlyList<Case> Items);

    public override void Map(IEndpointRouteBuilder routes)
    {
        Decide<Demand>(routes, "", About("requestErasure", "Record a demand to destroy",
            "The statutory clock runs from the day of receipt. Restriction is another decision and works at once; a withdrawal of " +
            "participation opens its case by itself.") with
        {
            Roles = Takes.HeadOrCurator, Example = new Demand(ErasureGround.ConsentWithdrawn, new(2022, 1, 10)),
        }, Request, creates: true);

        Decide<Extension>(routes, "/{erasure}/extension", About("extendErasureTerm", "Extend the term",
            "Once, where the terms allow it, with a reasoned notice to the subject that was sent before the term had passed.") with
        {
            Example = new Extension(new("Сведения запрошены у архива.")),
        }, Extend);

        Decide<Assessment>(routes, "/{erasure}/assessment", About("assessErasure", "Assess the grounds",
            "Destroy all, a part, or refuse with the article. Each mention of the person in texts of the organisation is decided: " +
            "destroyed, kept with a ground, or of somebody else; the act lists them.") with
        {
            Example = new Assessment(ErasureDecision.EraseAll, new("152-ФЗ, ст. 21 ч. 5")),
        }, Assess);

        Decide<Destruction>(routes, "/{erasure}/destruction", About("erasePersonalData", "Destroy",
            "Key and rows go with this decision; no byte of the ledger changes. Mentions that came after the assessment are decided here.")
            with { Example = new Destruction([new(SomeMention, MentionFate.Kept, new("152-ФЗ, ст. 6 ч. 1 п. 2"))]) }, Erase);

        routes.Read("/api/people/{person}/erasures/{erasure}/mentions",
            About("listMentions", "Where the person is named", "Every text and title of the organisation that contains the name in any " +
                "case, outside the person's own data; searched now, in the order of the ids. A surname counts for everybody who has it.")
            with { Answer = typeof(Paged<MentionAnswer>), Query = Page.Query }, ListMentions);

        Decide<Filing>(routes, "/{erasure}/act-filing", About("fileErasureAct", "File the act",
            "With the export of the event journal; both are kept for years.") with { Example = new Filing(new("7")) }, File);

        routes.Read("/api/erasures", About("listErasures", "Erasure cases",
            "Of one's own organisation, with what is overdue on a day.") with
        {
            Roles = [Role.Head, Role.Curator, Role.Auditor], Answer = typeof(CaseList),
            Query = [new("asOf", "The day; today when absent.", "2022-01-15", typeof(DateOnly)), .. Page.Query],
        }, List);

        routes.Read("/api/people/{person}/erasures/{erasure}/act",
            About("readErasureAct", "The act of destruction",
                "Made from the ledger; its hash stands there. On the organisation's letterhead " +
            "as DOCX or PDF, if format says so.")
            with
            {
                Roles = Papers, AnswerMediaType = "text/plain", Sample = "mentorshipflow erasure act v1\n…\n",
                OtherAnswers = new Dictionary<string, Type>
                {
                    [PaperPrinter.TypeOf(PaperFormat.Docx)] = typeof(byte[]), [PaperPrinter.TypeOf(PaperFormat.Pdf)] = typeof(byte[]),
                },
                Query = [new("format", "docx or pdf; the text itself when absent.", "pdf", typeof(PaperFormat))],
            },
            Act);

        routes.Read("/api/people/{person}/erasures/{erasure}/journal",
            About("readErasureJournal", "The export of the event journal", "One entry a line, as JSON; its hash stands on the ledger.")
            with { Roles = Papers, AnswerMediaType = "application/x-ndjson",
            Sample = "{\"position\":41,\"type\":\"personal_data_erased\"}\n" },
            http => Paper(http, papers => papers.Journal, filed => filed.JournalSha256, "application/x-ndjson"));
    }

    // Reads, finds the person, builds the command, decides, sweeps after a destruction, answers.
    private void Decide<T>(
        IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, Person, T, Task<Built<PersonCommand>>> build,
        bool creates = false)
        where T : Dated => routes.Deciding<T>(
            $"/api/people/{{person}}/erasures{pattern}",
            operation with { Answer = typeof(ErasureAnswer), Success = creates ? StatusCodes.Status201Created : StatusCodes.Status200OK },
            async (incoming, request) =>
            {
                var (person, erasure) = (incoming.Id("person"), creates ? incoming.NewId("erasure") : incoming.Id("erasure"));
                if (await people.Find(incoming.Caller.Organisation, person, incoming.Stop) is not { } found) return Problems.NotFound;
                var (command, problem) = await build(incoming, found, request);
                if (command is null) return problem!;
                var outcome = await people.Decide(person, command, incoming.Context(), incoming.Stop);
                return await incoming.Answer(outcome, async d =>
                {
                    bool? swept = !d.DryRun && command is ErasureCommand.CarryOutErasure ? await erasures.Finish(incoming.Stop) : null;
                    var created = creates && !d.DryRun;
                    if (created) incoming.Http.Response.Headers.Location = $"/api/people/{person}/erasures/{erasure}";
                    return Answers.Json(
                        new ErasureAnswer(person, erasure, d.State.Version, d.DryRun, d.Repeated, d.Events, d.Receipt, swept),
                        created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
                });
            });

    private static IReadOnlyList<Role> Papers { get; } = [Role.Head, Role.Auditor];

    private Task<Built<PersonCommand>> Request(Incoming incoming, Person person, Demand r)
    {
        var (term, receivedOn) = (terms.Of(r.Ground), r.ReceivedOn ?? incoming.Issued.AsOf);
        return Task.FromResult<Built<PersonCommand>>(Dates.OfFact(receivedOn, incoming.Issued.AsOf) is { } refusal
            ? Refusals.Of(refusal)
            : new ErasureCommand.RequestErasure(incoming.NewId("erasure"), r.Ground, receivedOn, terms.DueOn(term, receivedOn), term.Code));
    }

    private async Task<Built<PersonCommand>> Extend(Incoming incoming, Person person, Extension r)
    {
        var erasure = incoming.Id("erasure");
        var extended = person.Erasure.Find(erasure) is { } found ? terms.Extended(found.Requested.Term, found.Requested.DueOn) : null;
        return new ErasureCommand.ExtendErasureTerm(erasure, extended, r.NotifiedOn ?? incoming.Issued.AsOf,
            await incoming.SealAbout(incoming.Id("person"), r.Reason));
    }

    private async Task<Built<PersonCommand>> Assess(Incoming incoming, Person person, Assessment r)
    {
        var id = incoming.Id("person");
        var found = r.Decision == ErasureDecision.Refuse ? null : await search.Of(incoming.Caller.Organisation, id, incoming.Stop);
        return new ErasureCommand.AssessErasure(
            incoming.Id("erasure"), r.Decision, r.Article, r.Categories ?? [], await incoming.SealAbout(id, r.Reason), r.Mentions,
            found?.Select(m => m.Found).ToList());
    }

    private async Task<Built<PersonCommand>> Erase(Incoming incoming, Person person, Destruction r)
    {
        var (organisation, id, erasure) = (incoming.Caller.Organisation, incoming.Id("person"), incoming.Id("erasure"));
        if (person.Erasure.Find(erasure) is not { Assessed: { Decision: not ErasureDecision.Refuse } assessed, Erased: null })
            return new ErasureCommand.CarryOutErasure(erasure, []);
        var found = Mentions.Concern(assessed.Categories) ? await search.Of(organisation, id, incoming.Stop) : null;
        var decided = Mentions.Decide(
            [.. found?.Select(m => m.Found) ?? []], r.Mentions ?? [], assessed.Mentions ?? []).Decided.ToDictionary(m => m.Id, m => m.Fate);
        List<Guid> mentioning = [.. found?.Where(m => m.Reference is not null
            && decided.GetValueOrDefault(m.Found.Id, MentionFate.Kept) == MentionFate.Destroyed).Select(m => m.Reference!.Value) ?? []];
        var stores = await erasures.Stores(id, assessed, mentioning, incoming.Stop);
        foreach (var row in await erasures.Rows(organisation, id, assessed, mentioning, incoming.Stop)) incoming.SideWrite(row);
        return new ErasureCommand.CarryOutErasure(erasure, stores, r.Mentions, found?.Select(m => m.Found).ToList());
    }

    private async Task<IResult> ListMentions(HttpContext http)
    {
        var organisation = Caller.Of(http).Organisation;
        if (http.Id("person") is not { } person || http.Id("erasure") is not { } erasure
            || (await people.Find(organisation, person, http.RequestAborted))?.Erasure.Find(erasure) is null) return Problems.NotFound;
        var found = await search.Of(organisation, person, http.RequestAborted) ?? [];
        return Page.Answer(http, found.Select(m => new MentionAnswer(
            m.Found.Id, m.Found.Kind, m.Found.Place, m.Position, m.About, m.Text, m.Reference is not null)), m => m.Id);
    }

    private async Task<Built<PersonCommand>> File(Incoming incoming, Person person, Filing r)
    {
        var (organisation, id) = (incoming.Caller.Organisation, incoming.Id("person"));
        if (person.Erasure.Find(incoming.Id("erasure")) is not { Erased: not null, Act: null } done)
            return new ErasureCommand.FileErasureAct(incoming.Id("erasure"), r.Number, "", "", default, default, default);
        if (!await erasures.Finish(incoming.Stop))
            return Refusals.Of(Reason.ErasureNotDone, "erasure-not-done", done.Requested.Case.ToString());
        var on = incoming.Issued.AsOf;
        var filed = new ErasureEvent.ErasureActFiled(
            done.Requested.Case, r.Number, on, "", "", on.AddYears(terms.ActKeptYears), done.Erased!.On.AddDays(terms.LogHorizonDays),
            done.Erased.On.AddDays(terms.BackupHorizonDays));
        var made = await papers.Of(organisation, id, done, filed, incoming.Stop);
        incoming.SideWrite(Erasures.Filed(id, r.Number, on));
        return new ErasureCommand.FileErasureAct(filed.Case, filed.Number, made.ActSha256, made.JournalSha256, filed.KeepUntil,
            filed.LogClearOn, filed.BackupsClearOn);
    }

    private async Task<IResult> List(HttpContext http)
    {
        var caller = Caller.Of(http);
        var asked = new Asked(http);
        var asOf = asked.Day("asOf") ?? caller.Today;
        if (asked.Problem is { } wrong) return wrong;
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        var entries = await erasures.Entries(caller.Organisation, http.RequestAborted);
        List<(Case Answer, bool Runs)> cases = [.. entries.GroupBy(e => e.Stream).SelectMany(stream => stream
            .Aggregate(ErasureRoom.Empty, (room, e) => room.Evolve((ErasureEvent)EventCodec.Read(e.Type, e.Body))).Cases
            .Select(c => (Of(Guid.Parse(stream.Key.AsSpan(TextVault.PersonPrefix.Length)), c, asOf), c.ClockRuns)))];
        var shown = page.Cut(http, cases.Select(c => c.Answer), c => c.Id);
        return Answers.Json(new CaseList(asOf, cases.Count(c => c.Runs), cases.Count(c => c.Answer.Overdue), shown.Items));
    }

    private static Case Of(Guid person, ErasureCase c, DateOnly asOf) => new(
        c.Requested.Case, person, c.Requested.Ground, c.Requested.Term, c.Requested.ReceivedOn, c.DueOn, c.OverdueOn(asOf),
        c.Assessed?.Decision, c.Assessed?.Article,
        c.Erased?.On, c.Act?.Number, c.Act?.On, c.Act?.KeepUntil, c.Act?.ActSha256, c.Act?.JournalSha256,
        c.Extended is { } e ? new(c.Requested.DueOn, e.NotifiedOn, e.Article, e.Reason) : null);

    private async Task<IResult> Act(HttpContext http)
    {
        var query = new Asked(http);
        var format = query.Code<PaperFormat>("format");
        if (query.Problem is { } wrong) return wrong;
        if (format == PaperFormat.Xlsx) return Problems.Parameter("format", $"A format of this paper.");
        return await Paper(http, papers => papers.Act, filed => filed.ActSha256, "text/plain; charset=utf-8",
            format is { } asked ? (made, filed) => Printed(http, made, filed, asked) : null);
    }

    private async Task<IResult> Printed(HttpContext http, ErasureDocuments made, ErasureEvent.ErasureActFiled filed, PaperFormat format)
    {
        var organisation = Caller.Of(http).Organisation;
        if (await organisations.Find(organisation, http.RequestAborted) is not { } found) return Problems.NotFound;
        var sources = new PaperSources(Guid.Empty, Programme.Empty,
            DefinitionLibrary.Read(DefinitionLibrary.Shipped.First()), found, OrganisationPrivacy.Empty)
        {
            Act = (made.Act, filed.ActSha256),
        };
        var template = await templates.InUse(organisation, found.Papers, PaperKind.Act, http.RequestAborted);
        var printed = PaperPrinter.Print(MentorshipFlow.Papers.Paper.Of(new(PaperKind.Act), sources).Sheets, template, format,
            Sentences.OfPaper("act", Sentences.Languages[0]), filed.On);
        return printed.Lacks.Count > 0 ? Refusals.Of(new Refusal(Reason.TemplateBroken, printed.Lacks))
            : Results.File(printed.Content, PaperPrinter.TypeOf(format), $"act.{Kebab.Of($"{format}")}");
    }

    private async Task<IResult> Paper(HttpContext http, Func<ErasureDocuments, string> which, Func<ErasureEvent.ErasureActFiled,
        string> hash,
        string mediaType, Func<ErasureDocuments, ErasureEvent.ErasureActFiled, Task<IResult>>? printed = null)
    {
        var organisation = Caller.Of(http).Organisation;
        if (http.Id("person") is not { } person || http.Id("erasure") is not { } erasure) return Problems.NotFound;
        if (await people.Find(organisation, person, http.RequestAborted) is not { } found) return Problems.NotFound;
        if (found.Erasure.Find(erasure) is not { Act: { } filed } done) return Problems.NotFound;
        var made = await papers.Of(organisation, person, done, filed, http.RequestAborted);
        return printed is not null ? await printed(made, filed)
            : Answers.Seen(http, hash(filed), Results.Text(which(made), mediaType));
    }

    private static Operation About(string name, string summary, string description) =>
        new("Privacy", name, summary, description, Takes.Head);
}
