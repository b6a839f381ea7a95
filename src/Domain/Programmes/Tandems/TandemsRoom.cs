using System.Collections.Immutable;
using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>The pairs and groups of a programme.</summary>
/// <param name="Tandems">By id, because evaluations depend on the order; without voided ones.</param>
/// <param name="Seen">Ids of all tandems, facts and goals ever recorded; an id is used only once.</param>
public sealed record TandemsRoom(ImmutableSortedDictionary<Guid, Tandem> Tandems, ImmutableHashSet<Guid> Seen)
{
    /// <summary>No tandem yet.</summary>
    public static TandemsRoom Empty { get; } = new(ImmutableSortedDictionary<Guid, Tandem>.Empty, []);

    /// <summary>Tandems that are neither dissolved nor completed, in the order of their ids.</summary>
    public IEnumerable<Tandem> Open => Tandems.Values.Where(t => t.Open);

    /// <summary>The open tandems in which a person is the mentor or a mentee.</summary>
    public IEnumerable<Tandem> OpenOf(Guid person) => Open.Where(t => t.Has(person));

    /// <summary>The open tandems that a person leads.</summary>
    public IEnumerable<Tandem> LedBy(Guid mentor) => Open.Where(t => t.Mentor == mentor);

    /// <summary>The mentees whom a mentor has now, in all open tandems.</summary>
    public IEnumerable<Guid> MenteesOf(Guid mentor) => LedBy(mentor).SelectMany(t => t.Mentees).Distinct();

    /// <summary>Whether a mentee is in an open tandem.</summary>
    public bool HasMentor(Guid mentee) => Open.Any(t => t.Mentees.Contains(mentee));

    /// <summary>Whether these two were separated: their tandem was dissolved, or the mentee left the group. They are not joined
    /// again.</summary>
    public bool WereSeparated(Guid mentor, Guid mentee) => Tandems.Values.Any(t =>
        (t.Ending is { Event: TandemEvent.TandemDissolved } && t.Mentor == mentor && t.Mentees.Contains(mentee))
        || t.Members.Exists(m => m.Mentee == mentee && m.To is { } left && t.MentorOn(left) == mentor));

    /// <summary>The room after one more event.</summary>
    public TandemsRoom Evolve(TandemEvent @event, in Recorded recorded)
    {
        var (version, on) = (recorded.Version, recorded.EffectiveOn);
        return @event switch
        {
            TandemEvent.TandemFormed e =>
                new TandemsRoom(Tandems.Add(e.Tandem, Tandem.Of(e, version, on)), Seen.Add(e.Tandem)),
            TandemEvent.TandemVoided e => this with { Tandems = Tandems.Remove(e.Tandem) },
            _ => this with
            {
                Tandems = Tandems.SetItem(@event.Tandem, (OfWork(Tandems[@event.Tandem], @event)
                    ?? OfMembers(Tandems[@event.Tandem], @event, version, on)) ?? throw new UnreachableException(@event.GetType().Name)),
                Seen = Seen.Union(IdsOf(@event)),
            },
        };
    }

    private static IEnumerable<Guid> IdsOf(TandemEvent @event) => @event switch
    {
        TandemEvent.DevelopmentPlanApproved e => [e.Id, .. e.Goals.Select(g => g.Id)],
        TandemEvent.MeetingScheduled e => [e.Id],
        TandemEvent.MeetingHeld e => [e.Id],
        TandemEvent.MeetingCancelled e => [e.Id],
        TandemEvent.InterimFeedbackReviewed e => [e.Id],
        TandemEvent.ConcernRaised e => [e.Id],
        TandemEvent.ReflectionRecorded e => [e.Id],
        TandemEvent.MenteeEmployed e => [e.Id],
        _ => [],
    };

