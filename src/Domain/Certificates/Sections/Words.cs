using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>The certificate's words for codes of the events.</summary>
internal static class Words
{
    /// <summary>The name of an event: the [DisplayName] of its record. A test demands one of every event.</summary>
    public static string OfEvent(string type) => EventCodec.TypeOf(type)!.GetCustomAttribute<DisplayNameAttribute>()!.DisplayName;

    public static string Of(ProgrammeStatus status) => status switch
    {
        ProgrammeStatus.Draft => "черновик",
        ProgrammeStatus.Active => "идёт",
        ProgrammeStatus.Suspended => "приостановлена",
        ProgrammeStatus.Completed => "завершена",
        ProgrammeStatus.Cancelled => "прекращена досрочно",
        _ => throw new UnreachableException($"{status}"),
    };

    public static string Of(ReorganisationKind kind) => kind switch
    {
        ReorganisationKind.Merger => "слияние",
        ReorganisationKind.Accession => "присоединение",
        ReorganisationKind.Division => "разделение",
        ReorganisationKind.Renaming => "переименование",
        _ => throw new UnreachableException($"{kind}"),
    };

    public static string Of(LegalLevel level) => level switch
    {
        LegalLevel.Federal => "федеральный уровень",
        LegalLevel.Regional => "региональный уровень",
        LegalLevel.Municipal => "муниципальный уровень",
        LegalLevel.Local => "локальный акт",
        _ => throw new UnreachableException($"{level}"),
    };

    public static string Of(CriterionOutcome outcome) => outcome switch
    {
        CriterionOutcome.Met => "выполнен",
        CriterionOutcome.Waived => "снят",
        CriterionOutcome.NotMet => "не выполнен",
        _ => throw new UnreachableException($"{outcome}"),
    };

    public static string Of(SelfApprovalGround ground) => ground switch
    {
        SelfApprovalGround.Submitted => "представление этапа",
        SelfApprovalGround.Responsible => "ответственность за пункт",
        SelfApprovalGround.Completed => "запись о выполнении пункта",
        _ => throw new UnreachableException($"{ground}"),
    };

    /// <summary>The role in which a stage was approved, from its entry; a role that no rule allows is printed
    /// unchanged.</summary>
    public static string Role(string role) => role switch
    {
        "curator" => "куратор",
        "head" => "руководитель",
        "integrator" => "интегратор от имени лица",
        _ => role,
    };

    /// <summary>A code with its wording beside it; a school's own code may have none.</summary>
    public static string Named(string code, string? wording) => wording is null || wording == code ? code : $"{code} «{wording}»";

    /// <summary>A warning and its subject; a school's own code is printed unchanged.</summary>
    public static IEnumerable<string> Of(Warning warning, Programme state, Definition definition) => warning.Code switch
    {
        "citation-incomplete" => ["реквизиты правового акта неполны", Act(warning.Where, state)],
        "planned-outside-school-year" => ["срок вне учебного года", Item(warning.Where, state, definition)],
        "completed-item-dropped" => ["выполненный пункт не вошёл в новую карту", Item(warning.Where, state, definition)],
        "look-ahead" => ["работа начата с опережением", Stage(warning.Where, definition)],
        _ => [warning.Code, warning.Where],
    };

    private static string Item(string code, Programme state, Definition definition) => "пункт " + Named(
        code, (state.Preparation.Roadmap?.Items.GetValueOrDefault(code)?.Plan.Title(definition) ?? definition.Item(code)?.Title)?.Ru);

    private static string Stage(string number, Definition definition) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 7
            ? $"этап {Named(number, definition.Stage(n).Title.Ru)}"
            : $"этап {number}";

    private static string Act(string id, Programme state) =>
        Guid.TryParse(id, out var fact) && state.Preparation.Facts.GetValueOrDefault(fact) is Fact.LegalBasisRegistered act
            ? $"{act.Kind} «{act.Title}»"
            : $"запись {id}";

    public static string Of(PersonKind kind) => kind switch
    {
        PersonKind.Learner => "обучающиеся",
        PersonKind.Student => "студенты",
        PersonKind.Teacher => "педагоги",
        PersonKind.EmployerRepresentative => "представители работодателей",
        PersonKind.Parent => "родители",
        PersonKind.Graduate => "выпускники",
        PersonKind.Other => "иные",
        _ => throw new UnreachableException($"{kind}"),
    };

    public static string Of(AgeBand band) => band switch
    {
        AgeBand.UnderTen => "до 10 лет",
        AgeBand.TenToThirteen => "10–13 лет",
        AgeBand.Fourteen => "14 лет",
        AgeBand.FifteenToSeventeen => "15–17 лет",
        AgeBand.EighteenToNineteen => "18–19 лет",
        AgeBand.TwentyToThirtyFive => "20–35 лет",
        AgeBand.OverThirtyFive => "36 лет и старше",
        AgeBand.Adult => "18 лет и старше",
        _ => throw new UnreachableException($"{band}"),
    };

    public static string Of(RemovalReason reason) => reason switch
    {
        RemovalReason.OwnWish => "собственное желание",
        RemovalReason.RepresentativeWish => "желание представителя",
        RemovalReason.ConsentWithdrawn => "согласие отозвано",
        RemovalReason.LeftOrganisation => "выбытие из организации",
        RemovalReason.Health => "состояние здоровья",
        RemovalReason.NotEligible => "несоответствие условиям формы",
        RemovalReason.RecordedByMistake => "внесён ошибочно",
        RemovalReason.Other => "иное",
        _ => throw new UnreachableException($"{reason}"),
    };

