namespace MentorshipFlow.Notices;

/// <summary>The subjects of notices. A term that ends is announced some days ahead; a day that passes is announced on the next.</summary>
public enum NoticeKind
{
    /// <summary>A road map item is open after its planned last day.</summary>
    RoadmapItemOverdue,

    /// <summary>A returned stage was not submitted again by the day that the return named.</summary>
    ReworkOverdue,

    /// <summary>A survey wave is open after its last day for answers.</summary>
    SurveyWaveOverdue,

    /// <summary>A delegation ends in at most 7 days.</summary>
    DelegationEnds,

    /// <summary>The last consent to a purpose ends in at most 30 days.</summary>
    ConsentEnds,

    /// <summary>The last consent to a purpose has ended.</summary>
    ConsentEnded,

    /// <summary>After a transfer to a legal successor consents that name the former operator count for at most 30 days more, and some
    /// participants have no other.</summary>
    TransferredConsentsEnd,

    /// <summary>A clearance ends in at most 30 days.</summary>
    ClearanceEnds,

    /// <summary>A clearance has ended.</summary>
    ClearanceEnded,

    /// <summary>The statutory term of an erasure ends in at most 5 days.</summary>
    ErasureTermEnds,

    /// <summary>The statutory term of an erasure has passed.</summary>
    ErasureTermPassed,
}

/// <summary>A dated matter that somebody must hear of today. It is computed, never recorded, and no gate depends on it.</summary>
/// <param name="Subject">What the day belongs to: the code of an item, the number of a stage, or an id.</param>
/// <param name="Due">The last day of the plan or term.</param>
/// <param name="Role">Whom it concerns; null if <paramref name="Person"/> is known.</param>
/// <param name="Person">The random id of the person whom it concerns.</param>
public sealed record Deadline(NoticeKind Kind, string Subject, DateOnly Due, Role? Role, Guid? Person)
{
    /// <summary>A term on a day: announced ahead, then ended, or neither yet.</summary>
    /// <param name="ahead">Days before the end.</param>
    /// <param name="ended">Null if nothing remains to be done after the end.</param>
    internal static IEnumerable<Deadline> OfTerm(DateOnly today, DateOnly due, int ahead, NoticeKind ends, NoticeKind? ended,
        string subject, Role? role, Guid? person = null)
    {
        if (today > due && ended is { } kind) yield return new(kind, subject, due, role, person);
        if (today <= due && today >= due.AddDays(-ahead)) yield return new(ends, subject, due, role, person);
    }
}
