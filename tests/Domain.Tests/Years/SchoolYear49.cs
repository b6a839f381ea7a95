using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
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
/// The year 2021/2022 of the sample school, on the days of its road map: stages 2 to 4 are worked on in the same month, the monitorings of
/// stage 7 are in February, March and April, a mentee joins late, and the final meetings are in May.
/// </summary>
internal static class SchoolYear49
{
    private const string Pupils = "learner-learner";
    private const string Teachers = "teacher-teacher";
    private const string Employers = "employer-learner";

    private static readonly People Of = new(2021);

    private static readonly SchoolOf School = new(
        "school-49", "МБОУ «СОШ №49»", OrganisationKind.School, 2021, SecondApproverPolicy.Never, SampleSchool.Plan,
        [
            new(Pupils, "achiever-underachiever", "Учимся вместе"), new(Teachers, "experienced-young", "Первые шаги в профессии"),
            new("student-learner", "leader-indifferent", "Педкласс: шаг в профессию", "после открытия педкласса"),
            new(Employers, "employer-future-employee", "Профессия рядом"),
        ],
        [("learners-10-19", 780), ("learners-15-19", 210), ("young-specialists", 7)],
        [("plant", "business", Contour.External), ("pedagogical-college", "education", Contour.External)]);

    private static readonly MenteeOf[] Mentees =
    [
        new("kolya", Of.Learner("kolya", AgeBand.TenToThirteen, 5), Pupils, "achiever-underachiever", "studies",
            InformationSource.ClassTeacher,
            ("Q_SUPPORT", "4"), ("climate", "5"), ("mark-average", "3.45"), ("remarks", "7"), ("Q_CONFIDENCE", "4")),
        new("masha", Of.Learner("masha", AgeBand.TenToThirteen, 6), Pupils, "leader-passive", "studies", InformationSource.Parent,
            ("Q_SUPPORT", "6"), ("climate", "6"), ("mark-average", "3.6"), ("remarks", "2"), ("Q_CONFIDENCE", "5")),
        new("dima", Of.Learner("dima", AgeBand.Fourteen, 7), Pupils, "leader-passive", "adaptation", InformationSource.SocialWorker,
            ("Q_SUPPORT", "3"), ("climate", "4"), ("remarks", "11"), ("Q_CONFIDENCE", "2")),
        new("olya", Of.Learner("olya", AgeBand.FifteenToSeventeen, 9, ConsentPurpose.Publication), Employers, "employer-future-employee",
            "career-choice", InformationSource.ClassTeacher, ("Q_SUPPORT", "7"), ("climate", "7"), ("Q_CONFIDENCE", "6")),
        new("novice", Of.Novice("novice"), Teachers, "experienced-young", "profession", InformationSource.PersonalFile,
            ("Q_SUPPORT", "5"), ("climate", "6"), ("job-satisfaction", "4"), ("emotional-state", "5"), ("involvement", "3"),
            ("wish-to-stay", "0")),
        new("petya", Of.Learner("petya", AgeBand.TenToThirteen, 4), Pupils, "equal-to-equal", "studies", InformationSource.ClassTeacher,
            ("Q_SUPPORT", "5")),
    ];

    private static readonly MenteeOf Late = new("late", Of.Learner("late", AgeBand.TenToThirteen, 6), Pupils, "leader-passive",
        "adaptation", InformationSource.Psychologist, ("Q_SUPPORT", "2"), ("climate", "3"));

    private static readonly MentorOf[] Mentors =
    [
        new("senior", Of.Learner("senior", AgeBand.FifteenToSeventeen, 10, ConsentPurpose.Publication), MentorCategory.Learner, Pupils, 1),
        new("leader", Of.Learner("leader", AgeBand.FifteenToSeventeen, 11), MentorCategory.Learner, Pupils, 4),
        new("teacher", Of.Teacher("teacher", ConsentPurpose.Publication, ConsentPurpose.LongTermBase, ConsentPurpose.Sharing),
            MentorCategory.Teacher, Teachers, 2, Shares: true),
        new("engineer", Of.Employer("engineer"), MentorCategory.EmployerRepresentative, Employers, 2, Enterprise: "plant"),
    ];

