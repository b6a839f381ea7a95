namespace MentorshipFlow.Programmes.Participants;

/// <summary>Where information about a mentee's requests came from, when not from the mentee (M111, M112).</summary>
public enum InformationSource
{
    /// <summary>Классный руководитель (M111).</summary>
    ClassTeacher,

    /// <summary>Психолог (M111).</summary>
    Psychologist,

    /// <summary>Социальный работник (M111).</summary>
    SocialWorker,

    /// <summary>Родитель (M111).</summary>
    Parent,

    /// <summary>Личное дело педагога (M112).</summary>
    PersonalFile,

    /// <summary>Анализ методической работы (M112).</summary>
    MethodicalAnalysis,

    /// <summary>Рекомендации аттестации (M112).</summary>
    Attestation,

    /// <summary>Анкета профстандарта (M112).</summary>
    ProfessionalStandard,
}

/// <summary>What follows from a source.</summary>
public static class InformationSources
{
    /// <summary>Whether what the source told has a restricted visibility (M111).</summary>
    public static bool IsSpecialist(this InformationSource source) =>
        source is InformationSource.Psychologist or InformationSource.SocialWorker;
}

/// <summary>How an indicator was measured.</summary>
public enum MeasurementSource
{
    /// <summary>Анкета.</summary>
    Questionnaire,

    /// <summary>Журнал успеваемости и поведения.</summary>
    Journal,

    /// <summary>Тест.</summary>
    Test,

    /// <summary>Наблюдение.</summary>
    Observation,

    /// <summary>Экспертная оценка.</summary>
    ExpertAssessment,
}

/// <summary>Why somebody left a base.</summary>
public enum RemovalReason
{
    /// <summary>По собственному желанию.</summary>
    OwnWish,

    /// <summary>По желанию представителя.</summary>
    RepresentativeWish,

    /// <summary>Согласие отозвано.</summary>
    ConsentWithdrawn,

    /// <summary>Выбыл из организации.</summary>
    LeftOrganisation,

    /// <summary>По состоянию здоровья.</summary>
    Health,

    /// <summary>Не отвечает условиям формы.</summary>
    NotEligible,

    /// <summary>Внесён ошибочно: does not count as ever having been in the base.</summary>
    RecordedByMistake,

    /// <summary>Иное.</summary>
    Other,
}

/// <summary>Category of a mentor: a list, since the source's two do not cover all forms (F9).</summary>
public enum MentorCategory
{
    /// <summary>Педагог (M125).</summary>
    Teacher,

    /// <summary>Обучающийся (M126).</summary>
    Learner,

    /// <summary>Студент.</summary>
    Student,

    /// <summary>Представитель работодателя.</summary>
    EmployerRepresentative,

    /// <summary>Иной: parent, graduate, other.</summary>
    Other,
}

/// <summary>How far a mentor lets himself be shared with other organisations (M119).</summary>
public enum SharingScope
{
    /// <summary>В муниципалитете.</summary>
    Municipality,

    /// <summary>В регионе.</summary>
    Region,

    /// <summary>В стране.</summary>
    Country,
}

/// <summary>Why a mentor was selected or rejected (M130).</summary>
public enum SelectionGround
{
    /// <summary>Подходит под запросы наставляемых.</summary>
    FitsRequests,

    /// <summary>Опыт и компетенции.</summary>
    Competence,

    /// <summary>Мотивация.</summary>
    Motivation,

    /// <summary>Нет подходящих запросов.</summary>
    NoFittingRequest,

    /// <summary>Не хватает времени.</summary>
    TooLittleTime,

    /// <summary>Итог собеседования.</summary>
    Interview,

    /// <summary>Иное.</summary>
    Other,
}

/// <summary>What an interview ended with: the outcome only, never what was said (M131).</summary>
public enum InterviewOutcome
{
    /// <summary>Рекомендован.</summary>
    Recommended,

    /// <summary>Не рекомендован.</summary>
    NotRecommended,

    /// <summary>Нужно повторное собеседование.</summary>
    ToBeRepeated,
}

/// <summary>How a mentor's training ended (M136).</summary>
public enum TrainingResult
{
    /// <summary>Пройдено.</summary>
    Passed,

    /// <summary>Не пройдено.</summary>
    Failed,
}

/// <summary>Why a mentor is no longer ready.</summary>
public enum RevocationReason
{
    /// <summary>Просьба наставника.</summary>
    MentorRequest,

    /// <summary>Жалоба или вопрос безопасности.</summary>
    Safety,

    /// <summary>Допуск истёк или не подтверждён.</summary>
    Clearance,

    /// <summary>Требуется новое обучение.</summary>
    TrainingNeeded,

    /// <summary>Пара расторгнута.</summary>
    TandemDissolved,

    /// <summary>Отмечен ошибочно.</summary>
    RecordedByMistake,

    /// <summary>Иное.</summary>
    Other,
}

/// <summary>Why a mentor gave up.</summary>
public enum WithdrawalReason
{
    /// <summary>По собственному желанию.</summary>
    OwnWish,

    /// <summary>Болезнь.</summary>
    Illness,

    /// <summary>Увольнение.</summary>
    Dismissal,

    /// <summary>Окончание обучения.</summary>
    Graduation,

    /// <summary>Переезд.</summary>
    Relocation,

    /// <summary>Решение работодателя.</summary>
    EmployerDecision,

    /// <summary>Иное.</summary>
    Other,
}

/// <summary>Why a form has too few mentors.</summary>
public enum ShortageReason
{
    /// <summary>Нет желающих.</summary>
    NoCandidates,

    /// <summary>Кандидаты не прошли отбор.</summary>
    NotSelected,

    /// <summary>Обучение продолжается.</summary>
    TrainingGoesOn,

    /// <summary>Запрошены наставники иных организаций.</summary>
    RequestedElsewhere,

    /// <summary>Иное.</summary>
    Other,
}
