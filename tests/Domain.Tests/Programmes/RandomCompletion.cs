using System.Collections.Immutable;
using MentorshipFlow.Domain.Tests.Programmes.Completion;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Random commands about the end of the year, with values from small pools so that they interact; some are invalid.</summary>
internal sealed class RandomCompletion(RandomSource random, Func<Guid> document, Func<DateOnly> day)
{
    private static readonly ImmutableArray<Guid> Persons =
        [Cohort.Pupil, Cohort.YoungTeacher, Cohort.Senior, Cohort.Teacher, Cohort.Engineer];
    private static readonly ImmutableArray<Guid> Papers =
        [Finale.Report, Finale.Letter, Finale.Encouragement, Finale.EventOrder];

    private static readonly ImmutableArray<Guid> Monitorings =
        [Finale.Satisfaction, Finale.Quality, Finale.Influence, Number(0x1400), Number(0x1401)];

    private IReadOnlyList<Func<ProgrammeCommand>>? all;

    public IReadOnlyList<Func<ProgrammeCommand>> All => all ??=
    [
        () => new MonitoringCommand.StartMonitoring(Monitoring, (MonitoringKind)random.Below(3)),
        () => new MonitoringCommand.RecordSwot(Finale.AnalysisOf(Fact, Form) with { Monitoring = Monitoring }),
        () => new MonitoringCommand.RecordSwot(Finale.AnalysisOf(Fact, Form) with { Monitoring = Finale.Quality }),
        () => new MonitoringCommand.RecordCuratorScore(new(Fact, Monitoring, [2, 2, 2, 2, 1, 2, 1, 2, random.Below(4)])),
        () => new MonitoringCommand.MeasureIndicators([Finale.MeasuredAtExit(Fact, Person) with { Wave = (IndicatorWave)random.Below(5) }]),
        () => new MonitoringCommand.ConcludeMonitoring(Monitoring, random.OneIn(3) ? null : Paper),
        () => new MonitoringCommand.ReopenMonitoring(Monitoring, Why),
        () => new MonitoringCommand.VoidMonitoringFact(Fact, Why),
        () => new MonitoringCommand.VoidMonitoringFact(random.Of([Finale.Swot, Finale.Sheet, Finale.Exit]), Why),
        () => new RecognitionCommand.Recognise(Recognised(), random.OneIn(4) ? null : Finale.Praised),
        () => new PreparationCommand.TakeSuccession(Number(0x1500), id => Number(0x1600 + (id.GetHashCode() & 15)), random.OneIn(9) ? null
            : new([new(Person, Finale.Praised)], [new(Fact, "business", Contour.External, Words("А"))])),
        () => new RecognitionCommand.RemoveNameFromPublication(Finale.Publication, Person),
        () => new RecognitionCommand.VoidRecognitionFact(Fact, Why),
        () => new MenteeCommand.EnterMenteeResult(Person, (EntryResult)random.Below(5), null),
        () => new MentorCommand.EnterMentorResult(Person, (EntryResult)random.Below(5), Why),
        () => new MentorCommand.MoveToLongTermBase(Person),
        () => new MentorCommand.RemoveFromLongTermBase(Person, RemovalReason.OwnWish, null),
        () => new ParticipantCommand.TakeLongTermMentors(Number(0x1500), random.OneIn(3) ? [Person] : [], random.OneIn(9) ? null
            : [new(Cohort.Engineer, Finale.Praised with { Kinds = Cohort.Employer.Kinds }, Cohort.EmployerOffer,
                MentorCategory.EmployerRepresentative)]),
    ];

    private Guid Person => random.Of(Persons);

    private Guid Paper => random.OneIn(4) ? document() : random.Of(Papers);

    private Guid Monitoring => random.Of(Monitorings);

    private Guid Fact => random.OneIn(3) ? Number(0x1400 + random.Below(20)) : Number(0x1001 + random.Below(0x26));

    private string Form => random.OneIn(2) ? "learner-learner" : "teacher-teacher";

    private Recognised Recognised() => random.Below(10) switch
    {
        0 => new Recognised.EncouragementOrdered(Fact, Paper, [Person]),
        1 => new Recognised.ThankYouLetterIssued(Fact, Finale.Partner, Paper),
        2 => new Recognised.FinalEventOrdered(Fact, Paper),
        3 => new Recognised.FinalEventHeld(Fact, day(), random.Below(9) - 2, null),
        4 => new Recognised.CompetitionHeld(Fact, (Nomination)random.Below(random.OneIn(9) ? 2 : 1), day(),
            [new(random.OneIn(9) ? 0 : 1, [Person])], null),
        6 => new Recognised.FuturePartnerNamed(Fact, random.OneIn(9) ? "x" : "business", Contour.External,
            Words(random.OneIn(2) ? "А" : "Б")),
        7 => new Recognised.FutureCuratorNamed(Fact, Person),
        5 or 8 => Finale.Naming(Person) with { Id = Fact, On = day(), Named = random.OneIn(2) ? [] : [Person] },
        _ => new Recognised.BestPracticeCollected(Fact, Form, Words("Кружок"), null),
    };
}