    private static readonly string[] Tandems = ["pair", "group", "teachers", "future"];

    private static IEnumerable<string> MenteeNames => Mentees[..5].Select(m => m.Name);

    private static IEnumerable<string> MentorNames => Mentors.Select(m => m.Name);

    public static History Told() => Autumn().Winter().Spring().Summer();

    private static History Autumn() => School.Begun()
        .Do(Curator, new GateCommand.WaiveCriterion(1, null, "G1.10", Secret("Исходных значений в карте нет"), null))
        .On("2021-09-28").Submit(1)
        .Do(Curator, new GateCommand.ReturnStage(1, null, [new("G1.3", Secret("Нет сроков")), new("G1.7", Secret("Аудитория"))],
            Day("2021-09-30")))
        .On("2021-09-29").Submit(1).On("2021-09-30").Do(Curator, new GateCommand.ApproveStage(1, null))
        .On("2021-10-05").Apply(Mentees)
        .Wave("wish", "learner-learner-mentee-first", SurveyPurpose.Application, ["kolya", "masha", "dima"],
            new Sheet("kolya", 8), new Sheet("masha", 6))
        .On("2021-10-08").Answer("wish", "learner-learner-mentee-first", new Sheet("dima", 3, false)).Close("wish").Items("2.1.2 3.1.2")
        .On("2021-10-12").Apply(Mentors)
        .Do(Curator, new TrainingCommand.InformMentors(new(Id("informed"), Day("2021-10-11"), 24, null)))
        .Wave("offer", "learner-learner-mentor-first", SurveyPurpose.Application, ["senior", "leader"], new Sheet("senior", 9))
        .Close("offer")
        .Items("2.1.3 2.1.4")
        .On("2021-10-15").Items("2.1.5 4.1.1")
        .On("2021-10-19").Enter(Mentees).Items("2.1.6 4.1.2")
        .Do(Curator, new TrainingCommand.EngageExpert(new(Id("expert"), Day("2021-10-19"), Contour.External, null, null)))
        .Do(Curator, new TrainingCommand.PrepareMaterials(new(Id("materials"), Day("2021-10-19"), [])))
        .On("2021-10-22").Register("bases", "bases-register", "База наставников и наставляемых", "22")
        .Items("2.2.1 2.2.2 3.2.1 3.2.2", "bases")
        .Register("training-plan", "training-plan", "Программа обучения", "23")
        .Do(Curator, new TrainingCommand.ApproveTrainingPlan(
            new(Id("plan of training"), Id("training-plan"), [new("first-meeting", Day("2021-10-29"), 90)])))
        .On("2021-10-28").Approve(2).On("2021-10-29").Approve(3)
        .On("2021-11-03").Ready(360, Mentors[..3]).Ready(90, Mentors[3]).Items("4.2.4").Approve(4)
        .On("2021-11-05").Items("5.1.1")
        .On("2021-11-10")
        .Round(Pupils, ("kolya", "senior"), ("masha", "leader"), ("dima", "leader"))
        .Round(Teachers, ("novice", "teacher"))
        .Round(Employers, ("olya", "engineer"))
        .Items("5.1.2 5.1.3")
        .On("2021-11-15").Items("5.1.4")
        .Do(Curator, new MenteeCommand.RemoveMentee(Id("petya"), RemovalReason.RepresentativeWish, null))
        .Match(Pupils, [], ("pair", "senior", ["kolya"]), ("group", "leader", ["masha", "dima"]))
        .Match(Teachers, [], ("teachers", "teacher", ["novice"]))
        .Match(Employers, [], ("future", "engineer", ["olya"]))
        .On("2021-11-19").Order("groups-order").Register("route", "educational-route", "Маршрут и программа", "24")
        .Plan("pair", null, "kolya").Plan("group", null, "masha", "dima")
        .Plan("teachers", Id("route"), "novice").Plan("future", null, "olya")
        .Items("5.2.2", "route")
        .On("2021-11-24").Items("5.2.3")
        .On("2021-11-26").Submit(5).Do(Head, new GateCommand.CountersignStage(5, null)).Do(Curator, new GateCommand.ApproveStage(5, null));

