using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Surveys;

/// <summary>Personal links: one person, one wave, shown once.</summary>
internal sealed class SurveyLinksOfWave(
    WavesOfProgramme waves, ProgrammeEngine programmes, SurveyLinks links, LinkCodes codes, PublicAddress address) : UseCase
{
    private const int UsualDays = 30;

    /// <param name="Persons">When absent: everybody who was invited, has not answered, has no link in force and may still be asked.</param>
    /// <param name="ExpiresOn">The last day of the links; the wave's last day, or 30 days from today, when absent.</param>
    public sealed record Issue(IReadOnlyList<Guid>? Persons = null, DateOnly? ExpiresOn = null) : Dated;

    /// <param name="Token">Shown only in the first answer: a repeat of the request leaves it out.</param>
    /// <param name="Address">The page's full address, for handing on. The token is after the #, which browsers do not send to servers. Left
    /// out with the token.</param>
    /// <param name="Code">12 characters in three groups, to type at /code in the place of the link. Left out with the token.</param>
    public sealed record Shown(Guid Link, Guid Person, DateOnly ExpiresOn, string? Token, string? Address, string? Code);

    public sealed record Issued(Guid Wave, bool DryRun, bool Repeated, IReadOnlyList<Shown> Links);

    public override void Map(IEndpointRouteBuilder routes)
    {
        var example = new Issue([Guid.Parse("0193b2f0-1111-7222-8333-444455556666")], new(2021, 10, 31));

        routes.Deciding<Issue>("/api/programmes/{programme}/survey-waves/{wave}/links",
            About("issueSurveyLinks", "Issue personal links",
            "To everybody who still has to answer, or to some. A new link takes the place of the person's earlier one.") with
        {
            Answer = typeof(Issued), Success = StatusCodes.Status201Created, Example = example,
        }, (incoming, request) => waves.Answer(incoming.Http, (found, wave) => Decide(incoming, request, found, wave)));

        routes.Decide<ReasonRequest>("/survey-links/{link}/revocation",
            About("revokeSurveyLink", "Revoke a personal link", "It opens nothing any more.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new SurveyCommand.RevokeLink(incoming.Id("link"), await incoming.SealAbout(
                await waves.PersonIn(incoming, surveys => surveys.Links.GetValueOrDefault(incoming.Id("link"))?.Issued.Person), r.Reason)));
    }

    private async Task<IResult> Decide(Incoming incoming, Issue request, ProgrammeFound found, SurveyWave wave)
    {
        var made = Make(incoming, found, wave, request.Persons ?? Waiting(found.State, wave, incoming.Issued.AsOf));
        var command = new SurveyCommand.IssueLinks(
            wave.Id, [.. made.Values.Select(m => new NewSurveyLink(m.Link.Identity.Link, m.Link.Identity.Person))], request.ExpiresOn
                ?? wave.ClosesOn ?? incoming.Issued.AsOf.AddDays(UsualDays));
        var outcome = await programmes.Decide(found.Id, command, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided => Answers.Json(
            new Issued(wave.Id, decided.DryRun, decided.Repeated, Links(incoming.Http, decided.Facts, decided.DryRun ? [] : made)),
            decided.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created));
    }

    private Dictionary<Guid, (NewLink Link, string Code)> Make(
        Incoming incoming, ProgrammeFound found, SurveyWave wave, IEnumerable<Guid> persons)
    {
        var role = wave.Opened.Audience == SurveyAudience.Mentees ? Role.Mentee : Role.Mentor;
        var made = persons.Select(person => links.Make(incoming.Caller.Organisation, found.Id, wave.Id, person, role))
            .ToDictionary(l => l.Identity.Link, l => (l, LinkCodes.Make()));
        foreach (var (link, code) in made.Values)
        {
            incoming.SideWrite(links.Row(link));
            incoming.SideWrite(codes.Row(code, link.Identity.Link, incoming.Caller.Organisation));
        }

        return made;
    }

    private static IEnumerable<Guid> Waiting(Programme state, SurveyWave wave, DateOnly day)
    {
        var holding = state.Surveys.Links.Values.Where(l => l.Issued.Wave == wave.Id && l.OpensOn(day)).Select(l => l.Issued.Person)
            .ToHashSet();
        return wave.Invited.Where(p => !wave.AnsweredBy(p) && !holding.Contains(p) && !PersonalPath.Stopped(state, p).Any()).Order();
    }

    private IReadOnlyList<Shown> Links(HttpContext http, IEnumerable<DomainEvent> events,
        Dictionary<Guid, (NewLink Link, string Code)> made)
    {
        var page = address.Of(http.Request, "/survey");
        return
        [
            .. from issued in events.OfType<SurveyEvent.SurveyLinkIssued>()
               let own = made.GetValueOrDefault(issued.Link)
               let token = own.Link?.Text
               select new Shown(issued.Link, issued.Person, issued.ExpiresOn, token, token is null ? null : $"{page}#{token}", own.Code),
        ];
    }

    private static Operation About(string name, string summary, string description) =>
        new("Surveys", name, summary, description, Takes.Work);
}
