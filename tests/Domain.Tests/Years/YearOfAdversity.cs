using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
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
/// The year 2022/2023 of a school in which everything goes wrong that can go wrong in one programme: returned, reopened and withdrawn
/// stages, corrections and voids of every kind, an annulled document, a withdrawn consent and an erasure, a pupil who leaves and one who
/// comes of age, pairs that end, a mentor who leaves and one who may not go on, two curators, a quarantine, a cancellation by mistake, a
/// new version of the model, and three certificates.
/// </summary>
internal static class YearOfAdversity
{
    private const string Pupils = "learner-learner";
    private const string Teachers = "teacher-teacher";
    private const string Employers = "employer-learner";
    private const string Students = "student-learner";

    private static readonly Actor Second = new(Id("second curator"), null, Role.Curator);
    private static readonly People Of = new(2022);

    private static readonly SchoolOf School = new(
        "school-7", "МБОУ «СОШ №7»", OrganisationKind.School, 2022, SecondApproverPolicy.Never, SchoolOf.PlanOf(2022),
        [
            new(Pupils, "leader-passive", "Вместе"), new(Teachers, "experienced-young", "Рядом"),
            new(Employers, "employer-future-employee", "Завод"), new(Students, "leader-indifferent", "Студенты", "после договора с вузом"),
        ],
        [("learners-10-19", 600), ("learners-15-19", 0)], [("plant", "business", Contour.External)]);

    private static readonly MenteeOf[] Mentees =
    [
        .. new[] { "anya", "boris", "vova", "gena", "dasha" }.Index().Select(n => new MenteeOf(
            n.Item, Of.Learner(n.Item, AgeBand.TenToThirteen, 5 + n.Index), Pupils, "leader-passive", "studies", InformationSource.Parent,
            ("Q_SUPPORT", $"{3 + n.Index}"), ("climate", $"{8 - n.Index}"), ("remarks", $"{10 + n.Index}"))),
        new("zhenya", Of.Learner("zhenya", AgeBand.FifteenToSeventeen, 10), Employers, "employer-future-employee", "career-choice",
            InformationSource.ClassTeacher, ("Q_SUPPORT", "6")),
        new("novice", Of.Novice("novice") with { NewHire = true }, Teachers, "experienced-young", "profession",
            InformationSource.MethodicalAnalysis, ("involvement", "2")),
        new("ilya", Of.Learner("ilya", AgeBand.FifteenToSeventeen, 9), Students, "leader-indifferent", "career-choice",
            InformationSource.Psychologist, ("Q_SUPPORT", "5")),
    ];

    private static readonly MenteeOf Mistaken = new("nobody", Of.Learner("nobody", AgeBand.Fourteen, 8), Pupils, "leader-passive",
        "studies", InformationSource.Parent);

    private static readonly MenteeOf Late = new("egor", Of.Learner("egor", AgeBand.Fourteen, 8), Pupils, "leader-passive", "adaptation",
        InformationSource.Parent, ("Q_SUPPORT", "4"));

    private static readonly MentorOf[] Mentors =
    [
        new("first senior", Of.Learner("first senior", AgeBand.FifteenToSeventeen, 11), MentorCategory.Learner, Pupils, 1),
        new("second senior", Of.Learner("second senior", AgeBand.FifteenToSeventeen, 11), MentorCategory.Learner, Pupils, 1),
        new("leader", Of.Learner("leader", AgeBand.FifteenToSeventeen, 11), MentorCategory.Learner, Pupils, 4),
        new("deputy", Of.Learner("deputy", AgeBand.FifteenToSeventeen, 10, ConsentPurpose.Publication), MentorCategory.Learner, Pupils, 4),
        new("zhenya", Of.Learner("zhenya", AgeBand.FifteenToSeventeen, 10), MentorCategory.Learner, Pupils, 1),
        new("teacher", Of.Teacher("teacher", ConsentPurpose.Sharing), MentorCategory.Teacher, Teachers, 1, Shares: true),
        new("engineer", Of.Employer("engineer"), MentorCategory.EmployerRepresentative, Employers, 1, Enterprise: "plant"),
    ];

    private static readonly MentorOf Unready =
        new("unready", Of.Learner("unready", AgeBand.Fourteen, 8), MentorCategory.Learner, Pupils, 1);

    private static readonly string[] All = ["unkept", "unfit", "group", "teachers", "future"];
    private static readonly string[] Standing = ["second pair", "group", "teachers"];

