namespace MentorshipFlow.Programmes.Tandems;

/// <summary>Ground for joining a mentor and mentees without a round of matching (M141, M144).</summary>
public enum PairingGround
{
    /// <summary>The questionnaires of both sides were compared and fit.</summary>
    QuestionnairesCompared,

    /// <summary>Both sides wish it.</summary>
    MutualWish,

    /// <summary>The mentor's competences fit the request.</summary>
    FitsRequest,

    /// <summary>Common interests.</summary>
    CommonInterests,

    /// <summary>Common time.</summary>
    CommonTime,

    /// <summary>The only mentor available for the form.</summary>
    OnlyMentorAvailable,

    /// <summary>Work of an earlier programme goes on.</summary>
    ContinuedFromEarlier,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>The present situation of a tandem.</summary>
public enum TandemStatus
{
    /// <summary>Formed, not in an order yet.</summary>
    Formed,

    /// <summary>Approved by an order; its meetings count.</summary>
    Approved,

    /// <summary>Suspended: no meetings.</summary>
    Suspended,

    /// <summary>Dissolved.</summary>
    Dissolved,

    /// <summary>Completed.</summary>
    Completed,
}

/// <summary>Kinds of meetings (M153 to M157).</summary>
public enum MeetingKind
{
    /// <summary>The first meeting, organisational.</summary>
    Organisational,

    /// <summary>The second meeting, a trial of the work.</summary>
    Trial,

    /// <summary>Planning of the work.</summary>
    Planning,

    /// <summary>A regular meeting.</summary>
    Regular,

    /// <summary>The final meeting.</summary>
    Final,

    /// <summary>Individual consultation of a member of a group.</summary>
    IndividualConsultation,
}

/// <summary>The way in which people met.</summary>
public enum MeetingFormat
{
    /// <summary>In person.</summary>
    InPerson,

    /// <summary>Online.</summary>
    Online,

    /// <summary>By telephone or messages.</summary>
    Remote,
}

/// <summary>The side that cancelled a meeting or ended a tandem.</summary>
public enum TandemParty
{
    /// <summary>The mentor.</summary>
    Mentor,

    /// <summary>A mentee.</summary>
    Mentee,

    /// <summary>A mentee's representative.</summary>
    Representative,

    /// <summary>The curator.</summary>
    Curator,

    /// <summary>The program, because of another fact.</summary>
    System,
}

/// <summary>Reason for cancelling a meeting.</summary>
public enum CancellationReason
{
    /// <summary>Illness.</summary>
    Illness,

    /// <summary>Holidays.</summary>
    Holidays,

    /// <summary>Quarantine, weather or another closing of the school.</summary>
    SchoolClosed,

    /// <summary>Another event at the same time.</summary>
    OtherEvent,

    /// <summary>A side did not come.</summary>
    NotAppeared,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Reason for the end of a tandem or of a membership.</summary>
public enum SeparationReason
{
    /// <summary>The consent to participation was withdrawn.</summary>
    ConsentWithdrawn,

    /// <summary>The mentee left the organisation.</summary>
    MenteeLeft,

    /// <summary>The mentor left: withdrew, was dismissed, finished the studies.</summary>
    MentorLeft,

    /// <summary>The two do not fit each other.</summary>
    Incompatible,

    /// <summary>Own wish.</summary>
    OwnWish,

    /// <summary>Conflict.</summary>
    Conflict,

    /// <summary>Complaint or question of safety.</summary>
    Safety,

    /// <summary>The mentor did not keep the duties.</summary>
    DutiesNotKept,

    /// <summary>The request is settled or has changed.</summary>
    RequestChanged,

    /// <summary>Health.</summary>
    Health,

    /// <summary>The mentee was removed from the base.</summary>
    RemovedFromBase,

    /// <summary>The programme was cancelled.</summary>
    ProgrammeCancelled,

    /// <summary>Joined by mistake; counts as never joined. Of a member who leaves only: what else was recorded by mistake is
    /// voided.</summary>
    RecordedByMistake,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Reason for suspending a tandem.</summary>
public enum SuspensionReason
{
    /// <summary>Complaint or question of safety.</summary>
    Safety,

    /// <summary>The mentor cannot act; a replacement or the dissolution is to be decided.</summary>
    MentorLeft,

    /// <summary>Illness of a side.</summary>
    Illness,

    /// <summary>Request of a side.</summary>
    Request,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>The result for which a tandem worked.</summary>
public enum TandemOutcome
{
    /// <summary>Reached.</summary>
    Reached,

    /// <summary>Partly reached.</summary>
    PartlyReached,

    /// <summary>Not reached.</summary>
    NotReached,
}

/// <summary>Conclusion from the interim feedback of one tandem (M159, M160).</summary>
public enum FeedbackConclusion
{
    /// <summary>The work goes on unchanged.</summary>
    GoesOn,

    /// <summary>The plan is to be changed.</summary>
    PlanToChange,

    /// <summary>Support by the curator or a specialist is needed.</summary>
    SupportNeeded,

    /// <summary>The tandem is to be ended.</summary>
    ToBeEnded,
}

/// <summary>The matter of a concern. Its content is in the vault only.</summary>
public enum ConcernMatter
{
    /// <summary>Safety of a person.</summary>
    Safety,

    /// <summary>Conduct of a side.</summary>
    Conduct,

    /// <summary>Conflict.</summary>
    Conflict,

    /// <summary>Well-being of a person.</summary>
    WellBeing,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Kinds of reflection (M163).</summary>
public enum ReflectionKind
{
    /// <summary>One person's.</summary>
    Personal,

    /// <summary>Of the whole tandem.</summary>
    Group,
}
