using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Audit;

/// <summary>Differences between two evaluations of one stage: the answer to a decision on an outdated evaluation.</summary>
public static class CriterionChange
{
    /// <summary>
    /// All differences in the content that an evaluation's hash covers: definition, status, round and reconfirmation, then the criteria
    /// with their outcome, missing things and evidence. Empty if the hashes are equal.
    /// </summary>
    public static IReadOnlyList<Change> Between(StageEvaluation before, StageEvaluation after) =>
        Change.Between([.. Facets(before)], [.. Facets(after)]);

    private static IEnumerable<Facet> Facets(StageEvaluation evaluation) =>
    [
        Facet.Of("definition", evaluation.Definition.Words()),
        Facet.Of("stage-status", evaluation.Stage, evaluation.Status.Words()),
        Facet.Of("stage-round", evaluation.Stage, $"{evaluation.Round}"),
        .. evaluation.NeedsReconfirmation ? [Facet.Of("stage-reconfirmation", evaluation.Stage, "")] : Array.Empty<Facet>(),
        .. evaluation.Criteria.SelectMany(Criterion),
    ];

    private static IEnumerable<Facet> Criterion(CriterionEvaluation evaluated) =>
    [
        Facet.Of("criterion", evaluated.Criterion.Code, evaluated.Criterion.Rule),
        Facet.Of("criterion-outcome", evaluated.Criterion.Code, evaluated.Outcome.Words()),
        .. evaluated.Missing.Select(missing => new Facet("missing", [evaluated.Criterion.Code, missing.What, missing.Where], "")),
        .. evaluated.Evidence.Select(evidence => new Facet("evidence", [evaluated.Criterion.Code, evidence], "")),
        .. evaluated.Details.Select(detail => new Facet("detail", [evaluated.Criterion.Code, detail], "")),
    ];
}
