using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Process;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A programme as a process: its present position, the awaited roles, and its path.</summary>
internal sealed class ReadProcessPosition(ProcessGuard guard) : UseCase
{
    /// <param name="Version">The entry's version in the programme.</param>
    /// <param name="Affected">Later stages whose approvals need reconfirmation.</param>
    /// <param name="WaitsAt">The position of the process after it.</param>
    public sealed record Step(int Version, StepKind Kind, int? Stage, IReadOnlyList<int> Affected, string WaitsAt);

    /// <param name="Engine">The process engine: <c>house</c>, or the name of another engine such as Elsa.</param>
    /// <param name="WaitsAt"><c>stage-3</c>, <c>stage-3-submitted</c>; <c>programme</c> when all seven stages have a valid approval,
    /// <c>completed</c>
    /// at the end.</param>
    /// <param name="Stage">The awaited stage, 1 to 7; absent when all seven have a valid approval.</param>
    /// <param name="Since">The version of the programme since which it waits there.</param>
    /// <param name="Awaits">The commands that continue it, with the permitted roles. None when it is completed or cancelled.</param>
    /// <param name="Way">The entries that changed its position, in order.</param>
    public sealed record Answer(
        Guid Programme, ProgrammeStatus Status, string Engine, string WaitsAt, int? Stage, int Since, IReadOnlyList<Awaited> Awaits,
        IReadOnlyList<Step> Way);

    public override void Map(IEndpointRouteBuilder routes) => routes.ReadProgramme("/process",
        new("Programmes", "readProcess", "Where the programme waits, and for whom",
            "The process is rebuilt from the programme's history: where it waits, since which version, who may move it on, and the way it "
            + "came. The ETag changes only when the process moves.", Takes.Reading)
        {
            Answer = typeof(Answer), AnswerExample = Example, Further = [StatusCodes.Status304NotModified],
        }, async (http, found) =>
        {
            if (await guard.Check(found.Id, found.State, http.RequestAborted) is { } disagreement) return Refusals.Of(disagreement);
            var answer = Of(found);
            return Answers.Tagged(http, new Tagged("process", answer).Tag, Answers.Json(answer));
        });

    private static Answer Example => new(
        Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), ProgrammeStatus.Active, ProcessEngine.House.Name, "stage-2", 2, 64,
        [new(AwaitedCommand.SubmitStage, [Role.Curator, Role.Integrator])],
        [new(57, StepKind.Submitted, 1, [], "stage-1-submitted"), new(64, StepKind.Approved, 1, [], "stage-2")]);

    private Answer Of(ProgrammeFound found)
    {
        var state = found.State;
        var waits = GatesWalk.Positions(state.Steps).ToList();
        var moved = state.Steps.Where((_, i) => waits[i + 1] != waits[i]).LastOrDefault();
        return new(
            found.Id, state.Status, guard.Engine, waits[^1].Code, waits[^1].Stage, moved?.Version ?? 1, Awaited.Of(state),
            [.. state.Steps.Select((s, i) => new Step(s.Version, s.Kind, s.Stage, s.Affected, waits[i + 1].Code))]);
    }
}
