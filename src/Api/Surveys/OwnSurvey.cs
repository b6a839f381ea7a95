using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Surveys;

/// <summary>What a participant sees and does through his personal link. Nobody is named, himself included.</summary>
internal static class OwnSurvey
{
    /// <param name="Lowest">Of a scale: the lowest point; absent for another kind.</param>
    /// <param name="Options">What may be chosen; absent where nothing is.</param>
    public sealed record Item(string Code, ItemKind Kind, bool Required, string Text, int? Lowest, int? Highest, IReadOnlyList<Option>? Options);

    public sealed record Option(string Code, string Text);

    /// <param name="Title">Of the wave.</param>
    /// <param name="Heading">Of the questionnaire.</param>
    /// <param name="OpenUntil">The last day on which it can be answered through this link.</param>
    public sealed record Shown(InstitutionalText Title, string Heading, DateOnly OpenUntil, IReadOnlyList<Item> Items);

    public sealed record Filled(IReadOnlyList<GivenAnswer> Answers) : Dated;

    public sealed record Taken(Guid? Answer, bool DryRun, bool Repeated, Receipt? Receipt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/survey", About("readOwnSurvey", "The questionnaire behind a personal link", "In the language of Accept-Language. A link that opens nothing any more, a closed wave and an answer that was given are refused by name.") with
        {
            Answer = typeof(Shown), Further = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
        }, http => Opened(http, (caller, found, link, wave) => Show(http, caller, found, link, wave)));

        routes.Take("/api/survey/answers", About("answerOwnSurvey", "Answer through a personal link", "Once; effectiveOn is today and cannot be given.") with
        {
            Deciding = true, Request = typeof(Filled), Answer = typeof(Taken), Success = StatusCodes.Status201Created, Example = new Filled(GivenAnswers.Example), Further = [StatusCodes.Status404NotFound],
        }, async http =>
        {
            var (incoming, request, unreadable) = await IncomingReader.Read<Filled>(http, MustMatch.Nothing);
            if (incoming is null) return unreadable!;
            if (request!.EffectiveOn is not null) return Problems.Field("/effectiveOn", "Through a link an answer is given today.");
            if (GivenAnswers.Unclear(request.Answers, "/answers") is { } problem) return problem;
            return await Opened(http, (_, found, link, wave) => Answer(incoming, request, found, link, wave));
        });
    }

    private static async Task<IResult> Opened(HttpContext http, Func<Caller, ProgrammeFound, SurveyLinkIdentity, SurveyWave, Task<IResult>> answer)
    {
        var (caller, link) = (Caller.Of(http), http.Features.Get<SurveyLinkIdentity>() ?? throw new InvalidOperationException("Only a link has a participant's role."));
        return await http.RequestServices.GetRequiredService<ProgrammeEngine>().Find(link.Organisation, link.Programme, http.RequestAborted) is { } found
            && found.State.Surveys.Waves.TryGetValue(link.Wave, out var wave)
            ? await answer(caller, found, link, wave)
            : Problems.NotFound;
    }

    // The decision itself is asked beforehand, with an empty sheet: whatever it misses but answers would meet a full one as well.
    private static async Task<IResult> Show(HttpContext http, Caller caller, ProgrammeFound found, SurveyLinkIdentity link, SurveyWave wave)
    {
        var questionnaire = await SurveyWaves.Questionnaire(http, caller.Organisation, wave);
        var asked = new SurveyCommand.TakeAnswers(wave.Id, [GivenAnswers.Draft(Guid.Empty, link.Person, SurveyChannel.Link, link.Link, [])], questionnaire);
        if (ProgrammeDecider.Decide(found.State, asked, new(caller.Actor, caller.Today), found.Definition) is Decision.Refused { Refusal: { Reason: not Reason.SurveyAnswersInvalid } refusal })
        {
            return Refusals.Of(refusal, http.Request.RouteValues);
        }

        var language = Language.Of(http);
        http.Response.Headers.ContentLanguage = language.TwoLetterISOLanguageName;
        var expires = found.State.Surveys.Links[link.Link].Issued.ExpiresOn;
        return Answers.Json(new Shown(
            wave.Opened.Title, In(questionnaire.Title, language), wave.ClosesOn < expires ? wave.ClosesOn.Value : expires, [.. questionnaire.Items.Select(i => Of(i, language))]));
    }

    private static async Task<IResult> Answer(Incoming incoming, Filled request, ProgrammeFound found, SurveyLinkIdentity link, SurveyWave wave)
    {
        var draft = GivenAnswers.Draft(incoming.NewId("survey-answer"), link.Person, SurveyChannel.Link, link.Link, request.Answers);
        var command = new SurveyCommand.TakeAnswers(wave.Id, [await GivenAnswers.Seal(incoming, draft, request.Answers)]);
        var engine = incoming.Http.RequestServices.GetRequiredService<ProgrammeEngine>();
        return await engine.Decide(found.Id, command, incoming.Context(incoming.Caller.Organisation), incoming.Stop) switch
        {
            Outcome<Programme>.Done { Entries: [.., var last] } done => Answers.Json(
                new Taken(draft.Id, false, done.Repeated, Receipt.Of(incoming.Http, last)), StatusCodes.Status201Created),
            Outcome<Programme>.Foreseen => Answers.Json(new Taken(null, true, false, null)),
            var other => await new DecisionAnswering(incoming, found.Id, MustMatch.Nothing, engine).Answer(other, null),
        };
    }

    private static Item Of(QuestionnaireItem item, CultureInfo language) => new(
        item.Code, item.Kind, item.Required, In(item.Text, language),
        item.Kind == ItemKind.Scale ? QuestionnaireItem.Lowest : null, item.Kind == ItemKind.Scale ? QuestionnaireItem.Highest : null,
        item.Options.Count == 0 ? null : [.. item.Options.Select(o => new Option(o.Code, In(o.Text, language)))]);

    private static string In(Wording wording, CultureInfo language) => language.TwoLetterISOLanguageName == "en" ? wording.En : wording.Ru;

    private static Operation About(string name, string summary, string description) => new("Surveys", name, summary, description, Takes.Participants);
}
