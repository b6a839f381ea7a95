using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>
/// Annulled evidence. An approval stands although a document that it rests on was annulled, but its stage, the lists and the gates after it
/// say so until something else is in the document's place.
/// </summary>
public static class Grounds
{
    /// <summary>The code of an item that names an annulled document. No waiver passes over it.</summary>
    public const string ItemAnnulled = "item-document-annulled";

    private const string DocumentAnnulled = "document-annulled";

    /// <summary>The annulled documents that the approval of a stage rests on, in the order of their ids; empty for a stage that is not
    /// approved.</summary>
    public static IReadOnlyList<Guid> Annulled(Programme state, int stage) =>
        state.Documents.NoneAnnulled || state.Gates[stage] is not { Approved: true, Approval: { } approval } ? []
        :
        [
            .. approval.Criteria.SelectMany(c => Under(c, state)).Concat(OfItems(state, stage).SelectMany(i => i.Named))
                .Where(d => !state.Documents.Stands(d)).Distinct().Order(),
        ];

    /// <summary>The same as missing things: the stage, then the document.</summary>
    internal static IEnumerable<Missing> Gone(Programme state, int stage) =>
        Annulled(state, stage).Select(d => new Missing("stage-ground-annulled", $"{stage} {d}"));

    /// <summary>Annulled documents that items name: the item, then the document.</summary>
    internal static IEnumerable<Missing> Gone(DocumentsRoom documents, IEnumerable<ItemState> items) => items.SelectMany(i => i.Named
        .Where(d => !documents.Stands(d)).Order().Select(d => new Missing(ItemAnnulled, $"{i.Plan.Item} {d}")));

    /// <summary>Annulled documents among these.</summary>
    internal static IEnumerable<Missing> Gone(DocumentsRoom documents, IEnumerable<Guid?> named) => named.OfType<Guid>()
        .Where(d => !documents.Stands(d)).Distinct().Order().Select(d => new Missing(DocumentAnnulled, $"{d}"));

    /// <summary>Annulled documents of facts.</summary>
    internal static IEnumerable<Missing> Gone(DocumentsRoom documents, IEnumerable<ProgrammeEvent> facts) =>
        Gone(documents, facts.SelectMany(PapersOf));

    /// <summary>The items of a stage.</summary>
    internal static IEnumerable<ItemState> OfItems(Programme state, int stage) =>
        state.Preparation.Roadmap?.Items.Values.Where(i => i.Plan.Stage == stage) ?? [];

    // The documents under one criterion of an approval, but for those that something else stands in place of now.
    private static IEnumerable<Guid> Under(CriterionSnapshot criterion, Programme state) => criterion switch
    {
        { Outcome: CriterionOutcome.Waived } => Named(criterion),
        { Rule: Rules.DocumentInForce } => Named(criterion).Where(d => !HasSuccessorOfKind(d, state.Documents)),
        { Rule: Rules.CuratorInOffice } => state.Preparation.Curators is [.., var term] ? [term.Order] : [],
        // The items name their documents themselves.
        { Rule: Rules.StageItemsDocumented } => [],
        { Rule: Rules.RoadmapApproved } => state.Preparation.Roadmap?.Document is { } document ? [document] : [],
        { Rule: Rules.NeedsSurveyAndMeeting } => Facts(criterion, state).Concat(Preconditions(state)),
        { Rule: Rules.TrainingPlanApproved } when Plans(state).Any(state.Documents.Stands) => [],
        { Rule: Rules.TandemsInOrder } => Named(criterion).Intersect(Stage5Tandems.Orders(state.Tandems.Tandems.Values)),
        { Rule: Rules.PlansApproved } => Named(criterion).Intersect(
            Stage5Tandems.PapersOfPlans(state.Tandems.Open.SelectMany(t => t.Mentees.Select(m => (t, m))))),
        _ => Facts(criterion, state),
    };

    private static IEnumerable<Guid> Named(CriterionSnapshot criterion) => Ids(criterion, "document:");

    private static IEnumerable<Guid> Facts(CriterionSnapshot criterion, Programme state) => Ids(criterion, "fact:")
        .SelectMany(id => state.Monitoring.Monitorings.TryGetValue(id, out var monitoring) ? [monitoring.Report]
            : ((ProgrammeEvent?)state.Preparation.Facts.GetValueOrDefault(id) ?? state.Participants.Facts.GetValueOrDefault(id)
                ?? (ProgrammeEvent?)state.Recognition.Facts.GetValueOrDefault(id)) is { } fact ? PapersOf(fact) : [])
        .OfType<Guid>();

    private static IEnumerable<Guid> Preconditions(Programme state) => state.Preparation.Forms.Values.Select(f => f.MetBy).OfType<Guid>();

    private static IEnumerable<Guid> Plans(Programme state) =>
        state.Participants.Of<ParticipantEvent.TrainingPlanApproved>().Select(p => p.Document);

    private static bool HasSuccessorOfKind(Guid document, DocumentsRoom documents) =>
        documents.Documents.TryGetValue(document, out var found) && documents.InForceOfKind(found.Registered.Kind).Any();

    private static IEnumerable<Guid> Ids(CriterionSnapshot criterion, string prefix) => criterion.Evidence
        .Where(e => e.StartsWith(prefix, StringComparison.Ordinal))
        .Select(e => Guid.TryParse(e.AsSpan(prefix.Length), out var id) ? id : (Guid?)null).OfType<Guid>();

    private static IEnumerable<Guid?> PapersOf(ProgrammeEvent fact) => fact switch
    {
        Fact.OutreachHeld f => [f.Document],
        Fact.NeedsSurveyConcluded f => [f.Document],
        Fact.AdministrativeMeetingHeld f => [f.Protocol],
        ParticipantEvent.ExpertEngaged f => [f.Document],
        ParticipantEvent.TrainingMaterialsPrepared f => f.Documents.Select(d => (Guid?)d),
        ParticipantEvent.TrainingPlanApproved f => [f.Document],
        ParticipantEvent.MentorsInformed f => [f.Document],
        Recognised.ThankYouLetterIssued f => [f.Document],
        Recognised.FinalEventHeld f => [f.Document],
        Recognised.CompetitionHeld f => [f.Document],
        Recognised.ResultsPublished f => [f.Document],
        _ => [],
    };
}
