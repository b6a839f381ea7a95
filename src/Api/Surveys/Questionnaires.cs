using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Definitions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Surveys;

/// <summary>Questionnaires: the defaults that ship with the program, and the organisation's own.</summary>
internal sealed class Questionnaires(QuestionnaireLibrary questionnaires, PublishingEngine publishing) : UseCase
{
    /// <param name="EditableDefault">Whether it is a default text: the organisation may publish its own version instead.</param>
    /// <param name="Own">Whether the caller's organisation published it.</param>
    public sealed record Row(QuestionnaireReference Questionnaire, Wording Title, string? Form, SurveyAudience Audience,
        bool EditableDefault, bool Own, int Items)
    {
        public static Row Of(Questionnaire q, bool own) => new(q.Reference, q.Title, q.Form, q.Audience, q.EditableDefault, own,
            q.Items.Count);
    }

    private const string Sample = """
        {"code":"our-mentees","version":1,"title":{"ru":"Анкета наставляемого","en":"Questionnaire of the mentee"},"audience":"mentees",
        "editableDefault":false,"rows":[],"items":[
        {"code":"Q_EFFECT","kind":"scale","required":true,"text":{"ru":"Насколько полезны встречи?","en":"How useful are the meetings?"}}]}
        """;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/questionnaires", About("listQuestionnaires", "Questionnaires",
            "Every version: the organisation's own first, then those that ship with the program.") with
        {
            Answer = typeof(Paged<Row>), Query = NumberedPage.Query,
        }, async http =>
        {
            var own = await questionnaires.Published(Caller.Of(http).Organisation, http.RequestAborted);
            var shipped = await questionnaires.Published(DefinitionLibrary.Everybody, http.RequestAborted);
            return NumberedPage.Answer<Row>(
                http, [.. own.Select(q => Row.Of(q, own: true)), .. shipped.Select(q => Row.Of(q, own: false))]);
        });

        routes.Read("/api/questionnaires/{sha256}", About("readQuestionnaire", "A questionnaire's text",
            "One version by its SHA-256: the very bytes, RFC 8785 JSON.")
            with { Answer = typeof(JsonObject), Further = [StatusCodes.Status304NotModified] }, Read);

        routes.DecidingOnDocument("/api/questionnaires", About("publishQuestionnaire", "Publish a version of a questionnaire",
            "The organisation's own, the next version of its code. Publishing the same bytes again changes nothing; other bytes are " +
            "refused, and so are faults, each with its place.") with
        {
            Roles = Takes.HeadOrCurator, Request = typeof(JsonObject), Answer = typeof(QuestionnaireReference),
            Success = StatusCodes.Status201Created,
            Example = JsonNode.Parse(Sample)!.AsObject(),
        }, Publish);
    }

    private async Task<IResult> Read(HttpContext http)
    {
        var sha256 = http.GetRouteValue("sha256")?.ToString();
        foreach (var owner in (Guid[])[Caller.Of(http).Organisation, DefinitionLibrary.Everybody])
        {
            if ((await questionnaires.Published(owner, http.RequestAborted)).FirstOrDefault(q => q.Sha256 == sha256) is not { } found)
                continue;
            return Answers.Tagged(http, found.Sha256, Results.Bytes(Encoding.UTF8.GetBytes(found.Text), "application/json"));
        }

        return Problems.NotFound;
    }

    private async Task<IResult> Publish(Incoming incoming, string text)
    {
        try
        {
            var questionnaire = QuestionnaireLibrary.Read(text);
            var outcome = await publishing.Publish(questionnaire, incoming.Context(), incoming.Stop);
            return await PublicationAnswer.Of(
                incoming, outcome, ProblemCodes.QuestionnaireInvalid, "questionnaire-fault", $"/api/questionnaires/{questionnaire.Sha256}",
                questionnaire.Reference);
        }
        catch (PublicationRefusedException refused)
        {
            return new Problem(StatusCodes.Status422UnprocessableEntity, ProblemCodes.QuestionnaireInvalid,
                [.. refused.Faults.Select(f => new Missing("questionnaire-fault", f.Place))]) { Changed = refused.Faults };
        }
    }

    private static Operation About(string name, string summary, string description) =>
        new("Surveys", name, summary, description, Takes.Reading);
}
