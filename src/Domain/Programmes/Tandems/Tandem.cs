using System.Collections.Immutable;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>One mentee's time in a tandem.</summary>
/// <param name="To">The first day without the mentee.</param>
/// <param name="JoinedAt">The programme's version at the joining.</param>
/// <param name="Approved">The order that lists the mentee.</param>
public sealed record Membership(Guid Mentee, DateOnly From, DateOnly? To, bool LateJoin, int JoinedAt, TandemOrder? Approved)
{
    /// <summary>Whether the mentee has not left.</summary>
    public bool Open => To is null;

    /// <summary>Whether an order lists the mentee on a day of the membership.</summary>
    public bool CountsOn(DateOnly day) => Approved is { } order && order.On <= day && From <= day && !(To <= day);
}

/// <summary>One mentor's time in a tandem.</summary>
public sealed record MentorTerm(Guid Mentor, DateOnly From, Guid? Order);

/// <summary>An order and its date.</summary>
public sealed record TandemOrder(Guid Document, DateOnly On);

/// <summary>A time without meetings.</summary>
/// <param name="To">The first day with meetings again.</param>
public sealed record Suspension(SuspensionReason Reason, DateOnly From, DateOnly? To)
{
    /// <summary>Whether a day is in it.</summary>
    public bool Covers(DateOnly day) => From <= day && !(To <= day);
}

/// <summary>The end of a tandem: a dissolution or a completion.</summary>
public sealed record TandemEnding(TandemEvent Event, DateOnly On);

/// <summary>The current state of one pair or group.</summary>
/// <param name="FormedAt">The programme's version at the formation.</param>
/// <param name="Kind">A group may have become a pair.</param>
/// <param name="Members">All memberships, in the order of their beginning.</param>
/// <param name="Mentors">All mentors, in order; the last one is the present one.</param>
/// <param name="Approved">The order that first approved it.</param>
/// <param name="Plans">Plans that are not voided, in the order of their approval.</param>
/// <param name="Progress">Percent reached, by goal.</param>
/// <param name="Scheduled">Scheduled meetings that were neither held nor cancelled, by id.</param>
/// <param name="Meetings">Meetings held and not voided, by date, then in the order of recording.</param>
/// <param name="Cancelled">Cancelled meetings that are not voided.</param>
/// <param name="Reviews">Reviews of the interim feedback.</param>
/// <param name="Concerns">Concerns that are not voided.</param>
public sealed record Tandem(
    TandemEvent.TandemFormed Formed, DateOnly FormedOn, int FormedAt, TandemKind Kind, ImmutableList<Membership> Members,
    ImmutableList<MentorTerm> Mentors, TandemOrder? Approved,
    ImmutableList<TandemEvent.DevelopmentPlanApproved> Plans, ImmutableDictionary<Guid, int> Progress,
    TandemEvent.MeetingTimetableSet? Timetable, ImmutableSortedDictionary<Guid, TandemEvent.MeetingScheduled> Scheduled,
    ImmutableList<TandemEvent.MeetingHeld> Meetings, ImmutableList<TandemEvent.MeetingCancelled> Cancelled,
    ImmutableList<TandemEvent.InterimFeedbackReviewed> Reviews, ImmutableList<TandemEvent.ConcernRaised> Concerns,
    ImmutableList<TandemEvent.ReflectionRecorded> Reflections, ImmutableList<Suspension> Suspensions, TandemEnding? Ending)
{
    /// <summary>Employments that are not voided, in the order of recording.</summary>
    public ImmutableList<TandemEvent.MenteeEmployed> Employments { get; init; } = [];

    /// <summary>The id.</summary>
    public Guid Id => Formed.Tandem;

    /// <summary>The code of the form.</summary>
    public string Form => Formed.Form;

    /// <summary>The present mentor, or the last one.</summary>
    public Guid Mentor => Mentors[^1].Mentor;

    /// <summary>Neither dissolved nor completed.</summary>
    public bool Open => Ending is null;

    /// <summary>The mentees who have not left, in the order of their joining; also of an ended tandem.</summary>
    public IEnumerable<Guid> Mentees => Members.Where(m => m.Open).Select(m => m.Mentee);

    /// <summary>The present situation.</summary>
    public TandemStatus Status => this switch
    {
        { Ending.Event: TandemEvent.TandemCompleted } => TandemStatus.Completed,
        { Ending: not null } => TandemStatus.Dissolved,
        { Suspensions: [.., { To: null }] } => TandemStatus.Suspended,
        { Approved: null } => TandemStatus.Formed,
        _ => TandemStatus.Approved,
    };

    /// <summary>Whether a person is its mentor or an open member.</summary>
    public bool Has(Guid person) => Mentor == person || Mentees.Contains(person);

    /// <summary>Whether a person is or was its mentor or a member.</summary>
    public bool EverHad(Guid person) => Mentors.Exists(m => m.Mentor == person) || Members.Exists(m => m.Mentee == person);

    /// <summary>The mentor of a day; null before the first.</summary>
    public Guid? MentorOn(DateOnly day) => Mentors.FindLast(m => m.From <= day)?.Mentor;

    /// <summary>The plan of a mentee in force; null before the first.</summary>
    public TandemEvent.DevelopmentPlanApproved? PlanOf(Guid mentee) => Plans.FindLast(p => p.Mentee == mentee);

    /// <summary>The mentees who count on a day, in the order of their ids.</summary>
    public IEnumerable<Guid> ExpectedOn(DateOnly day) => Members.Where(m => m.CountsOn(day)).Select(m => m.Mentee).Order();

    /// <summary>Whether a fact about its work is recorded and not voided.</summary>
    public bool Counts(Guid fact) =>
        Plans.Exists(p => p.Id == fact) || Scheduled.ContainsKey(fact) || Meetings.Exists(m => m.Id == fact)
        || Cancelled.Exists(m => m.Id == fact) || Reviews.Exists(r => r.Id == fact) || Concerns.Exists(c => c.Id == fact)
        || Reflections.Exists(r => r.Id == fact) || Employments.Exists(e => e.Id == fact);

    /// <summary>Whether a day is in a suspension.</summary>
    public bool SuspendedOn(DateOnly day) => Suspensions.Exists(s => s.Covers(day));

    /// <summary>The meetings of one kind.</summary>
    public IEnumerable<TandemEvent.MeetingHeld> Of(MeetingKind kind) => Meetings.Where(m => m.Kind == kind);

    internal static Tandem Of(TandemEvent.TandemFormed e, int version, DateOnly on) => new(
        e, on, version, e.Kind, [.. e.Mentees.Select(m => new Membership(m, on, null, false, version, null))],
        [new(e.Mentor, on, null)], null, [], ImmutableDictionary<Guid, int>.Empty, null,
        ImmutableSortedDictionary<Guid, TandemEvent.MeetingScheduled>.Empty, [], [], [], [], [], [], null);
}
