using System.Text.Json.Serialization;

namespace MentorshipFlow.Shared;

/// <summary>Reasons for refusing a command, roughly in order of precedence: existence, suspension or closing, rights, outdated evaluation,
/// rules.</summary>
/// <remarks>The stable code is the name in kebab-case, see <see cref="Refusal.Code"/>; sentences are in the resource files.</remarks>
public enum Reason
{
    /// <summary>The organisation has no such programme.</summary>
    ProgrammeNotFound,

    /// <summary>A programme with this id exists already.</summary>
    ProgrammeAlreadyExists,

    /// <summary>An active programme of this organisation has the same school year and title.</summary>
    ProgrammeTitleTaken,

    /// <summary>The stage, item, form, fact, document, channel or criterion that the command names does not exist.</summary>
    Unknown,

    /// <summary>The organisation has no such person.</summary>
    PersonNotFound,

    /// <summary>The same person, by id or by name and birth date, is registered already.</summary>
    PersonAlreadyRegistered,

    /// <summary>A registered person resembles this one: somebody must say whether they are the same.</summary>
    PersonMayBeKnown,

    /// <summary>The organisation has a successor, which decides in its place.</summary>
    OrganisationReorganised,

    /// <summary>The programme is completed or cancelled.</summary>
    ProgrammeClosed,

    /// <summary>The programme is suspended.</summary>
    ProgrammeSuspended,

    /// <summary>The programme is not suspended.</summary>
    ProgrammeNotSuspended,

    /// <summary>The programme is neither completed nor cancelled.</summary>
    ProgrammeNotClosed,

    /// <summary>A stage cannot be approved before a curator is appointed (F8).</summary>
    CuratorNotAppointed,

    /// <summary>An integrator may decide only for a person who recorded a delegation.</summary>
    DelegationMissing,

    /// <summary>Only the programme's curator in office on this day may do this.</summary>
    NotTheCurator,

    /// <summary>The person does not have the role for this command.</summary>
    WrongPerson,

    /// <summary>An auditor may not be the curator of the audited programme, nor responsible for its items.</summary>
    AuditorNotIndependent,

    /// <summary>The evaluation has changed since the client read it.</summary>
    EvaluationChanged,

    /// <summary>A decision about a stage is dated before the start of its work, before an earlier decision, or before the approval of the
    /// previous stage.</summary>
    DecisionTooEarly,

    /// <summary>Stages are approved strictly one after another.</summary>
    StageOutOfOrder,

    /// <summary>The stage is approved already.</summary>
    StageAlreadyApproved,

    /// <summary>The stage is submitted already.</summary>
    StageAlreadySubmitted,

    /// <summary>The stage is not submitted.</summary>
    StageNotSubmitted,

    /// <summary>Evidence that the submission named was replaced since: the stage has to be submitted again.</summary>
    SubmissionOutdated,

    /// <summary>The stage is not approved.</summary>
    StageNotApproved,

    /// <summary>Work on the stage has begun already.</summary>
    StageAlreadyOpened,

    /// <summary>Work on the stage has not begun.</summary>
    StageNotOpened,

    /// <summary>Nobody has countersigned the stage.</summary>
    StageNotCountersigned,

    /// <summary>Criteria of the gate are neither met nor waived.</summary>
    CriteriaNotMet,

    /// <summary>The criterion is blocking: it cannot be waived.</summary>
    CriterionNotWaivable,

    /// <summary>The criterion is waived already.</summary>
    CriterionAlreadyWaived,

    /// <summary>The criterion is not waived.</summary>
    CriterionNotWaived,

    /// <summary>A second person must countersign the current evaluation.</summary>
    SecondApproverRequired,

    /// <summary>The second approver must be another person.</summary>
    SecondApproverSamePerson,

    /// <summary>The signature of the decision does not hold, or is not by a passkey of the person who decides.</summary>
    SignatureInvalid,

    /// <summary>A return needs a remark on at least one criterion.</summary>
    RemarksRequired,

    /// <summary>The hash of the recomputed certificate differs from the issued one.</summary>
    CertificateDiffers,

    /// <summary>No certificate is in force.</summary>
    CertificateMissing,

    /// <summary>A certificate is in force already: replace or annul it.</summary>
    CertificateInForce,

    /// <summary>The document is not in force.</summary>
    DocumentNotInForce,

    /// <summary>The kind of the document is not an order.</summary>
    DocumentNotAnOrder,

    /// <summary>The document has a file already.</summary>
    DocumentHasFile,

    /// <summary>The document's file is not encrypted under the person's key, so an erasure would not destroy it.</summary>
    FileNotOfPerson,

    /// <summary>The item needs a registered document as evidence.</summary>
    EvidenceRequired,

    /// <summary>The age on the day of signing requires other signatures (L5).</summary>
    WrongSigners,

    /// <summary>The organisation has not published this text for this purpose.</summary>
    ConsentTextNotPublished,

    /// <summary>The consent is voided, withdrawn or replaced.</summary>
    ConsentNotInForce,

    /// <summary>The consent is not withdrawn.</summary>
    ConsentNotWithdrawn,

    /// <summary>No road map is approved yet.</summary>
    RoadmapNotApproved,

    /// <summary>The road map has a stage without items, or an item twice.</summary>
    RoadmapIncomplete,

    /// <summary>The item is completed or marked not applicable already.</summary>
    ItemAlreadySettled,

    /// <summary>The item is open.</summary>
    ItemNotSettled,

