using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Warnings about facts that were accepted although they look unusual (F5).</summary>
internal static class Warnings
{
    /// <summary>
    /// The warnings in a decision's events: <c>late-entry</c> with the date of the fact, if it was recorded more than the definition's
    /// <c>lateEntryDays</c> later; <c>evidence-of-another-kind</c>, if no document of an item is of an expected kind.
    /// </summary>
    public static IReadOnlyList<Warning> Of(
        IReadOnlyList<DomainEvent> events, DateOnly effectiveOn, DateOnly recordedOn, Programme state, Definition definition)
    {
        var late = recordedOn.DayNumber - effectiveOn.DayNumber > definition.Parameters.LateEntryDays;
        return
        [
            .. events.SelectMany(Of),
            .. events.OfType<PreparationEvent.RoadmapItemCompleted>()
                .SelectMany(e => ExpectedDocuments.Warnings(e, state.Documents, definition)),
            .. late ? [new Warning("late-entry", Dates.Text(effectiveOn))] : Array.Empty<Warning>(),
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
