namespace MentorshipFlow.Programmes.Tandems;

/// <summary>A meeting to be recorded as held.</summary>
/// <param name="Id">A new id, or that of the scheduled meeting.</param>
/// <param name="Present">The mentees who were present; null for everybody whom the tandem has on that day.</param>
public sealed record MeetingRecord(
    Guid Tandem, Guid Id, MeetingKind Kind, DateOnly On, int Minutes, MeetingFormat Format, IReadOnlyList<Guid>? Present,
    TextReference? Note);

/// <summary>Commands about pairs and groups. A command with an event asks to record it unchanged.</summary>
public abstract record TandemCommand : ProgrammeCommand
{
    private TandemCommand() { }

    /// <summary>Form a tandem by a direct decision of the curator.</summary>
    public sealed record FormTandem(TandemEvent.TandemFormed Formed) : TandemCommand;

    /// <summary>Approve tandems, and those who joined them later, by an order.</summary>
    /// <param name="Tandems">Null for every open tandem with a member whom no order in force lists, as of the order's date.</param>
    public sealed record ApproveTandems(Guid Order, IReadOnlyList<Guid>? Tandems) : TandemCommand;

    /// <summary>Record meetings that were held: one, or those of a whole month.</summary>
    /// <param name="Cancelled">Meetings of the same time that were cancelled.</param>
    public sealed record RecordMeetings(
        IReadOnlyList<MeetingRecord> Held, IReadOnlyList<TandemEvent.MeetingCancelled> Cancelled) : TandemCommand;

    /// <summary>Record the regular meetings of a month up to today as the timetables propose them, with exceptions.</summary>
    /// <param name="Month">Any day of the month.</param>
    /// <param name="Holidays">Yearly days without lessons, such as <c>01-01</c>.</param>
    /// <param name="NewId">The id of the meeting of a tandem on a proposed day; the same for a repeated request.</param>
    public sealed record RecordMonth(
        DateOnly Month, IReadOnlyList<MonthException> Exceptions, IReadOnlyCollection<string> Holidays,
        Func<Guid, DateOnly, Guid> NewId) : TandemCommand;

    /// <summary>A command about one tandem.</summary>
    public abstract record OfOne(Guid Tandem) : TandemCommand;

    /// <summary>Void a tandem formed by mistake.</summary>
    public sealed record VoidTandem(Guid Tandem, TextReference Reason) : OfOne(Tandem);

    /// <summary>Let a mentee join a group.</summary>
    public sealed record JoinGroup(Guid Tandem, Guid Mentee) : OfOne(Tandem);

    /// <summary>Let a mentee leave a group.</summary>
    public sealed record LeaveGroup(
        Guid Tandem, Guid Mentee, TandemParty InitiatedBy, SeparationReason Reason, TextReference? Text) : OfOne(Tandem);

    /// <summary>Void an approval recorded by mistake.</summary>
    public sealed record VoidApproval(Guid Tandem, TextReference Reason) : OfOne(Tandem);

    /// <summary>Void a leaving recorded by mistake.</summary>
    public sealed record VoidLeaving(Guid Tandem, Guid Mentee, TextReference Reason) : OfOne(Tandem);

    /// <summary>Let a group with one mentee go on as a pair.</summary>
    public sealed record ContinueAsPair(Guid Tandem) : OfOne(Tandem);

    /// <summary>Replace the mentor.</summary>
    public sealed record ReplaceMentor(Guid Tandem, Guid Mentor, Guid Order, SeparationReason Reason) : OfOne(Tandem);

    /// <summary>Approve a mentee's development plan.</summary>
    public sealed record ApprovePlan(TandemEvent.DevelopmentPlanApproved Plan) : OfOne(Plan.Tandem);

    /// <summary>Record progress towards a goal.</summary>
    public sealed record ProgressGoal(TandemEvent.GoalProgressed Progress) : OfOne(Progress.Tandem);

    /// <summary>Set the timetable of regular meetings.</summary>
    public sealed record SetTimetable(TandemEvent.MeetingTimetableSet Timetable) : OfOne(Timetable.Tandem);

    /// <summary>Schedule a meeting.</summary>
    public sealed record ScheduleMeeting(TandemEvent.MeetingScheduled Meeting) : OfOne(Meeting.Tandem);

    /// <summary>Cancel a scheduled meeting.</summary>
    public sealed record CancelMeeting(Guid Tandem, Guid Meeting, TandemParty By, CancellationReason Reason) : OfOne(Tandem);

    /// <summary>Record the review of interim feedback.</summary>
    public sealed record ReviewFeedback(TandemEvent.InterimFeedbackReviewed Review) : OfOne(Review.Tandem);

    /// <summary>Raise a concern.</summary>
    /// <param name="About">The person it is about, who is or was in the tandem; the event does not say who.</param>
    /// <param name="Suspend">Whether the tandem is suspended at once.</param>
    public sealed record RaiseConcern(TandemEvent.ConcernRaised Concern, Guid About, bool Suspend) : OfOne(Concern.Tandem);

    /// <summary>Suspend a tandem.</summary>
    public sealed record SuspendTandem(Guid Tandem, SuspensionReason Reason, TextReference? Text) : OfOne(Tandem);

    /// <summary>Resume a tandem.</summary>
    public sealed record ResumeTandem(Guid Tandem) : OfOne(Tandem);

    /// <summary>Dissolve a tandem.</summary>
    public sealed record DissolveTandem(
        Guid Tandem, TandemParty InitiatedBy, SeparationReason Reason, Guid? Order, TextReference? Text) : OfOne(Tandem);

    /// <summary>Complete a tandem.</summary>
    public sealed record CompleteTandem(Guid Tandem, TandemOutcome Outcome) : OfOne(Tandem);

    /// <summary>Void a dissolution or completion recorded by mistake.</summary>
    public sealed record VoidTandemEnding(Guid Tandem, TextReference Reason) : OfOne(Tandem);

    /// <summary>Record a reflection.</summary>
    public sealed record RecordReflection(TandemEvent.ReflectionRecorded Reflection) : OfOne(Reflection.Tandem);

    /// <summary>Record that a mentee was employed.</summary>
    public sealed record RecordEmployment(TandemEvent.MenteeEmployed Employment) : OfOne(Employment.Tandem);

    /// <summary>Void a fact recorded by mistake.</summary>
    public sealed record VoidTandemFact(Guid Tandem, Guid Fact, TextReference Reason) : OfOne(Tandem);
}
