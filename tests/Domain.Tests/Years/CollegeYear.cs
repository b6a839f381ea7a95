using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;
using static MentorshipFlow.Domain.Tests.Years.Steps;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>
/// The year 2023/2024 of a college: employers mentor students, a teacher mentors a novice, all nine results have initial values, the head
/// signs every stage as second approver, and what people answer at the entry and the exit is their measurement.
/// </summary>
internal static class CollegeYear
{
    private const string Employers = "employer-student";
    private const string Teachers = "teacher-teacher";

    private static readonly People Of = new(2023);

    private static readonly SchoolOf School = new(
        "college", "ГПОУ «Горный колледж»", OrganisationKind.College, 2023, SecondApproverPolicy.Always, SchoolOf.PlanOf(2023),
        [new(Employers, "employer-future-employee", "Шаг на производство"), new(Teachers, "class-teacher-young", "Рядом с мастером")],
        [("learners-10-19", 410), ("learners-15-19", 395), ("young-specialists", 4), ("enterprises", 12)],
        [("mine", "business", Contour.External), ("power-station", "business", Contour.External)]);

    private static readonly MenteeOf[] Students =
    [
        .. Enumerable.Range(1, 7).Select(n => new MenteeOf(
            $"student {n}", Of.Student($"student {n}", n < 5 ? AgeBand.FifteenToSeventeen : AgeBand.EighteenToNineteen), Employers,
            "employer-future-employee", n % 2 == 0 ? "practice" : "employment", InformationSource.ClassTeacher)),
    ];

    private static readonly MenteeOf Novice = new("new teacher", Of.Novice("new teacher"), Teachers, "class-teacher-young", "profession",
        InformationSource.Attestation, ("Q_SUPPORT", "4"), ("involvement", "4"), ("job-satisfaction", "6"), ("emotional-state", "8"));

    private static readonly MentorOf[] Mentors =
    [
        new("miner", Of.Employer("miner", ConsentPurpose.Publication, ConsentPurpose.LongTermBase), MentorCategory.EmployerRepresentative,
            Employers, 3, Enterprise: "mine"),
        new("welder", Of.Employer("welder", ConsentPurpose.PartnerTransfer), MentorCategory.EmployerRepresentative, Employers, 2,
            Enterprise: "mine"),
        new("fitter", Of.Employer("fitter"), MentorCategory.EmployerRepresentative, Employers, 1, Enterprise: "power-station"),
        new("master", Of.Teacher("master", ConsentPurpose.LongTermBase), MentorCategory.Teacher, Teachers, 1),
    ];

    private static readonly MentorOf Rejected =
        new("busy", Of.Employer("busy"), MentorCategory.EmployerRepresentative, Employers, 1);

    private static readonly string[] Tandems = ["miners", "welders", "fitters", "masters"];

    private static IEnumerable<string> Names => Students.Select(m => m.Name);

    private static IEnumerable<string> MentorNames => Mentors.Select(m => m.Name);

    public static History Told() => Autumn().Work().Close();

