using MentorshipFlow.Api.Http;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A warning in words.</summary>
/// <param name="Where">Code of the item or fact, or a day.</param>
/// <param name="Sentence">In the caller's language.</param>
public sealed record WarningThing(string Code, string Where, string Sentence)
{
    /// <summary>Warnings with their sentences.</summary>
    public static IReadOnlyList<WarningThing> Of(IEnumerable<Warning> warnings, ProgrammeNames names) =>
        [.. warnings.Select(w => new WarningThing(w.Code, w.Where, Sentences.OfMissing(w.Code, w.Where, names)))];
}

/// <summary>Warnings about facts that were accepted although they look unusual (F5).</summary>
internal static class Warnings
{
    /// <summary>
    /// The warnings in a decision's events: <c>late-entry</c> with the date of the earliest fact, if it was recorded more than the
    /// definition's <c>lateEntryDays</c> later; <c>evidence-of-another-kind</c>, if no document of an item is of an expected kind.
    /// </summary>
    public static IReadOnlyList<Warning> Of(
        IReadOnlyList<DomainEvent> events, DateOnly effectiveOn, DateOnly recordedOn, Programme state, Definition definition)
    {
        var on = events.Select(e => DayOfFact.Of(e, effectiveOn)).DefaultIfEmpty(effectiveOn).Min();
        var late = recordedOn.DayNumber - on.DayNumber > definition.Parameters.LateEntryDays;
        return
        [
            .. events.SelectMany(Of),
            .. events.OfType<PreparationEvent.RoadmapItemCompleted>()
                .SelectMany(e => ExpectedDocuments.Warnings(e, state.Documents, definition)),
            .. late ? [new Warning("late-entry", Dates.Text(on))] : Array.Empty<Warning>(),
        ];
    }

    private static IReadOnlyList<Warning> Of(DomainEvent e) => e switch
    {
        PreparationEvent.RoadmapApproved { Warnings: var warnings } => warnings,
        PreparationEvent.RoadmapItemRescheduled { Warnings: var warnings } => warnings,
        GateEvent.StageWorkOpened { Warnings: var warnings } => warnings,
        Fact.LegalBasisRegistered { Complete: false, Id: var id } => [new("citation-incomplete", id.ToString())],
        _ => [],
    };
}
