using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes.Participants;

/// <summary>Mentees and mentors that meet all conditions; a test removes the event that it is about.</summary>
internal static class Cohort
{
    public static readonly Guid Pupil = Number(0x701);
    public static readonly Guid YoungTeacher = Number(0x702);
    public static readonly Guid Senior = Number(0x711);
    public static readonly Guid Teacher = Number(0x712);
    public static readonly Guid Engineer = Number(0x713);
    public static readonly Guid Factory = Number(0x301);

    public static readonly DateOnly LastDay = new(2022, 8, 31);
    public static readonly Guid Terms = Number(0x120);
    public static readonly Guid Plan = Number(0x121);

    public static readonly PersonStatus Learner = new(
        2, [PersonKind.Learner], Contour.Internal, AgeBand.TenToThirteen, 5, null, false, [Consent(0x801)], [], [], null, false, false,
        ErasureStatus.None);

    public static readonly PersonStatus SeniorLearner =
        Learner with { AgeBand = AgeBand.FifteenToSeventeen, Grade = 10, Consents = [Consent(0x802), Sharing(0x812)] };

    public static readonly PersonStatus NewTeacher = Learner with
    {
        Kinds = [PersonKind.Teacher], AgeBand = AgeBand.TwentyToThirtyFive, Grade = null, Experience = Experience.UpToThreeYears,
        Consents = [Consent(0x803)],
    };

    public static readonly PersonStatus OldTeacher = NewTeacher
        with { AgeBand = AgeBand.OverThirtyFive, Experience = Experience.MoreThanThreeYears, Consents = [Consent(0x804), Sharing(0x814)] };

    public static readonly PersonStatus Employer = OldTeacher with
    {
        Kinds = [PersonKind.EmployerRepresentative], Contour = Contour.External, Experience = null, Consents = [Consent(0x805)],
        Clearance = new(Start, LastDay),
    };

    public static readonly MentorOffer PupilOffer = new(["leadership"], ["chess"], 10, 13, 60, 2, ["learner-learner"], null, null);
    public static readonly MentorOffer TeacherOffer =
        PupilOffer with { PreferredAgeFrom = null, PreferredAgeTo = null, Forms = ["teacher-teacher"] };
    public static readonly MentorOffer EmployerOffer = PupilOffer with { Forms = ["employer-learner"] };

    /// <summary>Stage 1 under version 2 of the model, with three forms.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Prepared =
    [
        Course.Drafted with { Definition = Story.ModelWithPeople.Reference }, .. Course.Stage1.Skip(1),
        new PreparationEvent.FormEnabled("teacher-teacher", [], [TandemKind.Pair], null),
        new PreparationEvent.FormEnabled("employer-learner", [], [TandemKind.Pair], null),
        new Fact.ProgrammeBankEntryAdded(Number(0x241), "teacher-teacher", null, Words("Рядом")),
        new Fact.ProgrammeBankEntryAdded(Number(0x242), "employer-learner", null, Words("Завод")),
        Course.Document(Terms, "labour-agreement"), Course.Document(Plan, "training-plan"),
        .. Enumerable.Range(2, 6).SelectMany(Course.Settled),
    ];

    public static readonly IReadOnlyList<ProgrammeEvent> Waves =
        [.. Wave(0x901, SurveyAudience.Mentees, Pupil), .. Wave(0x902, SurveyAudience.Mentors, Senior)];

    /// <summary>A pupil and a young teacher in the base of mentees, with everything that gate 2 needs.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Mentees =
    [
        .. Mentee(Pupil, Learner, "learner-learner", InformationSource.ClassTeacher, 0xa00),
        .. Mentee(YoungTeacher, NewTeacher, "teacher-teacher", InformationSource.PersonalFile, 0xa10),
    ];

    /// <summary>A senior pupil and a teacher in the base of mentors, ready.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Mentors =
    [
        .. Mentor(Senior, SeniorLearner, PupilOffer, MentorCategory.Learner, 0xb00),
        .. Mentor(Teacher, OldTeacher, TeacherOffer, MentorCategory.Teacher, 0xb10),
    ];

