using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>The kinds of documents expected for an item of the road map. Another kind is accepted with a warning, because schools name
/// their papers differently (F5).</summary>
public static class ExpectedDocuments
{
    /// <summary><c>evidence-of-another-kind</c> with the item, if there is evidence but none of an expected kind.</summary>
    public static IReadOnlyList<Warning> Warnings(
        PreparationEvent.RoadmapItemCompleted completed, DocumentsRoom documents, Definition definition) =>
        completed.Evidence.Count > 0 && definition.Item(completed.Item) is { Documents: { Count: > 0 } expected }
            && !completed.Evidence.Any(d => documents.Documents.TryGetValue(d, out var found) && expected.Contains(found.Registered.Kind))
            ? [new("evidence-of-another-kind", completed.Item)]
            : [];
}
