namespace MentorshipFlow.Programmes.Process;

/// <summary>Where a programme waits on its way through the stages.</summary>
/// <param name="Stage">The stage whose decision is awaited, 1 to 7; null when all seven approvals stand.</param>
/// <param name="Submitted">Whether that stage is submitted.</param>
/// <param name="Completed">Whether the whole programme is completed.</param>
public sealed record ProcessPosition(int? Stage, bool Submitted, bool Completed)
{
    /// <summary>Where the programme's own fold waits.</summary>
    public static ProcessPosition Of(Programme state) => new(
        state.Gates.Current?.Number, state.Gates.Current?.Status == Gates.StageStatus.Submitted,
        state.Status == ProgrammeStatus.Completed);

    /// <summary>One word for messages: <c>stage-3</c>, <c>stage-3-submitted</c>, <c>programme</c> or <c>completed</c>.</summary>
    public string Code => Completed ? "completed" : Stage is not { } stage ? "programme"
        : Submitted ? $"stage-{stage}-submitted" : $"stage-{stage}";
}
