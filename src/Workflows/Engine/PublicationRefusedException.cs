using MentorshipFlow.Definitions;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// A definition or questionnaire was refused: faults in its text, other bytes for a published version, or a version out of order.
/// </summary>
public sealed class PublicationRefusedException(string message, IReadOnlyList<DefinitionFault> faults) : Exception(message)
{
    /// <summary>Each fault with its place; empty when the text itself is valid.</summary>
    public IReadOnlyList<DefinitionFault> Faults { get; } = faults;
}
