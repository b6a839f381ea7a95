namespace MentorshipFlow.Api.Http;

/// <summary>The status codes of the domain's refusals.</summary>
public static class Refusals
{
    /// <summary>A refusal as a problem: 404 for an unknown thing in the address, 422 for one in the body.</summary>
    /// <param name="address">The values in the address; absent when the fault is in the body.</param>
    public static Problem Of(Refusal refusal, RouteValueDictionary? address = null) => refusal.Reason switch
    {
        Reason.ProgrammeNotFound or Reason.PersonNotFound => Problems.NotFound,
        Reason.Unknown when address is not null && refusal.Missing.Any(m => Names(address, m.Where)) =>
            new(StatusCodes.Status404NotFound, refusal.Code, refusal.Missing),
        _ => new(StatusOf(refusal.Reason), refusal.Code, refusal.Missing),
    };

    /// <summary>The problem of one missing thing in the body, before the rules are asked.</summary>
    public static Problem Of(Reason reason, string what, string where) => Of(new Refusal(reason, what, where));

    /// <summary>The status of a reason.</summary>
    /// <remarks>There is no default arm, so a reason without a status does not compile (CS8509).</remarks>
    public static int StatusOf(Reason reason) => reason switch
    {
        Reason.ProgrammeNotFound or Reason.PersonNotFound => StatusCodes.Status404NotFound,
        Reason.DelegationMissing or Reason.NotTheCurator or Reason.WrongPerson or Reason.SurveyLinkExpired
            or Reason.SurveyLinkRevoked => StatusCodes.Status403Forbidden,
        Reason.EvaluationChanged => StatusCodes.Status412PreconditionFailed,
        Reason.Unknown or Reason.ReasonRequired or Reason.RemarksRequired or Reason.EvidenceRequired or Reason.RoadmapIncomplete
            or Reason.CriterionNotWaivable or Reason.FormNotOffered or Reason.DateInFuture or Reason.DecisionTooEarly
            or Reason.DateImplausible or Reason.PeriodReversed or Reason.ValueOutOfRange or Reason.WrongSigners
            or Reason.ConsentTextNotPublished or Reason.SurveyAnswersInvalid or Reason.TemplateBroken
            or Reason.SignatureInvalid =>
                StatusCodes.Status422UnprocessableEntity,
        Reason.ProgrammeAlreadyExists or Reason.ProgrammeTitleTaken or Reason.OrganisationReorganised or Reason.ProgrammeClosed
            or Reason.ProgrammeSuspended
            or Reason.ProgrammeNotSuspended or Reason.ProgrammeNotClosed or Reason.CuratorNotAppointed or Reason.AuditorNotIndependent
            or Reason.StageOutOfOrder or Reason.StageAlreadyApproved or Reason.StageAlreadySubmitted or Reason.StageNotSubmitted
            or Reason.SubmissionOutdated
            or Reason.StageNotApproved or Reason.StageAlreadyOpened or Reason.StageNotOpened or Reason.StageNotCountersigned
            or Reason.CriteriaNotMet or Reason.CriterionAlreadyWaived or Reason.CriterionNotWaived or Reason.SecondApproverRequired
            or Reason.SecondApproverSamePerson or Reason.CertificateDiffers or Reason.CertificateMissing or Reason.CertificateInForce
            or Reason.DocumentNotInForce or Reason.DocumentNotAnOrder or Reason.DocumentHasFile or Reason.FileNotOfPerson
            or Reason.ProcessingRestricted or Reason.RoadmapNotApproved or Reason.ItemAlreadySettled or Reason.ItemNotSettled
            or Reason.FormAlreadyEnabled or Reason.FormNotEnabled or Reason.FormHasNoPrecondition or Reason.AlreadyRecorded
            or Reason.NothingChanges or Reason.PersonErased or Reason.ErasureCaseOpen or Reason.ErasureTermNotExtendable
            or Reason.ErasureMentionsUndecided or Reason.PersonNamed or Reason.ErasureNotAssessed or Reason.ErasureRefused
            or Reason.ErasureNotDone or Reason.NotTakingPart
            or Reason.NotEligible or Reason.ConditionsNotMet or Reason.NotInBase or Reason.PairNotAllowed or Reason.TandemNotApproved
            or Reason.TandemSuspended or Reason.TandemEnded or Reason.TandemNotEnded or Reason.MeetingOutOfOrder
            or Reason.PersonAlreadyRegistered
            or Reason.PersonMayBeKnown or Reason.ConsentNotInForce or Reason.ConsentNotWithdrawn
            or Reason.SurveyWaveClosed or Reason.SurveyWaveNotClosed or Reason.SurveyNotInvited
            or Reason.SurveyAlreadyAnswered or Reason.MatchingRoundClosed or Reason.PreferencesClosed or Reason.ProposalOutdated
            or Reason.PairNotProposed or Reason.PaperLacks => StatusCodes.Status409Conflict,
        Reason.ProcessDisagrees => StatusCodes.Status500InternalServerError,
    };

    private static bool Names(RouteValueDictionary address, string where) =>
        address.Values.Any(v => string.Equals(v?.ToString(), where, StringComparison.OrdinalIgnoreCase));
}