    public static History Told() => September().Bases().Pairs().Breaks().Spring().Summer();

    private static History September()
    {
        var talk = new Fact.OutreachHeld(Id("talk"), "class-hours", Day("2022-09-20"), null, 30, null, null);
        return School.Begun().Fact(talk)
            .Do(Curator, new PreparationCommand.CorrectFact(
                Id("talk"), talk with { Id = Id("talk again"), Attendance = 25 }, Secret("Описка")))
            .Fact(new Fact.ContingentRecorded(Id("twice"), Day("2022-09-27"), "learners-10-19", 6000, new("Опечатка")))
            .Do(Curator, new PreparationCommand.VoidFact(Id("twice"), Secret("Опечатка")))
            .Do(Curator, new GateCommand.WaiveCriterion(1, null, "G1.10", Secret("Не измерено"), null))
            .Do(Curator, new GateCommand.WaiveCriterion(1, null, "G1.9", Secret("Лишнее"), null))
            .Do(Curator, new GateCommand.WithdrawWaiver(1, null, "G1.9", Secret("Ресурсы есть")))
            .On("2022-09-28").Submit(1).Do(Curator, new GateCommand.WithdrawSubmission(1, null, Secret("Рано")))
            .On("2022-09-29").Submit(1)
            .Do(Curator, new GateCommand.ReturnStage(1, null, [new("G1.1", Secret("Нет подписи"))], Day("2022-09-30")))
            .On("2022-09-30").Approve(1);
    }

    private static History Bases(this History h) => h
        .On("2022-10-04").Apply([.. Mentees, Mistaken])
        .Wave("wish", "learner-learner-mentee-first", SurveyPurpose.Application, ["anya", "boris", "vova"],
            new Sheet("anya", 5), new Sheet("boris", 6))
        .Do(Curator, new SurveyCommand.VoidAnswer(Id("wish"), Id("answer wish boris"), Secret("Не тот лист"))).Close("wish")
        .On("2022-10-10").Register("university", "agreement", "Договор с вузом", "5")
        .Do(Curator, new PreparationCommand.MeetFormPrecondition(Students, Id("university")))
        .Enter([.. Mentees, Mistaken]).Do(Curator, new MenteeCommand.RemoveMentee(Id("nobody"), RemovalReason.RecordedByMistake, null))
        .Do(Curator, new ParticipantCommand.VoidParticipantFact(Id("vova"), Id("request vova"), Secret("Описка")))
        .Do(Curator, new MenteeCommand.RecordRequest(new(Id("vova"), Id("another request of vova"), "adaptation", null)))
        .Do(Curator, new ParticipantCommand.VoidParticipantFact(Id("gena"), Id("entry gena"), Secret("Чужой лист")))
        .Do(Curator, new ParticipantCommand.MeasureEntry(new(Id("gena"), Id("entry of gena again"),
            [new("Q_SUPPORT", "2"), new("remarks", "4")], Day("2022-10-10"), MeasurementSource.Questionnaire)))
        .Do(Curator, new GateCommand.OpenStageWork(5))
        .On("2022-10-12").Apply([.. Mentors, Unready])
        .Do(Curator, new TrainingCommand.InformMentors(new(Id("informed"), Day("2022-10-11"), null, null)))
        .Wave("offer", "learner-learner-mentor-first", SurveyPurpose.Application, ["leader", "deputy"], new Sheet("leader", 9))
        .Close("offer")
        .Items("2.1.2 2.1.3 2.1.4 2.1.5 2.1.6 3.1.2")
        .On("2022-10-20").Register("bases", "bases-register", "База", "22").Items("2.2.1 2.2.2 3.2.1 3.2.2", "bases")
        .On("2022-10-21").Submit(2).Do(Curator, new GateCommand.ReturnStage(2, null, [new("G2.4", Secret("Не все"))], null))
        .Do(Curator, new PreparationCommand.ReopenItem("2.1.6", Secret("Не все измерены")))
        .On("2022-10-25").Items("2.1.6").Approve(2)
        .Do(Curator, new TrainingCommand.AcknowledgeShortage(new(Id("shortage 3"), Students, 3, ShortageReason.NoCandidates)))
        .On("2022-10-26").Approve(3)
        .On("2022-10-28").Register("training-plan", "training-plan", "Программа обучения", "23")
        .Do(Curator, new TrainingCommand.EngageExpert(new(Id("expert"), Day("2022-10-27"), Contour.External, null, null)))
        .Do(Curator, new TrainingCommand.ApproveTrainingPlan(
            new(Id("plan of training"), Id("training-plan"), [new("first-meeting", Day("2022-10-31"), 90)])))
        .Do(Curator, new PreparationCommand.MarkItemNotApplicable("4.2.2", Secret("Материалы модели")))
        .Do(Curator, new GateCommand.WaiveCriterion(4, null, "G4.3b", Secret("Материалы модели"), null))
        .On("2022-10-31").Ready(100, Mentors)
        .Do(Curator, new MentorCommand.SelectMentor(Id("unready"), SelectionGround.Motivation, null))
        .Do(Curator, new MentorCommand.RejectMentor(Id("unready"), SelectionGround.Interview, Secret("Не готов")))
        .Do(Curator, new ParticipantCommand.VoidParticipantFact(Id("deputy"), Id("training deputy"), Secret("Описка")))
        .Do(Curator, new MentorCommand.CompleteTraining(new(Id("deputy"), Id("training of deputy again"), 50, TrainingResult.Passed, null)))
        .Do(Curator, new MentorCommand.RevokeReadiness(Id("deputy"), RevocationReason.RecordedByMistake, null))
        .Do(Curator, new MentorCommand.DeclareReady(Id("deputy")))
        .Do(Curator, new TrainingCommand.AcknowledgeShortage(new(Id("shortage 4"), Students, 4, ShortageReason.NoCandidates)))
        .Items("4.1.1 4.1.2 4.2.4").Approve(4)
        .On("2022-11-02").Do(Head, new GateCommand.ReopenStage(3, null, Secret("Нет согласия")))
        .On("2022-11-03").Approve(3).Approve(4);

