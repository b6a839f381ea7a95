using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Surveys;

/// <summary>A participant's survey through a personal link. It shows no names, not even the participant's.</summary>
internal sealed class OwnSurvey(WavesOfProgramme waves, ProgrammeEngine programmes) : UseCase
{
    /// <param name="Lowest">The lowest point of a scale; absent for other kinds.</param>
    /// <param name="Options">The options to choose from; absent for other kinds.</param>
    public sealed record Item(string Code, ItemKind Kind, bool Required, string Text, int? Lowest, int? Highest,
        IReadOnlyList<Option>? Options);

    public sealed record Option(string Code, string Text);

    /// <param name="Title">Title of the wave.</param>
    /// <param name="Heading">Title of the questionnaire.</param>
    /// <param name="OpenUntil">The last day for answering through this link.</param>
    public sealed record Shown(InstitutionalText Title, string Heading, DateOnly OpenUntil, IReadOnlyList<Item> Items);

    public sealed record Filled(IReadOnlyList<GivenAnswer> Answers) : Dated;

    public sealed record Taken(Guid? Answer, bool DryRun, bool Repeated, Receipt? Receipt);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/survey", About("readOwnSurvey", "The questionnaire behind a personal link",
            "In the language of Accept-Language. A link that opens nothing any more, a closed wave and an answer that was given are " +
            "refused by name.") with
        {
            Answer = typeof(Shown), Further = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
        }, http => Opened(http, (found, link, wave) => Show(http, found, link, wave)));

        routes.Deciding<Filled>("/api/survey/answers", About("answerOwnSurvey", "Answer through a personal link",
            "Once; effectiveOn is today and cannot be given.") with
        {
            Answer = typeof(Taken), Success = StatusCodes.Status201Created, Example = new Filled(GivenAnswers.Example),
            Further = [StatusCodes.Status404NotFound],
        }, async (incoming, request) =>
            request.EffectiveOn is not null ? Problems.Field("/effectiveOn", $"Through a link an answer is given today.")
            : GivenAnswers.Unclear(request.Answers, "/answers") is { } problem ? problem
            : await Opened(incoming.Http, (found, link, wave) => Answer(incoming, request, found, link, wave)));
    }

    private async Task<IResult> Opened(HttpContext http, Func<ProgrammeFound, SurveyLinkIdentity, SurveyWave, Task<IResult>> answer)
    {
        var link = Caller.Of(http).Link ?? throw new InvalidOperationException("Only a link has a participant's role.");
        return await programmes.Find(link.Organisation, link.Programme, http.RequestAborted) is { } found
            && found.State.Surveys.Waves.TryGetValue(link.Wave, out var wave)
            ? await answer(found, link, wave)
            : Problems.NotFound;
    }

    // Tries the decision with an empty sheet: any refusal except for missing answers would also occur with a full sheet.
    private async Task<IResult> Show(HttpContext http, ProgrammeFound found, SurveyLinkIdentity link, SurveyWave wave)
    {
        var (caller, questionnaire) = (Caller.Of(http), await waves.Questionnaire(http, wave));
        var asked = new SurveyCommand.TakeAnswers(wave.Id, [GivenAnswers.Draft(
            Guid.Empty, link.Person, SurveyChannel.Link, link.Link, [])], questionnaire);
        if (ProgrammeDecider.Decide(found.State, asked, new(caller.Actor, caller.Today),
            found.Definition) is Decision.Refused { Refusal: { Reason: not Reason.SurveyAnswersInvalid } refusal })
        {
            return Refusals.Of(refusal, http.Request.RouteValues);
        }

        http.Response.Headers.ContentLanguage = Sentences.Language;
        var expires = found.State.Surveys.Links[link.Link].Issued.ExpiresOn;
        return Answers.Json(new Shown(
            wave.Opened.Title, Sentences.Of(questionnaire.Title), wave.ClosesOn < expires ? wave.ClosesOn.Value : expires,
            [.. questionnaire.Items.Select(Of)]));
    }

    private async Task<IResult> Answer(Incoming incoming, Filled request, ProgrammeFound found, SurveyLinkIdentity link, SurveyWave wave)
    {
        var draft = GivenAnswers.Draft(incoming.NewId("survey-answer"), link.Person, SurveyChannel.Link, link.Link, request.Answers);
        var command = new SurveyCommand.TakeAnswers(wave.Id, [await GivenAnswers.Seal(incoming, draft, request.Answers)]);
        var outcome = await programmes.Decide(found.Id, command, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided => decided.DryRun
            ? Answers.Json(new Taken(null, true, false, null))
            : Answers.Json(new Taken(draft.Id, false, decided.Repeated, decided.Receipt), StatusCodes.Status201Created));
    }

    private static Item Of(QuestionnaireItem item) => new(
        item.Code, item.Kind, item.Required, Sentences.Of(item.Text),
        item.Kind == ItemKind.Scale ? QuestionnaireItem.Lowest : null, item.Kind == ItemKind.Scale ? QuestionnaireItem.Highest : null,
        item.Options.Count == 0 ? null : [.. item.Options.Select(o => new Option(o.Code, Sentences.Of(o.Text)))]);

    private static Operation About(string name, string summary, string description) =>
        new("Surveys", name, summary, description, Takes.Participants);
}
