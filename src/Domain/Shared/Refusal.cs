namespace MentorshipFlow.Shared;

/// <summary>Every "no" of a programme, roughly in order of precedence: whether it exists, whether it moves, who asks, what was seen, what
/// is asked (promise 6).</summary>
/// <remarks>The stable code is the name in kebab-case, see <see cref="Refusal.Code"/>; sentences are in the resource files.</remarks>
public enum Reason
{
    /// <summary>There is no such programme here.</summary>
    ProgrammeNotFound,

    /// <summary>A programme with this id exists already.</summary>
    ProgrammeAlreadyExists,

    /// <summary>An active programme of this organisation has the same school year and title.</summary>
    ProgrammeTitleTaken,

    /// <summary>The stage, item, form, fact, document, channel or criterion that the command names does not exist.</summary>
    Unknown,

    /// <summary>There is no such person here.</summary>
    PersonNotFound,

    /// <summary>The same person, by id or by name and birth date, is registered already.</summary>
    PersonAlreadyRegistered,

    /// <summary>The programme is completed or cancelled.</summary>
    ProgrammeClosed,

    /// <summary>The programme is suspended.</summary>
    ProgrammeSuspended,

    /// <summary>The programme is not suspended.</summary>
    ProgrammeNotSuspended,

    /// <summary>The programme is neither completed nor cancelled.</summary>
    ProgrammeNotClosed,

    /// <summary>Nobody may approve before a curator is appointed (F8).</summary>
    CuratorNotAppointed,

    /// <summary>An integrator decides only on behalf of a person who recorded a delegation.</summary>
    DelegationMissing,

    /// <summary>Only the curator of this programme who is in office on this day may do it.</summary>
    NotTheCurator,

    /// <summary>Only a person in this role may do it.</summary>
    WrongPerson,

    /// <summary>An auditor may be neither curator of, nor responsible for, the work audited.</summary>
    AuditorNotIndependent,

    /// <summary>The evaluation has changed since the client read it.</summary>
    EvaluationChanged,

    /// <summary>A decision about a stage is dated before its work, before the decision that it follows, or before the
    /// approval of the stage before it.</summary>
    DecisionTooEarly,

    /// <summary>Stages are approved strictly one after another.</summary>
    StageOutOfOrder,

    /// <summary>The stage is approved already.</summary>
    StageAlreadyApproved,

    /// <summary>The stage is submitted already.</summary>
    StageAlreadySubmitted,

    /// <summary>The stage is not submitted.</summary>
    StageNotSubmitted,

    /// <summary>The stage is not approved.</summary>
    StageNotApproved,

    /// <summary>Work on the stage is open already.</summary>
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

    /// <summary>A second person must have signed this very evaluation.</summary>
    SecondApproverRequired,

    /// <summary>The second approver must be another person.</summary>
    SecondApproverSamePerson,

    /// <summary>A return names at least one criterion with a remark.</summary>
    RemarksRequired,

    /// <summary>The certificate's recomputation does not equal its issued hash.</summary>
    CertificateDiffers,

    /// <summary>No certificate is in force.</summary>
    CertificateMissing,

    /// <summary>A certificate is in force already: name it as replaced, or annul it.</summary>
    CertificateInForce,

    /// <summary>The document is not in force.</summary>
    DocumentNotInForce,

    /// <summary>The kind of the document is not an order.</summary>
    DocumentNotAnOrder,

    /// <summary>The document has a file already.</summary>
    DocumentHasFile,

    /// <summary>The document's file does not lie under the person's own key: an erasure would leave it.</summary>
    FileNotOfPerson,

    /// <summary>The item takes a registered document as evidence.</summary>
    EvidenceRequired,

    /// <summary>The age on the day of signing asks for other signatures (L5).</summary>
    WrongSigners,

    /// <summary>The organisation has published no such text for this purpose.</summary>
    ConsentTextNotPublished,

    /// <summary>The consent is voided, withdrawn or replaced.</summary>
    ConsentNotInForce,

    /// <summary>The consent is not withdrawn.</summary>
    ConsentNotWithdrawn,

    /// <summary>No road map is approved yet.</summary>
    RoadmapNotApproved,

    /// <summary>The road map lacks items for a stage, or repeats one.</summary>
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

    /// <summary>A thing with this id or code is recorded already.</summary>
    AlreadyRecorded,

    /// <summary>The processing of the person's data is restricted: they are hidden, but for the purposes consent and audit.</summary>
    ProcessingRestricted,

    /// <summary>The person is restricted, has left or was erased: nothing new is recorded of this person.</summary>
    NotTakingPart,

    /// <summary>The person does not meet the conditions of the form, of the category or of taking part at all.</summary>
    NotEligible,

    /// <summary>The person's own path lacks something.</summary>
    ConditionsNotMet,

    /// <summary>The person is not in the base.</summary>
    NotInBase,

    /// <summary>A fact cannot lie in the future.</summary>
    DateInFuture,

    /// <summary>The date is outside 2000 to 2100.</summary>
    DateImplausible,

    /// <summary>The period ends before it begins.</summary>
    PeriodReversed,

    /// <summary>A number, code or decimal is out of its range.</summary>
    ValueOutOfRange,

    /// <summary>The wave takes no answers any more: it was closed, or its last day has passed.</summary>
    SurveyWaveClosed,

    /// <summary>The wave is open.</summary>
    SurveyWaveNotClosed,

    /// <summary>The person was not invited to the wave.</summary>
    SurveyNotInvited,

    /// <summary>The person has answered the wave: one answer to a person.</summary>
    SurveyAlreadyAnswered,

    /// <summary>The filled questionnaire does not fit the one that the wave is pinned to.</summary>
    SurveyAnswersInvalid,

    /// <summary>The personal link's last day has passed.</summary>
    SurveyLinkExpired,

    /// <summary>The personal link was revoked, or another took its place.</summary>
    SurveyLinkRevoked,

    /// <summary>The command would change nothing.</summary>
    NothingChanges,

    /// <summary>This takes a reason.</summary>
    ReasonRequired,

    /// <summary>The person's data were destroyed: nothing more is recorded of this person.</summary>
    PersonErased,

    /// <summary>A case about this person's data is open already.</summary>
    ErasureCaseOpen,

    /// <summary>The statutory term is not one that may be extended, or it has passed.</summary>
    ErasureTermNotExtendable,

    /// <summary>The grounds were not assessed yet.</summary>
    ErasureNotAssessed,

    /// <summary>The destruction was refused with an article.</summary>
    ErasureRefused,

    /// <summary>Nothing was destroyed yet, or its traces are still being swept.</summary>
    ErasureNotDone,
}

/// <summary>One thing that is missing or wrong: a stable code and the thing it is about.</summary>
/// <param name="What">Such as <c>document-not-registered</c>.</param>
/// <param name="Where">Code or id, such as <c>introduction-order</c>.</param>
public sealed record Missing(string What, string Where);

/// <summary>A "no" with its name and what is missing.</summary>
public sealed record Refusal(Reason Reason, IReadOnlyList<Missing> Missing)
{
    /// <summary>A refusal about one thing.</summary>
    public Refusal(Reason reason, string what, string where)
        : this(reason, [new Missing(what, where)])
    {
    }

    /// <summary>A refusal that says everything by its name.</summary>
    public Refusal(Reason reason)
        : this(reason, [])
    {
    }

    /// <summary>The stable code, such as <c>curator-not-appointed</c>.</summary>
    public string Code => Kebab.Of(Reason.ToString());
}