    private static History Pairs(this History h) => h
        .On("2022-11-08").Items("5.1.1").Do(Curator, new GateCommand.CorrectWorkOpening(5, Day("2022-11-07"), Secret("Описка")))
        .Round(Pupils, ("anya", "first senior"), ("boris", "second senior"), ("vova", "leader"), ("gena", "leader"), ("dasha", "leader"))
        .Round(Teachers, ("novice", "teacher")).Round(Employers, ("zhenya", "engineer"))
        .On("2022-11-11").Items("5.1.2 5.1.3 5.1.4")
        .Match(Pupils, [], ("unkept", "first senior", ["anya"]), ("unfit", "second senior", ["boris"]),
            ("group", "leader", ["vova", "gena", "dasha"]))
        .Match(Teachers, [], ("teachers", "teacher", ["novice"])).Match(Employers, [], ("future", "engineer", ["zhenya"]))
        .Do(Curator, new MatchingCommand.DecideUnmatched([new(Id("ilya"), UnmatchedDecision.SearchContinues)]))
        .On("2022-11-14").Do(Head, new DocumentCommand.AnnulDocument(Id("training-plan"), Secret("Отменена")))
        .Register("needs-report again", "needs-report", "Справка, исправленная", "3а")
        .Do(Head, new DocumentCommand.SupersedeDocument(Id("needs-report"), Id("needs-report again"), null))
        .On("2022-11-15").Do(Head, new DocumentCommand.ReinstateDocument(Id("training-plan"), Secret("Не тот документ")))
        .On("2022-11-18").Order("groups-order").Register("route", "educational-route", "Маршрут", "24")
        .Plan("unkept", null, "anya").Plan("unfit", null, "boris").Plan("group", null, "vova", "gena", "dasha")
        .Plan("teachers", Id("route"), "novice").Plan("future", null, "zhenya")
        .Items("5.2.2", "route").Items("5.2.3")
        .Do(Curator, new GateCommand.WaiveCriterion(5, null, "G5.1", Secret("Наставников этой формы нет"), null))
        .On("2022-11-21").Approve(5)
        .On("2022-11-24").Meet(MeetingKind.Organisational, 45, All).Items("6.1.1 6.2.1")
        .On("2022-12-01").Meet(MeetingKind.Trial, 45, All)
        .On("2022-12-08").Meet(MeetingKind.Planning, 45, All)
        .On("2022-12-09").Meet(MeetingKind.Regular, 45, "group", "future")
        .Do(Curator, new TandemCommand.VoidTandemFact(Id("future"), Id("Regular future 2022-12-09"), Secret("Не было")));