    public static string Of(MentorCategory category) => category switch
    {
        MentorCategory.Teacher => "педагоги",
        MentorCategory.Learner => "обучающиеся",
        MentorCategory.Student => "студенты",
        MentorCategory.EmployerRepresentative => "представители работодателей",
        MentorCategory.Other => "иные",
        _ => throw new UnreachableException($"{category}"),
    };

    public static string Of(Contour contour) => contour switch
    {
        Contour.Internal => "внутренний",
        Contour.External => "внешний",
        _ => throw new UnreachableException($"{contour}"),
    };

    public static string Of(SelectionGround ground) => ground switch
    {
        SelectionGround.FitsRequests => "соответствие запросам",
        SelectionGround.Competence => "опыт и компетенции",
        SelectionGround.Motivation => "мотивация",
        SelectionGround.NoFittingRequest => "нет подходящих запросов",
        SelectionGround.TooLittleTime => "недостаток времени",
        SelectionGround.Interview => "итог собеседования",
        SelectionGround.Other => "иное",
        _ => throw new UnreachableException($"{ground}"),
    };

    public static string Of(SeparationReason reason) => reason switch
    {
        SeparationReason.ConsentWithdrawn => "согласие отозвано",
        SeparationReason.MenteeLeft => "выбытие наставляемого",
        SeparationReason.MentorLeft => "выбытие наставника",
        SeparationReason.Incompatible => "не подошли друг другу",
        SeparationReason.OwnWish => "собственное желание",
        SeparationReason.Conflict => "конфликт",
        SeparationReason.Safety => "безопасность",
        SeparationReason.DutiesNotKept => "обязанности не исполнялись",
        SeparationReason.RequestChanged => "запрос решён или изменился",
        SeparationReason.Health => "состояние здоровья",
        SeparationReason.RemovedFromBase => "исключение из базы",
        SeparationReason.ProgrammeCancelled => "прекращение программы",
        SeparationReason.RecordedByMistake => "внесён ошибочно",
        SeparationReason.Other => "иное",
        _ => throw new UnreachableException($"{reason}"),
    };

    public static string Of(TandemParty party) => party switch
    {
        TandemParty.Mentor => "наставник",
        TandemParty.Mentee => "наставляемый",
        TandemParty.Representative => "представитель",
        TandemParty.Curator => "куратор",
        TandemParty.System => "вследствие другого события",
        _ => throw new UnreachableException($"{party}"),
    };

    /// <summary>The decision about a mentee without a mentor; null for none.</summary>
    public static string Of(UnmatchedDecision? decision) => decision switch
    {
        null => "решения нет",
        UnmatchedDecision.SearchContinues => "поиск продолжается",
        UnmatchedDecision.SupportCase => "психологическое сопровождение",
        UnmatchedDecision.Leaves => "выходит из программы",
        _ => throw new UnreachableException($"{decision}"),
    };

    public static string Of(MeetingKind kind) => kind switch
    {
        MeetingKind.Organisational => "организационные",
        MeetingKind.Trial => "пробные рабочие",
        MeetingKind.Planning => "планирование",
        MeetingKind.Regular => "регулярные",
        MeetingKind.Final => "заключительные",
        MeetingKind.IndividualConsultation => "индивидуальные консультации в группах",
        _ => throw new UnreachableException($"{kind}"),
    };

    public static string Of(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Participation => "Согласие на участие",
        ConsentPurpose.PartnerTransfer => "Согласие на передачу партнёру",
        ConsentPurpose.Publication => "Согласие на распространение",
        ConsentPurpose.LongTermBase => "Согласие на долгосрочную базу",
        ConsentPurpose.Sharing => "Согласие на участие в программах иных организаций",
        ConsentPurpose.PhotoAndVideo => "Согласие на фото- и видеосъёмку",
        ConsentPurpose.SpecialCategories => "Согласие на обработку сведений особых категорий",
        _ => throw new UnreachableException($"{purpose}"),
    };

    public static string Of(MonitoringKind kind) => kind switch
    {
        MonitoringKind.Satisfaction => "удовлетворённость",
        MonitoringKind.Quality => "качество",
        MonitoringKind.Influence => "влияние",
        _ => throw new UnreachableException($"{kind}"),
    };

    public static string Of(SurveyAudience audience) => audience switch
    {
        SurveyAudience.Mentees => "наставляемые",
        SurveyAudience.Mentors => "наставники",
        _ => throw new UnreachableException($"{audience}"),
    };

    public static string Of(SurveyPurpose purpose) => purpose switch
    {
        SurveyPurpose.Application => "заявка",
        SurveyPurpose.Entry => "вход",
        SurveyPurpose.Interim => "промежуточный",
        SurveyPurpose.Satisfaction => "удовлетворённость",
        SurveyPurpose.Exit => "выход",
        _ => throw new UnreachableException($"{purpose}"),
    };

    public static string Of(Nomination nomination) => nomination switch
    {
        Nomination.MentorOfTheYear => "«Наставник года»",
        Nomination.BestPair => "«Лучшая пара»",
        _ => throw new UnreachableException($"{nomination}"),
    };
}
