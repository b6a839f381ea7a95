using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Explains why a stage is blocked, for one stage or all seven.</summary>
public sealed class ReadStages(CertificateArchive archive) : UseCase
{
    public sealed record AllStages(Guid Programme, int? CurrentStage, IReadOnlyList<StageAnswer> Stages);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/stages", new("Stages", "listStages", "The seven stages",
            "Each with its evaluation and what stands in the way of its next step.", Takes.Reading)
        {
            Answer = typeof(AllStages), Query = [AsOf],
        }, async (http, found) =>
        {
            var (day, problem) = DayOf(http);
            if (problem is not null) return problem;
            List<StageAnswer> stages = [];
            foreach (var stage in found.State.Gates.Stages) stages.Add(await Of(http, found, stage, day));
            return Answers.WithTexts(new AllStages(found.Id, found.State.Gates.Current?.Number, stages));
        });

        routes.ReadProgramme("/stages/{stage}", new("Stages", "readStage", "Why is it blocked?",
            "Every criterion with its outcome, what is missing and the evidence. The ETag is what If-Match must name to decide.",
            Takes.Reading)
        {
            Answer = typeof(StageAnswer), Tagged = true, Further = [StatusCodes.Status304NotModified], Query = [AsOf],
        }, async (http, found) =>
        {
            if (!int.TryParse(http.GetRouteValue("stage")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 7)
            {
                return Problems.NotFound;
            }

            var (day, problem) = DayOf(http);
            if (problem is not null) return problem;
            var stage = await Of(http, found, found.State.Gates[number], day);
            return Answers.Tagged(http, stage.Etag, Answers.WithTexts(stage));
        });
    }

    private static QueryParameter AsOf { get; } = new("asOf",
        "The day whose decision is prepared, if it is entered late; today when absent.", "2021-10-25", typeof(DateOnly));

    private static (DateOnly Day, Problem? Problem) DayOf(HttpContext http)
    {
        var (asked, today) = (new Asked(http), Caller.Of(http).Today);
        var day = asked.Day(AsOf.Name) ?? today;
        return (day, asked.Problem ?? (day > today ? Problems.Parameter(AsOf.Name, $"Today or earlier.") : null));
    }

    private async Task<StageAnswer> Of(HttpContext http, ProgrammeFound found, StageState stage, DateOnly day)
    {
        var evaluation = found.Evaluate(stage.Number, day);
        var definition = found.Definition.Stage(stage.Number);
        // The state keeps the last one, also after it was revoked or the stage was reopened.
        var approval = stage.Approved ? stage.Approval : null;
        return new(
            stage.Number, definition.Code, definition.Title, definition.Task, definition.Result, stage.Status, stage.Round,
            stage.NeedsReconfirmation, stage.WorkOpenedOn,
            stage.SubmittedBy, stage.Countersigned, stage.Returned, stage.Answers, approval,
            CitedDocument.Of(found.State.Documents, Grounds.Annulled(found.State, stage.Number)), evaluation.Passes, evaluation.Hash,
            stage.Stands ? null : await Next(http, found, stage, evaluation, day),
            CriterionAnswer.Of(evaluation, stage, found.Names), definition.Gate.Announced,
            approval is null ? null : stage.ApprovalSigned?.Signature.Fingerprint,
            stage.Countersigned is null ? null : stage.CountersignatureSigned?.Signature.Fingerprint);
    }

    // Tries the decision of the curator in office, so that the explanation cannot differ from the real answer.
    private async Task<NextStep> Next(HttpContext http, ProgrammeFound found, StageState stage, StageEvaluation evaluation, DateOnly day)
    {
        var approves = stage.Status == StageStatus.Submitted;
        var recomputed = approves && stage.Number == 7 && found.State.Certification.Current is { } issued
            ? await archive.Recompute(found.Id, issued, http.RequestAborted)
            : null;
        GateCommand command = approves ? new GateCommand.ApproveStage(stage.Number, evaluation.Hash, recomputed)
            : new GateCommand.SubmitStage(stage.Number, evaluation.Hash);
        var today = Caller.Of(http).Today;
        var curator = new Actor(found.State.Preparation.CuratorOn(today)?.Person ?? Guid.Empty, null, Role.Curator);
        var refusal =
            (ProgrammeDecider.Decide(found.State, command, new(curator, today, day), found.Definition) as Decision.Refused)?.Refusal;
        return new(approves ? "approve" : "submit", refusal is null ? null
            : new(refusal.Code, Sentences.OfProblem(refusal.Code), MissingThing.Of(refusal.Missing, found.Names)));
    }
}