    private static History Autumn() => Initial(School.Begun())
        .On("2023-09-29").Signed(1)
        .On("2023-10-03").Apply([.. Students, Novice])
        .Wave("wish", "employer-student-mentee-first", SurveyPurpose.Application, Names, Names.Select(n => new Sheet(n, 7))).Close("wish")
        .On("2023-10-10").Items("2.1.2 2.1.3 2.1.4 2.1.5")
        .Enter([.. Students, Novice])
        .Wave("entry", "learner-influence", SurveyPurpose.Entry, Names, Names.Index().Select(n => new Sheet(n.Item, 3 + n.Index)))
        .Close("entry")
        .On("2023-10-12").Items("2.1.6")
        .Apply([.. Mentors, Rejected]).Do(Curator, new TrainingCommand.InformMentors(new(Id("informed"), Day("2023-10-11"), 9, null)))
        .Wave("offer", "employer-student-mentor-first", SurveyPurpose.Application, ["miner", "welder", "fitter"],
            new Sheet("miner", 8), new Sheet("welder", 9)).Close("offer")
        .Items("3.1.2")
        .On("2023-10-20").Register("bases", "bases-register", "База", "22").Items("2.2.1 2.2.2 3.2.1 3.2.2", "bases")
        .On("2023-10-23").Signed(2).Signed(3)
        .On("2023-10-25").Register("training-plan", "training-plan", "Программа обучения", "23")
        .Do(Curator, new TrainingCommand.EngageExpert(new(Id("expert"), Day("2023-10-24"), Contour.External, null, null)))
        .Do(Curator, new TrainingCommand.PrepareMaterials(new(Id("materials"), Day("2023-10-24"), [])))
        .Do(Curator, new TrainingCommand.ApproveTrainingPlan(
            new(Id("plan of training"), Id("training-plan"), [new("first-meeting", Day("2023-10-27"), 120)])))
        .On("2023-10-30").Ready(120, Mentors)
        .Do(Curator, new MentorCommand.RejectMentor(Id("busy"), SelectionGround.TooLittleTime, null))
        .Do(Curator, new TrainingCommand.AcknowledgeShortage(new(Id("shortage"), Employers, 4, ShortageReason.RequestedElsewhere)))
        .Items("4.1.1 4.1.2 4.2.4")
        .On("2023-10-31").Signed(4)
        .On("2023-11-07").Items("5.1.1")
        .Round(Employers, ("student 1", "miner"), ("student 2", "miner"), ("student 3", "miner"), ("student 4", "welder"),
            ("student 5", "welder"), ("student 6", "fitter"))
        .Round(Teachers, ("new teacher", "master"))
        .On("2023-11-13").Items("5.1.2 5.1.3 5.1.4")
        .Do(Curator, new MatchingCommand.DeclareConflict(
            new(Id("kin"), Id("welder"), Id("student 7"), ConflictGround.Kinship, null)))
        .Match(Employers, [("student 7", UnmatchedDecision.SearchContinues)], ("miners", "miner", ["student 1", "student 2", "student 3"]),
            ("welders", "welder", ["student 4", "student 5"]), ("fitters", "fitter", ["student 6"]))
        .Match(Teachers, [], ("masters", "master", ["new teacher"]))
        .On("2023-11-20").Order("groups-order").Register("route", "educational-route", "Маршрут", "24")
        .Plan("miners", null, "student 1", "student 2", "student 3").Plan("welders", null, "student 4", "student 5")
        .Plan("fitters", null, "student 6").Plan("masters", Id("route"), "new teacher")
        .Items("5.2.2", "route").Items("5.2.3")
        .On("2023-11-24").Signed(5);

    private static History Initial(History h)
    {
        foreach (var (result, value) in new[]
        {
            ("R1", "6.1"), ("R2", "3.7"), ("R3", "210"), ("R4", "9"), ("R5", "5.4"), ("R6", "2"), ("R7", "6.5"), ("R8", "4"), ("R9", "3"),
        }) h.Fact(new Fact.BaselineRecorded(Id($"initial {result}"), result, value, new("балл"), h.Today, new("Справка")));
        return h
            .Fact(new Fact.ObjectiveSet(Id("own task"), "C1", new("Закрепление выпускников на предприятиях"), ["contracts", "practices"]))
            .Fact(Contracts(MeasuredAt.Before, "2", "2023-09-01"))
            .Fact(new Fact.YearPlanEventPlanned(Id("opening"), new("Открытие Года педагога и наставника"), Day("2023-09-01"), null))
            .Fact(new Fact.YearPlanEventPlanned(Id("fair"), new("Ярмарка профессий"), Day("2023-10-02"), Day("2023-10-06")))
            .Fact(new Fact.YearPlanEventHeld(Id("opened"), Id("opening"), new("Открытие Года педагога и наставника"), h.Today, 140, null));
    }

