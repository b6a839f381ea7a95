using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Tandems;

/// <summary>Пары и группы, under the ids of their persons.</summary>
public sealed class ReadTandems : UseCase
{
    /// <param name="Meetings">How many were held.</param>
    /// <param name="LastMeetingOn">The day of the last one.</param>
    public sealed record Row(
        Guid Id, string Form, TandemKind Kind, TandemStatus Status, Guid Mentor, IReadOnlyList<Guid> Mentees, DateOnly FormedOn,
        DateOnly? ApprovedOn, int Meetings, DateOnly? LastMeetingOn);

    /// <param name="Order">The order that lists the mentee; absent while none does.</param>
    /// <param name="Until">The first day without the mentee.</param>
    /// <param name="Missing">What this mentee lacks for gate 5; for a late joiner it is the only gate.</param>
    public sealed record Member(
        Guid Person, DateOnly From, DateOnly? Until, bool LateJoin, Guid? Order, IReadOnlyList<MissingThing> Missing);

    /// <param name="Percent">Absent before the first record.</param>
    public sealed record Goal(Guid Id, string Category, TextReference? Target, DateOnly? DueOn, int? Percent);

    public sealed record Plan(Guid Id, Guid Mentee, IReadOnlyList<Goal> Goals, Guid? Programme, Guid? Route);

    /// <param name="Scheduled">Scheduled meetings that were neither held nor cancelled.</param>
    /// <param name="Meetings">By day.</param>
    /// <param name="Employments">In the order of recording (M10); without those that are voided.</param>
    /// <param name="Ending">The dissolution or completion.</param>
    /// <param name="MissingForCompletion">The kinds of meetings that were not held.</param>
    public sealed record Answer(
        Guid Id, string Form, string? Variant, TandemKind Kind, TandemStatus Status, DateOnly FormedOn, Guid? Match,
        IReadOnlyList<PairingGround> Grounds, TextReference? Comparison, IReadOnlyList<MentorTerm> Mentors, IReadOnlyList<Member> Members,
        IReadOnlyList<Plan> Plans, TandemEvent.MeetingTimetableSet? Timetable, IReadOnlyList<TandemEvent.MeetingScheduled> Scheduled,
        IReadOnlyList<TandemEvent.MeetingHeld> Meetings, IReadOnlyList<TandemEvent.MeetingCancelled> Cancelled,
        IReadOnlyList<TandemEvent.InterimFeedbackReviewed> Reviews, IReadOnlyList<TandemEvent.ConcernRaised> Concerns,
        IReadOnlyList<TandemEvent.ReflectionRecorded> Reflections, IReadOnlyList<TandemEvent.MenteeEmployed> Employments,
        IReadOnlyList<Suspension> Suspensions, object? Ending, DateOnly? EndedOn, IReadOnlyList<MissingThing> MissingForCompletion);

    private sealed record Looked(Guid Id, TandemStatus Status, Guid Mentor, TandemEvent.MeetingTimetableSet? Timetable);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/tandems", new(TandemAddress.Group, "listTandems", "Pairs and groups",
            "In the order of their ids, under the ids of their persons.", Takes.Reading)
        {
            Answer = typeof(Paged<Row>), Query = [.. Page.Query, new("form", "Only those of this form.", "learner-learner"),
                new("status", "formed, approved, suspended, dissolved or completed.", "approved"),
                new("person", "Only those that this person leads or is in.", "0193b2f0-1111-7222-8333-444455556666", typeof(Guid))],
        }, List);

        routes.ReadProgramme("/tandems/{tandem}", new(TandemAddress.Group, "readTandem", "One pair or group",
            "Members, plans, meetings, employments and what is missing. The ETag is what If-Match must name to replace the mentor or the " +
            "timetable.",
            Takes.Reading) { Answer = typeof(Answer), Tagged = true }, One);
    }

    /// <summary>The pair or group in the programme.</summary>
    public static Seen<Programme> Seen { get; } = new(
        "tandem", "/api/programmes/{programme}/tandems/{tandem}",
        (address, state) => state.Tandems.Tandems.GetValueOrDefault(address.Id("tandem") ?? Guid.Empty) is { } tandem ? Tagged(tandem)
            : null);

    private static Tagged Tagged(Tandem t) => new("tandem", new Looked(t.Id, t.Status, t.Mentor, t.Timetable));

    private static IResult List(HttpContext http, ProgrammeFound found)
    {
        var asked = new Asked(http);
        var form = asked.OneOf("form", [.. found.Definition.Forms.Select(f => f.Code)]);
        var status = asked.Code<TandemStatus>("status", Kebab.Of);
        var person = asked.Id("person");
        if (asked.Problem is { } problem) return problem;
        var tandems = found.State.Tandems.Tandems.Values.Where(t => (form is null || t.Form == form)
            && (status is null || t.Status == status)
            && (person is not { } one || t.Mentors.Exists(m => m.Mentor == one) || t.Members.Exists(m => m.Mentee == one)));
        return Page.Answer(http, tandems.Select(t => new Row(t.Id, t.Form, t.Kind, t.Status, t.Mentor, [.. t.Mentees], t.FormedOn,
            t.Approved?.On, t.Meetings.Count, t.Meetings is [.., var last] ? last.On : null)), r => r.Id);
    }

    private static IResult One(HttpContext http, ProgrammeFound found)
    {
        if (http.Id("tandem") is not { } id || !found.State.Tandems.Tandems.TryGetValue(id, out var t)) return Problems.NotFound;
        return Answers.Seen(http, Tagged(t).Tag, Answers.WithTexts(new Answer(
            t.Id, t.Form, t.Formed.Variant, t.Kind, t.Status, t.FormedOn, t.Formed.Match, t.Formed.Grounds, t.Formed.Text, t.Mentors,
            [.. t.Members.Select(m => new Member(m.Mentee, m.From, m.To, m.LateJoin, m.Approved?.Document, m.Open && t.Open
                ? MissingThing.Of(Stage5Tandems.MemberLacks(found.State, t, m, found.Definition), found.Names) : []))],
            [.. t.Plans.Select(p => new Plan(p.Id, p.Mentee, [.. p.Goals.Select(g => new Goal(g.Id, g.Category, g.Target, g.DueOn,
                t.Progress.TryGetValue(g.Id, out var percent) ? percent : null))], p.Programme, p.Route))],
            t.Timetable, [.. t.Scheduled.Values], t.Meetings, t.Cancelled, t.Reviews, t.Concerns, t.Reflections, t.Employments,
            t.Suspensions, t.Ending?.Event, t.Ending?.On,
            t.Status is TandemStatus.Dissolved ? [] : MissingThing.Of(MeetingRules.NotHeld(t), found.Names))));
    }
}