    /// <summary>The form is enabled already.</summary>
    FormAlreadyEnabled,

    /// <summary>The form is not enabled.</summary>
    FormNotEnabled,

    /// <summary>The form has no open precondition.</summary>
    FormHasNoPrecondition,

    /// <summary>The form is not offered to this kind of organisation (M9).</summary>
    FormNotOffered,

    /// <summary>An object with this id or code is recorded already.</summary>
    AlreadyRecorded,

    /// <summary>A text of the organisation names a person of the register, and the writer has not confirmed it.</summary>
    PersonNamed,

    /// <summary>The processing of the person's data is restricted: they may be read only for the purposes consent and audit.</summary>
    ProcessingRestricted,

    /// <summary>The person is restricted, has left or was erased: nothing new may be recorded.</summary>
    NotTakingPart,

    /// <summary>The person does not meet the conditions of the form, of the category or of participation.</summary>
    NotEligible,

    /// <summary>The person has not taken all the steps required before this one.</summary>
    ConditionsNotMet,

    /// <summary>The person is not in the base.</summary>
    NotInBase,

    /// <summary>These persons are never joined to a pair or group: one person, the same two the other way round, separated
    /// before.</summary>
    PairNotAllowed,

    /// <summary>No order approves the tandem or the member, or only from a later day.</summary>
    TandemNotApproved,

    /// <summary>The tandem is suspended on this day.</summary>
    TandemSuspended,

    /// <summary>The tandem is dissolved or completed: only corrections are possible.</summary>
    TandemEnded,

    /// <summary>The tandem is neither dissolved nor completed.</summary>
    TandemNotEnded,

    /// <summary>The meeting does not fit the order of the kinds of meetings.</summary>
    MeetingOutOfOrder,

    /// <summary>The matching round is closed.</summary>
    MatchingRoundClosed,

    /// <summary>The collection of preferences is closed.</summary>
    PreferencesClosed,

    /// <summary>The proposal was replaced, or what it was computed from has changed: it has to be computed again.</summary>
    ProposalOutdated,

    /// <summary>The proposal with the curator's changes does not have this pair.</summary>
    PairNotProposed,

    /// <summary>The date of a fact is in the future.</summary>
    DateInFuture,

    /// <summary>The date is outside 2000 to 2100.</summary>
    DateImplausible,

    /// <summary>The period ends before it begins.</summary>
    PeriodReversed,

    /// <summary>A number, code or decimal is out of its range.</summary>
    ValueOutOfRange,

    /// <summary>The wave was closed, or its last day has passed.</summary>
    SurveyWaveClosed,

    /// <summary>The wave is open.</summary>
    SurveyWaveNotClosed,

    /// <summary>The person was not invited to the wave.</summary>
    SurveyNotInvited,

    /// <summary>The person has answered the wave already.</summary>
    SurveyAlreadyAnswered,

    /// <summary>The answers do not fit the questionnaire version of the wave.</summary>
    SurveyAnswersInvalid,

    /// <summary>The personal link's last day has passed.</summary>
    SurveyLinkExpired,

    /// <summary>The personal link was revoked or replaced.</summary>
    SurveyLinkRevoked,

    /// <summary>The command would change nothing.</summary>
    NothingChanges,

    /// <summary>A reason is required.</summary>
    ReasonRequired,

    /// <summary>The person's data were destroyed: nothing more may be recorded.</summary>
    PersonErased,

    /// <summary>A case about this person's data is open already.</summary>
    ErasureCaseOpen,

    /// <summary>The statutory term cannot be extended, or has passed.</summary>
    ErasureTermNotExtendable,

    /// <summary>The grounds are not assessed yet.</summary>
    ErasureNotAssessed,

    /// <summary>The destruction was refused under an article of the law.</summary>
    ErasureRefused,

    /// <summary>The person is named outside their own data, and somebody must decide about each place.</summary>
    ErasureMentionsUndecided,

    /// <summary>Nothing is destroyed yet, or the clean-up of traces is not finished.</summary>
    ErasureNotDone,

    /// <summary>A paper cannot be made before something is recorded.</summary>
    PaperLacks,

    /// <summary>The template of a paper has faults, or parts that a format does not show.</summary>
    TemplateBroken,

    /// <summary>The process that the programme runs as does not take the step: a fault of the program, and an alarm.</summary>
    ProcessDisagrees,
}

/// <summary>One missing or wrong thing: a stable code and its subject.</summary>
/// <param name="What">Such as <c>document-not-registered</c>.</param>
/// <param name="Where">Code or id, such as <c>introduction-order</c>; two of them are separated by a space.</param>
public sealed record Missing(string What, string Where)
{
    /// <summary>The criterion of a gate for which it is missing, in a refusal of the gate's decision.</summary>
    public string? Criterion { get; init; }
}

/// <summary>A refusal: its reason and the missing things.</summary>
[method: JsonConstructor]
public sealed record Refusal(Reason Reason, IReadOnlyList<Missing> Missing)
{
    /// <summary>A refusal with one detail.</summary>
    public Refusal(Reason reason, string what, string where)
        : this(reason, [new Missing(what, where)]) { }

    /// <summary>A refusal without details.</summary>
    public Refusal(Reason reason)
        : this(reason, []) { }

    /// <summary>The stable code, such as <c>curator-not-appointed</c>.</summary>
    public string Code => Kebab.Of(Reason.ToString());
}