    private static Fact.ObjectiveMeasured Contracts(MeasuredAt at, string value, string on) => new(
        Id($"contracts {at}"), "C1", "contracts", at, value, new("договор"), Day(on), new("Отдел кадров"));

    private static History Work(this History h)
    {
        h.On("2023-11-28").Meet(MeetingKind.Organisational, 60, Tandems).Items("6.1.1 6.2.1")
            .On("2023-12-05").Meet(MeetingKind.Trial, 90, Tandems).Items("6.1.2")
            .On("2023-12-19").Meet(MeetingKind.Planning, 45, Tandems).Items("6.1.3");
        foreach (var day in new[] { "2024-01-23", "2024-02-20", "2024-03-19", "2024-04-23" })
            h.On(day).Meet(MeetingKind.Regular, 90, Tandems);
        return h
            .On("2024-04-24").MeetWith(MeetingKind.Regular, 90, "miners", "student 1", "student 3")
            .On("2024-04-25").MeetWith(MeetingKind.IndividualConsultation, 20, "welders", "student 5")
            .Do(Curator, new TandemCommand.RecordMeetings([], [new TandemEvent.MeetingCancelled(Id("fitters"), Id("no meeting"),
                MeetingKind.Regular, Day("2024-04-26"), TandemParty.Mentor, CancellationReason.Illness)]))
            .Wave("midway", "mentee-interim", SurveyPurpose.Interim, Names, Names.Take(6).Select(n => new Sheet(n, 8))).Close("midway")
            .Wave("midway of mentors", "mentor-interim", SurveyPurpose.Interim, MentorNames, MentorNames.Select(n => new Sheet(n, 9)))
            .Close("midway of mentors")
            .On("2024-05-21").Meet(MeetingKind.Final, 60, Tandems)
            .On("2024-05-22").Complete("miners", TandemOutcome.Reached).Complete("welders", TandemOutcome.Reached)
            .Complete("fitters", TandemOutcome.PartlyReached).Complete("masters", TandemOutcome.Reached)
            .Items("6.1.4 6.1.5 6.2.2")
            .Wave("satisfaction", "mentee-satisfaction", SurveyPurpose.Satisfaction, Names,
                Names.Take(6).Index().Select(n => new Sheet(n.Item, 5 + n.Index, n.Index % 3 > 0))).Close("satisfaction")
            .Wave("satisfaction of mentors", "mentor-satisfaction", SurveyPurpose.Satisfaction, MentorNames,
                new Sheet("miner", 10), new Sheet("welder", 7), new Sheet("fitter", 7), new Sheet("master", 5, false))
            .Close("satisfaction of mentors")
            .On("2024-05-28").Signed(6);
    }

