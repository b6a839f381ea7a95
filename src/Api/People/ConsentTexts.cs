using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.Api.People;

/// <summary>Тексты согласий организации и правило о подписях 14–17-летних.</summary>
internal static class ConsentTexts
{
    /// <summary>The answer to a decision about texts or policy.</summary>
    public sealed record Answer(SignerPolicy SignerPolicy, PaperPolicy PaperPolicy, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, Receipt? Receipt);

    /// <param name="Id">Made here when absent.</param>
    public sealed record Publication(ConsentPurpose Purpose, ConsentWording Wording, Guid? Id = null) : Dated;

    /// <param name="Operator">Name of the organisation.</param>
    /// <param name="OperatorAddress">Its address.</param>
    public sealed record Defaults(InstitutionalText Operator, InstitutionalText OperatorAddress) : Dated;

    public sealed record Policy(SignerPolicy SignerPolicy, PrivateText Reason) : Dated;

    public sealed record PolicyAnswer(SignerPolicy SignerPolicy);

    public sealed record Papers(PaperPolicy PaperPolicy, PrivateText Reason) : Dated;

    public sealed record PapersAnswer(PaperPolicy PaperPolicy);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var (school, address) = (new InstitutionalText("МБОУ «СОШ №49»"), new InstitutionalText("654000, г. Новокузнецк"));

        routes.DecidePrivacy<Publication>("/api/consent-texts", About("publishConsentText", "Publish a consent text", "The next version for its purpose; it has every field that the law asks for (L4). It is in force from effectiveOn until the next version is; a published text is never taken back.") with
        {
            Success = StatusCodes.Status201Created, Example = new Publication(ConsentPurpose.Participation, ConsentTemplates.Shipped(school, address)[0].Wording),
        }, (incoming, r) => Task.FromResult<PrivacyCommand>(new PrivacyCommand.PublishConsentTexts([new(r.Id ?? incoming.NewId("consent-text"), r.Purpose, r.Wording)])));

        routes.DecidePrivacy<Defaults>("/api/consent-texts/defaults", About("publishDefaultConsentTexts", "Publish the shipped consent texts", "One for each purpose, as the next versions: editable defaults that a lawyer is to look at. Those that stand already in the same words are left alone.") with
        {
            Success = StatusCodes.Status201Created, Example = new Defaults(school, address),
        }, (incoming, r) => Task.FromResult<PrivacyCommand>(new PrivacyCommand.PublishConsentTexts(
            [.. ConsentTemplates.Shipped(r.Operator, r.OperatorAddress).Select(t => new ConsentText(incoming.NewId($"consent-text-{t.Purpose}"), t.Purpose, t.Wording))])));

        routes.DecidePrivacy<Policy>("/api/signer-policy", About("setSignerPolicy", "Set who signs for 14- to 17-year-olds", "By the head: both, which is the safe default, the representative, or the person.") with
        {
            Roles = Takes.Head, Match = MustMatch.SignerPolicy, Example = new Policy(SignerPolicy.Both, new("Решение педагогического совета.")),
        }, async (incoming, r) => new PrivacyCommand.SetSignerPolicy(r.SignerPolicy, await incoming.Seal(r.Reason)));

        routes.DecidePrivacy<Papers>("/api/paper-policy", About("setPaperPolicy", "Set whether a consent needs its paper in a register", "By the head: registered, which is the safe default, or keptElsewhere: then the organisation answers for the proof (L3).") with
        {
            Roles = Takes.Head, Match = MustMatch.PaperPolicy, Example = new Papers(PaperPolicy.KeptElsewhere, new("Бумаги хранит кадровая служба.")),
        }, async (incoming, r) => new PrivacyCommand.SetPaperPolicy(r.PaperPolicy, await incoming.Seal(r.Reason)));

        routes.Read("/api/consent-texts", About("listConsentTexts", "Published consent texts", "In the order of their ids, every version.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<PrivacyEvent.ConsentTextPublished>), Query = Page.Query,
        }, List);

        routes.Read("/api/signer-policy", About("readSignerPolicy", "Who signs for 14- to 17-year-olds", "The rule that holds for consents recorded from now on. The ETag is what If-Match must name to set another.") with
        {
            Roles = Takes.Reading, Answer = typeof(PolicyAnswer),
        }, http => Show(http, MustMatch.SignerPolicy));

        routes.Read("/api/paper-policy", About("readPaperPolicy", "Whether a consent needs its paper in a register", "The rule that holds for consents recorded from now on. The ETag is what If-Match must name to set another.") with
        {
            Roles = Takes.Reading, Answer = typeof(PapersAnswer),
        }, http => Show(http, MustMatch.PaperPolicy));
    }

    private static async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        return Answers.Json(page.Answer(http, page.Cut((await Find(http)).Texts.Values, t => t.Id), t => t.Id));
    }

    private static async Task<IResult> Show(HttpContext http, MustMatch policy)
    {
        var tagged = Tagged(await Find(http), policy);
        return Answers.Seen(http, tagged.Tag, tagged.Members);
    }

    private static Tagged Tagged(OrganisationPrivacy state, MustMatch policy) =>
        policy == MustMatch.SignerPolicy ? new("signer policy", new PolicyAnswer(state.SignerPolicy)) : new("paper policy", new PapersAnswer(state.PaperPolicy));

    private static Task<OrganisationPrivacy> Find(HttpContext http) =>
        http.RequestServices.GetRequiredService<PrivacyEngine>().Find(Caller.Of(http).Organisation, http.RequestAborted);

    private static void DecidePrivacy<T>(this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<Incoming, T, Task<PrivacyCommand>> build)
        where T : Dated => routes.TakePerson<T>(pattern, operation with { Answer = typeof(Answer) }, async (incoming, request) =>
        {
            var command = await build(incoming, request);
            var engine = incoming.Http.RequestServices.GetRequiredService<PrivacyEngine>();
            var organisation = incoming.Caller.Organisation;
            var context = incoming.Context(organisation, incoming.Seen is { } seen ? state => Tagged((OrganisationPrivacy)state, operation.Match).Unlike(seen) : null);
            return await engine.Decide(command, context, incoming.Stop) switch
            {
                Outcome<OrganisationPrivacy>.Refused { Refusal.Reason: Reason.EvaluationChanged, State: var now } =>
                    Tagged(now, operation.Match).Changed(incoming.Http, incoming.Seen!, (await engine.Latest(organisation, incoming.Stop)).Select(s => Tagged(s, operation.Match))),
                Outcome<OrganisationPrivacy>.Done done => Answers.Json(Of(incoming, done), operation.Success),
                Outcome<OrganisationPrivacy>.Foreseen f => Answers.Json(new Answer(f.State.SignerPolicy, f.State.PaperPolicy, f.State.Version, true, false, [.. f.Events.Select(DecidedEvent.Of)], null)),
                var other => NotDone.Of(other, incoming.Http),
            };
        });

    private static Answer Of(Incoming incoming, Outcome<OrganisationPrivacy>.Done done) => new(
        done.State.SignerPolicy, done.State.PaperPolicy, done.State.Version, false, done.Repeated, [.. done.Entries.Select(DecidedEvent.Of)], Receipt.Of(incoming.Http, done.Entries[^1]));

    private static Operation About(string name, string summary, string description) => new("Consents", name, summary, description, Takes.Work);
}
