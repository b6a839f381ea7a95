using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Matching;

/// <summary>Предпочтения: whom people would like to work with, entered by the curator or through a personal link (M143).</summary>
internal sealed class PreferencesOfRound(ProgrammeEngine programmes, SurveyLinks links, LinkCodes codes, PublicAddress address) : UseCase
{
    private const int UsualDays = 30;

    /// <param name="Side">The side of the person who prefers.</param>
    /// <param name="Ranked">Persons of the other side, the most wished first.</param>
    /// <param name="Excluded">Persons of the other side with whom this person does not want to work.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Preference(
        SurveyAudience Side, Guid Person, IReadOnlyList<Guid> Ranked, IReadOnlyList<Guid>? Excluded = null, Guid? Id = null) : Dated;

    /// <param name="Persons">When absent: everybody who came to a group meeting and has not submitted preferences.</param>
    /// <param name="ExpiresOn">The last day of the links; 30 days from today when absent.</param>
    public sealed record Issue(SurveyAudience Side, IReadOnlyList<Guid>? Persons = null, DateOnly? ExpiresOn = null) : Dated;

    /// <param name="Token">Shown only in the first answer: a repeat of the request leaves it out.</param>
    /// <param name="Address">The page's full address, for handing on; left out with the token.</param>
    /// <param name="Code">12 characters in three groups, to type at /code in the place of the link. Left out with the token.</param>
    public sealed record Shown(Guid Link, Guid Person, DateOnly ExpiresOn, string? Token, string? Address, string? Code);

    public sealed record Issued(Guid Round, bool DryRun, bool Repeated, IReadOnlyList<Shown> Links);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Preference>("/matching-rounds/{round}/preferences",
            About("submitPreference", "Record preferences", "As on paper; a later record takes the place of an earlier one.") with
            {
                Example = new Preference(SurveyAudience.Mentees, Samples.Person, [Guid.Parse("0193b2f0-1111-7222-8333-444455558888")]),
            },
            (incoming, r) => new MatchingCommand.SubmitPreference(new(
                incoming.Id("round"), r.Id ?? incoming.NewId("preference"), r.Side, r.Person, null, r.Ranked, r.Excluded ?? [])));

        routes.Decide<ReasonRequest>("/matching-rounds/{round}/preferences/{preference}/void",
            About("voidPreference", "Void preferences", "They were recorded by mistake.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.VoidPreference(
                incoming.Id("round"), incoming.Id("preference"), await incoming.Seal(r.Reason)));

        routes.Decide<Plain>("/matching-rounds/{round}/preferences/closing",
            About("closePreferences", "Close the collection of preferences", "The gate counts the round."),
            (incoming, _) => new MatchingCommand.ClosePreferences(incoming.Id("round")));

        routes.Decide<ReasonRequest>("/matching-rounds/{round}/preferences/reopening",
            About("reopenPreferences", "Reopen the collection of preferences", "With a reason.")
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.ReopenPreferences(incoming.Id("round"), await incoming.Seal(r.Reason)));

        routes.Deciding<Issue>("/api/programmes/{programme}/matching-rounds/{round}/preference-links",
            About("issuePreferenceLinks", "Issue personal links to preferences",
                "After a group meeting. A new link takes the place of the person's earlier one.") with
            {
                Answer = typeof(Issued), Success = StatusCodes.Status201Created, Example = new Issue(SurveyAudience.Mentees),
                Further = [StatusCodes.Status404NotFound],
            }, async (incoming, request) =>
                await programmes.Find(incoming.Caller.Organisation, incoming.Id("programme"), incoming.Stop) is { } found
                    && found.State.Matching.Rounds.TryGetValue(incoming.Id("round"), out var round)
                    ? await Decide(incoming, request, found, round)
                    : Problems.NotFound);

        routes.Decide<ReasonRequest>("/matching-rounds/{round}/preference-links/{link}/revocation",
            About("revokePreferenceLink", "Revoke a personal link to preferences", "It opens nothing any more.")
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new MatchingCommand.RevokePreferenceLink(
                incoming.Id("round"), incoming.Id("link"), await incoming.Seal(r.Reason)));
    }

    private async Task<IResult> Decide(Incoming incoming, Issue request, ProgrammeFound found, MatchingRound round)
    {
        var role = request.Side == SurveyAudience.Mentees ? Role.Mentee : Role.Mentor;
        var persons = request.Persons ?? [.. round.Met.Where(p =>
            !round.Of(request.Side).ContainsKey(p) && MatchingDecider.IsOf(found.State, round, request.Side, p))];
        var made = persons.Select(p => (Link: links.Make(incoming.Caller.Organisation, found.Id, round.Id, p, role),
            Code: LinkCodes.Make())).ToList();
        foreach (var (link, code) in made)
        {
            incoming.SideWrite(links.Row(link));
            incoming.SideWrite(codes.Row(code, link.Identity.Link, incoming.Caller.Organisation));
        }

        var command = new MatchingCommand.IssuePreferenceLinks(
            round.Id, [.. made.Select(m => new NewPreferenceLink(m.Link.Identity.Link, request.Side, m.Link.Identity.Person))],
            request.ExpiresOn ?? incoming.Issued.AsOf.AddDays(UsualDays));
        var outcome = await programmes.Decide(found.Id, command, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided =>
        {
            var texts = decided.DryRun ? [] : made.ToDictionary(m => m.Link.Identity.Link);
            var page = address.Of(incoming.Http.Request, "/survey");
            return Answers.Json(
                new Issued(round.Id, decided.DryRun, decided.Repeated,
                [
                    .. from issued in decided.Facts.OfType<MatchingEvent.PreferenceLinkIssued>()
                       let own = texts.GetValueOrDefault(issued.Link)
                       let token = own.Link?.Text
                       select new Shown(
                           issued.Link, issued.Person, issued.ExpiresOn, token, token is null ? null : $"{page}#{token}", own.Code),
                ]),
                decided.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created);
        });
    }

    private static Operation About(string name, string summary, string description) =>
        new("Matching", name, summary, description, Takes.Work);
}
