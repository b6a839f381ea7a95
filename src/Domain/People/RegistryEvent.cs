using System.ComponentModel;

namespace MentorshipFlow.People;

/// <summary>A field of a person's details in the vault. Its value is never in the ledger.</summary>
public enum PersonField
{
    /// <summary>Full name.</summary>
    FullName,

    /// <summary>Birth date.</summary>
    BirthDate,

    /// <summary>Birth year, if the date is unknown.</summary>
    BirthYear,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Phone.</summary>
    Phone,

    /// <summary>Postal address.</summary>
    Address,

    /// <summary>Workplace or place of study.</summary>
    Workplace,

    /// <summary>Position.</summary>
    Position,

    /// <summary>The letter of a pupil's class.</summary>
    ClassLetter,

    /// <summary>Contact of the legal representative.</summary>
    Representative,

    /// <summary>Other details.</summary>
    Other,
}

/// <summary>The legal position of a minor's representative.</summary>
public enum RepresentativeKind
{
    /// <summary>Parent (родитель).</summary>
    Parent,

    /// <summary>Adoptive parent (усыновитель).</summary>
    AdoptiveParent,

    /// <summary>Guardian of a child under 14 (опекун).</summary>
    Guardian,

    /// <summary>Guardian of a child from 14 (попечитель).</summary>
    Trustee,

    /// <summary>An organisation with a guardian's duties.</summary>
    Institution,
}

/// <summary>A person's role in a programme.</summary>
public enum Participation
{
    /// <summary>Mentee (наставляемый).</summary>
    Mentee,

    /// <summary>Mentor (наставник).</summary>
    Mentor,

    /// <summary>Holds an office: curator, responsible for an item of the road map, or author of a delegation.</summary>
    Officer,
}

/// <summary>Events of the register of persons (domain-model.md 3 B).</summary>
public abstract record RegistryEvent : PersonEvent
{
    private RegistryEvent() { }

    /// <summary>A person was registered.</summary>
    /// <param name="AgeBand">On the day of the registration.</param>
    /// <param name="Grade">Class of a learner, 1 to 11, or year of a student, 1 to 6.</param>
    /// <param name="Details">Name, birth date and contacts, encrypted under the person's key.</param>
    /// <param name="Fields">The fields that the details contain.</param>
    [DisplayName("регистрация человека")]
    public sealed record PersonRegistered(
        Guid Id, Guid Organisation, IReadOnlyList<PersonKind> Kinds, Contour Contour, AgeBand AgeBand, int? Grade, Experience? Experience,
        bool NewHire, TextReference Details, IReadOnlyList<PersonField> Fields) : RegistryEvent;

    /// <summary>The personal details were replaced; the earlier text is no longer read.</summary>
    [DisplayName("замена личных данных")]
    public sealed record PersonDetailsReplaced(TextReference Details, IReadOnlyList<PersonField> Fields, AgeBand AgeBand) : RegistryEvent;

    /// <summary>The person's profile was changed.</summary>
    [DisplayName("изменение сведений о человеке")]
    public sealed record PersonChanged(
        IReadOnlyList<PersonKind> Kinds, Contour Contour, int? Grade, Experience? Experience, bool NewHire) : RegistryEvent;

    /// <summary>A legal representative was linked.</summary>
    /// <param name="Representative">Another registered person.</param>
    [DisplayName("указание законного представителя")]
    public sealed record RepresentativeLinked(Guid Representative, RepresentativeKind Kind) : RegistryEvent;

    /// <summary>A legal representative was removed. Earlier signatures stay valid.</summary>
    [DisplayName("снятие законного представителя")]
    public sealed record RepresentativeUnlinked(Guid Representative, TextReference Reason) : RegistryEvent;

    /// <summary>A clearance was confirmed (справка об отсутствии судимости, L17): dates only, never its content.</summary>
    [DisplayName("допуск к работе с детьми")]
    public sealed record ClearanceConfirmed(DateOnly CheckedOn, DateOnly ValidUntil) : RegistryEvent;

    /// <summary>The clearance was revoked.</summary>
    [DisplayName("отзыв допуска к работе с детьми")]
    public sealed record ClearanceRevoked(TextReference Reason) : RegistryEvent;

    /// <summary>The person left the organisation.</summary>
    [DisplayName("выбытие человека")]
    public sealed record OrganisationLeft(DateOnly On) : RegistryEvent;

    /// <summary>The departure was recorded by mistake, or the person has come back.</summary>
    [DisplayName("отмена записи о выбытии")]
    public sealed record DepartureVoided(TextReference Reason) : RegistryEvent;

    /// <summary>The person reached an age band. From 18 a consent signed by a representative is no longer valid.</summary>
    [DisplayName("достижение возраста")]
    public sealed record AgeBandReached(AgeBand Band) : RegistryEvent;

    /// <summary>The person joined a programme, which from now on receives changes of the status.</summary>
    [DisplayName("вступление в программу")]
    public sealed record ProgrammeJoined(Guid Programme, Participation Participation) : RegistryEvent;
}
