using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Certificates.Sources.Feeds;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>The events of each topic and their keys. Topics about people are in <see cref="PeopleTopics"/>.</summary>
internal static class Topics
{
    /// <summary>Everything, by the name of the event.</summary>
    public static readonly Topic Everything = new(new Feed(typeof(ProgrammeEvent), (entry, _) => [entry.Type]));

    /// <summary>The last entry, of any type.</summary>
    public static readonly Topic Last =
        new(new Feed(typeof(ProgrammeEvent), (entry, index) => entry.Head.Version == index.Chronicle.Entries.Count ? [] : null));

    /// <summary>Entries that were recorded later than the definition allows, by the name of the event.</summary>
    public static readonly Topic Late = new(new Feed(
        typeof(ProgrammeEvent), (entry, index) => entry.DaysLate > index.Definition.Parameters.LateEntryDays ? [entry.Type] : null));

    public static readonly Topic Draft = new(On<CharterEvent.ProgrammeDrafted>());

    public static readonly Topic Charter = new(On<CharterEvent.ProgrammeDrafted>(), On<CharterEvent.ProgrammeCorrected>());

    public static readonly Topic Pinning = new(On<CharterEvent.ProgrammeDrafted>(), On<CharterEvent.DefinitionMigrated>());

    public static readonly Topic Course = new(
        On<CharterEvent.ProgrammeDrafted>(), On<CharterEvent.ProgrammeSuspended>(), On<CharterEvent.ProgrammeResumed>(),
        On<CharterEvent.ProgrammeCancelled>(), On<CharterEvent.ProgrammeCompleted>(), On<CharterEvent.ClosingVoided>());

    public static readonly Topic Transfers =
        new(On<CharterEvent.ProgrammeTransferred>(), On<CharterEvent.ProgrammeTransferVoided>());

    public static readonly Topic Cancellation = new(On<CharterEvent.ProgrammeCancelled>(), On<CharterEvent.ClosingVoided>());

    /// <summary>By the fact's id.</summary>
    public static readonly Topic LegalBases = new(OfFact<Fact.LegalBasisRegistered>(f => f.Id));

    /// <summary>By the task's code.</summary>
    public static readonly Topic Objectives = new(OfFact<Fact.ObjectiveSet>(f => f.Code));

    /// <summary>By the task's code.</summary>
    public static readonly Topic ObjectiveValues = new(OfFact<Fact.ObjectiveMeasured>(f => f.Objective));

    /// <summary>Planned and held events of the plan of a year, by the fact's id.</summary>
    public static readonly Topic YearPlan =
        new([.. OfFact<Fact.YearPlanEventPlanned>(f => f.Id), .. OfFact<Fact.YearPlanEventHeld>(f => f.Id)]);

    /// <summary>By the result's code.</summary>
    public static readonly Topic Baselines = new(OfFact<Fact.BaselineRecorded>(f => f.Result));

    /// <summary>By the one word that stands on the certificate where the contingent is missing.</summary>
    public static readonly Topic Contingent = new(OfFact<Fact.ContingentRecorded>(_ => "contingent"));

    /// <summary>By channel.</summary>
    public static readonly Topic Outreach = new(OfFact<Fact.OutreachHeld>(f => f.Channel));

    /// <summary>By channel.</summary>
    public static readonly Topic OutreachNotApplicable = new(OfFact<Fact.OutreachNotApplicable>(f => f.Channel));

    public static readonly Topic Curators = new(
        On<PreparationEvent.CuratorAppointed>(), On<PreparationEvent.CuratorReplaced>(), On<PreparationEvent.CuratorAppointmentVoided>(),
        On<PreparationEvent.OfficerLeft>(), On<PreparationEvent.OfficerReturned>());

    /// <summary>By the form's code.</summary>
    public static readonly Topic Forms = new(
        On<PreparationEvent.FormEnabled>(e => e.Form), On<PreparationEvent.FormPreconditionMet>(e => e.Form),
        On<PreparationEvent.FormDisabled>(e => e.Form));

    /// <summary>Every version of the road map.</summary>
    public static readonly Topic Plan = new(On<PreparationEvent.RoadmapApproved>());

    /// <summary>Items completed, not applicable or reopened, by stage.</summary>
    public static readonly Topic Settled = new(
        On<PreparationEvent.RoadmapItemCompleted>((e, c) => Stages(e.Item, c)),
        On<PreparationEvent.RoadmapItemNotApplicable>((e, c) => Stages(e.Item, c)),
        On<PreparationEvent.RoadmapItemSettled>((e, c) => Stages(e.Item, c)),
        On<PreparationEvent.RoadmapItemUnsettled>((e, c) => Stages(e.Item, c)),
        On<PreparationEvent.RoadmapItemReopened>((e, c) => Stages(e.Item, c)));

    /// <summary>By stage.</summary>
    public static readonly Topic Rescheduled = new(On<PreparationEvent.RoadmapItemRescheduled>((e, c) => Stages(e.Item, c)));

