namespace MentorshipFlow.Workflows;

/// <summary>The current step of a long operation.</summary>
/// <param name="Name">A name of one or two words.</param>
/// <param name="Detail">Details; may be empty.</param>
/// <param name="Fraction">The completed part of this step, from 0 to 1; null when unknown.</param>
public sealed record WorkStep(string Name, string Detail = "", double? Fraction = null);
