namespace MentorshipFlow.Workflows;

/// <summary>The current step of a long operation.</summary>
/// <param name="Name">A name of one or two words.</param>
/// <param name="Detail">Details that do not change during the step; may be empty.</param>
/// <param name="Done">How much of this step is done, such as entries or bytes.</param>
/// <param name="Total">How much there is to do; null when unknown.</param>
public sealed record WorkStep(string Name, string Detail = "", long Done = 0, long? Total = null)
{
    /// <summary>The completed part of this step, from 0 to 1; null when unknown.</summary>
    public double? Fraction => Total is not { } total ? null : total == 0 ? 1 : Math.Min(1, (double)Done / total);
}
