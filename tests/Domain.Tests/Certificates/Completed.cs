using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>A history with monitoring, feedback, recognition and results: four mentees, of whom three are measured twice.</summary>
internal static class Completed
{
    private static readonly PersonStatus Known = Everybody.Colleague with
    {
        Consents = [Everybody.Consent("colleague"), Everybody.Consent("colleague", ConsentPurpose.Publication),
            new(Id("long consent"), ConsentPurpose.LongTermBase, Day("2021-09-01"), Day("2023-08-31"))],
    };

    public static History Year()
    {
        var programme = Prepared().On("2021-10-05");
        foreach (var name in Mentees)
        {
            programme.Mentee(name).Measure(name).Do(Curator, new MenteeCommand.AssignForm(Id(name), "learner-learner", null));
        }

        programme.Ready("mentor", Known).Measure("mentor")
            .Fact(new Fact.PartnerEngaged(Id("plant"), "business", Contour.External, new("Завод")));
        programme.Group("2021-10-11", [.. Mentees]);
        programme.Fact(new Fact.ObjectiveSet(Id("own task"), "C1", new("Открытые уроки"), ["open-lessons", "guests"]))
            .Fact(Lessons(MeasuredAt.Before, "2.25", "2021-10-01"))
            .Fact(new Fact.YearPlanEventPlanned(Id("opening"), new("Открытие года"), Day("2022-02-01"), Day("2022-02-02")))
            .Fact(new Fact.YearPlanEventPlanned(Id("closing"), new("Закрытие года"), Day("2022-12-20"), null))
            .Told(new PreparationEvent.FormEnabled("employer-student", [], [TandemKind.Pair], null), Curator);
        programme.On("2022-05-20").Fact(Lessons(MeasuredAt.After, "4", "2022-05-20"))
            .Fact(new Fact.YearPlanEventHeld(Id("opened"), Id("opening"), new("Открытие года"), Day("2022-02-03"), 60, Id("curator-order")))
            .Fact(new Fact.YearPlanEventHeld(Id("guests"), null, new("Встреча с ветеранами"), Day("2022-05-06"), null, null));
        return programme.Surveyed().Measured().Monitored().Recognised().Entered();
    }

    public static readonly IReadOnlyList<string> Mentees = ["mentee 1", "mentee 2", "mentee 3", "mentee 4"];

    private static Fact.ObjectiveMeasured Lessons(MeasuredAt at, string value, string on) => new(
        Id($"lessons {at}"), "C1", "open-lessons", at, value, new("урок"), Day(on), new("Журнал"));

    /// <summary>The mentor's group, formed today and approved by an order of a day.</summary>
    public static void Group(this History programme, string orderOn, IReadOnlyList<string> mentees)
    {
        IReadOnlyList<Guid> members = [.. mentees.Select(Id).Order()];
        programme.Told(new TandemEvent.TandemFormed(Id("group"), "learner-learner", TandemKind.Group, Id("mentor"), members, null, null,
            [PairingGround.QuestionnairesCompared], null), Curator);
        programme.Told(new TandemEvent.TandemApprovedByOrder(Id("group"), Id("curator-order"), Day(orderOn), Id("mentor"), members),
            Curator);
    }

    /// <summary>An exit measurement of a mentee or the mentor.</summary>
    public static MonitoringEvent.IndicatorMeasured Exit(string name, string value) => new(
        Id($"exit {name}"), "Q_HELP", Id(name), IndicatorWave.Exit, value, null, MeasurementSource.Questionnaire, Day("2022-05-20"), null);

    private static History Surveyed(this History programme)
    {
        programme.Told(new SurveyEvent.SurveyWaveOpened(Id("satisfaction"), new("second", 1, new string('9', 64)), SurveyAudience.Mentees,
            SurveyPurpose.Satisfaction, null, new("Удовлетворённость"), null), Curator);
        programme.Told(new SurveyEvent.SurveyParticipantsInvited(Id("satisfaction"), [.. Mentees.Select(Id)]), Curator);
        Answer("mentee 1", 8, "yes");
        Answer("mentee 2", 6, "no");
        Answer("mentee 3", 10, "yes");
        Answer("mentee 4", 1, "no");
        programme.Told(new SurveyEvent.SurveyAnswerVoided(Id("satisfaction"), Id("answer mentee 4"), Secret("Не тот лист")), Curator);
        programme.Told(new SurveyEvent.SurveyWaveClosed(Id("satisfaction")), Curator);
        return programme;

        void Answer(string name, int points, string choice) => programme.Told(new SurveyEvent.SurveyAnswered(Id("satisfaction"),
            Id($"answer {name}"), Id(name), SurveyChannel.Curator, null, [new("Q_SATISF", points)], [new("Q_YN_CONTINUE", choice)], []),
            Curator);
    }

