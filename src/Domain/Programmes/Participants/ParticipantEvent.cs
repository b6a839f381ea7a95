namespace MentorshipFlow.Programmes.Participants;

/// <summary>One value of a measurement.</summary>
/// <param name="Code">Of an indicator or of a questionnaire's item, such as <c>Q_SUPPORT</c>; see <see cref="ValueFormat.IsCode"/>.</param>
/// <param name="Value">A decimal in text, such as <c>4.25</c>.</param>
public sealed record MeasuredIndicator(string Code, string Value);

/// <summary>What a mentor offers: codes and numbers. Longer wording lies in the vault (M121).</summary>
/// <param name="Competences">Codes of 1 to 64 of a-z, 0-9 and hyphen that begin with a letter.</param>
/// <param name="Interests">Codes as above.</param>
/// <param name="PreferredAgeFrom">Youngest mentee, in whole years.</param>
/// <param name="PreferredAgeTo">Oldest mentee, in whole years.</param>
/// <param name="MinutesPerWeek">Time for the programme.</param>
/// <param name="Capacity">Mentees at the same time, from 1.</param>
/// <param name="Forms">Codes of the definition's forms; may be empty for a mentor who is wanted for the long-term base only.</param>
/// <param name="Subject">What experience is passed on, as a code.</param>
/// <param name="About">Text about the mentor.</param>
public sealed record MentorOffer(
    IReadOnlyList<string> Competences, IReadOnlyList<string> Interests, int? PreferredAgeFrom, int? PreferredAgeTo, int MinutesPerWeek,
    int Capacity, IReadOnlyList<string> Forms, string? Subject, TextReference? About);

/// <summary>One session of the training plan.</summary>
/// <param name="Topic">A code.</param>
/// <param name="On">The planned day.</param>
/// <param name="Minutes">Planned length.</param>
public sealed record PlannedSession(string Topic, DateOnly On, int Minutes);

/// <summary>Events about mentees, mentors and their training (model.md 5.3 D, E, G; M106 to M136): codes, numbers,
/// dates and references only.</summary>
/// <remarks>A person is a random id. An <c>Id</c> is that of the fact: it is used once, and
/// <see cref="ParticipantFactVoided"/> names it.</remarks>
public abstract record ParticipantEvent : ProgrammeEvent
{
    private ParticipantEvent()
    {
    }

    /// <summary>What the programme knows of a person from now on: the latest standing takes the place of the earlier. Appended by the
    /// decision on the person's stream.</summary>
    public sealed record PersonStandingRecorded(Guid Person, PersonStatus Standing) : ParticipantEvent;

    /// <summary>Наставляемый подал заявку (M109).</summary>
    /// <param name="LateJoin">Gate 2 was approved already: the stage stays approved.</param>
    public sealed record MenteeApplied(Guid Person, PersonStatus Standing, bool LateJoin) : ParticipantEvent;

    /// <summary>Запрос наставляемого (M107).</summary>
    /// <param name="Category">A code such as <c>career-choice</c>.</param>
    public sealed record MenteeRequestRecorded(Guid Person, Guid Id, string Category, TextReference? Text) : ParticipantEvent;

    /// <summary>Сведения от третьих лиц о запросах наставляемого (M111, M112).</summary>
    /// <param name="SubjectInformed">The mentee was told where the data came from (L19).</param>
    public sealed record ThirdPartyInformationRecorded(
        Guid Person, Guid Id, InformationSource Source, TextReference? Text, bool SubjectInformed) : ParticipantEvent;

    /// <summary>Форма назначена (M113); a later one takes the place of the earlier.</summary>
    public sealed record MenteeFormAssigned(Guid Person, string Form, string? Variant) : ParticipantEvent;

    /// <summary>Входное измерение, of a mentee (M114) or a mentor (F12).</summary>
    public sealed record EntryMeasured(
        Guid Person, Guid Id, IReadOnlyList<MeasuredIndicator> Indicators, DateOnly MeasuredOn,
        MeasurementSource Source) : ParticipantEvent;

    /// <summary>Включён в базу наставляемых (M116, M117).</summary>
    public sealed record MenteeAddedToBase(Guid Person) : ParticipantEvent;

