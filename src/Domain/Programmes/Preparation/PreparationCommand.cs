using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Commands of the preparation room (stage 1).</summary>
public abstract record PreparationCommand : ProgrammeCommand
{
    private PreparationCommand() { }

    /// <summary>Record an independent fact.</summary>
    public sealed record RecordFact(Fact Fact) : PreparationCommand;

    /// <summary>Replace a wrongly recorded fact by another one of the same kind.</summary>
    public sealed record CorrectFact(Guid Fact, Fact Replacement, TextReference Reason) : PreparationCommand;

    /// <summary>Void a fact recorded by mistake.</summary>
    public sealed record VoidFact(Guid Fact, TextReference Reason) : PreparationCommand;

    /// <summary>Take the future curators and partners of an earlier programme.</summary>
    /// <param name="NewId">The id of the fact for a partner with this id there; the same for a repeated request.</param>
    /// <param name="Found">Looked up by the caller; null if the organisation has no such programme.</param>
    public sealed record TakeSuccession(Guid Programme, Func<Guid, Guid> NewId, Succession? Found = null) : PreparationCommand;

    /// <summary>Enable a form.</summary>
    public sealed record EnableForm(
        string Form, IReadOnlyList<string> Variants, IReadOnlyList<TandemKind> Kinds, InstitutionalText? Precondition) : PreparationCommand;

    /// <summary>Mark a form's precondition as met.</summary>
    public sealed record MeetFormPrecondition(string Form, Guid? Document) : PreparationCommand;

    /// <summary>Disable a form.</summary>
    public sealed record DisableForm(string Form, TextReference Reason) : PreparationCommand;

    /// <summary>Appoint the first or the next curator.</summary>
    /// <param name="Standing">The person's status, looked up by the caller; null if the organisation has no such person.</param>
    public sealed record AppointCurator(
        Guid Person, Guid Order, DateOnly From, TextReference? Reason, PersonStatus? Standing = null) : PreparationCommand;

    /// <summary>Void the latest appointment, recorded by mistake.</summary>
    public sealed record VoidCuratorAppointment(TextReference Reason) : PreparationCommand;

    /// <summary>Assign an auditor.</summary>
    public sealed record AssignAuditor(Guid Person) : PreparationCommand;

    /// <summary>Release an auditor.</summary>
    public sealed record ReleaseAuditor(Guid Person, TextReference Reason) : PreparationCommand;

    /// <summary>Approve the first or the next version of the road map.</summary>
    /// <param name="Standings">The statuses of the responsible persons, looked up by the caller; without those that the organisation does
    /// not have.</param>
    public sealed record ApproveRoadmap(
        Guid? Document, IReadOnlyList<PlannedItem> Items, IReadOnlyDictionary<Guid, PersonStatus>? Standings = null) : PreparationCommand;

    /// <summary>Reschedule an item.</summary>
    public sealed record RescheduleItem(string Item, DateOnly? PlannedFrom, DateOnly? PlannedTo, TextReference Reason) : PreparationCommand;

    /// <summary>Complete an item.</summary>
    public sealed record CompleteItem(string Item, IReadOnlyList<Guid> Evidence) : PreparationCommand;

    /// <summary>Mark an item as not applicable.</summary>
    public sealed record MarkItemNotApplicable(string Item, TextReference Reason) : PreparationCommand;

    /// <summary>Reopen an item.</summary>
    public sealed record ReopenItem(string Item, TextReference Reason) : PreparationCommand;
}

/// <summary>One item in the approval of a road map; stage, activity and wording come from the definition, except for the school's own
/// items.</summary>
/// <param name="Item">Code of a definition's item, or the school's own.</param>
/// <param name="Stage">Required for the school's own items.</param>
/// <param name="Activity">Required for the school's own items.</param>
/// <param name="Content">The school's wording; if absent, that of the definition.</param>
/// <param name="Result">The expected result or document in the school's words.</param>
/// <param name="Recurs">An item that is done in each of these periods becomes an item for each of them.</param>
public sealed record PlannedItem(
    string Item, int? Stage, string? Activity, InstitutionalText? Content, InstitutionalText? Planned, DateOnly? PlannedFrom,
    DateOnly? PlannedTo, InstitutionalText? Position, Guid? Responsible, bool? Documented, InstitutionalText? Result = null,
    Recurrence? Recurs = null);
