namespace MentorshipFlow.Programmes.Participants;

/// <summary>Third-party sources of information about a mentee's requests (M111, M112).</summary>
public enum InformationSource
{
    /// <summary>Class teacher (M111).</summary>
    ClassTeacher,

    /// <summary>Psychologist (M111).</summary>
    Psychologist,

    /// <summary>Social worker (M111).</summary>
    SocialWorker,

    /// <summary>Parent (M111).</summary>
    Parent,

    /// <summary>A teacher's personal file (личное дело, M112).</summary>
    PersonalFile,

    /// <summary>Analysis of methodical work (M112).</summary>
    MethodicalAnalysis,

    /// <summary>Recommendations of an attestation (аттестация, M112).</summary>
    Attestation,

    /// <summary>Questionnaire on the professional standard (профстандарт, M112).</summary>
    ProfessionalStandard,
}

/// <summary>Rules on a source of information.</summary>
public static class InformationSources
{
    /// <summary>Whether access to the source's information is restricted (M111).</summary>
    public static bool IsSpecialist(this InformationSource source) =>
        source is InformationSource.Psychologist or InformationSource.SocialWorker;
}

/// <summary>Motivation of a mentee for a form with employers (M8).</summary>
public enum MenteeMotivation
{
    /// <summary>Personal (личная).</summary>
    Personal,

    /// <summary>General professional (общепрофессиональная).</summary>
    GeneralProfessional,

    /// <summary>Specific professional (конкретно профессиональная).</summary>
    SpecificProfessional,
}

/// <summary>The method by which an indicator was measured.</summary>
public enum MeasurementSource
{
    /// <summary>Questionnaire.</summary>
    Questionnaire,

    /// <summary>Journal of marks and behaviour.</summary>
    Journal,

    /// <summary>Test.</summary>
    Test,

    /// <summary>Observation.</summary>
    Observation,

    /// <summary>Expert assessment.</summary>
    ExpertAssessment,

    /// <summary>Reports and statistics of the organisation.</summary>
    Report,
}

/// <summary>The result of a mentee or mentor in the programme (M175).</summary>
public enum EntryResult
{
    /// <summary>The goals were reached.</summary>
    Reached,

    /// <summary>The goals were reached in part.</summary>
    PartlyReached,

    /// <summary>The goals were not reached.</summary>
    NotReached,

    /// <summary>Left before the end.</summary>
    LeftEarly,

    /// <summary>Never worked in a pair or group.</summary>
    NotMatched,
}

/// <summary>Reason for removing a person from a base.</summary>
public enum RemovalReason
{
    /// <summary>Own wish.</summary>
    OwnWish,

    /// <summary>Wish of the representative.</summary>
    RepresentativeWish,

    /// <summary>Consent withdrawn.</summary>
    ConsentWithdrawn,

    /// <summary>Left the organisation.</summary>
    LeftOrganisation,

    /// <summary>Health.</summary>
    Health,

    /// <summary>Does not meet the conditions of the form.</summary>
    NotEligible,

    /// <summary>Added by mistake; counts as never having been in the base.</summary>
    RecordedByMistake,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Category of a mentor. The source's two categories do not cover all forms (F9).</summary>
public enum MentorCategory
{
    /// <summary>Teacher (педагог, M125).</summary>
    Teacher,

    /// <summary>Learner (обучающийся, M126).</summary>
    Learner,

    /// <summary>Student (студент).</summary>
    Student,

    /// <summary>Employer's representative.</summary>
    EmployerRepresentative,

    /// <summary>Parent, graduate or other.</summary>
    Other,
}

/// <summary>The area in which a mentor may take part in programmes of other organisations (M119).</summary>
public enum SharingScope
{
    /// <summary>In the municipality.</summary>
    Municipality,

    /// <summary>In the region.</summary>
    Region,

    /// <summary>In the country.</summary>
    Country,
}

/// <summary>Ground for selecting or rejecting a mentor (M130).</summary>
public enum SelectionGround
{
    /// <summary>Fits the mentees' requests.</summary>
    FitsRequests,

    /// <summary>Experience and competences.</summary>
    Competence,

    /// <summary>Motivation.</summary>
    Motivation,

    /// <summary>No fitting requests.</summary>
    NoFittingRequest,

    /// <summary>Too little time.</summary>
    TooLittleTime,

    /// <summary>Outcome of the interview.</summary>
    Interview,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Outcome of an interview, without its content (M131).</summary>
public enum InterviewOutcome
{
    /// <summary>Recommended.</summary>
    Recommended,

    /// <summary>Not recommended.</summary>
    NotRecommended,

    /// <summary>Another interview is needed.</summary>
    ToBeRepeated,
}

/// <summary>Result of a mentor's training (M136).</summary>
public enum TrainingResult
{
    /// <summary>Passed.</summary>
    Passed,

    /// <summary>Failed.</summary>
    Failed,
}

/// <summary>Reason for revoking a mentor's readiness.</summary>
public enum RevocationReason
{
    /// <summary>Request of the mentor.</summary>
    MentorRequest,

    /// <summary>Complaint or question of safety.</summary>
    Safety,

    /// <summary>Clearance expired or not confirmed.</summary>
    Clearance,

    /// <summary>New training needed.</summary>
    TrainingNeeded,

    /// <summary>Tandem dissolved.</summary>
    TandemDissolved,

    /// <summary>Declared by mistake.</summary>
    RecordedByMistake,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Reason for a mentor's withdrawal.</summary>
public enum WithdrawalReason
{
    /// <summary>Own wish.</summary>
    OwnWish,

    /// <summary>Illness.</summary>
    Illness,

    /// <summary>Dismissal.</summary>
    Dismissal,

    /// <summary>End of studies.</summary>
    Graduation,

    /// <summary>Relocation.</summary>
    Relocation,

    /// <summary>Decision of the employer.</summary>
    EmployerDecision,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Reason for a shortage of mentors.</summary>
public enum ShortageReason
{
    /// <summary>No candidates.</summary>
    NoCandidates,

    /// <summary>No candidate was selected.</summary>
    NotSelected,

    /// <summary>Training is still in progress.</summary>
    TrainingGoesOn,

    /// <summary>Mentors of other organisations were requested.</summary>
    RequestedElsewhere,

    /// <summary>Other.</summary>
    Other,
}