    /// <summary>Исключён из базы наставляемых, or his application is closed.</summary>
    public sealed record MenteeRemovedFromBase(Guid Person, RemovalReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>Наставник подал заявку (M121).</summary>
    /// <param name="LateJoin">Gate 3 was approved already: the stage stays approved.</param>
    public sealed record MentorApplied(Guid Person, PersonStatus Standing, bool LateJoin, MentorOffer Offer) : ParticipantEvent;

    /// <summary>Заявка наставника изменена.</summary>
    public sealed record MentorApplicationChanged(Guid Person, MentorOffer Offer) : ParticipantEvent;

    /// <summary>Ответ об участии в программах иных организаций (M119); a later answer takes the place of the earlier.</summary>
    public sealed record MentorSharingAnswered(Guid Person, bool Permitted, SharingScope? Scope) : ParticipantEvent;

    /// <summary>Включён в базу наставников (M125, M126, F9).</summary>
    public sealed record MentorAddedToBase(Guid Person, MentorCategory Category) : ParticipantEvent;

    /// <summary>Исключён из базы наставников, or his application is closed.</summary>
    public sealed record MentorRemovedFromBase(Guid Person, RemovalReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>Наставник отобран (M130); a later decision takes the place of the earlier.</summary>
    public sealed record MentorSelected(Guid Person, SelectionGround Ground, TextReference? Text) : ParticipantEvent;

    /// <summary>Наставник отклонён (M130).</summary>
    public sealed record MentorRejected(Guid Person, SelectionGround Ground, TextReference? Text) : ParticipantEvent;

    /// <summary>Собеседование проведено (M131).</summary>
    public sealed record InterviewHeld(
        Guid Person, Guid Id, DateOnly On, bool PsychologistPresent, InterviewOutcome Outcome) : ParticipantEvent;

    /// <summary>Эксперт для обучения найден (M133).</summary>
    /// <param name="Person">The expert's random id, where known.</param>
    public sealed record ExpertEngaged(Guid Id, DateOnly On, Contour Contour, Guid? Person, Guid? Document) : ParticipantEvent;

    /// <summary>Методические материалы подготовлены (M134).</summary>
    public sealed record TrainingMaterialsPrepared(Guid Id, DateOnly On, IReadOnlyList<Guid> Documents) : ParticipantEvent;

    /// <summary>Программа и график обучения утверждены (M135).</summary>
    public sealed record TrainingPlanApproved(Guid Id, Guid Document, IReadOnlyList<PlannedSession> Sessions) : ParticipantEvent;

    /// <summary>Занятие проведено (M136).</summary>
    /// <param name="Present">Random ids of the mentors who were there, in their order.</param>
    public sealed record TrainingSessionHeld(Guid Id, DateOnly On, int Minutes, IReadOnlyList<Guid> Present) : ParticipantEvent;

    /// <summary>Наставник завершил обучение (M136).</summary>
    public sealed record MentorTrainingCompleted(
        Guid Person, Guid Id, int Minutes, TrainingResult Result, Guid? Document) : ParticipantEvent;

    /// <summary>Условия работы наставника закреплены договором или дополнительным соглашением (L16).</summary>
    public sealed record LabourTermsFixed(Guid Person, Guid Id, Guid Document) : ParticipantEvent;

    /// <summary>Наставник готов к работе (M128).</summary>
    public sealed record MentorDeclaredReady(Guid Person) : ParticipantEvent;

    /// <summary>Готовность отозвана.</summary>
    public sealed record ReadinessRevoked(Guid Person, RevocationReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>Наставник отказался.</summary>
    /// <param name="NoticeOn">When the notice was received.</param>
    /// <param name="EffectiveOn">The first day without him; at least three working days after the notice for employees (L16).</param>
    public sealed record MentorWithdrew(
        Guid Person, Guid Id, DateOnly NoticeOn, DateOnly EffectiveOn, WithdrawalReason Reason, TextReference? Text) : ParticipantEvent;

    /// <summary>Мероприятие для информирования и вовлечения наставников проведено (M123).</summary>
    public sealed record MentorsInformed(Guid Id, DateOnly On, int? Attendance, Guid? Document) : ParticipantEvent;

    /// <summary>Нехватка наставников по форме признана (G3.1, G4.5).</summary>
    /// <param name="Stage">3 or 4: whose gate it answers.</param>
    public sealed record ShortageAcknowledged(Guid Id, string Form, int Stage, ShortageReason Reason) : ParticipantEvent;

    /// <summary>A fact was recorded wrongly: it counts no more. To correct it, record it anew.</summary>
    /// <param name="Person">Whose fact; absent for facts about nobody in particular.</param>
    public sealed record ParticipantFactVoided(Guid? Person, Guid Fact, TextReference Reason) : ParticipantEvent;
}