    public static readonly IReadOnlyList<ProgrammeEvent> Training =
    [
        new ParticipantEvent.MentorsInformed(Number(0xc01), Start, 20, null),
        new ParticipantEvent.ExpertEngaged(Number(0xc02), Start, Contour.External, null, null),
        new ParticipantEvent.TrainingMaterialsPrepared(Number(0xc03), Start, []),
        new ParticipantEvent.TrainingPlanApproved(Number(0xc04), Plan, [new PlannedSession("first-meeting", Start, 90)]),
    ];

    /// <summary>Everything that gates 1 to 4 of version 2 need.</summary>
    public static readonly IReadOnlyList<ProgrammeEvent> Everything = [.. Prepared, .. Waves, .. Mentees, .. Training, .. Mentors];

    public static Story Given(params IEnumerable<ProgrammeEvent> events) => Story.Given([.. Prepared, .. events]);

    /// <summary>Everything, with the first stages approved.</summary>
    public static Story ApprovedUpTo(int stage) => Story.Given(Everything).ApproveAll(1, stage);

    public static ConsentInForce Consent(int n) => new(Number(n), ConsentPurpose.Participation, Start, LastDay);

    public static ConsentInForce Sharing(int n) => new(Number(n), ConsentPurpose.Sharing, Start, LastDay);

    public static IReadOnlyList<ParticipantEvent> Mentee(
        Guid person, PersonStatus standing, string form, InformationSource source, int ids) =>
    [
        new ParticipantEvent.MenteeApplied(person, standing, false),
        new ParticipantEvent.MenteeRequestRecorded(person, Number(ids), "studies", null),
        new ParticipantEvent.ThirdPartyInformationRecorded(person, Number(ids + 1), source, null, true),
        new ParticipantEvent.MenteeFormAssigned(person, form, null),
        Measured(person, ids + 2), new ParticipantEvent.MenteeAddedToBase(person),
    ];

    public static IReadOnlyList<ParticipantEvent> Mentor(
        Guid person, PersonStatus standing, MentorOffer offer, MentorCategory category, int ids) =>
    [
        new ParticipantEvent.MentorApplied(person, standing, false, offer),
        new ParticipantEvent.MentorSharingAnswered(person, true, SharingScope.Region),
        new ParticipantEvent.MentorAddedToBase(person, category),
        new ParticipantEvent.MentorSelected(person, SelectionGround.FitsRequests, null),
        new ParticipantEvent.InterviewHeld(person, Number(ids), Start, false, InterviewOutcome.Recommended),
        new ParticipantEvent.MentorTrainingCompleted(person, Number(ids + 1), 360, TrainingResult.Passed, null),
        new ParticipantEvent.LabourTermsFixed(person, Number(ids + 2), Terms), new ParticipantEvent.MentorDeclaredReady(person),
    ];

    /// <summary>What a form with employers wants beside: the pupil's motivation, and the mentor's enterprise among the partners.</summary>
    public static IReadOnlyList<ProgrammeEvent> OfEmployers(Guid mentee, Guid mentor) =>
    [
        new Fact.PartnerEngaged(Factory, "business", Contour.External, Words("Завод")),
        new ParticipantEvent.MenteeMotivationNamed(mentee, MenteeMotivation.GeneralProfessional),
        new ParticipantEvent.MentorEnterpriseNamed(mentor, Factory),
    ];

    public static ParticipantEvent.EntryMeasured Measured(Guid person, int id) =>
        new(person, Number(id), [new MeasuredIndicator("Q_SUPPORT", "7")], Start, MeasurementSource.Questionnaire);

    /// <summary>The same without one person's events of one kind.</summary>
    public static IEnumerable<ProgrammeEvent> Without<T>(this IEnumerable<ProgrammeEvent> events)
        where T : ProgrammeEvent => events.Where(e => e is not T);

    private static IEnumerable<ProgrammeEvent> Wave(int id, SurveyAudience audience, Guid invited) =>
    [
        new SurveyEvent.SurveyWaveOpened(Number(id), new("application", 1, new string('9', 64)), audience, SurveyPurpose.Application, null,
            Words("Анкета"), null),
        new SurveyEvent.SurveyParticipantsInvited(Number(id), [invited]),
        new SurveyEvent.SurveyAnswered(Number(id), Number(id + 0x100), invited, SurveyChannel.Curator, null, [], [], []),
        new SurveyEvent.SurveyWaveClosed(Number(id)),
    ];
}