    private static Tandem? OfMembers(Tandem t, TandemEvent @event, int version, DateOnly on) => @event switch
    {
        TandemEvent.TandemApprovedByOrder e => Approved(t, e),
        TandemEvent.TandemApprovalVoided =>
            t with { Approved = null, Members = Changed(t, _ => true, m => m with { Approved = null }) },
        TandemEvent.MemberJoined e => t with { Members = t.Members.Add(new(e.Mentee, on, null, e.LateJoin, version, null)) },
        TandemEvent.MemberLeft { Reason: SeparationReason.RecordedByMistake } e =>
            t with { Members = t.Members.RemoveAll(m => m.Mentee == e.Mentee && m.Open) },
        TandemEvent.MemberLeavingVoided e => t with { Members = Changed(t, m => m.Mentee == e.Mentee, m => m with { To = null }) },
        TandemEvent.MemberLeft e => t with { Members = Changed(t, m => m.Mentee == e.Mentee && m.Open, m => m with { To = on }) },
        TandemEvent.GroupBecamePair => t with { Kind = TandemKind.Pair },
        TandemEvent.MentorReplaced e =>
            Resumed(t, on, SuspensionReason.MentorLeft) with { Mentors = t.Mentors.Add(new(e.New, on, e.Order)) },
        TandemEvent.TandemSuspended e => t with { Suspensions = t.Suspensions.Add(new(e.Reason, on, null)) },
        TandemEvent.TandemResumed => Resumed(t, on, null),
        TandemEvent.TandemDissolved or TandemEvent.TandemCompleted => t with { Ending = new(@event, on) },
        TandemEvent.TandemEndingVoided => t with { Ending = null },
        _ => null,
    };

    private static Tandem? OfWork(Tandem t, TandemEvent @event) => @event switch
    {
        TandemEvent.DevelopmentPlanApproved e => t with { Plans = t.Plans.Add(e) },
        TandemEvent.GoalProgressed e => t with { Progress = t.Progress.SetItem(e.Goal, e.Percent) },
        TandemEvent.MeetingTimetableSet e => t with { Timetable = e },
        TandemEvent.MeetingScheduled e => t with { Scheduled = t.Scheduled.SetItem(e.Id, e) },
        TandemEvent.MeetingHeld e => t with { Scheduled = t.Scheduled.Remove(e.Id), Meetings = InOrder(t.Meetings, e) },
        TandemEvent.MeetingCancelled e => t with { Scheduled = t.Scheduled.Remove(e.Id), Cancelled = t.Cancelled.Add(e) },
        TandemEvent.InterimFeedbackReviewed e => t with { Reviews = t.Reviews.Add(e) },
        TandemEvent.ConcernRaised e => t with { Concerns = t.Concerns.Add(e) },
        TandemEvent.ReflectionRecorded e => t with { Reflections = t.Reflections.Add(e) },
        TandemEvent.MenteeEmployed e => t with { Employments = t.Employments.Add(e) },
        TandemEvent.TandemFactVoided e => Without(t, e.Fact),
        _ => null,
    };

    private static Tandem Approved(Tandem t, TandemEvent.TandemApprovedByOrder e)
    {
        var order = new TandemOrder(e.Order, e.On);
        return t with
        {
            Approved = t.Approved ?? order,
            Members = Changed(t, m => m.Open && e.Mentees.Contains(m.Mentee), m => m with { Approved = order }),
        };
    }

    private static ImmutableList<Membership> Changed(Tandem t, Func<Membership, bool> which, Func<Membership, Membership> change) =>
        [.. t.Members.Select(m => which(m) ? change(m) : m)];

    private static Tandem Resumed(Tandem t, DateOnly on, SuspensionReason? only) =>
        t.Suspensions is [.., { To: null } last] && (only is null || last.Reason == only)
            ? t with { Suspensions = t.Suspensions.SetItem(t.Suspensions.Count - 1, last with { To = on }) }
            : t;

    private static ImmutableList<TandemEvent.MeetingHeld> InOrder(
        ImmutableList<TandemEvent.MeetingHeld> meetings, TandemEvent.MeetingHeld held) =>
        meetings.Insert(meetings.FindLastIndex(m => m.On <= held.On) + 1, held);

    private static Tandem Without(Tandem t, Guid fact) => t with
    {
        Plans = t.Plans.RemoveAll(p => p.Id == fact),
        Scheduled = t.Scheduled.Remove(fact),
        Meetings = t.Meetings.RemoveAll(m => m.Id == fact),
        Cancelled = t.Cancelled.RemoveAll(m => m.Id == fact),
        Reviews = t.Reviews.RemoveAll(r => r.Id == fact),
        Concerns = t.Concerns.RemoveAll(c => c.Id == fact),
        Reflections = t.Reflections.RemoveAll(r => r.Id == fact),
        Employments = t.Employments.RemoveAll(e => e.Id == fact),
    };
}
