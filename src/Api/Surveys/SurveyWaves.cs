using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Publishing;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Api.Surveys;

/// <summary>Waves of a programme's surveys: opened with one version of a questionnaire, closed, and summarised.</summary>
internal sealed class SurveyWaves(WavesOfProgramme waves) : UseCase
{
    /// <param name="Questionnaire">As in the list of questionnaires.</param>
    /// <param name="Form">The questionnaire's form when absent.</param>
    /// <param name="ClosesOn">The last day for answers.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Opening(
        QuestionnaireReference Questionnaire, SurveyAudience Audience, SurveyPurpose Purpose, InstitutionalText Title, string? Form = null,
        DateOnly? ClosesOn = null, Guid? Id = null) : Dated;

    /// <param name="Persons">Random ids; persons invited before stay invited.</param>
    public sealed record Invitation(IReadOnlyList<Guid> Persons) : Dated;

    public sealed record Reopening(PrivateText Reason, DateOnly? ClosesOn = null) : Dated;

    /// <param name="ResponseRate">Submitted ÷ invited in per cent, one decimal; absent when nobody was invited.</param>
    public sealed record Row(
        Guid Id, InstitutionalText Title, SurveyAudience Audience, SurveyPurpose Purpose, string? Form,
        QuestionnaireReference Questionnaire, DateOnly OpenedOn, DateOnly? ClosesOn, DateOnly? ClosedOn,
        int Invited, int Answered, string? ResponseRate)
    {
        public static Row Of(SurveyWave w) => new(
            w.Id, w.Opened.Title, w.Opened.Audience, w.Opened.Purpose, w.Opened.Form, w.Opened.Questionnaire, w.OpenedOn, w.ClosesOn,
            w.ClosedOn, w.Invited.Count, w.Answers.Count,
            SurveySummary.ResponseRate(w));
    }

    /// <param name="Awaiting">The invited persons who have not answered.</param>
    /// <param name="Items">Small numbers are withheld from everybody except curator and head.</param>
    public sealed record Answer(Row Wave, IReadOnlyList<Guid> Awaiting, IReadOnlyList<ItemSummary> Items);

    private const string SomeHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Opening>("/survey-waves", About("openSurveyWave", "Open a wave",
            "On one version of a questionnaire, to which its answers belong for ever.") with
        {
            Example = new Opening(new("learner-learner-mentee-first", 1, SomeHash), SurveyAudience.Mentees, SurveyPurpose.Application,
                new("Анкетирование наставляемых"), ClosesOn: new(2021, 10, 31)),
        },
            (incoming, r) => new SurveyCommand.OpenWave(r.Id ?? incoming.NewId("survey-wave"), r.Questionnaire, r.Audience, r.Purpose,
                r.Form, r.Title, r.ClosesOn),
            (id, events) => $"/api/programmes/{id}/survey-waves/{((SurveyEvent.SurveyWaveOpened)events[0]).Wave}");

        routes.Decide<Invitation>("/survey-waves/{wave}/invitation",
            About("inviteToSurvey", "Invite participants",
            "They are the denominator of the response rate, and the only ones whose answers are taken. A wave of applications or entry " +
            "measurements asks who has applied, a later one asks who is in the base; a wave about a form asks the people of that form. " +
            "Each person of whom that does not hold is named.") with
        {
            Example = new Invitation([Guid.Parse("0193b2f0-1111-7222-8333-444455556666")]),
        }, (incoming, r) => new SurveyCommand.InviteParticipants(incoming.Id("wave"), r.Persons));

        routes.Decide<Plain>("/survey-waves/{wave}/closing",
            About("closeSurveyWave", "Close a wave", "It takes no more answers, and gates may count it."),
            (incoming, _) => new SurveyCommand.CloseWave(incoming.Id("wave")));

        routes.Decide<Reopening>("/survey-waves/{wave}/reopening",
            About("reopenSurveyWave", "Reopen a wave", "It takes answers again, up to another last day or without one.") with
        {
            Example = new Reopening(new("Часть анкет собрана на бумаге."), new(2021, 11, 15)),
        }, async (incoming, r) => new SurveyCommand.ReopenWave(incoming.Id("wave"), await incoming.Seal(r.Reason), r.ClosesOn));

        routes.ReadProgramme("/survey-waves", About("listSurveyWaves", "The waves of a programme",
            "Each with its response rate, in the order of their ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Row>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Surveys.Waves.Values.Select(Row.Of), w => w.Id));

        routes.ReadWave("", About("readSurveyWave", "A wave in numbers",
            "Per item how many answered, the mean with one decimal, and how often each answer was given; " +
            "and who has not answered yet.") with
        {
            Roles = Takes.Reading, Answer = typeof(Answer),
        }, async (http, wave) =>
        {
            var whole = Caller.Of(http).Role is Role.Curator or Role.Head;
            return Answers.Json(new Answer(
                Row.Of(wave), [.. wave.Invited.Where(p => !wave.AnsweredBy(p)).Order()],
                SurveySummary.Of(wave, await waves.Questionnaire(http, wave), whole)));
        });
    }

    private static Operation About(string name, string summary, string description) =>
        new("Surveys", name, summary, description, Takes.Work);
}
