namespace MentorshipFlow.Workflows.Engine;

/// <summary>A command of the program's own start was refused, or the database did not answer; the next start tries it again.</summary>
public sealed class NotDecidedException(string commandId, string because) : Exception($"not-decided: {commandId}: {because}");
