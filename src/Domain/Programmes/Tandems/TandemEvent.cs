using System.ComponentModel;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>A goal of a development plan.</summary>
/// <param name="Id">Created by the API or by the client; unique in the programme.</param>
/// <param name="Category">A code such as <c>career-choice</c>.</param>
/// <param name="Target">The target, in words; under the mentee's key.</param>
public sealed record PlanGoal(Guid Id, string Category, TextReference? Target, DateOnly? DueOn);

/// <summary>Events about pairs and groups (domain-model.md 3 I; M146 to M163): codes, numbers, dates and references only.</summary>
/// <param name="Tandem">The pair or group.</param>
public abstract record TandemEvent(Guid Tandem) : ProgrammeEvent
{
    /// <summary>A pair or group was formed (M144).</summary>
    /// <param name="Mentees">Sorted random ids: one of a pair, two or more of a group.</param>
    /// <param name="Match">The confirmed match it follows from; null for a direct decision of the curator.</param>
    /// <param name="Grounds">Grounds of a direct decision; empty with a match, which has its own.</param>
    /// <param name="Text">The comparison of the questionnaires in words; under the mentor's key.</param>
    [DisplayName("формирование пары или группы")]
    public sealed record TandemFormed(
        Guid Tandem, string Form, TandemKind Kind, Guid Mentor, IReadOnlyList<Guid> Mentees, Guid? Match, string? Variant,
        IReadOnlyList<PairingGround> Grounds, TextReference? Text) : TandemEvent(Tandem);

    /// <summary>A tandem formed by mistake was voided; it counts as never formed.</summary>
    [DisplayName("отмена записи о паре или группе")]
    public sealed record TandemVoided(Guid Tandem, TextReference Reason) : TandemEvent(Tandem);

    /// <summary>An order approved a tandem (M146), or an amendment to it those who joined later.</summary>
    /// <param name="On">The date of the order: nothing earlier counts.</param>
    /// <param name="Mentees">The mentees whom the order newly approves, sorted.</param>
    [DisplayName("утверждение пары или группы приказом")]
    public sealed record TandemApprovedByOrder(
        Guid Tandem, Guid Order, DateOnly On, Guid Mentor, IReadOnlyList<Guid> Mentees) : TandemEvent(Tandem);

    /// <summary>An approval recorded by mistake was voided, before any meeting.</summary>
    [DisplayName("отмена записи об утверждении приказом")]
    public sealed record TandemApprovalVoided(Guid Tandem, TextReference Reason) : TandemEvent(Tandem);

    /// <summary>A mentee joined a group.</summary>
    /// <param name="LateJoin">Gate 5 was approved already: the stage stays approved.</param>
    [DisplayName("вступление в группу")]
    public sealed record MemberJoined(Guid Tandem, Guid Mentee, bool LateJoin) : TandemEvent(Tandem);

    /// <summary>A mentee left a group.</summary>
    [DisplayName("выход из группы")]
    public sealed record MemberLeft(
        Guid Tandem, Guid Mentee, TandemParty InitiatedBy, SeparationReason Reason, TextReference? Text) : TandemEvent(Tandem);

    /// <summary>A leaving recorded by mistake was voided; the mentee is in the group again.</summary>
    [DisplayName("отмена записи о выходе из группы")]
    public sealed record MemberLeavingVoided(Guid Tandem, Guid Mentee, TextReference Reason) : TandemEvent(Tandem);

    /// <summary>A group with one mentee left goes on as a pair, by decision of the curator.</summary>
    [DisplayName("преобразование группы в пару")]
    public sealed record GroupBecamePair(Guid Tandem) : TandemEvent(Tandem);

    /// <summary>A mentor was replaced by an order. The meetings held before stay the old mentor's.</summary>
    /// <param name="On">The date of the order.</param>
    [DisplayName("замена наставника")]
    public sealed record MentorReplaced(
        Guid Tandem, Guid Old, Guid New, Guid Order, DateOnly On, SeparationReason Reason) : TandemEvent(Tandem);

    /// <summary>A mentee's individual development plan was approved (ИПР, M147); a later plan replaces it.</summary>
    /// <param name="Programme">The personalised programme of mentoring, for teachers (M29).</param>
    /// <param name="Route">The individual route, for teachers.</param>
    [DisplayName("утверждение плана развития")]
    public sealed record DevelopmentPlanApproved(
        Guid Tandem, Guid Id, Guid Mentee, IReadOnlyList<PlanGoal> Goals, Guid? Programme, Guid? Route) : TandemEvent(Tandem);

    /// <summary>Progress towards a goal of a plan.</summary>
    /// <param name="Percent">0 to 100; a later value replaces an earlier one.</param>
    [DisplayName("продвижение к цели плана")]
    public sealed record GoalProgressed(Guid Tandem, Guid Goal, int Percent) : TandemEvent(Tandem);

