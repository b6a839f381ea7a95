using System.ComponentModel;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>One value of a measurement.</summary>
/// <param name="Code">Code of an indicator or of a questionnaire's item, such as <c>Q_SUPPORT</c>; see <see
/// cref="ValueFormat.IsCode"/>.</param>
/// <param name="Value">A decimal as text, such as <c>4.25</c>.</param>
public sealed record MeasuredIndicator(string Code, string Value);

/// <summary>A mentor's offer: codes and numbers. Longer texts are in the vault (M121).</summary>
/// <param name="Competences">Codes of 1 to 64 of a-z, 0-9 and hyphen that begin with a letter.</param>
/// <param name="Interests">Codes as above.</param>
/// <param name="PreferredAgeFrom">Youngest mentee, in whole years.</param>
/// <param name="PreferredAgeTo">Oldest mentee, in whole years.</param>
/// <param name="MinutesPerWeek">Minutes per week for the programme; null while they are open.</param>
/// <param name="Capacity">Maximum number of mentees at the same time, from 1.</param>
/// <param name="Forms">Codes of the definition's forms; empty for a mentor of the long-term base only.</param>
/// <param name="Subject">Code of the subject of mentoring.</param>
/// <param name="About">Text about the mentor.</param>
public sealed record MentorOffer(
    IReadOnlyList<string> Competences, IReadOnlyList<string> Interests, int? PreferredAgeFrom, int? PreferredAgeTo, int? MinutesPerWeek,
    int Capacity, IReadOnlyList<string> Forms, string? Subject, TextReference? About);

/// <summary>One session of the training plan.</summary>
/// <param name="Topic">A code.</param>
/// <param name="On">The planned day.</param>
/// <param name="Minutes">Planned length.</param>
public sealed record PlannedSession(string Topic, DateOnly On, int Minutes);

/// <summary>Events about mentees, mentors and their training (domain-model.md 3 D, E, G; M106 to M136): codes, numbers, dates and
/// references only.</summary>
/// <remarks>A person is a random id. <c>Id</c> identifies the fact; it is used once, and <see cref="ParticipantFactVoided"/> refers to
/// it.</remarks>
public abstract record ParticipantEvent : ProgrammeEvent
{
    private ParticipantEvent() { }

    /// <summary>The status of a person changed; it replaces the earlier status. Appended by the decision on the person's stream.</summary>
    [DisplayName("сведения об участнике")]
    public sealed record PersonStandingRecorded(Guid Person, PersonStatus Standing) : ParticipantEvent;

    /// <summary>A mentee applied (M109).</summary>
    /// <param name="LateJoin">Gate 2 was approved already: the stage stays approved.</param>
    [DisplayName("заявка наставляемого")]
    public sealed record MenteeApplied(Guid Person, PersonStatus Standing, bool LateJoin) : ParticipantEvent;

    /// <summary>A mentee's request was recorded (запрос, M107).</summary>
    /// <param name="Category">A code such as <c>career-choice</c>.</param>
    [DisplayName("запрос наставляемого")]
    public sealed record MenteeRequestRecorded(Guid Person, Guid Id, string Category, TextReference? Text) : ParticipantEvent;

    /// <summary>Information from third parties on a mentee's requests was recorded (M111, M112).</summary>
    /// <param name="SubjectInformed">Whether the mentee was informed of the source (L19).</param>
    [DisplayName("сведения о запросе от третьих лиц")]
    public sealed record ThirdPartyInformationRecorded(
        Guid Person, Guid Id, InformationSource Source, TextReference? Text, bool SubjectInformed) : ParticipantEvent;

    /// <summary>A form was assigned (M113); a later one replaces it.</summary>
    [DisplayName("назначение формы наставляемому")]
    public sealed record MenteeFormAssigned(Guid Person, string Form, string? Variant) : ParticipantEvent;

    /// <summary>A mentee's motivation was named (M8); a later one replaces it.</summary>
    [DisplayName("мотивация наставляемого")]
    public sealed record MenteeMotivationNamed(Guid Person, MenteeMotivation Motivation) : ParticipantEvent;

