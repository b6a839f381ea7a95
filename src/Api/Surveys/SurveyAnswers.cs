using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Api.Surveys;

/// <summary>Answers of a wave: entered on a person's behalf, voided, and a list of the persons who have answered.</summary>
internal sealed class SurveyAnswers(WavesOfProgramme waves) : UseCase
{
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Entry(Guid Person, IReadOnlyList<GivenAnswer> Answers, Guid? Id = null) : Dated;

    public sealed record Row(Guid Id, Guid Person, SurveyChannel Channel, DateOnly On)
    {
        public static Row Of(SurveyAnswer a) => new(a.Answered.Id, a.Answered.Person, a.Answered.Channel, a.On);
    }

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Decide<Entry>("/survey-waves/{wave}/answers",
            About("enterSurveyAnswer", "Enter an answer on a person's behalf",
            "Such as from paper; the day it was filled in is effectiveOn. One answer of a person counts.") with
        {
            Example = new Entry(Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), GivenAnswers.Example),
        }, Enter, (id, events) => Address(id, (SurveyEvent.SurveyAnswered)events[0]));

        routes.Decide<ReasonRequest>("/survey-waves/{wave}/answers/{answer}/void",
            About("voidSurveyAnswer", "Void an answer", "It counts no more; the person may answer again.")
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new SurveyCommand.VoidAnswer(incoming.Id("wave"), incoming.Id("answer"), await incoming.SealAbout(
                await waves.PersonIn(incoming, surveys => surveys.Waves.GetValueOrDefault(incoming.Id(
                    "wave"))?.Answers.Values.FirstOrDefault(a => a.Answered.Id == incoming.Id("answer"))?.Answered.Person), r.Reason)));

        routes.ReadWave("/answers", About("listSurveyAnswers", "Who has answered",
            "Without what was answered; in the order of the answers' ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Row>), Query = Page.Query,
        }, (http, wave) => Task.FromResult(Page.Answer(http, wave.Answers.Values.Select(Row.Of), a => a.Id)));

        routes.ReadWave("/answers/{answer}", About("readSurveyAnswer", "One answer",
            "As it was given; what its texts say is read by a disclosure.") with
        {
            Roles = [Role.Curator, Role.Head], Answer = typeof(SurveyEvent.SurveyAnswered),
        }, (http, wave) => Task.FromResult(
            wave.Answers.Values.FirstOrDefault(a => a.Answered.Id == http.Id("answer")) is { } answer ? Answers.WithTexts(answer.Answered)
                : Problems.NotFound));
    }

    private static string Address(Guid programme, SurveyEvent.SurveyAnswered e) =>
        $"/api/programmes/{programme}/survey-waves/{e.Wave}/answers/{e.Id}";

    private static async Task<Built<ProgrammeCommand>> Enter(Incoming incoming, Entry r)
    {
        if (GivenAnswers.Unclear(r.Answers, "/answers") is { } problem) return problem;
        var draft = GivenAnswers.Draft(r.Id ?? incoming.NewId("survey-answer"), r.Person, SurveyChannel.Curator, null, r.Answers);
        return new SurveyCommand.TakeAnswers(incoming.Id("wave"), [await GivenAnswers.Seal(incoming, draft, r.Answers)]);
    }

    private static Operation About(string name, string summary, string description) =>
        new("Surveys", name, summary, description, Takes.Work);
}