    private static History Measured(this History programme) => programme
        .Do(Curator, new MonitoringCommand.MeasureIndicators([Exit("mentee 1", "9"), Exit("mentee 2", "6"), Exit("mentee 3", "8"),
            Exit("mentee 4", "1"), Exit("mentor", "8")]))
        .Do(Curator, new MonitoringCommand.VoidMonitoringFact(Id("exit mentee 4"), Secret("Не тот человек")))
        .Do(Curator, new MonitoringCommand.MeasureIndicators([Count("conflicts-with-teachers", IndicatorWave.Baseline, "6", "2020/2021"),
            Count("conflicts-with-teachers", IndicatorWave.Final, "4", "2021/2022"),
            Count("events-with-young-specialists", IndicatorWave.Final, "7", "2021/2022")]));

    private static MonitoringEvent.IndicatorMeasured Count(string code, IndicatorWave wave, string value, string year) => new(
        Id($"{code} {wave}"), code, null, wave, value, null, MeasurementSource.Report, Day("2022-05-20"), year);

    private static History Monitored(this History programme)
    {
        programme.Register("report", "monitoring-report", "Отчёт", "70");
        foreach (var kind in Enum.GetValues<MonitoringKind>())
        {
            programme.Do(Curator, new MonitoringCommand.StartMonitoring(Id($"{kind}"), kind));
            if (kind == MonitoringKind.Quality)
            {
                programme.Do(Curator, new MonitoringCommand.RecordSwot(new(Id("swot"), Id("Quality"), "learner-learner",
                    [new("wish-to-continue", "66.7", null)], [new("few-meetings", null, Secret("Мало встреч"))], [], [])))
                    .Do(Curator, new MonitoringCommand.RecordCuratorScore(new(Id("sheet"), Id("Quality"), [2, 2, 1, 2, 1, 2, 1, 2, 1])));
            }

            programme.Do(Curator, new MonitoringCommand.ConcludeMonitoring(Id($"{kind}"), Id("report")));
        }

        return programme;
    }

    private static History Recognised(this History programme)
    {
        programme.Register("letter", "letter", "Благодарность", "71").Register("praise", "encouragement-order", "О поощрении", "72")
            .Register("feast", "final-event-order", "Об итоговом мероприятии", "73");
        foreach (var fact in new Recognised[]
        {
            new Recognised.EncouragementOrdered(Id("encouraged"), Id("praise"), [Id("mentor"), Id("mentee 1")]),
            new Recognised.ThankYouLetterIssued(Id("thanks"), Id("plant"), Id("letter")),
            new Recognised.FinalEventOrdered(Id("ordered"), Id("feast")),
            new Recognised.FinalEventHeld(Id("held"), Day("2022-05-19"), 80, null),
            new Recognised.CompetitionHeld(Id("best"), Nomination.MentorOfTheYear, Day("2022-05-18"), [new(1, [Id("mentor")])], null),
            new Recognised.ResultsPublished(Id("published"), Day("2022-05-20"), new("https://school49.example/mentoring"),
                PublicationSite.Own, null, [Id("mentor")], null),
            new Recognised.BestPracticeCollected(Id("practice"), "learner-learner", new("Шахматный кружок"), null),
            new Recognised.BestPracticeCollected(Id("no practice"), null, new("Ошибка"), null),
        }) programme.Do(Curator, new RecognitionCommand.Recognise(fact));
        return programme.Do(Curator, new RecognitionCommand.RemoveNameFromPublication(Id("published"), Id("mentor")))
            .Do(Curator, new RecognitionCommand.VoidRecognitionFact(Id("no practice"), Secret("Записано дважды")));
    }

    private static History Entered(this History programme) => programme
        .Do(Curator, new MenteeCommand.EnterMenteeResult(Id("mentee 1"), EntryResult.Reached, null))
        .Do(Curator, new MentorCommand.EnterMentorResult(Id("mentor"), EntryResult.Reached, null))
        .Do(Curator, new MentorCommand.MoveToLongTermBase(Id("mentor")));
}