    private static History Breaks(this History h) => h
        .On("2022-12-12")
        .Do(Curator, new TandemCommand.DissolveTandem(Id("unfit"), TandemParty.Mentee, SeparationReason.Incompatible, null, null))
        .Do(Curator, new MatchingCommand.DecideUnmatched([new(Id("boris"), UnmatchedDecision.SupportCase)]))
        .On("2022-12-14").Do(Curator, new MatchingCommand.NoteSupport(
            new(Id("boris"), Id("talk"), Day("2022-12-14"), Secret("Беседа"))))
        .Do(Curator, new MatchingCommand.NoteSupport(new(Id("boris"), Id("no talk"), Day("2022-12-14"), Secret("Не та беседа"))))
        .Do(Curator, new MatchingCommand.VoidSupportNote(Id("boris"), Id("no talk"), Secret("Записано дважды")))
        .On("2022-12-19").Form("second pair", Pupils, "zhenya", "boris")
        .Do(Curator, new MatchingCommand.EndSupport(new(Id("boris"), SupportOutcome.MentorFound, null)))
        .Order("second order").Plan("second pair", null, "boris")
        .On("2023-01-10").Meet(MeetingKind.Organisational, 30, "second pair")
        .On("2023-01-11").Meet(MeetingKind.Trial, 30, "second pair")
        .On("2023-01-12").Meet(MeetingKind.Planning, 30, "second pair").Learn("anya", s => s with
        {
            Consents = [], Withdrawn = [ConsentPurpose.Participation], Restricted = true, Erasure = ErasureStatus.Open,
        })
        .Do(Curator, new MenteeCommand.RemoveMentee(Id("anya"), RemovalReason.ConsentWithdrawn, null))
        .On("2023-01-16").Register("second curator-order", "curator-order", "О смене куратора", "20")
        .Do(Head, new PreparationCommand.AppointCurator(
            Second.Person!.Value, Id("second curator-order"), Day("2023-01-16"), Secret("Отпуск"), Programmes.Cast.Present))
        .On("2023-01-17").Apply(Late).Enter(Late).Do(Curator, new TandemCommand.JoinGroup(Id("group"), Id("egor")))
        .On("2023-01-19").Order("amendment").Plan("group", null, "egor")
        .On("2023-01-24").MeetWith(MeetingKind.Regular, 40, "group", "vova", "egor", "dasha")
        .On("2023-01-25").Do(Curator, new TandemCommand.LeaveGroup(
            Id("group"), Id("gena"), TandemParty.Representative, SeparationReason.Health, null))
        .Do(Curator, new TandemCommand.VoidLeaving(Id("group"), Id("gena"), Secret("Осталась другая")))
        .On("2023-01-26").Learn("dasha", s => s with { Left = true, Erasure = ErasureStatus.Open })
        .Do(Curator, new MenteeCommand.RemoveMentee(Id("dasha"), RemovalReason.LeftOrganisation, null))
        .On("2023-02-01").Do(Curator, new MentorCommand.WithdrawMentor(
            Id("leader"), Id("withdrawal"), Day("2023-02-01"), Day("2023-02-06"), WithdrawalReason.Relocation, null, []))
        .On("2023-02-03").Learn("anya", s => s with { Erasure = ErasureStatus.ErasedInTerm }, Actor.Automatic)
        .On("2023-02-06").Do(Curator, new MentorCommand.RemoveMentor(Id("leader"), RemovalReason.LeftOrganisation, null))
        .On("2023-02-07").Register("replacement", "groups-order", "О замене наставника", "31")
        .Do(Curator, new TandemCommand.ReplaceMentor(Id("group"), Id("deputy"), Id("replacement"), SeparationReason.MentorLeft))
        .On("2023-02-08").Register("quarantine", "suspension-order", "О карантине", "32")
        .Do(Head, new CharterCommand.SuspendProgramme(Id("quarantine"), Secret("Карантин")))
        .On("2023-02-15").Learn("zhenya", s => s with { AgeBand = AgeBand.EighteenToNineteen, Consents = [], Restricted = true },
            Actor.Automatic)
        .On("2023-03-01").Do(Head, new CharterCommand.ResumeProgramme(null))
        .On("2023-03-02").Learn("zhenya", s => s with
        {
            Restricted = false, Consents = [new(Id("own consent"), ConsentPurpose.Participation, Day("2023-03-02"), Day("2023-08-31"))],
        })
        .On("2023-03-03").Do(Curator, new TandemCommand.RaiseConcern(
            new(Id("future"), Id("concern"), ConcernMatter.Conduct, Secret("Обращение")), Id("engineer"), Suspend: true))
        .On("2023-03-06")
        .Do(Curator, new TandemCommand.DissolveTandem(Id("future"), TandemParty.Curator, SeparationReason.Safety, null, null))
        .Do(Second, new MatchingCommand.DecideUnmatched([new(Id("zhenya"), UnmatchedDecision.SupportCase)]))
        .Do(Second, new MatchingCommand.EndSupport(new(Id("zhenya"), SupportOutcome.Declined, null)))
        .Do(Second, new MatchingCommand.ReopenSupport(Id("zhenya"), Secret("Передумал")))
        .On("2023-03-10").Register("closure", "cancellation-order", "О прекращении", "33")
        .Do(Head, new CharterCommand.CancelProgramme(Id("closure"), Secret("Школа закрыта")))
        .On("2023-03-11").Do(Head, new CharterCommand.VoidClosing(Secret("Не эта школа")));

