using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.Api.People;

/// <summary>Согласие по личной ссылке: one signer answers on a phone, without an account. It shows no names.</summary>
internal sealed class ConsentByLink(
    PeopleEngine people, PrivacyEngine privacy, OrganisationEngine organisations, ConsentLinkSecrets links, LinkCodes codes,
    PublicAddress address, PrivacyTerms terms, TimeProvider clock) : UseCase
{
    private const int UsualDays = 30;
    private const int LongestDevice = 500;

    /// <param name="Text">Id of a published consent text for this purpose.</param>
    /// <param name="Signer">The person, or a linked representative: only who may sign at the person's age.</param>
    /// <param name="ValidUntil">The last day of the consent, included.</param>
    /// <param name="ExpiresOn">The last day of the link; 30 days from today when absent.</param>
    public sealed record Issue(ConsentPurpose Purpose, Guid Text, Guid Signer, DateOnly ValidUntil, DateOnly? ExpiresOn = null) : Dated;

    /// <param name="Token">Shown only in the first answer: a repeat of the request leaves it out.</param>
    /// <param name="Address">The page's full address, for handing on. The token is after the #, which browsers do not send to servers. Left
    /// out with the token.</param>
    /// <param name="Code">12 characters in three groups, to type at /code in the place of the link. Left out with the token.</param>
    public sealed record Issued(
        Guid Link, Guid Person, Guid Signer, DateOnly ExpiresOn, bool DryRun, bool Repeated, string? Token, string? Address, string? Code);

    /// <param name="School">The operator's organisation.</param>
    /// <param name="Own">Whether the signer answers for themselves; otherwise for the child whose representative they are.</param>
    /// <param name="Text">The text, complete.</param>
    /// <param name="ValidUntil">The last day of the consent.</param>
    /// <param name="OpenUntil">The last day for answering through this link; after that, for withdrawing.</param>
    /// <param name="Agreed">Whether the signer agreed through this link: then it withdraws, and nothing else.</param>
    /// <param name="Awaiting">Whether another signer still has to agree.</param>
    public sealed record Shown(
        InstitutionalText School, bool Own, ConsentPurpose Purpose, ConsentWording Text, DateOnly ValidUntil, DateOnly OpenUntil,
        bool Agreed, bool Awaiting);

    /// <param name="Decision">Whether the signer agrees, or withdraws what was agreed to through the same link.</param>
    public sealed record Answered(ConsentAnswer Decision) : Dated;

    /// <param name="Consent">The consent that is recorded now; absent for a refusal, for a withdrawal, and while another signature is
    /// awaited.</param>
    /// <param name="Awaiting">Whether another signer still has to agree.</param>
    public sealed record Taken(Guid? Consent, bool Awaiting, bool DryRun, bool Repeated, Receipt? Receipt);

    private static readonly Guid Somebody = Guid.Parse("0193b2f0-1111-7222-8333-444455556666");

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Deciding<Issue>("/api/people/{person}/consent-links", About("issueConsentLink", "Issue a personal link to a consent",
            "For one signer, who reads the text and answers without an account. A new link takes the place of the signer's earlier one " +
            "for this purpose. Where two must sign, each gets a link, and the consent is recorded when both agree.", Takes.Work) with
        {
            Answer = typeof(Issued), Success = StatusCodes.Status201Created, Further = [StatusCodes.Status404NotFound],
            Example = new Issue(ConsentPurpose.Participation, Somebody, Somebody, new(2022, 8, 31)),
        }, Give);

        routes.DecidePerson<ReasonRequest>("/consent-links/{link}/revocation",
            About("revokeConsentLink", "Revoke a personal link to a consent",
            "It opens nothing any more; an answer that waits for another signer no longer counts.", Takes.Work)
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new ConsentCommand.RevokeConsentLink(incoming.Id("link"),
                await incoming.SealAbout(incoming.Id("person"), r.Reason)));

        routes.Read("/api/consent", About("readOwnConsent", "The consent behind a personal link",
            "The whole text, without names. A link that opens nothing any more is refused by name; one through which the signer agreed " +
            "stays open for the withdrawal.", Takes.Signers) with
        {
            Answer = typeof(Shown), Further = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
        }, Show);

        routes.Deciding<Answered>("/api/consent/answer", About("answerOwnConsent", "Answer for a consent through a personal link",
            "Once; effectiveOn is today and cannot be given. Recorded in electronic form, with time, address and device (L3). Until the " +
            "consent ends, the same link withdraws it, with everything that follows from a withdrawal.",
            Takes.Signers) with
        {
            Answer = typeof(Taken), Success = StatusCodes.Status201Created, Example = new Answered(ConsentAnswer.Given),
            Further = [StatusCodes.Status404NotFound],
        }, (incoming, request) => request.EffectiveOn is not null
            ? Task.FromResult<IResult>(Problems.Field("/effectiveOn", $"Through a link an answer is given today."))
            : Answer(incoming, request));
    }

    private async Task<IResult> Give(Incoming incoming, Issue r)
    {
        var (organisation, person) = (incoming.Caller.Organisation, incoming.Id("person"));
        var made = links.Make(organisation, person, r.Signer);
        var code = LinkCodes.Make();
        incoming.SideWrite(links.Row(made));
        incoming.SideWrite(codes.Row(code, made.Identity.Link, organisation));
        var command = new ConsentCommand.IssueConsentLink(made.Identity.Link, r.Purpose, r.Text, r.Signer, r.ValidUntil,
            r.ExpiresOn ?? incoming.Issued.AsOf.AddDays(UsualDays));
        var outcome = await people.Decide(person, command, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided =>
        {
            var issued = decided.Facts.OfType<ConsentEvent.ConsentLinkIssued>().Single();
            var token = decided.DryRun || issued.Link != made.Identity.Link ? null : made.Text;
            return Answers.Json(
                new Issued(issued.Link, person, issued.Signer, issued.ExpiresOn, decided.DryRun, decided.Repeated, token,
                    token is null ? null : $"{address.Of(incoming.Http.Request, "/consent")}#{token}", token is null ? null : code),
                decided.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created);
        });
    }

    // Tries the decision: a link whose answer or withdrawal would be refused shows nothing.
    private async Task<IResult> Show(HttpContext http)
    {
        var (caller, link) = (Caller.Of(http), Link(http));
        if (await people.Find(link.Organisation, link.Person, http.RequestAborted) is not { } person
            || (await organisations.Find(link.Organisation, http.RequestAborted))?.Created is not { } school) return Problems.NotFound;
        var rules = await privacy.Find(link.Organisation, http.RequestAborted);
        var band = await people.BandOn(link.Organisation, link.Person, caller.Today, http.RequestAborted);
        var known = person.Consents.Links.GetValueOrDefault(link.Link);
        var agreed = known is { State: ConsentLinkState.Agreed } or { Consent: not null };
        ConsentCommand asked = agreed ? new ConsentCommand.WithdrawThroughLink(link.Link, Unwritten, Guid.Empty, terms, band)
            : new ConsentCommand.AnswerConsentLink(link.Link, ConsentAnswer.Given, Unwritten, Guid.Empty, band);
        if (PersonDecider.Decide(person, asked, new(caller.Actor, caller.Today), rules) is Decision.Refused { Refusal: var refusal })
            return Refusals.Of(refusal, http.Request.RouteValues);
        var issued = person.Consents.Links[link.Link].Issued;
        return Answers.Json(new Shown(school.Title, link.Signer == link.Person, issued.Purpose, rules.Texts[issued.Text].Wording,
            issued.ValidUntil, agreed ? issued.ValidUntil : issued.ExpiresOn, agreed, agreed && known!.Consent is null));
    }

    private async Task<IResult> Answer(Incoming incoming, Answered request)
    {
        var link = Link(incoming.Http);
        var proof = await incoming.SealAbout(link.Person, new PrivateText(Proof(incoming.Http, link)));
        ConsentCommand command = request.Decision == ConsentAnswer.Withdrawn
            ? new ConsentCommand.WithdrawThroughLink(link.Link, proof, incoming.NewId("erasure"), terms)
            : new ConsentCommand.AnswerConsentLink(link.Link, request.Decision, proof, incoming.NewId("consent"));
        var outcome = await people.Decide(link.Person, command, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided =>
        {
            var given = decided.Facts.OfType<ConsentEvent.ConsentGiven>().SingleOrDefault();
            var awaiting = given is null && request.Decision == ConsentAnswer.Given;
            return decided.DryRun ? Answers.Json(new Taken(null, awaiting, true, false, null))
                : Answers.Json(new Taken(given?.Id, awaiting, false, decided.Repeated, decided.Receipt), StatusCodes.Status201Created);
        });
    }

    private static TextReference Unwritten { get; } = new(Guid.Empty, "");

    private string Proof(HttpContext http, ConsentLinkIdentity link)
    {
        var device = http.Request.Headers.UserAgent.ToString();
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"Ссылка {link.Link}; время {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}; адрес {http.Connection.RemoteIpAddress}; "
            + $"устройство {device[..Math.Min(device.Length, LongestDevice)]}");
    }

    private static ConsentLinkIdentity Link(HttpContext http) =>
        SecretIdentity.Of(http).Consent ?? throw new InvalidOperationException("Only a link to a consent has a signer's role.");

    private static Operation About(string name, string summary, string description, IReadOnlyList<Role> roles) =>
        new("Consents", name, summary, description, roles);
}