    /// <summary>An entry measurement of a mentee (M114) or a mentor (F12).</summary>
    [DisplayName("входное измерение")]
    public sealed record EntryMeasured(
        Guid Person, Guid Id, IReadOnlyList<MeasuredIndicator> Indicators, DateOnly MeasuredOn,
        MeasurementSource Source) : ParticipantEvent;

    /// <summary>A mentee was added to the base (M116, M117).</summary>
    [DisplayName("включение в базу наставляемых")]
    public sealed record MenteeAddedToBase(Guid Person) : ParticipantEvent;

    /// <summary>A mentee was removed from the base, or the application was closed.</summary>
    [DisplayName("исключение из базы наставляемых")]
    public sealed record MenteeRemovedFromBase(Guid Person, RemovalReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>A mentor applied (M121).</summary>
    /// <param name="LateJoin">Gate 3 was approved already: the stage stays approved.</param>
    [DisplayName("заявка наставника")]
    public sealed record MentorApplied(Guid Person, PersonStatus Standing, bool LateJoin, MentorOffer Offer) : ParticipantEvent;

    /// <summary>A mentor's offer was changed.</summary>
    [DisplayName("изменение заявки наставника")]
    public sealed record MentorApplicationChanged(Guid Person, MentorOffer Offer) : ParticipantEvent;

    /// <summary>A mentor answered on taking part in programmes of other organisations (M119); a later answer replaces it.</summary>
    [DisplayName("ответ об участии в программах иных организаций")]
    public sealed record MentorSharingAnswered(Guid Person, bool Permitted, SharingScope? Scope) : ParticipantEvent;

    /// <summary>The enterprise of a mentor was named (M8, M10); a later one replaces it.</summary>
    /// <param name="Partner">A partner of the programme.</param>
    [DisplayName("предприятие наставника")]
    public sealed record MentorEnterpriseNamed(Guid Person, Guid Partner) : ParticipantEvent;

    /// <summary>A mentor was added to the base (M125, M126, F9).</summary>
    [DisplayName("включение в базу наставников")]
    public sealed record MentorAddedToBase(Guid Person, MentorCategory Category) : ParticipantEvent;

    /// <summary>A mentor was removed from the base, or the application was closed.</summary>
    [DisplayName("исключение из базы наставников")]
    public sealed record MentorRemovedFromBase(Guid Person, RemovalReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>A mentor was selected (M130); a later decision replaces it.</summary>
    [DisplayName("отбор наставника")]
    public sealed record MentorSelected(Guid Person, SelectionGround Ground, TextReference? Text) : ParticipantEvent;

    /// <summary>A mentor was rejected (M130).</summary>
    [DisplayName("отклонение наставника")]
    public sealed record MentorRejected(Guid Person, SelectionGround Ground, TextReference? Text) : ParticipantEvent;

    /// <summary>An interview was held (M131).</summary>
    [DisplayName("собеседование с наставником")]
    public sealed record InterviewHeld(
        Guid Person, Guid Id, DateOnly On, bool PsychologistPresent, InterviewOutcome Outcome) : ParticipantEvent;

    /// <summary>An expert was engaged for the training (M133).</summary>
    /// <param name="Person">The expert's random id, if known.</param>
    [DisplayName("привлечение эксперта")]
    public sealed record ExpertEngaged(Guid Id, DateOnly On, Contour Contour, Guid? Person, Guid? Document) : ParticipantEvent;

    /// <summary>Methodical materials were prepared (M134).</summary>
    [DisplayName("подготовка методических материалов")]
    public sealed record TrainingMaterialsPrepared(Guid Id, DateOnly On, IReadOnlyList<Guid> Documents) : ParticipantEvent;

    /// <summary>The training plan was approved (M135).</summary>
    [DisplayName("утверждение программы обучения")]
    public sealed record TrainingPlanApproved(Guid Id, Guid Document, IReadOnlyList<PlannedSession> Sessions) : ParticipantEvent;

    /// <summary>A training session was held (M136).</summary>
    /// <param name="Present">Sorted random ids of the mentors present.</param>
    [DisplayName("занятие с наставниками")]
    public sealed record TrainingSessionHeld(Guid Id, DateOnly On, int Minutes, IReadOnlyList<Guid> Present) : ParticipantEvent;

    /// <summary>A mentor completed the training (M136).</summary>
    [DisplayName("итог обучения наставника")]
    public sealed record MentorTrainingCompleted(
        Guid Person, Guid Id, int Minutes, TrainingResult Result, Guid? Document) : ParticipantEvent;

    /// <summary>A mentor's labour terms were fixed by a contract or a supplementary agreement (L16).</summary>
    [DisplayName("условия работы наставника")]
    public sealed record LabourTermsFixed(Guid Person, Guid Id, Guid Document) : ParticipantEvent;

    /// <summary>A mentor was declared ready (M128).</summary>
    [DisplayName("готовность наставника")]
    public sealed record MentorDeclaredReady(Guid Person) : ParticipantEvent;

    /// <summary>Readiness was revoked.</summary>
    [DisplayName("отзыв готовности наставника")]
    public sealed record ReadinessRevoked(Guid Person, RevocationReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>A mentor withdrew.</summary>
    /// <param name="NoticeOn">The day on which the notice was received.</param>
    /// <param name="EffectiveOn">The first day without the mentor; for employees at least three working days after the notice
    /// (L16).</param>
    [DisplayName("отказ наставника")]
    public sealed record MentorWithdrew(
        Guid Person, Guid Id, DateOnly NoticeOn, DateOnly EffectiveOn, WithdrawalReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>An information event for mentors was held (M123).</summary>
    [DisplayName("информирование наставников")]
    public sealed record MentorsInformed(Guid Id, DateOnly On, int? Attendance, Guid? Document) : ParticipantEvent;

    /// <summary>A form's shortage of mentors was acknowledged (G3.1, G4.5).</summary>
    /// <param name="Stage">The stage of the gate, 3 or 4.</param>
    [DisplayName("признание нехватки наставников")]
    public sealed record ShortageAcknowledged(Guid Id, string Form, int Stage, ShortageReason Reason) : ParticipantEvent;

    /// <summary>A mentee's result was entered into the base (M175); a later one replaces it.</summary>
    [DisplayName("итог наставляемого")]
    public sealed record MenteeResultEntered(Guid Person, EntryResult Result, TextReference? Text) : ParticipantEvent;

    /// <summary>A mentor's result was entered into the base (M175); a later one replaces it.</summary>
    [DisplayName("итог наставника")]
    public sealed record MentorResultEntered(Guid Person, EntryResult Result, TextReference? Text) : ParticipantEvent;

    /// <summary>A mentor was moved to the long-term base (M176).</summary>
    /// <param name="Consent">The consent to it, which outlives the programme.</param>
    [DisplayName("включение в долгосрочную базу")]
    public sealed record MovedToLongTermBase(Guid Person, Guid Consent) : ParticipantEvent;

    /// <summary>A mentor was removed from the long-term base.</summary>
    [DisplayName("исключение из долгосрочной базы")]
    public sealed record RemovedFromLongTermBase(Guid Person, RemovalReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>Mentors were taken from the long-term base of an earlier programme; their applications follow.</summary>
    /// <param name="Programme">The earlier programme of the same organisation.</param>
    [DisplayName("наставники из долгосрочной базы")]
    public sealed record LongTermMentorsTaken(Guid Programme, IReadOnlyList<Guid> Persons) : ParticipantEvent;

    /// <summary>A pair was proposed for stage 5, such as by a register of pairs that was kept elsewhere. It forms no pair.</summary>
    [DisplayName("предложение пары")]
    public sealed record PairProposed(Guid Id, Guid Mentor, Guid Mentee) : ParticipantEvent;

    /// <summary>A fact was voided. To correct a fact, void it and record another one.</summary>
    /// <param name="Person">The person concerned; absent for facts not about one person.</param>
    [DisplayName("отмена записи об участнике")]
    public sealed record ParticipantFactVoided(Guid? Person, Guid Fact, TextReference Reason) : ParticipantEvent;
}