    /// <summary>All events of an item, by its code.</summary>
    public static readonly Topic Items = new(
        On<PreparationEvent.RoadmapItemCompleted>(e => e.Item), On<PreparationEvent.RoadmapItemNotApplicable>(e => e.Item),
        On<PreparationEvent.RoadmapItemSettled>(e => e.Item), On<PreparationEvent.RoadmapItemUnsettled>(e => e.Item),
        On<PreparationEvent.RoadmapItemReopened>(e => e.Item), On<PreparationEvent.RoadmapItemRescheduled>(e => e.Item));

    /// <summary>The first sign of work on a stage, by stage: the latest of these is its first submission or settled item (F2).</summary>
    public static readonly Topic Work = new(
        On<GateEvent.StageWorkOpened>(e => e.Stage), On<GateEvent.StageSubmitted>(e => e.Stage),
        On<GateEvent.StageWorkOpeningCorrected>(e => e.Stage),
        On<PreparationEvent.RoadmapItemCompleted>((e, c) => Stages(e.Item, c)),
        On<PreparationEvent.RoadmapItemSettled>((e, c) => Stages(e.Item, c)),
        On<PreparationEvent.RoadmapItemNotApplicable>((e, c) => Stages(e.Item, c)));

    /// <summary>By stage.</summary>
    public static readonly Topic Submissions =
        new(On<GateEvent.StageSubmitted>(e => e.Stage), On<GateEvent.StageSubmissionWithdrawn>(e => e.Stage));

    /// <summary>By stage.</summary>
    public static readonly Topic Returns = new(On<GateEvent.StageReturned>(e => e.Stage));

    /// <summary>Approvals, reopenings and revocations, by stage.</summary>
    public static readonly Topic Approvals = new(
        On<GateEvent.StageApproved>(e => e.Stage), On<GateEvent.StageReopened>(e => e.Stage),
        On<GateEvent.StageApprovalRevoked>(e => e.Stage));

    /// <summary>By stage.</summary>
    public static readonly Topic Reopenings = new(On<GateEvent.StageReopened>(e => e.Stage));

    /// <summary>By stage.</summary>
    public static readonly Topic Revocations = new(On<GateEvent.StageApprovalRevoked>(e => e.Stage));

    /// <summary>Events after which an approval needs reconfirmation, by affected stage.</summary>
    public static readonly Topic Unsettled = new(
        On<GateEvent.StageReopened>((e, _) => Stages(e.AffectedStages)),
        On<GateEvent.StageApprovalRevoked>((e, _) => Stages(e.AffectedStages)),
        On<CharterEvent.DefinitionMigrated>((e, _) => Stages(e.AffectedStages)));

    /// <summary>By stage, and by criterion.</summary>
    public static readonly Topic Waivers = new(
        On<GateEvent.GateCriterionWaived>((e, _) => [$"{e.Stage}", e.Criterion]),
        On<GateEvent.GateWaiverWithdrawn>((e, _) => [$"{e.Stage}", e.Criterion]));

    /// <summary>Warnings other than those of the road map itself, by item, by stage, or by the id of an incomplete legal basis.</summary>
    public static readonly Topic Warned = new(
    [
        On<PreparationEvent.RoadmapItemRescheduled>(e => e.Item),
        On<GateEvent.StageWorkOpened>((e, _) => e.Warnings.Count > 0 ? e.Warnings.Select(w => w.Where) : null),
        .. OfFact<Fact.LegalBasisRegistered>(f => f.Complete ? null : f.Id),
    ]);

    /// <summary>Events that put documents in or out of force, by kind.</summary>
    public static readonly Topic Register = new(
        On<DocumentEvent.DocumentRegistered>(e => e.Kind), On<DocumentEvent.DocumentSuperseded>((e, c) => Kind(e.Id, c)),
        On<DocumentEvent.DocumentAnnulled>((e, c) => Kind(e.Id, c)), On<DocumentEvent.DocumentReinstated>((e, c) => Kind(e.Id, c)));

    /// <summary>By the document's id.</summary>
    public static readonly Topic Documents = new(
        On<DocumentEvent.DocumentRegistered>(e => e.Id), On<DocumentEvent.DocumentFileAttached>(e => e.Id),
        On<DocumentEvent.DocumentSuperseded>(e => e.Id),
        On<DocumentEvent.DocumentAnnulled>(e => e.Id), On<DocumentEvent.DocumentReinstated>(e => e.Id));

    private static IEnumerable<string> Stages(string item, SourceIndex index) => Stages(index.Chronicle.StagesOf(item));

    private static IEnumerable<string> Stages(IEnumerable<int> stages) => stages.Select(Figures.Text);

    private static IEnumerable<string>? Kind(Guid document, SourceIndex index) => index.KindOf(document) is { } kind ? [kind] : null;
}