    private static History Spring(this History h) => h
        .On("2023-03-14").Meet(MeetingKind.Regular, 45, Standing)
        .Learn("dasha", s => s with { Erasure = ErasureStatus.PartlyErasedLate }, Actor.Automatic)
        .Learn("gena", s => s with { Refused = [ConsentPurpose.PhotoAndVideo] })
        .Do(Curator, new PreparationCommand.ApproveRoadmap(null, [.. SchoolOf.PlanOf(2022).Where(i => i.Item != "6.2.1")]))
        .Do(Curator, new MentorCommand.WithdrawMentor(
            Id("second senior"), Id("another withdrawal"), Day("2023-03-14"), null, WithdrawalReason.Illness, null, []))
        .Do(Curator, new TandemCommand.ScheduleMeeting(
            new(Id("teachers"), Id("planned"), MeetingKind.Regular, Day("2023-03-21"), 45, MeetingFormat.Online)))
        .Do(Curator, new TandemCommand.CancelMeeting(Id("teachers"), Id("planned"), TandemParty.Mentor, CancellationReason.Illness))
        .On("2023-03-20").Do(Curator, new TandemCommand.SuspendTandem(Id("teachers"), SuspensionReason.Illness, null))
        .On("2023-04-05").Do(Second, new CharterCommand.MigrateDefinition(TargetModel.WithPeople, Secret("Новая версия модели")))
        .On("2023-05-03").Do(Curator, new TandemCommand.ResumeTandem(Id("teachers")))
        .On("2023-05-10").Meet(MeetingKind.Regular, 45, Standing).Items("6.1.2 6.1.3")
        .On("2023-05-12").Do(Head, new CharterCommand.SetSecondApproverPolicy(SecondApproverPolicy.WhenSelfApproved, Secret("Проверка")))
        .On("2023-05-16").Meet(MeetingKind.Final, 60, Standing)
        .On("2023-05-17").Complete("second pair", TandemOutcome.Reached).Complete("group", TandemOutcome.PartlyReached)
        .Complete("teachers", TandemOutcome.Reached)
        .Do(Curator, new TandemCommand.VoidTandemEnding(Id("teachers"), Secret("Не тот итог")))
        .Complete("teachers", TandemOutcome.NotReached)
        .Do(Curator, new PreparationCommand.RescheduleItem("6.1.4", Day("2023-05-01"), Day("2023-05-10"), Secret("Раньше")))
        .On("2023-05-18").Items("6.1.4 6.1.5")
        .Wave("satisfaction", "mentee-satisfaction", SurveyPurpose.Satisfaction, ["boris", "vova", "gena", "egor", "novice"],
            new Sheet("boris", 9), new Sheet("vova", 3, false)).Close("satisfaction")
        .Wave("satisfaction of mentors", "mentor-satisfaction", SurveyPurpose.Satisfaction, ["deputy", "zhenya", "teacher"],
            new Sheet("deputy", 8)).Close("satisfaction of mentors")
        .On("2023-05-29")
        .Do(Curator, new PreparationCommand.RescheduleItem("6.2.2", Day("2023-05-01"), Day("2023-06-30"), Secret("Карантин")))
        .On("2023-06-02").Items("6.2.2")
        .Do(Second, new GateCommand.WaiveCriterion(6, null, "G6.2", Secret("Карантин"), null))
        .Do(Second, new GateCommand.WaiveCriterion(6, null, "G6.3", Secret("Ответили не все"), Id("quarantine")))
        .On("2023-06-05").Signed(6)
        .On("2023-06-07").Do(Head, new GateCommand.RevokeApproval(6, null, Secret("Жалоба")))
        .On("2023-06-09").Signed(6);

