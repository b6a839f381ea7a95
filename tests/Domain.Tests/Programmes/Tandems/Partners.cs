using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>Ready mentors, mentees in the base, and a pair and a group of them; a test changes the step that it is about.</summary>
internal static class Partners
{
    public static readonly Guid Pair = Number(0x1001);
    public static readonly Guid Group = Number(0x1002);
    public static readonly Guid TeachersPair = Number(0x1003);
    public static readonly Guid Another = Number(0x1004);
    public static readonly Guid Students = Number(0x1005);
    public static readonly Guid Enterprise = Number(0x1006);

    public static readonly Guid SecondPupil = Number(0x703);
    public static readonly Guid ThirdPupil = Number(0x704);
    public static readonly Guid FourthPupil = Number(0x705);
    public static readonly Guid SecondSenior = Number(0x714);

    public static readonly Guid Order = Number(0x122);
    public static readonly Guid Amendment = Number(0x123);
    public static readonly Guid Route = Number(0x124);
    public static readonly Guid Scheduled = Number(0x1599);

    public static readonly DateOnly FormedOn = new(2021, 11, 8);
    public static readonly DateOnly OrderOn = new(2021, 11, 10);
    public static readonly DateOnly FirstOn = new(2021, 11, 12);
    public static readonly DateOnly TrialOn = new(2021, 11, 19);
    public static readonly DateOnly PlannedOn = new(2021, 12, 3);
    public static readonly DateOnly WinterOn = new(2021, 12, 10);
    public static readonly DateOnly FinalOn = new(2022, 5, 20);
    public static readonly DateOnly EndOn = new(2022, 5, 25);

    /// <summary>Everything that gates 1 to 4 need, with pupils and mentors for a pair and a group.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Everything =
    [
        .. Cohort.Everything,
        new PreparationEvent.FormEnabled("learner-learner", [], [TandemKind.Pair, TandemKind.Group], null),
        .. Pupils(SecondPupil, ThirdPupil, FourthPupil),
        .. Mentor(SecondSenior, SeniorLearner, PupilOffer with { Capacity = 3 }, MentorCategory.Learner, 0xb20),
        Course.Document(Order, "groups-order") with { Date = OrderOn },
        Course.Document(Amendment, "groups-order") with { Date = new(2022, 1, 17) },
        Course.Document(Route, "educational-route"),
    ];

    /// <summary>Ready people, on the day of the formation.</summary>
    public static Story Ready => Story.Given(Everything).On(FormedOn);

    /// <summary>A pair and a group, not in an order yet.</summary>
    public static Story Formed => Ready.When(Form(Pair, TandemKind.Pair, Senior, Pupil)).Accepted()
        .When(Form(Group, TandemKind.Group, SecondSenior, SecondPupil, ThirdPupil)).Accepted();

    /// <summary>The same, in the order.</summary>
    public static Story Approved => Formed.On(OrderOn).When(new TandemCommand.ApproveTandems(Order, [Pair, Group])).Accepted();

    /// <summary>The same, and a pair of the form employer – student with an enterprise among the partners.</summary>
    public static Story WithStudents => Approved.And(
    [
        .. Mentor(Engineer, Employer, EmployerOffer, MentorCategory.EmployerRepresentative, 0xb40),
        new Fact.PartnerEngaged(Enterprise, "business", Contour.External, Words("Завод")),
        new TandemEvent.TandemFormed(Students, "employer-student", TandemKind.Pair, Engineer, [FourthPupil], null, null,
            [PairingGround.QuestionnairesCompared], null),
        new TandemEvent.TandemApprovedByOrder(Students, Order, OrderOn, Engineer, [FourthPupil]),
    ]);

    /// <summary>The same, with plans.</summary>
    public static Story Planned =>
        Approved.Plan(Pair, Pupil, 0x1100).Plan(Group, SecondPupil, 0x1110).Plan(Group, ThirdPupil, 0x1120);

    /// <summary>The same, with the first three meetings.</summary>
    public static Story Working => Planned.Begin(Pair, 0x1200).Begin(Group, 0x1210);

    /// <summary>The same, completed in May.</summary>
    public static Story Completed => Working.Finish(Pair, 0x1220).Finish(Group, 0x1230);

