using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes.Completion;

/// <summary>The cohort at the end of its year, with everything that gate 7 needs but the certificate; a test removes its event.</summary>
internal static class Finale
{
    public static readonly Guid Satisfaction = Number(0x1001);
    public static readonly Guid Quality = Number(0x1002);
    public static readonly Guid Influence = Number(0x1003);
    public static readonly Guid Swot = Number(0x1004);
    public static readonly Guid Sheet = Number(0x1005);
    public static readonly Guid Exit = Number(0x1006);
    public static readonly Guid Publication = Number(0x1007);
    public static readonly Guid Partner = Number(0x1008);
    public static readonly Guid Report = Number(0x1009);
    public static readonly Guid Letter = Number(0x100a);
    public static readonly Guid Encouragement = Number(0x100b);
    public static readonly Guid EventOrder = Number(0x100c);

    public static readonly DateOnly AfterTheYear = new(2023, 8, 31);

    public static readonly PersonStatus Praised = Cohort.OldTeacher with
    {
        Version = 3,
        Consents =
        [
            .. Cohort.OldTeacher.Consents, new(Number(0x821), ConsentPurpose.Publication, Start, Cohort.LastDay),
            new(Number(0x822), ConsentPurpose.LongTermBase, Start, AfterTheYear),
        ],
    };

    public static readonly IReadOnlyList<ProgrammeEvent> Papers =
    [
        Course.Document(Report, "monitoring-report"), Course.Document(Letter, "letter"),
        Course.Document(Encouragement, "encouragement-order"), Course.Document(EventOrder, "final-event-order"),
        new Fact.PartnerEngaged(Partner, "business", Contour.External, Words("Завод")),
        new ParticipantEvent.PersonStandingRecorded(Cohort.Teacher, Praised),
    ];

    public static readonly IReadOnlyList<ProgrammeEvent> Surveyed = [.. Wave(0x1010, SurveyPurpose.Satisfaction)];

    public static readonly IReadOnlyList<ProgrammeEvent> Facts =
    [
        new MonitoringEvent.MonitoringStarted(Satisfaction, MonitoringKind.Satisfaction),
        new MonitoringEvent.MonitoringStarted(Quality, MonitoringKind.Quality),
        new MonitoringEvent.MonitoringStarted(Influence, MonitoringKind.Influence),
        AnalysisOf(Swot, "learner-learner"), AnalysisOf(Number(0x1014), "teacher-teacher"),
        new MonitoringEvent.CuratorScoreRecorded(Sheet, Quality, [2, 2, 2, 2, 1, 2, 1, 2, 2]),
        MeasuredAtExit(Exit, Cohort.Pupil),
    ];

    public static readonly IReadOnlyList<ProgrammeEvent> Concluded =
    [
        new MonitoringEvent.MonitoringConcluded(Satisfaction, Report), new MonitoringEvent.MonitoringConcluded(Quality, Report),
        new MonitoringEvent.MonitoringConcluded(Influence, Report),
    ];

    public static readonly IReadOnlyList<ProgrammeEvent> Recognition =
    [
        new Recognised.EncouragementOrdered(Number(0x1020), Encouragement, [Cohort.Senior, Cohort.Teacher]),
        new Recognised.ThankYouLetterIssued(Number(0x1021), Partner, Letter),
        new Recognised.FinalEventOrdered(Number(0x1022), EventOrder),
        new Recognised.FinalEventHeld(Number(0x1023), Yesterday, 80, null),
        new Recognised.CompetitionHeld(Number(0x1024), Nomination.MentorOfTheYear, Yesterday, [new(1, [Cohort.Teacher])], null),
        new Recognised.CompetitionHeld(Number(0x1025), Nomination.BestPair, Yesterday, [new(1, [Cohort.Senior, Cohort.Pupil])], null),
        Naming(Cohort.Teacher),
    ];

    public static readonly IReadOnlyList<ProgrammeEvent> Results =
    [
        new ParticipantEvent.MenteeResultEntered(Cohort.Pupil, EntryResult.Reached, null),
        new ParticipantEvent.MenteeResultEntered(Cohort.YoungTeacher, EntryResult.PartlyReached, null),
        new ParticipantEvent.MentorResultEntered(Cohort.Senior, EntryResult.Reached, null),
        new ParticipantEvent.MentorResultEntered(Cohort.Teacher, EntryResult.Reached, Why),
        new ParticipantEvent.MovedToLongTermBase(Cohort.Teacher, Number(0x822)),
    ];

    public static readonly IReadOnlyList<ProgrammeEvent> Everything =
        [.. Cohort.Everything, .. Papers, .. Surveyed, .. Facts, .. Concluded, .. Recognition, .. Results];

    public static Story Given(params IEnumerable<ProgrammeEvent> events) => Story.Given([.. Cohort.Everything, .. Papers, .. events]);

    public static MonitoringEvent.SwotRecorded AnalysisOf(Guid id, string form) =>
        new(id, Quality, form, [new("wish-to-continue", "83.3", Why)], [new("few-meetings", null, null)], [], []);

    public static MonitoringEvent.IndicatorMeasured MeasuredAtExit(Guid id, Guid person) =>
        new(id, "Q_SUPPORT", person, IndicatorWave.Exit, "9", null, MeasurementSource.Questionnaire, Yesterday, null);

    public static Recognised.ResultsPublished Naming(params IReadOnlyList<Guid> persons) =>
        new(Publication, Yesterday, Words("https://school49.example/mentoring"), PublicationSite.Own, null, persons, null);

    private static IEnumerable<ProgrammeEvent> Wave(int id, SurveyPurpose purpose) =>
    [
        new SurveyEvent.SurveyWaveOpened(Number(id), new("second", 1, new string('9', 64)), SurveyAudience.Mentees, purpose, null,
            Words("Удовлетворённость"), null),
        new SurveyEvent.SurveyParticipantsInvited(Number(id), [Cohort.Pupil]),
        new SurveyEvent.SurveyAnswered(Number(id), Number(id + 1), Cohort.Pupil, SurveyChannel.Curator, null, [new("Q_SATISF", 8)],
            [new("Q_YN_CONTINUE", "yes")], []),
        new SurveyEvent.SurveyWaveClosed(Number(id)),
    ];
}
