using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Surveys;

/// <summary>Finds waves, their questionnaires and the persons that answers and links are about.</summary>
internal sealed class WavesOfProgramme(ProgrammeEngine programmes, QuestionnaireLibrary questionnaires)
{
    /// <summary>Answers about a wave of a programme of the caller's organisation.</summary>
    public async Task<IResult> Answer(HttpContext http, Func<ProgrammeFound, SurveyWave, Task<IResult>> answer) =>
        await programmes.Find(Caller.Of(http).Organisation, http.Id("programme") ?? Guid.Empty, http.RequestAborted) is { } found
        && found.State.Surveys.Waves.TryGetValue(http.Id("wave") ?? Guid.Empty, out var wave)
            ? await answer(found, wave)
            : Problems.NotFound;

    /// <summary>The person of an answer or a link. If it is unknown, the decision will be refused, and the result is the empty id, under
    /// which nothing is stored.</summary>
    public async Task<Guid> PersonIn(Incoming incoming, Func<SurveysRoom, Guid?> which) =>
        await programmes.Find(incoming.Caller.Organisation, incoming.Id("programme"), incoming.Stop) is { } found
            ? which(found.State.Surveys) ?? Guid.Empty
            : Guid.Empty;

    /// <summary>The pinned version of a wave's questionnaire.</summary>
    public async Task<Questionnaire> Questionnaire(HttpContext http, SurveyWave wave) =>
        await questionnaires.Find(Caller.Of(http).Organisation, wave.Opened.Questionnaire, http.RequestAborted)
            ?? throw new InvalidOperationException($"{wave.Opened.Questionnaire} is pinned by a wave and not on the ledger.");
}

/// <summary>Maps routes that read a wave.</summary>
internal static class WaveRoutes
{
    /// <summary>A route below <c>/api/programmes/{programme}/survey-waves/{wave}</c>.</summary>
    public static void ReadWave(
        this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<HttpContext, SurveyWave, Task<IResult>> answer) =>
        routes.ReadProgramme($"/survey-waves/{{wave}}{pattern}", operation, async (http, found) =>
            http.Id("wave") is { } id && found.State.Surveys.Waves.TryGetValue(id, out var wave) ? await answer(http, wave)
                : Problems.NotFound);
}
