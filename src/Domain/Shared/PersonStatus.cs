using System.Text.Json.Serialization;

namespace MentorshipFlow.Shared;

/// <summary>What a person is to the organisation; several may hold at once.</summary>
public enum PersonKind
{
    /// <summary>Обучающийся школы.</summary>
    Learner,

    /// <summary>Студент.</summary>
    Student,

    /// <summary>Педагог.</summary>
    Teacher,

    /// <summary>Представитель работодателя.</summary>
    EmployerRepresentative,

    /// <summary>Родитель или иной законный представитель.</summary>
    Parent,

    /// <summary>Выпускник.</summary>
    Graduate,

    /// <summary>Иное лицо.</summary>
    Other,
}

/// <summary>Age as far as rules need it. A birth date never leaves the vault (model.md 5.3 B).</summary>
/// <remarks>The edges are those of the law on consent (14, 18), of the target indicators (10, 15, 19) and of
/// young specialists (35).</remarks>
public enum AgeBand
{
    /// <summary>До 10 лет: no mentee (M50).</summary>
    UnderTen,

    /// <summary>10–13: the representative signs.</summary>
    TenToThirteen,

    /// <summary>14.</summary>
    Fourteen,

    /// <summary>15–17.</summary>
    FifteenToSeventeen,

    /// <summary>18–19: the person signs.</summary>
    EighteenToNineteen,

    /// <summary>20–35.</summary>
    TwentyToThirtyFive,

    /// <summary>36 и старше.</summary>
    OverThirtyFive,

    /// <summary>18 и старше, точнее не известно: a base of mentors has no birth dates.</summary>
    Adult,
}

/// <summary>A teacher's years of work (M6).</summary>
public enum Experience
{
    /// <summary>0–3 года: молодой специалист.</summary>
    UpToThreeYears,

    /// <summary>Более трёх лет.</summary>
    MoreThanThreeYears,
}

/// <summary>What a consent is for. Purposes are never merged: each has a consent of its own (L1, L2).</summary>
public enum ConsentPurpose
{
    /// <summary>Участие в программе.</summary>
    Participation,

    /// <summary>Передача партнёру.</summary>
    PartnerTransfer,

    /// <summary>Распространение: публикация (L20).</summary>
    Publication,

    /// <summary>Долгосрочная база наставников (M176).</summary>
    LongTermBase,

    /// <summary>Участие в программах иных организаций (M119).</summary>
    Sharing,

    /// <summary>Фото- и видеосъёмка.</summary>
    PhotoAndVideo,

    /// <summary>Сведения особых категорий, such as special educational needs: in writing only (L7).</summary>
    SpecialCategories,
}

/// <summary>A consent that was given by the right signers and is not withdrawn; it counts from the first to
/// the last day, both included.</summary>
public sealed record ConsentInForce(Guid Id, ConsentPurpose Purpose, DateOnly ValidFrom, DateOnly ValidUntil);

/// <summary>The check that L17 asks of adults who work with minors: when it was made and how long it counts. Never what it says.</summary>
public sealed record Clearance(DateOnly CheckedOn, DateOnly ValidUntil);

/// <summary>Where the destruction of a person's data stands, as far as a programme's certificate tells it.</summary>
public enum ErasureStatus
{
    /// <summary>Nobody has asked.</summary>
    None,

    /// <summary>Asked, and not done yet.</summary>
    Open,

    /// <summary>Refused with the article that allows to go on.</summary>
    Refused,

    /// <summary>A part was destroyed within the term, and the act is filed; the rest goes on.</summary>
    PartlyErasedInTerm,

    /// <summary>A part was destroyed after the term, and the act is filed.</summary>
    PartlyErasedLate,

    /// <summary>Destroyed within the term.</summary>
    ErasedInTerm,

    /// <summary>Destroyed after the term.</summary>
    ErasedLate,
}

/// <summary>
/// What a programme knows of a person: codes, bands and dates that its gates read, and nothing that names anybody. The person's stream is
/// where it comes from; the decision that changes it appends it to every affected programme as well, all or nothing (architecture.md 7).
/// </summary>
/// <param name="Version">The version of the person's stream that it stands for; a later one takes its place.</param>
/// <param name="Grade">Class of a learner, 1 to 11, or year of a student, 1 to 6.</param>
/// <param name="NewHire">Works at a new place (M6).</param>
/// <param name="Consents">In the order in which they were given.</param>
/// <param name="Refused">Purposes whose consent was refused last, in their order.</param>
/// <param name="Withdrawn">Purposes with a withdrawn consent and none in force, in their order.</param>
/// <param name="Restricted">Processing has stopped: withdrawal, or majority without an own consent.</param>
/// <param name="Left">Has left the organisation.</param>
public sealed record PersonStatus(
    int Version, IReadOnlyList<PersonKind> Kinds, Contour Contour, AgeBand AgeBand, int? Grade, Experience? Experience, bool NewHire,
    IReadOnlyList<ConsentInForce> Consents, IReadOnlyList<ConsentPurpose> Refused, IReadOnlyList<ConsentPurpose> Withdrawn,
    Clearance? Clearance, bool Restricted, bool Left, ErasureStatus Erasure)
{
    /// <summary>The personal data were destroyed; nothing more is recorded of this person.</summary>
    [JsonIgnore]
    public bool Erased => Erasure >= ErasureStatus.ErasedInTerm;

    /// <summary>Under eighteen. Computed, so it is not stored.</summary>
    [JsonIgnore]
    public bool Minor => AgeBand <= AgeBand.FifteenToSeventeen;

    /// <summary>Whether the person may take part: neither restricted, nor gone, nor erased.</summary>
    [JsonIgnore]
    public bool MayTakePart => !Restricted && !Left && !Erased;

    /// <summary>Whether another standing says the same but for its version: then no programme needs to be told.</summary>
    public bool SaysTheSameAs(PersonStatus other) =>
        this with { Version = other.Version, Kinds = other.Kinds, Consents = other.Consents, Refused = other.Refused,
            Withdrawn = other.Withdrawn } == other
        && Kinds.SequenceEqual(other.Kinds) && Consents.SequenceEqual(other.Consents) && Refused.SequenceEqual(other.Refused)
        && Withdrawn.SequenceEqual(other.Withdrawn);

    /// <summary>Whether a consent for a purpose counts on a day.</summary>
    public bool ConsentsTo(ConsentPurpose purpose, DateOnly on) =>
        !Restricted && !Erased && Consents.Any(c => c.Purpose == purpose && c.ValidFrom <= on && on <= c.ValidUntil);
}
