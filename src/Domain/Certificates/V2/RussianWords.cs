using System.Diagnostics;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Certificates.V2;

/// <summary>The words of format v2 for codes of the events. Part of the format: they never change.</summary>
internal static class RussianWords
{
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
        // Came later than the format. It changes nothing that was issued: without this word no certificate that counts such a person could be made.
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
