using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>The signer's latest note, where one is at hand: a service that the audit registers.</summary>
/// <param name="Note">The whole signed note (C2SP), or null when none was signed yet.</param>
public sealed record LatestCheckpoint(Func<string?> Note);

/// <summary>An event of a decision. Without position, version, leaf and time it was only foreseen.</summary>
/// <param name="Type">Such as <c>stage_approved</c>.</param>
/// <param name="Body">As it stands in the ledger.</param>
/// <param name="Leaf">64 lower hex digits; see the specification of entries.</param>
public sealed record DecidedEvent(string Type, RawJson Body, long? Position = null, int? Version = null, string? Leaf = null, string? RecordedAt = null, string? EffectiveOn = null)
{
    /// <summary>A recorded event.</summary>
    public static DecidedEvent Of(Entry e) => new(e.Type, new(e.Body), e.Position, e.Version, e.Leaf().ToString(), e.RecordedAt, e.EffectiveOn);

    /// <summary>A foreseen event.</summary>
    public static DecidedEvent Of(DomainEvent e)
    {
        var (type, body) = EventCodec.Write(e);
        return new(type, new(body));
    }
}

/// <summary>What one takes home: the place of the last event, its leaf, and the latest signed checkpoint.</summary>
public sealed record Receipt(long Position, string Leaf, string? Checkpoint)
{
    /// <summary>The receipt of a decision whose last entry this is.</summary>
    public static Receipt Of(HttpContext http, Entry last) => new(last.Position, last.Leaf().ToString(), http.RequestServices.GetService<LatestCheckpoint>()?.Note());
}

/// <summary>A stage in one line.</summary>
public sealed record StageBrief(int Number, StageStatus Status, bool NeedsReconfirmation);

/// <summary>The answer to a decision. It follows from the entries, so a repeat of the request is answered with the same, but for <c>repeated</c> and <c>checkpoint</c>.</summary>
/// <param name="CurrentStage">The first stage whose approval does not stand; absent when all seven do.</param>
/// <param name="Evaluations">For a dry run: how the gates would stand.</param>
public sealed record DecisionAnswer(
    Guid Programme, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, IReadOnlyList<Warning> Warnings,
    ProgrammeStatus Status, int? CurrentStage, IReadOnlyList<StageBrief> Stages, IReadOnlyList<StageForeseen>? Evaluations, Receipt? Receipt);

/// <summary>How a gate would stand after a dry run.</summary>
public sealed record StageForeseen(int Stage, string Etag, bool Passes, IReadOnlyList<CriterionAnswer> Criteria);

/// <summary>What was accepted although it looks odd (F5).</summary>
public static class Warnings
{
    /// <summary>The warnings in a decision's events, and <c>late-entry</c> with the date of the fact when it was recorded more than
    /// <c>lateEntryDays</c> of the definition after it was, and <c>evidence-of-another-kind</c> where no document of an item is of a kind that it is expected to leave behind.</summary>
    public static IReadOnlyList<Warning> Of(IReadOnlyList<DomainEvent> events, DateOnly effectiveOn, DateOnly recordedOn, Programme state, Definition definition) =>
    [
        .. events.SelectMany(Of), .. events.OfType<PreparationEvent.RoadmapItemCompleted>().SelectMany(e => ExpectedDocuments.Warnings(e, state.Documents, definition)),
        .. recordedOn.DayNumber - effectiveOn.DayNumber > definition.Parameters.LateEntryDays ? [new Warning("late-entry", Dates.Text(effectiveOn))] : Array.Empty<Warning>(),
    ];

    private static IReadOnlyList<Warning> Of(DomainEvent e) => e switch
    {
        PreparationEvent.RoadmapApproved { Warnings: var warnings } => warnings,
        PreparationEvent.RoadmapItemRescheduled { Warnings: var warnings } => warnings,
        GateEvent.StageWorkOpened { Warnings: var warnings } => warnings,
        Fact.LegalBasisRegistered { Complete: false, Id: var id } => [new("citation-incomplete", id.ToString())],
        _ => [],
    };
}
