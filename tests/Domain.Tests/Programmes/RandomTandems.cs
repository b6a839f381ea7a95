using System.Collections.Immutable;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Domain.Tests.Programmes.Tandems;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Random commands about pairs and groups, with values from small pools so that they interact; some are invalid.</summary>
internal sealed class RandomTandems(RandomSource random)
{
    private static readonly ImmutableArray<Guid> Known =
        [Partners.Pair, Partners.Pair, Partners.Group, Partners.Group, Partners.Another, Partners.Students];
    private static readonly ImmutableArray<Guid> Mentees =
        [Cohort.Pupil, Partners.SecondPupil, Partners.ThirdPupil, Partners.FourthPupil, Cohort.Senior];
    private static readonly ImmutableArray<DateOnly> Days = [Partners.WinterOn, Partners.WinterOn.AddDays(7), Today, Partners.FinalOn];

    private IReadOnlyList<Func<ProgrammeCommand>>? all;

    public IReadOnlyList<Func<ProgrammeCommand>> All => all ??=
    [
        () => Partners.Form(Number(0x1004 + random.Below(8)), (TandemKind)random.Below(2), Mentor,
            [.. Mentees.Where(_ => random.OneIn(3))]),
        () => new TandemCommand.ApproveTandems(Order, [Tandem, Tandem]),
        () => new TandemCommand.RecordMeetings([new(Tandem, Fact, Kind, Day, random.OneIn(9) ? 0 : 45, MeetingFormat.InPerson,
            random.OneIn(2) ? null : [Mentee], null)], []),
        () => new TandemCommand.RecordMonth(Day, [], [], (tandem, on) => Number(0x30000 + (tandem.GetHashCode() % 97) + on.DayNumber)),
        () => new TandemCommand.VoidTandem(Tandem, Why),
        () => new TandemCommand.VoidApproval(Tandem, Why),
        () => new TandemCommand.JoinGroup(Tandem, Mentee),
        () => new TandemCommand.LeaveGroup(Tandem, Mentee, Party, Separation, null),
        () => new TandemCommand.VoidLeaving(Tandem, random.OneIn(2) ? Partners.SecondPupil : Mentee, Why),
        () => new TandemCommand.ContinueAsPair(Tandem),
        () => new TandemCommand.ReplaceMentor(Tandem, Mentor, Order, Separation),
        () => new TandemCommand.ApprovePlan(Partners.PlanOf(Tandem, Mentee, 0x1100 + (16 * random.Below(9)))),
        () => new TandemCommand.ProgressGoal(new(Tandem, Number(0x1101 + (16 * random.Below(4))), random.Below(120))),
        () => new TandemCommand.SetTimetable(
            new(Tandem, 1 + random.Below(8), 1 + random.Below(2), 45, MeetingFormat.Online, Partners.PlannedOn)),
        () => new TandemCommand.ScheduleMeeting(new(Tandem, Fact, Kind, Day, 45, MeetingFormat.Online)),
        () => new TandemCommand.CancelMeeting(Tandem, random.OneIn(2) ? Partners.Scheduled : Fact, Party, CancellationReason.Illness),
        () => new TandemCommand.ReviewFeedback(new(Tandem, Fact, FeedbackConclusion.GoesOn, null)),
        () => new TandemCommand.RaiseConcern(new(Tandem, Fact, ConcernMatter.Conduct, Why), Mentee, random.OneIn(2)),
        () => new TandemCommand.SuspendTandem(Tandem, (SuspensionReason)random.Below(5), null),
        () => new TandemCommand.ResumeTandem(Tandem),
        () => new TandemCommand.DissolveTandem(Tandem, Party, Separation, null, null),
        () => new TandemCommand.CompleteTandem(Tandem, (TandemOutcome)random.Below(3)),
        () => new TandemCommand.VoidTandemEnding(Tandem, Why),
        () => new TandemCommand.RecordReflection(new(Tandem, Fact, ReflectionKind.Personal, Mentee, null)),
        () => new TandemCommand.RecordEmployment(new(random.OneIn(2) ? Tandem : Partners.Students, Fact,
            random.OneIn(2) ? Mentee : Partners.FourthPupil, random.OneIn(4) ? Fact : Partners.Enterprise, Day, null)),
        () => new TandemCommand.VoidTandemFact(Tandem, random.OneIn(2) ? Fact : Number(0x1200 + random.Below(0x15)), Why),
    ];

    private Guid Tandem => random.Of(Known);

    private Guid Mentee => random.Of(Mentees);

    private Guid Mentor => random.OneIn(2) ? Cohort.Senior : Partners.SecondSenior;

    private Guid Order => random.OneIn(2) ? Partners.Order : Partners.Amendment;

    private Guid Fact => Number(0x1600 + random.Below(40));

    private DateOnly Day => random.Of(Days);

    private MeetingKind Kind => (MeetingKind)random.Below(6);

    private TandemParty Party => (TandemParty)random.Below(5);

    private SeparationReason Separation => (SeparationReason)random.Below(14);
}