    /// <summary>A pair with all its meetings, and a suspended group that one of two has left and that has a scheduled meeting.</summary>
    public static Story Ending => Working.Meet(Pair, 0x1220, MeetingKind.Regular, WinterOn).Meet(Pair, 0x1221, MeetingKind.Final, FinalOn)
        .When(new TandemCommand.ScheduleMeeting(new(Group, Scheduled, MeetingKind.Regular, EndOn, 45, MeetingFormat.Online))).Accepted()
        .When(new TandemCommand.LeaveGroup(Group, SecondPupil, TandemParty.Mentee, SeparationReason.OwnWish, null)).Accepted()
        .When(new TandemCommand.SuspendTandem(Group, SuspensionReason.Illness, null)).Accepted();

    public static TandemCommand.FormTandem Form(Guid id, TandemKind kind, Guid mentor, params IReadOnlyList<Guid> mentees) =>
        new(new(id, "learner-learner", kind, mentor, mentees, null, null, [PairingGround.QuestionnairesCompared], null));

    public static TandemEvent.DevelopmentPlanApproved PlanOf(Guid tandem, Guid mentee, int id) =>
        new(tandem, Number(id), mentee, [new(Number(id + 1), "studies", null, FinalOn)], null, null);

    public static Story Plan(this Story story, Guid tandem, Guid mentee, int id) =>
        story.When(new TandemCommand.ApprovePlan(PlanOf(tandem, mentee, id))).Accepted();

    public static TandemCommand.RecordMeetings Meeting(
        Guid tandem, int id, MeetingKind kind, DateOnly on, IReadOnlyList<Guid>? present = null) =>
        new([new(tandem, Number(id), kind, on, 45, MeetingFormat.InPerson, present, null)], []);

    /// <summary>Records a meeting on its own day.</summary>
    public static Story Meet(this Story story, Guid tandem, int id, MeetingKind kind, DateOnly on) =>
        story.On(on).When(Meeting(tandem, id, kind, on)).Accepted();

    /// <summary>The organisational, the trial and the planning meeting.</summary>
    public static Story Begin(this Story story, Guid tandem, int id) => story.On(PlannedOn).When(new TandemCommand.RecordMeetings(
    [
        .. Meeting(tandem, id, MeetingKind.Organisational, FirstOn).Held, .. Meeting(tandem, id + 1, MeetingKind.Trial, TrialOn).Held,
        .. Meeting(tandem, id + 2, MeetingKind.Planning, PlannedOn).Held,
    ], [])).Accepted();

    /// <summary>Four regular meetings, the final one, and the completion.</summary>
    public static Story Finish(this Story story, Guid tandem, int id) => Enumerable.Range(0, 4)
        .Aggregate(story, (s, n) => s.Meet(tandem, id + n, MeetingKind.Regular, WinterOn.AddDays(7 * n)))
        .Meet(tandem, id + 4, MeetingKind.Final, FinalOn)
        .On(EndOn).When(new TandemCommand.CompleteTandem(tandem, TandemOutcome.Reached)).Accepted();

    /// <summary>Closed waves of interim feedback and satisfaction, answered by one of two.</summary>
    public static IEnumerable<ProgrammeEvent> Feedback(int answers = 2) =>
        new[] { SurveyPurpose.Interim, SurveyPurpose.Satisfaction }.SelectMany((purpose, p) =>
            new[] { (SurveyAudience.Mentees, Pupil, SecondPupil), (SurveyAudience.Mentors, Senior, SecondSenior) }.SelectMany((a, n) =>
                Wave(0x1300 + (16 * p) + (4 * n), purpose, a.Item1, [a.Item2, a.Item3], answers)));

    private static IEnumerable<ProgrammeEvent> Wave(
        int id, SurveyPurpose purpose, SurveyAudience audience, IReadOnlyList<Guid> invited, int answers) =>
    [
        new SurveyEvent.SurveyWaveOpened(Number(id), new("feedback", 1, new string('9', 64)), audience, purpose, null,
            Words("Анкета"), null),
        new SurveyEvent.SurveyParticipantsInvited(Number(id), invited),
        .. invited.Take(answers).Select((person, n) =>
            new SurveyEvent.SurveyAnswered(Number(id), Number(id + 0x100 + n), person, SurveyChannel.Curator, null, [], [], [])),
        new SurveyEvent.SurveyWaveClosed(Number(id)),
    ];

    private static IEnumerable<ProgrammeEvent> Pupils(params IReadOnlyList<Guid> pupils) => pupils
        .SelectMany((pupil, n) => Mentee(pupil, Learner, "learner-learner", InformationSource.ClassTeacher, 0xa30 + (n * 4)));
}
