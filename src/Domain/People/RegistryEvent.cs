namespace MentorshipFlow.People;

/// <summary>Which details of a person lie in the vault. What they say is not on the ledger.</summary>
public enum PersonField
{
    /// <summary>Фамилия, имя, отчество.</summary>
    FullName,

    /// <summary>Дата рождения.</summary>
    BirthDate,

    /// <summary>Год рождения, где дата неизвестна.</summary>
    BirthYear,

    /// <summary>Адрес электронной почты.</summary>
    Email,

    /// <summary>Телефон.</summary>
    Phone,

    /// <summary>Почтовый адрес.</summary>
    Address,

    /// <summary>Место работы или учёбы.</summary>
    Workplace,

    /// <summary>Должность.</summary>
    Position,

    /// <summary>Связь с законным представителем.</summary>
    Representative,

    /// <summary>Иные сведения.</summary>
    Other,
}

/// <summary>By what right somebody represents a minor.</summary>
public enum RepresentativeKind
{
    /// <summary>Родитель.</summary>
    Parent,

    /// <summary>Усыновитель.</summary>
    AdoptiveParent,

    /// <summary>Опекун: of a child under fourteen.</summary>
    Guardian,

    /// <summary>Попечитель: of a child from fourteen.</summary>
    Trustee,

    /// <summary>Организация, на которую возложены обязанности опекуна.</summary>
    Institution,
}

/// <summary>As what a person takes part in a programme.</summary>
public enum Participation
{
    /// <summary>Наставляемый.</summary>
    Mentee,

    /// <summary>Наставник.</summary>
    Mentor,
}

/// <summary>Events of the register of persons (model.md 5.3 B).</summary>
public abstract record RegistryEvent : PersonEvent
{
    private RegistryEvent()
    {
    }

    /// <summary>Участник зарегистрирован.</summary>
    /// <param name="AgeBand">On the day of the registration.</param>
    /// <param name="Grade">Class of a learner, 1 to 11, or year of a student, 1 to 6.</param>
    /// <param name="Details">Name, birth date and contacts, sealed under the person's own key.</param>
    /// <param name="Fields">Which of them are there.</param>
    public sealed record PersonRegistered(
        Guid Id, Guid Organisation, IReadOnlyList<PersonKind> Kinds, Contour Contour, AgeBand AgeBand, int? Grade, Experience? Experience,
        bool NewHire, TextReference Details, IReadOnlyList<PersonField> Fields) : RegistryEvent;

    /// <summary>Личные сведения заменены: the earlier text is no longer read.</summary>
    public sealed record PersonDetailsReplaced(TextReference Details, IReadOnlyList<PersonField> Fields, AgeBand AgeBand) : RegistryEvent;

    /// <summary>Сведения об участнике изменены.</summary>
    public sealed record PersonChanged(
        IReadOnlyList<PersonKind> Kinds, Contour Contour, int? Grade, Experience? Experience, bool NewHire) : RegistryEvent;

    /// <summary>Законный представитель указан.</summary>
    /// <param name="Representative">Another registered person.</param>
    public sealed record RepresentativeLinked(Guid Representative, RepresentativeKind Kind) : RegistryEvent;

    /// <summary>He represents the person no more. What he signed stays signed.</summary>
    public sealed record RepresentativeUnlinked(Guid Representative, TextReference Reason) : RegistryEvent;

    /// <summary>Справка проверена (L17): when and how long it counts, never what it says.</summary>
    public sealed record ClearanceConfirmed(DateOnly CheckedOn, DateOnly ValidUntil) : RegistryEvent;

    /// <summary>Допуск отозван.</summary>
    public sealed record ClearanceRevoked(TextReference Reason) : RegistryEvent;

    /// <summary>Выбыл из организации.</summary>
    public sealed record OrganisationLeft(DateOnly On) : RegistryEvent;

    /// <summary>The departure was recorded by mistake, or the person has come back.</summary>
    public sealed record DepartureVoided(TextReference Reason) : RegistryEvent;

    /// <summary>Возрастная группа сменилась; at eighteen what a representative signed stops being enough.</summary>
    public sealed record AgeBandReached(AgeBand Band) : RegistryEvent;

    /// <summary>Участвует в программе: from now on the programme is told of what changes.</summary>
    public sealed record ProgrammeJoined(Guid Programme, Participation Participation) : RegistryEvent;
}
