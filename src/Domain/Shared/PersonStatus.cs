using System.Text.Json.Serialization;

namespace MentorshipFlow.Shared;

/// <summary>A person's relation to the organisation; a person may have several.</summary>
public enum PersonKind
{
    /// <summary>School pupil (обучающийся школы).</summary>
    Learner,

    /// <summary>Student (студент).</summary>
    Student,

    /// <summary>Teacher (педагог).</summary>
    Teacher,

    /// <summary>Employer's representative (представитель работодателя).</summary>
    EmployerRepresentative,

    /// <summary>Parent or other legal representative (законный представитель).</summary>
    Parent,

    /// <summary>Graduate (выпускник).</summary>
    Graduate,

    /// <summary>Anybody else (иное лицо).</summary>
    Other,
}

/// <summary>A person's age as rules need it. Birth dates never leave the vault (domain-model.md 3 B).</summary>
/// <remarks>The limits come from the law on consent (14, 18), the target indicators (10, 15, 19) and young specialists (35).</remarks>
public enum AgeBand
{
    /// <summary>Under 10: cannot be a mentee (M50).</summary>
    UnderTen,

    /// <summary>10–13: the legal representative signs.</summary>
    TenToThirteen,

    /// <summary>14.</summary>
    Fourteen,

    /// <summary>15–17.</summary>
    FifteenToSeventeen,

    /// <summary>18–19: the person signs.</summary>
    EighteenToNineteen,

    /// <summary>20–35.</summary>
    TwentyToThirtyFive,

    /// <summary>36 or older.</summary>
    OverThirtyFive,

    /// <summary>18 or older, not known more exactly: a base of mentors has no birth dates.</summary>
    Adult,
}

/// <summary>A teacher's years of work (M6).</summary>
public enum Experience
{
    /// <summary>0–3 years: a young specialist (молодой специалист).</summary>
    UpToThreeYears,

    /// <summary>More than three years.</summary>
    MoreThanThreeYears,
}

/// <summary>The purpose of a consent. Every purpose needs its own consent (L1, L2).</summary>
public enum ConsentPurpose
{
    /// <summary>Taking part in the programme.</summary>
    Participation,

    /// <summary>Transfer to a partner (передача).</summary>
    PartnerTransfer,

    /// <summary>Publication (распространение) (L20).</summary>
    Publication,

    /// <summary>Long-term base of mentors (M176).</summary>
    LongTermBase,

    /// <summary>Taking part in programmes of other organisations (M119).</summary>
    Sharing,

    /// <summary>Photo and video recording.</summary>
    PhotoAndVideo,

    /// <summary>Special categories of data, such as special educational needs: in writing only (L7).</summary>
    SpecialCategories,
}

/// <summary>A consent with the required signatures, not withdrawn; it counts from the first to the last day, both included: until its term,
/// the consent that replaces it, or for one that a representative signed the majority.</summary>
public sealed record ConsentInForce(Guid Id, ConsentPurpose Purpose, DateOnly ValidFrom, DateOnly ValidUntil);

/// <summary>The check that L17 requires of adults who work with minors: its date and its last valid day, never its content.</summary>
public sealed record Clearance(DateOnly CheckedOn, DateOnly ValidUntil);

/// <summary>The state of the destruction of a person's data, as a programme's certificate shows it.</summary>
public enum ErasureStatus
{
    /// <summary>Not requested.</summary>
    None,

    /// <summary>Requested, not done yet.</summary>
    Open,

    /// <summary>Refused under an article that allows further processing.</summary>
    Refused,

    /// <summary>A part was destroyed within the term, and the act is filed; the other data are kept.</summary>
    PartlyErasedInTerm,

    /// <summary>A part was destroyed after the term, and the act is filed.</summary>
    PartlyErasedLate,

    /// <summary>Destroyed within the term.</summary>
    ErasedInTerm,

    /// <summary>Destroyed after the term.</summary>
    ErasedLate,
}

/// <summary>
/// A programme's view of a person: codes, bands and dates that its gates read, without personal data. It is derived from the person's
/// stream; a decision that changes it also appends the new status to every affected programme in the same transaction (decision 11).
/// </summary>
/// <param name="Version">The version of the person's stream it was derived from; a later one replaces it.</param>
/// <param name="Grade">Class of a learner, 1 to 11, or year of a student, 1 to 6.</param>
/// <param name="NewHire">Recently changed the workplace (M6).</param>
/// <param name="Consents">Also those that have ended, in the order in which they were given: a day in the past is judged by them.</param>
/// <param name="Refused">Purposes whose latest answer is a refusal, in enum order.</param>
/// <param name="Withdrawn">Purposes with a withdrawn consent and none in force, in enum order.</param>
/// <param name="Restricted">Processing is restricted: after a withdrawal, or at 18 without the person's own consent.</param>
/// <param name="Left">Has left the organisation.</param>
public sealed record PersonStatus(
    int Version, IReadOnlyList<PersonKind> Kinds, Contour Contour, AgeBand AgeBand, int? Grade, Experience? Experience, bool NewHire,
    IReadOnlyList<ConsentInForce> Consents, IReadOnlyList<ConsentPurpose> Refused, IReadOnlyList<ConsentPurpose> Withdrawn,
    Clearance? Clearance, bool Restricted, bool Left, ErasureStatus Erasure)
{
    /// <summary>The first day on which the ledger knows the person as an adult; null for a minor.</summary>
    public DateOnly? AdultSince { get; init; }

    /// <summary>The personal data were destroyed; nothing more is recorded about this person.</summary>
    [JsonIgnore]
    public bool Erased => Erasure >= ErasureStatus.ErasedInTerm;

    /// <summary>Under eighteen.</summary>
    [JsonIgnore]
    public bool Minor => AgeBand <= AgeBand.FifteenToSeventeen;

    /// <summary>Under eighteen on a day, as far as the ledger knows.</summary>
    public bool MinorOn(DateOnly day) => AdultSince is { } since ? day < since : Minor;

    /// <summary>Whether the person may take part: not restricted, not left, not erased.</summary>
    [JsonIgnore]
    public bool MayTakePart => !Restricted && !Left && !Erased;

    /// <summary>Whether another status differs only by its version; then it is not appended to programmes.</summary>
    public bool SaysTheSameAs(PersonStatus other) =>
        this with { Version = other.Version, Kinds = other.Kinds, Consents = other.Consents, Refused = other.Refused,
            Withdrawn = other.Withdrawn } == other
        && Kinds.SequenceEqual(other.Kinds) && Consents.SequenceEqual(other.Consents) && Refused.SequenceEqual(other.Refused)
        && Withdrawn.SequenceEqual(other.Withdrawn);

    /// <summary>Whether a consent for a purpose is in force on a day.</summary>
    public bool ConsentsTo(ConsentPurpose purpose, DateOnly on) => Counting(purpose, on).Any();

    /// <summary>The consents for a purpose that are in force on a day.</summary>
    public IEnumerable<ConsentInForce> Counting(ConsentPurpose purpose, DateOnly on) =>
        Restricted || Erased ? [] : Consents.Where(c => c.Purpose == purpose && c.ValidFrom <= on && on <= c.ValidUntil);
}
