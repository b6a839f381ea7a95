using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Programmes;

/// <summary>The outcome of one criterion, with reasons.</summary>
/// <param name="Evidence">What meets it, such as <c>document:{uuid}</c>.</param>
/// <param name="Details">The state of the evidence, such as <c>item 1.1.1 completed 2021-09-01 …</c>; the ETag covers it too.</param>
public sealed record CriterionAnswer(
    string Code, string Rule, CriterionMode Mode, Wording Title, CriterionOutcome Outcome, IReadOnlyList<MissingThing> Missing,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<string> Details, Waiver? Waiver)
{
    /// <summary>The criteria of an evaluation with sentences in the caller's language.</summary>
    public static IReadOnlyList<CriterionAnswer> Of(StageEvaluation evaluation, StageState stage, ProgrammeNames names) =>
    [
        .. evaluation.Criteria.Select(c => new CriterionAnswer(
            c.Criterion.Code, c.Criterion.Rule, c.Criterion.Mode, c.Criterion.Title, c.Outcome, MissingThing.Of(c.Missing, names),
            c.Evidence, c.Details,
            stage.Waivers.GetValueOrDefault(c.Criterion.Code))),
    ];
}

/// <summary>A registered document as people cite it.</summary>
public sealed record CitedDocument(Guid Id, string Kind, InstitutionalText Title, InstitutionalText? Number, DateOnly? Date)
{
    /// <summary>Documents of the register, in the given order.</summary>
    public static IReadOnlyList<CitedDocument> Of(DocumentsRoom register, IEnumerable<Guid> documents) =>
    [
        .. documents.Select(d => register.Documents[d].Registered)
            .Select(r => new CitedDocument(r.Id, r.Kind, r.Title, r.Number, r.Date)),
    ];
}

/// <summary>The next step of a stage, and what would block it today: found by trying the decision of the curator in office.</summary>
/// <param name="Action"><c>submit</c> or <c>approve</c>.</param>
/// <param name="BlockedBy">Null when nothing blocks it.</param>
public sealed record NextStep(string Action, Blockage? BlockedBy);

/// <summary>The refusal that the step would get.</summary>
public sealed record Blockage(string Code, string Sentence, IReadOnlyList<MissingThing> Missing);

/// <summary>A stage in full, criterion by criterion.</summary>
/// <param name="Etag">Hash of the evaluation; the tag for If-Match of decisions about this stage.</param>
/// <param name="Answers">The answers to the remarks of the last return.</param>
/// <param name="Approval">Null also after it was revoked or the stage was reopened.</param>
/// <param name="Annulled">Annulled documents that the approval rests on: it stands, but its ground is gone.</param>
/// <param name="Announced">Criteria that a later version of the definition will add.</param>
/// <param name="Next">Null when the approval is valid.</param>
/// <param name="ApprovalKey">Fingerprint of the passkey that signed the approval: SHA-256 of its public key; absent if none did.</param>
/// <param name="CountersignatureKey">The same of the countersignature.</param>
public sealed record StageAnswer(
    int Number, string Code, Wording Title, Wording Task, Wording Result, StageStatus Status, int Round, bool NeedsReconfirmation,
    DateOnly? WorkOpenedOn, Guid? SubmittedBy, GateEvent.StageCountersigned? Countersigned, GateEvent.StageReturned? Returned,
    IReadOnlyList<GateEvent.RemarkAnswered> Answers, GateEvent.StageApproved? Approval,
    IReadOnlyList<CitedDocument> Annulled, bool Passes, string Etag, NextStep? Next, IReadOnlyList<CriterionAnswer> Criteria,
    IReadOnlyList<AnnouncedCriterion> Announced, string? ApprovalKey, string? CountersignatureKey);

/// <summary>The change of a criterion since the caller read it.</summary>
/// <param name="Title">The wording of the criterion.</param>
public sealed record CriterionChange(
    string Criterion, Wording Title, CriterionOutcome? Before, CriterionOutcome? After, IReadOnlyList<MissingThing> MissingAdded,
    IReadOnlyList<MissingThing> MissingRemoved,
    IReadOnlyList<NamedEvidence> EvidenceAdded, IReadOnlyList<NamedEvidence> EvidenceRemoved, IReadOnlyList<NamedEvidence> DetailsAdded,
    IReadOnlyList<NamedEvidence> DetailsRemoved);

/// <summary>The changes of a stage since the caller read it.</summary>
/// <param name="Found">Whether the caller's version was found in the programme's history; if not, only the present tag is known.</param>
public sealed record StageChange(
    bool Found, string Etag, StageStatus? StatusBefore, StageStatus StatusAfter, int? RoundBefore, int RoundAfter,
    string? DefinitionBefore, string DefinitionAfter,
    IReadOnlyList<CriterionChange> Criteria)
{
    /// <summary>The difference of two evaluations.</summary>
    public static StageChange Between(StageEvaluation? before, StageEvaluation after, ProgrammeNames names) => new(
        before is not null, after.Hash, before?.Status, after.Status, before?.Round, after.Round, before?.Definition.Sha256,
        after.Definition.Sha256,
        before is null ? [] : [.. Changes(before, after, names)]);

    private static IEnumerable<CriterionChange> Changes(StageEvaluation before, StageEvaluation after, ProgrammeNames names)
    {
        foreach (var code in before.Criteria.Concat(after.Criteria).Select(c => c.Criterion.Code).Distinct())
        {
            var (b, a) = (Find(before, code), Find(after, code));
            var (was, now) = (b?.Missing ?? [], a?.Missing ?? []);
            var (had, has) = (b?.Evidence ?? [], a?.Evidence ?? []);
            var (stood, stands) = (b?.Details ?? [], a?.Details ?? []);
            var change = new CriterionChange(
                code, (a ?? b)!.Criterion.Title, b?.Outcome, a?.Outcome, MissingThing.Of(now.Except(was), names),
                MissingThing.Of(was.Except(now), names), Named(has.Except(had)), Named(had.Except(has)),
                Lines(stands.Except(stood)), Lines(stood.Except(stands)));
            if (b?.Outcome != a?.Outcome || change is not { MissingAdded: [], MissingRemoved: [], EvidenceAdded: [], EvidenceRemoved: [],
                DetailsAdded: [], DetailsRemoved: [] })
            {
                yield return change;
            }
        }

        IReadOnlyList<NamedEvidence> Named(IEnumerable<string> evidence) => [.. evidence.Select(e => NamedEvidence.Of(e, names))];
        IReadOnlyList<NamedEvidence> Lines(IEnumerable<string> details) => [.. details.Select(d => NamedEvidence.OfLine(d, names))];
    }

    private static CriterionEvaluation? Find(StageEvaluation evaluation, string code) =>
        evaluation.Criteria.FirstOrDefault(c => c.Criterion.Code == code);
}