    private static History Winter(this History h) => h
        .On("2021-11-29").Meet(MeetingKind.Organisational, 45, Tandems).Items("6.1.1 6.2.1")
        .On("2021-12-07").Meet(MeetingKind.Trial, 45, Tandems).Items("6.1.2")
        .On("2021-12-14").Meet(MeetingKind.Planning, 60, Tandems).Items("6.1.3")
        .On("2022-01-10").Apply(Late).Enter(Late)
        .Do(Curator, new TandemCommand.JoinGroup(Id("group"), Id("late")))
        .On("2022-01-17").Order("amendment").Plan("group", null, "late")
        .On("2022-01-18").Meet(MeetingKind.Regular, 40, Tandems)
        .On("2022-01-25").MeetWith(MeetingKind.IndividualConsultation, 30, "group", "late")
        .On("2022-02-01").MeetWith(MeetingKind.Regular, 50, "group", "masha", "late").Meet(MeetingKind.Regular, 35, "pair")
        .On("2022-02-08").Wave("midway", "mentee-interim", SurveyPurpose.Interim, MenteeNames, MenteeNames.Select(n => new Sheet(n, 6)))
        .Close("midway")
        .Wave("midway of mentors", "mentor-interim", SurveyPurpose.Interim, MentorNames, MentorNames.Select(n => new Sheet(n, 7)))
        .Close("midway of mentors")
        .On("2022-02-15").Meet(MeetingKind.Regular, 40, "teachers", "future")
        .Start(MonitoringKind.Satisfaction)
        .Wave("first satisfaction", "mentee-satisfaction", SurveyPurpose.Satisfaction, MenteeNames,
            new Sheet("kolya", 8), new Sheet("masha", 6, false), new Sheet("dima", 9), new Sheet("olya", 10))
        .Close("first satisfaction")
        .On("2022-02-25").Conclude(MonitoringKind.Satisfaction);