    private static History Summer(this History h) => h
        .On("2023-06-12").Start(MonitoringKind.Satisfaction).Start(MonitoringKind.Quality).Start(MonitoringKind.Influence)
        .Swot(Pupils, "40").Swot(Teachers, "0").Swot(Employers, "25").Swot(Students, "1.5").Score(1, 1, 0, 1, 1, 0, 1, 0, 1)
        .Measure("vova", ("Q_SUPPORT", "7"), ("climate", "6"), ("remarks", "5"))
        .Measure("gena", ("Q_SUPPORT", "1"), ("remarks", "9"))
        .Measure("novice", ("involvement", "6"))
        .Measure("boris", ("Q_SUPPORT", "5"))
        .Do(Curator, new MonitoringCommand.VoidMonitoringFact(Id("exit boris Q_SUPPORT 2023-06-12"), Secret("Не тот человек")))
        .Count("conflicts-with-parents", "2", "8")
        .Conclude(MonitoringKind.Satisfaction).Conclude(MonitoringKind.Quality).Conclude(MonitoringKind.Influence)
        .On("2023-06-14").Do(Curator, new MonitoringCommand.ReopenMonitoring(Id("Quality"), Secret("Ошибка в листе")))
        .Do(Curator, new MonitoringCommand.VoidMonitoringFact(Id("sheet"), Secret("Ошибка")))
        .Do(Curator, new MonitoringCommand.RecordCuratorScore(new(Id("sheet again"), Id("Quality"), [1, 1, 0, 1, 1, 0, 1, 1, 1])))
        .Do(Curator, new MonitoringCommand.ConcludeMonitoring(Id("Quality"), Id("report Quality")))
        .On("2023-06-20").Register("praise", "encouragement-order", "О поощрении", "72").Register("letter", "letter", "Благодарность", "81")
        .Recognise(
            new Recognised.EncouragementOrdered(Id("encouraged"), Id("praise"), [Id("deputy")]),
            new Recognised.ThankYouLetterIssued(Id("thanks"), Id("plant"), Id("letter")),
            new Recognised.ResultsPublished(Id("published"), Day("2023-06-20"), new("https://school7.example/results"), PublicationSite.Own,
                null, [Id("deputy")], null),
            new Recognised.FinalEventHeld(Id("no event"), Day("2023-06-20"), 10, null))
        .Do(Curator, new RecognitionCommand.RemoveNameFromPublication(Id("published"), Id("deputy")))
        .Do(Curator, new RecognitionCommand.VoidRecognitionFact(Id("no event"), Secret("Не было")))
        .Do(Curator, new PreparationCommand.MarkItemNotApplicable("7.2.5", Secret("Проводит район")))
        .Do(Curator, new PreparationCommand.MarkItemNotApplicable("7.2.3", Secret("Мероприятия нет")))
        .Do(Curator, new PreparationCommand.MarkItemNotApplicable("7.2.7", Secret("Согласий нет")))
        .Waive("G7.3b").Waive("G7.3c").Waive("G7.3e")
        .Reflect(Standing).Results()
        .On("2023-08-25").Do(Curator, new PreparationCommand.CompleteItem("7.2.6", []), "2023-06-30")
        .Certify(Second, "first certificate", "5")
        .On("2023-08-28").Fact(new Fact.OutreachHeld(Id("late talk"), "site", Day("2023-05-30"), null, null, null, null))
        .Certify(Second, "second certificate", "6", "first certificate")
        .Do(Second, new CertificationCommand.AnnulCertificate(Id("second certificate"), Secret("Не тот номер")))
        .Certify(Second, "third certificate", "6")
        .Do(Second, new GateCommand.SubmitStage(7, null)).Do(Head, new GateCommand.CountersignStage(7, null))
        .Do(Second, new GateCommand.ApproveStage(7, null, h.State.Certification.Current!.ContentHash))
        .Do(Second, new CharterCommand.CompleteProgramme());

    private static History Waive(this History h, string criterion) =>
        h.Do(Second, new GateCommand.WaiveCriterion(7, null, criterion, Secret($"Без {criterion}"), null));

    private static History Signed(this History h, int stage) => h.Do(Second, new GateCommand.SubmitStage(stage, null))
        .Do(Head, new GateCommand.CountersignStage(stage, null)).Do(Second, new GateCommand.ApproveStage(stage, null));
}
