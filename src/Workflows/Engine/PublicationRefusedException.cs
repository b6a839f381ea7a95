using MentorshipFlow.Definitions;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// A definition or questionnaire was refused: faults in its text, the same version with other bytes, or a version out of turn.
/// </summary>
public sealed class PublicationRefusedException(string message, IReadOnlyList<DefinitionFault> faults) : Exception(message)
{
    /// <summary>Each fault with its place; empty when the text itself is well.</summary>
    public IReadOnlyList<DefinitionFault> Faults { get; } = faults;
}
