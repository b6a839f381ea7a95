using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>The certificate's words for codes of the events.</summary>
internal static class Words
{
    /// <summary>The name of an event: the [DisplayName] of its record. A test demands one of every event of a programme.</summary>
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

    /// <summary>A warning and its subject; a school's own code is printed unchanged.</summary>
    public static IEnumerable<string> Of(Warning warning) => warning.Code switch
    {
        "citation-incomplete" => ["реквизиты правового акта неполны", $"запись {warning.Where}"],
        "planned-outside-school-year" => ["срок вне учебного года", $"пункт {warning.Where}"],
        "completed-item-dropped" => ["выполненный пункт не вошёл в новую карту", $"пункт {warning.Where}"],
        "look-ahead" => ["работа начата с опережением", $"этап {warning.Where}"],
        _ => [warning.Code, warning.Where],
    };

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
}
