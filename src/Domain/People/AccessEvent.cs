namespace MentorshipFlow.People;

/// <summary>What of a person was shown.</summary>
public enum DisclosedField
{
    /// <summary>Фамилия, имя, отчество.</summary>
    FullName,

    /// <summary>Дата рождения.</summary>
    BirthDate,

    /// <summary>Телефон, почта, адрес.</summary>
    Contacts,

    /// <summary>Место работы и должность.</summary>
    Work,

    /// <summary>Представитель несовершеннолетнего.</summary>
    Representative,

    /// <summary>Иные сведения.</summary>
    Other,

    /// <summary>Тексты о человеке, but for those of specialists.</summary>
    Texts,

    /// <summary>Файл о человеке.</summary>
    Files,

    /// <summary>Сведения психолога и социального работника (M111): for curator, head and auditor alone.</summary>
    SpecialistTexts,
}

/// <summary>What for personal data are read.</summary>
public enum AccessPurpose
{
    /// <summary>Работа программы.</summary>
    ProgrammeWork,

    /// <summary>Связь с участником или представителем.</summary>
    Contact,

    /// <summary>Подготовка документа.</summary>
    Document,

    /// <summary>Согласия и обращения субъекта.</summary>
    Consent,

    /// <summary>Обмен с региональной системой.</summary>
    Exchange,

    /// <summary>Проверка: an auditor unmasks, and gives the reason.</summary>
    Audit,
}

/// <summary>Events of an access journal <c>access-{actor}</c>: who read whose data, which and why. One stream for each who reads.</summary>
public abstract record AccessEvent : DomainEvent
{
    private AccessEvent()
    {
    }

    /// <summary>Персональные данные показаны.</summary>
    /// <param name="Reason">In the vault; required of an auditor.</param>
    /// <param name="Unmasked">The reader sees pseudonyms otherwise.</param>
    public sealed record PersonalDataViewed(
        IReadOnlyList<Guid> Persons, IReadOnlyList<DisclosedField> Fields, AccessPurpose Purpose, TextReference? Reason,
        bool Unmasked) : AccessEvent;

    /// <summary>Выгрузка с персональными данными сделана.</summary>
    /// <param name="Export">Stable code of the export, such as <c>mentee-base</c>.</param>
    public sealed record ExportMade(
        string Export, IReadOnlyList<Guid> Persons, IReadOnlyList<DisclosedField> Fields, AccessPurpose Purpose,
        TextReference? Reason) : AccessEvent;
}

/// <summary>The journal of one reader: nothing is decided on what stands in it.</summary>
public sealed record AccessJournal(int Version)
{
    /// <summary>Nothing read yet.</summary>
    public static AccessJournal Empty { get; } = new(0);

    /// <summary>The journal after one more event.</summary>
    public AccessJournal Evolve() => new(Version + 1);
}