    private static History Spring(this History h) => h
        .On("2022-03-15").Meet(MeetingKind.Regular, 40, Tandems)
        .On("2022-03-22").Start(MonitoringKind.Quality).Swot(Pupils, "66.7").Swot(Teachers, "100").Swot(Employers, "50")
        .Score(2, 2, 1, 2, 1, 2, 1, 2, 1)
        .On("2022-03-29").Conclude(MonitoringKind.Quality)
        .On("2022-04-19").Meet(MeetingKind.Regular, 40, Tandems).Start(MonitoringKind.Influence)
        .Measure("kolya", ("Q_SUPPORT", "8"), ("climate", "7"), ("mark-average", "3.9"), ("remarks", "4"), ("Q_CONFIDENCE", "7"),
            ("projects", "2"))
        .Measure("masha", ("Q_SUPPORT", "6"), ("climate", "8"), ("mark-average", "3.55"), ("remarks", "2"), ("Q_CONFIDENCE", "6"))
        .Measure("dima", ("Q_SUPPORT", "9"), ("climate", "5"), ("remarks", "12"), ("Q_CONFIDENCE", "5"), ("projects", "1"))
        .Measure("novice", ("Q_SUPPORT", "7"), ("climate", "8"), ("job-satisfaction", "7"), ("emotional-state", "6"), ("involvement", "8"),
            ("wish-to-stay", "1"))
        .Measure("late", ("Q_SUPPORT", "6"), ("climate", "5"))
        .Wave("influence", "learner-influence", SurveyPurpose.Exit, ["olya", "masha"], new Sheet("olya", 9)).Close("influence")
        .Count("career-guidance-passed", "120", "165").Count("conflicts-with-teachers", "6", "4").Count("conflicts-with-parents", "3", "3")
        .Count("stayed-in-job", null, "5").Count("events-with-young-specialists", null, "9").Count("professional-articles", "1", null)
        .On("2022-04-28").Conclude(MonitoringKind.Influence)
        .On("2022-04-29").Recognise(new Recognised.ResultsPublished(Id("first publication"), Day("2022-04-29"),
            new("https://school49.example/mentoring"), PublicationSite.Own, null, [], null))
        .On("2022-05-17").Meet(MeetingKind.Final, 60, Tandems)
        .On("2022-05-18").Complete("pair", TandemOutcome.Reached).Complete("group", TandemOutcome.PartlyReached)
        .Complete("teachers", TandemOutcome.Reached).Complete("future", TandemOutcome.NotReached)
        .On("2022-05-20")
        .Wave("satisfaction", "mentee-satisfaction", SurveyPurpose.Satisfaction, [.. MenteeNames, "late"],
            new Sheet("kolya", 9), new Sheet("masha", 7), new Sheet("dima", 4, false), new Sheet("olya", 10), new Sheet("late", 8))
        .Close("satisfaction")
        .Wave("satisfaction of mentors", "mentor-satisfaction", SurveyPurpose.Satisfaction, MentorNames,
            new Sheet("senior", 8), new Sheet("leader", 6, false), new Sheet("teacher", 10)).Close("satisfaction of mentors")
        .On("2022-05-24").Register("praise", "encouragement-order", "О поощрении", "72")
        .Register("feast", "final-event-order", "Об итоговом мероприятии", "73")
        .On("2022-05-25").Recognise(
            new Recognised.EncouragementOrdered(Id("encouraged"), Id("praise"), [Id("senior"), Id("teacher"), Id("engineer")]),
            new Recognised.FinalEventOrdered(Id("event ordered"), Id("feast")),
            new Recognised.FinalEventHeld(Id("event"), Day("2022-05-25"), 85, null),
            new Recognised.CompetitionHeld(Id("best mentor"), Nomination.MentorOfTheYear, Day("2022-05-25"),
                [new(1, [Id("teacher")]), new(2, [Id("senior")])], null),
            new Recognised.CompetitionHeld(Id("best pair"), Nomination.BestPair, Day("2022-05-25"), [new(1, [Id("senior"), Id("kolya")])],
                null),
            new Recognised.BestPracticeCollected(Id("practice"), Pupils, new("Шахматный кружок"), null))
        .On("2022-05-27").Items("6.1.4 6.1.5")
        .On("2022-05-31").Items("6.2.2");

    private static History Summer(this History h) => h
        .On("2022-06-08").Register("letter to the plant", "letter", "Благодарность", "81")
        .Register("letter to the college", "letter", "Благодарность", "82")
        .Recognise(
            new Recognised.ThankYouLetterIssued(Id("thanks to the plant"), Id("plant"), Id("letter to the plant")),
            new Recognised.ThankYouLetterIssued(Id("thanks to the college"), Id("pedagogical-college"), Id("letter to the college")),
            new Recognised.ResultsPublished(Id("second publication"), Day("2022-06-08"), new("https://plant.example/news"),
                PublicationSite.Partner, Id("plant"), [Id("senior"), Id("olya"), Id("teacher")], null))
        .On("2022-06-15").Approve(6)
        .On("2022-06-20").Reflect(Tandems).Results()
        .On("2022-08-01").Do(Curator, new PreparationCommand.CompleteItem("7.2.6", []), "2022-06-20")
        .On("2022-08-26").Do(Curator, new MentorCommand.MoveToLongTermBase(Id("teacher"))).Items("7.2.7")
        .On("2022-08-29").Certify(Curator, "certificate of 49", "7").Finish(Curator);
}