    private static History Close(this History h) => h
        .On("2024-06-03").Start(MonitoringKind.Satisfaction).Start(MonitoringKind.Quality).Start(MonitoringKind.Influence)
        .Swot(Employers, "83.3").Swot(Teachers, "100").Score(2, 2, 2, 2, 2, 2, 1, 2, 2)
        .Wave("exit", "learner-influence", SurveyPurpose.Exit, Names, Names.Take(6).Index().Select(n => new Sheet(n.Item, 9 - n.Index)))
        .Close("exit")
        .Measure("new teacher", ("Q_SUPPORT", "8"), ("involvement", "9"), ("job-satisfaction", "8"), ("emotional-state", "7"),
            ("wish-to-stay", "1"))
        .Count("career-guidance-passed", null, "260").Count("conflicts-with-teachers", "5", "2").Count("conflicts-with-parents", "4", "1")
        .Count("stayed-in-job", null, "3").Count("professional-articles", "2", "5").Count("professional-research", "0", "1")
        .Count("methodical-practices", "1", "4").Count("events-with-young-specialists", null, "6")
        .Conclude(MonitoringKind.Satisfaction).Conclude(MonitoringKind.Quality).Conclude(MonitoringKind.Influence)
        .On("2024-06-10").Register("praise", "encouragement-order", "О поощрении", "72")
        .Register("more praise", "encouragement-order", "О грамоте", "74")
        .Register("feast", "final-event-order", "Об итогах", "73").Register("letter 1", "letter", "Благодарность", "81")
        .Register("letter 2", "letter", "Благодарность", "82").Register("stands", "stands", "Стенд", "9")
        .Register("incentives", "incentives-regulation", "Положение о стимулировании", "14")
        .Recognise(
            new Recognised.EncouragementOrdered(Id("encouraged"), Id("praise"), [Id("miner"), Id("master")]),
            new Recognised.EncouragementOrdered(Id("encouraged again"), Id("more praise"), [Id("miner"), Id("student 1")]),
            new Recognised.FinalEventOrdered(Id("event ordered"), Id("feast")),
            new Recognised.FinalEventHeld(Id("event"), Day("2024-06-07"), null, null),
            new Recognised.ThankYouLetterIssued(Id("thanks 1"), Id("mine"), Id("letter 1")),
            new Recognised.ThankYouLetterIssued(Id("thanks 2"), Id("power-station"), Id("letter 2")),
            new Recognised.CompetitionHeld(Id("best mentor"), Nomination.MentorOfTheYear, Day("2024-06-07"), [new(1, [Id("miner")])], null),
            new Recognised.CompetitionHeld(Id("best pair"), Nomination.BestPair, Day("2024-06-07"),
                [new(1, [Id("fitter"), Id("student 6")])], null),
            new Recognised.ResultsPublished(Id("published"), Day("2024-06-10"), new("https://college.example/results"),
                PublicationSite.Own, null, [Id("miner")], null),
            new Recognised.BestPracticeCollected(Id("practice"), null, new("Неделя на шахте"), null))
        .Reflect(Tandems).Results()
        .On("2024-06-24").Items("7.2.6").Fact(Contracts(MeasuredAt.After, "5", "2024-06-20"))
        .Fact(new Fact.YearPlanEventHeld(Id("meeting of veterans"), null, new("Встреча с ветеранами труда"), Day("2024-05-08"), 60, null))
        .Do(Curator, new TandemCommand.RecordEmployment(
            new(Id("miners"), Id("job 1"), Id("student 1"), Id("mine"), Day("2024-06-17"), null)))
        .Do(Curator, new TandemCommand.RecordEmployment(
            new(Id("miners"), Id("job 2"), Id("student 2"), Id("mine"), Day("2024-06-17"), null)))
        .Do(Curator, new TandemCommand.RecordEmployment(
            new(Id("fitters"), Id("job 3"), Id("student 6"), Id("power-station"), Day("2024-06-18"), null)))
        .Do(Curator, new TandemCommand.RecordEmployment(
            new(Id("welders"), Id("no job"), Id("student 4"), Id("mine"), Day("2024-06-18"), null)))
        .Do(Curator, new TandemCommand.VoidTandemFact(Id("welders"), Id("no job"), Secret("Не оформлен")))
        .On("2024-08-26").Do(Curator, new MentorCommand.MoveToLongTermBase(Id("miner")))
        .Do(Curator, new MentorCommand.MoveToLongTermBase(Id("master"))).Items("7.2.7")
        .On("2024-08-28").Certify(Curator, "certificate of the college", "3").Do(Curator, new GateCommand.SubmitStage(7, null))
        .Do(Head, new GateCommand.CountersignStage(7, null))
        .Do(Curator, new GateCommand.ApproveStage(7, null, h.State.Certification.Current!.ContentHash))
        .Do(Curator, new CharterCommand.CompleteProgramme());

    private static History Signed(this History h, int stage) => h.Submit(stage).Do(Head, new GateCommand.CountersignStage(stage, null))
        .Do(Curator, new GateCommand.ApproveStage(stage, null));
}
