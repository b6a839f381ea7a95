using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Matching;

/// <summary>A participant's preferences through a personal link. It shows the numbers of the group meeting, no names and no ids.</summary>
internal sealed class OwnPreferences(ProgrammeEngine programmes) : UseCase
{
    /// <param name="Form">Title of the form.</param>
    /// <param name="OpenUntil">The last day for answering through this link.</param>
    /// <param name="Numbers">The numbers of the people of the other side at the group meeting.</param>
    /// <param name="MostRanked">The most numbers in ranked.</param>
    /// <param name="Ranked">What was answered until now.</param>
    public sealed record Shown(
        string Form, SurveyAudience Side, DateOnly OpenUntil, IReadOnlyList<int> Numbers, int MostRanked, IReadOnlyList<int> Ranked,
        IReadOnlyList<int> Excluded);

    /// <param name="Ranked">Numbers, the most wished first.</param>
    /// <param name="Excluded">Numbers of people with whom the participant does not want to work.</param>
    public sealed record Chosen(IReadOnlyList<int> Ranked, IReadOnlyList<int>? Excluded = null) : Dated;

    public sealed record Taken(Guid? Preference, bool DryRun, bool Repeated, Receipt? Receipt);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/preferences", About("readOwnPreferences", "The preferences behind a personal link",
            "The people whom the participant met, by their numbers, and the answer until now.") with
        {
            Answer = typeof(Shown), Further = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
        }, http => Opened(http, (found, link, round, side) => Task.FromResult(Show(http, found, link, round, side))));

        routes.Deciding<Chosen>("/api/preferences/answers", About("submitOwnPreferences", "Submit preferences through a personal link",
            "Again as often as wanted while preferences are collected; the last answer counts.") with
        {
            Answer = typeof(Taken), Success = StatusCodes.Status201Created, Example = new Chosen([4, 2], [7]),
            Further = [StatusCodes.Status404NotFound],
        }, (incoming, request) => request.EffectiveOn is not null
            ? Task.FromResult<IResult>(Problems.Field("/effectiveOn", $"Through a link an answer is given today."))
            : Opened(incoming.Http, (found, link, round, side) => Answer(incoming, request, found, link, round, side)));
    }

    private async Task<IResult> Opened(
        HttpContext http, Func<ProgrammeFound, SurveyLinkIdentity, MatchingRound, SurveyAudience, Task<IResult>> answer)
    {
        var link = Caller.Of(http).Link ?? throw new InvalidOperationException("Only a link has a participant's role.");
        return await programmes.Find(link.Organisation, link.Programme, http.RequestAborted) is { } found
            && found.State.Matching.Rounds.TryGetValue(link.Wave, out var round)
            ? await answer(found, link, round, link.Role == Role.Mentee ? SurveyAudience.Mentees : SurveyAudience.Mentors)
            : Problems.NotFound;
    }

    private static IResult Show(HttpContext http, ProgrammeFound found, SurveyLinkIdentity link, MatchingRound round, SurveyAudience side)
    {
        if (Preferences.Admission(found.State, round, side, link.Person, link.Link, Caller.Of(http).Today) is { } refusal)
            return Refusals.Of(refusal, http.Request.RouteValues);
        http.Response.Headers.ContentLanguage = Sentences.Language;
        var numberOf = Preferences.Candidates(found.State, round, side, link.Person).ToDictionary(c => c.Person, c => c.Number);
        var given = round.Of(side).GetValueOrDefault(link.Person);
        return Answers.Json(new Shown(
            Sentences.Of(found.Definition.Form(round.Form)!.Title), side, found.State.Matching.Links[link.Link].Issued.ExpiresOn,
            [.. numberOf.Values.Order()], PairTable.MostRanked, Numbers(given?.Ranked), Numbers(given?.Excluded)));

        IReadOnlyList<int> Numbers(IReadOnlyList<Guid>? persons) =>
            [.. (persons ?? []).Where(numberOf.ContainsKey).Select(p => numberOf[p])];
    }

    private async Task<IResult> Answer(
        Incoming incoming, Chosen request, ProgrammeFound found, SurveyLinkIdentity link, MatchingRound round, SurveyAudience side)
    {
        var personOf = Preferences.Candidates(found.State, round, side, link.Person).ToDictionary(c => c.Number, c => c.Person);
        List<int> ranked = [.. request.Ranked], excluded = [.. request.Excluded ?? []];
        if (ranked.FindIndex(n => !personOf.ContainsKey(n)) is >= 0 and var at)
            return Problems.Field($"/ranked/{at}", $"A number of the list.");
        if (excluded.FindIndex(n => !personOf.ContainsKey(n)) is >= 0 and var where)
            return Problems.Field($"/excluded/{where}", $"A number of the list.");
        var preference = new MatchingEvent.PreferenceSubmitted(
            round.Id, incoming.NewId("preference"), side, link.Person, link.Link, [.. ranked.Select(n => personOf[n])],
            [.. excluded.Select(n => personOf[n])]);
        var outcome = await programmes.Decide(
            found.Id, new MatchingCommand.SubmitPreference(preference), incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided => decided.DryRun
            ? Answers.Json(new Taken(null, true, false, null))
            : Answers.Json(new Taken(preference.Id, false, decided.Repeated, decided.Receipt), StatusCodes.Status201Created));
    }

    private static Operation About(string name, string summary, string description) =>
        new("Matching", name, summary, description, Takes.Participants);
}