    /// <summary>The timetable of regular meetings was set; a later one replaces it.</summary>
    /// <param name="Weekday">1 Monday to 7 Sunday.</param>
    /// <param name="EveryWeeks">1 each week, 2 every second week.</param>
    [DisplayName("расписание встреч")]
    public sealed record MeetingTimetableSet(
        Guid Tandem, int Weekday, int EveryWeeks, int Minutes, MeetingFormat Format, DateOnly From) : TandemEvent(Tandem);

    /// <summary>A meeting was scheduled.</summary>
    [DisplayName("назначение встречи")]
    public sealed record MeetingScheduled(
        Guid Tandem, Guid Id, MeetingKind Kind, DateOnly On, int Minutes, MeetingFormat Format) : TandemEvent(Tandem);

    /// <summary>A meeting was held (M153 to M157).</summary>
    /// <param name="Mentor">The mentor of that day.</param>
    /// <param name="Present">The mentees who were present, sorted.</param>
    /// <param name="Absent">The mentees who were expected and absent, sorted.</param>
    [DisplayName("встреча")]
    public sealed record MeetingHeld(
        Guid Tandem, Guid Id, MeetingKind Kind, DateOnly On, int Minutes, MeetingFormat Format, Guid Mentor,
        IReadOnlyList<Guid> Present, IReadOnlyList<Guid> Absent, TextReference? Note) : TandemEvent(Tandem);

    /// <summary>A meeting that was scheduled or proposed was cancelled.</summary>
    [DisplayName("отмена встречи")]
    public sealed record MeetingCancelled(
        Guid Tandem, Guid Id, MeetingKind Kind, DateOnly On, TandemParty By, CancellationReason Reason) : TandemEvent(Tandem);

    /// <summary>The curator reviewed the interim feedback of a tandem (M159).</summary>
    [DisplayName("рассмотрение обратной связи")]
    public sealed record InterimFeedbackReviewed(
        Guid Tandem, Guid Id, FeedbackConclusion Conclusion, TextReference? Text) : TandemEvent(Tandem);

    /// <summary>A concern about a tandem was raised. Who it is about and its content are in the vault, for few readers.</summary>
    [DisplayName("обращение о благополучии")]
    public sealed record ConcernRaised(Guid Tandem, Guid Id, ConcernMatter Matter, TextReference Text) : TandemEvent(Tandem);

    /// <summary>A tandem was suspended: no meetings from this day.</summary>
    [DisplayName("приостановление работы пары или группы")]
    public sealed record TandemSuspended(Guid Tandem, SuspensionReason Reason, TextReference? Text) : TandemEvent(Tandem);

    /// <summary>A tandem resumed its work.</summary>
    [DisplayName("возобновление работы пары или группы")]
    public sealed record TandemResumed(Guid Tandem) : TandemEvent(Tandem);

    /// <summary>A tandem was dissolved (расторгнута).</summary>
    [DisplayName("расторжение пары или группы")]
    public sealed record TandemDissolved(
        Guid Tandem, TandemParty InitiatedBy, SeparationReason Reason, Guid? Order, TextReference? Text) : TandemEvent(Tandem);

    /// <summary>A tandem was completed, with its outcome (M151).</summary>
    [DisplayName("завершение работы пары или группы")]
    public sealed record TandemCompleted(Guid Tandem, TandemOutcome Outcome) : TandemEvent(Tandem);

    /// <summary>A dissolution or completion recorded by mistake was voided; the tandem works on.</summary>
    /// <param name="Reason">Null when the program reopened it, because the end of the programme was voided.</param>
    [DisplayName("отмена окончания работы пары или группы")]
    public sealed record TandemEndingVoided(Guid Tandem, TextReference? Reason) : TandemEvent(Tandem);

    /// <summary>A reflection was recorded (M163).</summary>
    /// <param name="By">The person of a personal reflection.</param>
    /// <param name="Text">A personal one under the person's key.</param>
    [DisplayName("рефлексия")]
    public sealed record ReflectionRecorded(
        Guid Tandem, Guid Id, ReflectionKind Kind, Guid? By, TextReference? Text) : TandemEvent(Tandem);

    /// <summary>A student was employed: the outcome of the form employer – student (M10). It may be recorded after the end.</summary>
    /// <param name="Enterprise">Id of the fact that the partner was engaged.</param>
    /// <param name="On">The first day of the employment.</param>
    [DisplayName("трудоустройство наставляемого")]
    public sealed record MenteeEmployed(
        Guid Tandem, Guid Id, Guid Mentee, Guid Enterprise, DateOnly On, Guid? Document) : TandemEvent(Tandem);

    /// <summary>A meeting, plan, review, concern, reflection or employment recorded by mistake was voided. To correct one, void it and
    /// record another.</summary>
    [DisplayName("отмена записи о работе пары или группы")]
    public sealed record TandemFactVoided(Guid Tandem, Guid Fact, TextReference Reason) : TandemEvent(Tandem);
}
