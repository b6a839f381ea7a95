using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.Api.People;

/// <summary>Тексты согласий организации и правило о подписях 14–17-летних.</summary>
internal sealed class ConsentTexts(PrivacyEngine privacy) : UseCase
{
    /// <summary>The answer to a decision about texts or policy.</summary>
    public sealed record Answer(SignerPolicy SignerPolicy, PaperPolicy PaperPolicy, int Version, bool DryRun, bool Repeated,
        IReadOnlyList<DecidedEvent> Events, Receipt? Receipt);

    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Publication(ConsentPurpose Purpose, ConsentWording Wording, Guid? Id = null) : Dated;

    /// <param name="Operator">Name of the organisation.</param>
    /// <param name="OperatorAddress">Its address.</param>
    public sealed record Defaults(InstitutionalText Operator, InstitutionalText OperatorAddress) : Dated;

    public sealed record Policy(SignerPolicy SignerPolicy, PrivateText Reason) : Dated;

    public sealed record PolicyAnswer(SignerPolicy SignerPolicy);

    public sealed record Papers(PaperPolicy PaperPolicy, PrivateText Reason) : Dated;

    public sealed record PapersAnswer(PaperPolicy PaperPolicy);

    public override void Map(IEndpointRouteBuilder routes)
    {
        var (school, address) = (new InstitutionalText("Школа «Роща»"), new InstitutionalText("Школьная улица, 1"));

        Decide<Publication>(routes, "/api/consent-texts", About("publishConsentText", "Publish a consent text",
            "The next version for its purpose; it has every field that the law asks for (L4). It is in force from effectiveOn until the " +
            "next version is; a published text is never taken back.") with
        {
            Success = StatusCodes.Status201Created, Example = new Publication(ConsentPurpose.Participation,
                ConsentTemplates.Shipped(school, address)[0].Wording),
        }, (incoming, r) => Task.FromResult<Built<PrivacyCommand>>(
            new PrivacyCommand.PublishConsentTexts([new(r.Id ?? incoming.NewId("consent-text"), r.Purpose, r.Wording)])));

        Decide<Defaults>(routes, "/api/consent-texts/defaults",
            About("publishDefaultConsentTexts", "Publish the shipped consent texts",
            "One for each purpose, as the next versions: editable defaults that a lawyer is to look at. Those that stand already in the " +
            "same words are left alone.") with
        {
            Success = StatusCodes.Status201Created, Example = new Defaults(school, address),
        }, (incoming, r) => Task.FromResult<Built<PrivacyCommand>>(new PrivacyCommand.PublishConsentTexts(
            [.. ConsentTemplates.Shipped(r.Operator, r.OperatorAddress)
                .Select(t => new ConsentText(incoming.NewId($"consent-text-{t.Purpose}"), t.Purpose, t.Wording))])));

        Decide<Policy>(routes, "/api/signer-policy", About("setSignerPolicy", "Set who signs for 14- to 17-year-olds",
            "By the head: both, which is the safe default, the representative, or the person.") with
        {
            Roles = Takes.Head, Match = SignerPolicySeen, Example = new Policy(SignerPolicy.Both, new("Решение педагогического совета.")),
        }, async (incoming, r) => new PrivacyCommand.SetSignerPolicy(r.SignerPolicy, await incoming.Seal(r.Reason)));

        Decide<Papers>(routes, "/api/paper-policy", About("setPaperPolicy", "Set whether a consent needs its paper in a register",
            "By the head: registered, which is the safe default, or keptElsewhere: then the organisation answers for the proof (L3).") with
        {
            Roles = Takes.Head, Match = PaperPolicySeen, Example = new Papers(PaperPolicy.KeptElsewhere,
                new("Бумаги хранит кадровая служба.")),
        }, async (incoming, r) => new PrivacyCommand.SetPaperPolicy(r.PaperPolicy, await incoming.Seal(r.Reason)));

        routes.Read("/api/consent-texts", About("listConsentTexts", "Published consent texts",
            "In the order of their ids, every version.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<PrivacyEvent.ConsentTextPublished>), Query = Page.Query,
        }, List);

        routes.Read("/api/signer-policy", About("readSignerPolicy", "Who signs for 14- to 17-year-olds",
            "The rule that holds for consents recorded from now on. The ETag is what If-Match must name to set another.") with
        {
            Roles = Takes.Reading, Answer = typeof(PolicyAnswer), Tagged = true,
        }, http => Show(http, SignerPolicySeen));

        routes.Read("/api/paper-policy", About("readPaperPolicy", "Whether a consent needs its paper in a register",
            "The rule that holds for consents recorded from now on. The ETag is what If-Match must name to set another.") with
        {
            Roles = Takes.Reading, Answer = typeof(PapersAnswer), Tagged = true,
        }, http => Show(http, PaperPolicySeen));
    }

    private static Seen<OrganisationPrivacy> SignerPolicySeen { get; } =
        new("signer-policy", "/api/signer-policy", (_, state) => new("signer policy", new PolicyAnswer(state.SignerPolicy)));

    private static Seen<OrganisationPrivacy> PaperPolicySeen { get; } =
        new("paper-policy", "/api/paper-policy", (_, state) => new("paper policy", new PapersAnswer(state.PaperPolicy)));

    private async Task<IResult> List(HttpContext http) => Page.Answer(http, (await Find(http)).Texts.Values, t => t.Id);

    private async Task<IResult> Show(HttpContext http, Seen<OrganisationPrivacy> policy)
    {
        var tagged = policy.Of(http.Request.RouteValues, await Find(http))!;
        return Answers.Seen(http, tagged.Tag, Answers.Json(tagged.Members));
    }

    private Task<OrganisationPrivacy> Find(HttpContext http) => privacy.Find(Caller.Of(http).Organisation, http.RequestAborted);

    private void Decide<T>(IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<Incoming, T, Task<Built<PrivacyCommand>>> build)
        where T : Dated => routes.Decide(
            pattern, operation with { Answer = typeof(Answer) }, new Decisions(privacy), incoming => incoming.Caller.Organisation, build);

    private static Operation About(string name, string summary, string description) =>
        new("Consents", name, summary, description, Takes.Work);

    private sealed class Decisions(PrivacyEngine engine) : Subject<OrganisationPrivacy, PrivacyCommand>
    {
        public override Task<Outcome<OrganisationPrivacy>> Decide(
            Guid id, PrivacyCommand command, CommandContext context, CancellationToken stop) =>
            engine.Decide(command, context, stop);

        public override ValueTask<object> Answer(Incoming incoming, Guid id, Decided<OrganisationPrivacy> d) =>
            new(new Answer(d.State.SignerPolicy, d.State.PaperPolicy, d.State.Version, d.DryRun, d.Repeated, d.Events, d.Receipt));
    }
}
