namespace MentorshipFlow.Programmes.Matching;

/// <summary>A condition that no score and no decision overrides, in the order in which they are checked: the first one that a mentor and a
/// mentee do not meet is named.</summary>
public enum MatchConstraint
{
    /// <summary>The mentee takes part, with a consent to participation in force.</summary>
    MenteeConsent,

    /// <summary>The mentee meets the conditions of the form (M5 to M10, M50).</summary>
    MenteeEligible,

    /// <summary>The mentor is ready and takes part, with a consent to participation in force (M128).</summary>
    MentorReady,

    /// <summary>The mentor meets the conditions of the form.</summary>
    MentorEligible,

    /// <summary>An adult mentor of minors has a clearance (L17).</summary>
    MentorClearance,

    /// <summary>The mentor has a free seat.</summary>
    MentorCapacity,

    /// <summary>The mentee is of an age that the mentor wishes.</summary>
    WishedAge,

    /// <summary>The mentor is in a higher class than the mentee (M5).</summary>
    HigherLevel,

    /// <summary>Mentor and mentee belong to two organisations (M7).</summary>
    OtherOrganisation,

    /// <summary>The mentee has not excluded the mentor.</summary>
    MenteeWish,

    /// <summary>The mentor has not excluded the mentee.</summary>
    MentorWish,

    /// <summary>They have no conflict of interest.</summary>
    Conflict,

    /// <summary>They are two persons, and the mentee is not the mentor's mentor.</summary>
    MutualPair,

    /// <summary>Their tandem was not dissolved before.</summary>
    DissolvedPair,
}
