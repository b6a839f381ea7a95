namespace MentorshipFlow.Workflows;

/// <summary>The step that a long piece of work is at.</summary>
/// <param name="Name">One word or two.</param>
/// <param name="Detail">More about it; may be empty.</param>
/// <param name="Fraction">How much of this step is done, from 0 to 1; null where that is unknown.</param>
public sealed record WorkStep(string Name, string Detail = "", double? Fraction = null);
