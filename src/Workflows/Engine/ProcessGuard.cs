using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Process;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// Refuses a step on which process and fold disagree: after the history and the new steps, both must be at the same position.
/// </summary>
public sealed partial class ProcessGuard(ProcessEngine engine, DefinitionLibrary definitions, ILogger<ProcessGuard> log)
{
    /// <summary>The name of the process engine.</summary>
    public string Engine => engine.Name;

    /// <summary>Whether a decision moves the programme; only then the process is checked.</summary>
    public static bool Moves(Decision.Accepted decision) =>
        decision.Events.Any(e => e is ProgrammeEvent moves && ProcessStep.Of(moves, version: 0) is not null);

    /// <summary>The refusal if process and state have different positions; null if they agree.</summary>
    /// <param name="state">The state after the decision.</param>
    public async ValueTask<Refusal?> Check(Guid programme, Programme state, CancellationToken stop)
    {
        var waits = await engine.Run(await definitions.Get(state.Definition!, stop), state.Steps, stop);
        var expected = ProcessPosition.Of(state);
        if (waits == expected) return null;
        LogDisagreement(log, engine.Name, waits.Code, expected.Code, state.Version, programme);
        return new(Reason.ProcessDisagrees,
            [new Missing("process-waits-at", waits.Code), new Missing("ledger-waits-at", expected.Code)]);
    }

    [LoggerMessage(Level = LogLevel.Critical,
        Message = "process-disagrees: {Engine} waits at {Process}, the ledger at {Ledger}, in version {Version} of programme {Programme}.")]
    private static partial void LogDisagreement(ILogger log, string engine, string process, string ledger, int version, Guid programme);
}
