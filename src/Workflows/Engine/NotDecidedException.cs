namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// A command that the program gave itself at its start was refused, or the database did not answer; the next start tries it again.
/// </summary>
public sealed class NotDecidedException(string commandId, string because) : Exception($"not-decided: {commandId}: {because}");
