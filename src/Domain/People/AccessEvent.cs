using System.ComponentModel;

namespace MentorshipFlow.People;

/// <summary>A kind of personal data that was shown.</summary>
public enum DisclosedField
{
    /// <summary>Full name.</summary>
    FullName,

    /// <summary>Birth date.</summary>
    BirthDate,

    /// <summary>Phone, e-mail, address.</summary>
    Contacts,

    /// <summary>Workplace, position and the letter of the class.</summary>
    Work,

    /// <summary>A minor's legal representative.</summary>
    Representative,

    /// <summary>Other details.</summary>
    Other,

    /// <summary>Texts about the person, except those of specialists.</summary>
    Texts,

    /// <summary>Files about the person.</summary>
    Files,

    /// <summary>Information from a psychologist or social worker (M111): for curator, head and auditor only.</summary>
    SpecialistTexts,
}

/// <summary>The purpose of reading personal data.</summary>
public enum AccessPurpose
{
    /// <summary>Work of the programme.</summary>
    ProgrammeWork,

    /// <summary>Contact with a participant or representative.</summary>
    Contact,

    /// <summary>Preparing a document.</summary>
    Document,

    /// <summary>Consents and requests of the data subject.</summary>
    Consent,

    /// <summary>Exchange with a regional system.</summary>
    Exchange,

    /// <summary>Audit: an auditor sees names and gives a reason.</summary>
    Audit,
}

/// <summary>Events of an access journal <c>access-{actor}</c>: readings of personal data, with fields and purpose. One stream per
/// reader.</summary>
public abstract record AccessEvent : DomainEvent
{
    private AccessEvent() { }

    /// <summary>Personal data were shown.</summary>
    /// <param name="Reason">In the vault; required from an auditor.</param>
    /// <param name="Unmasked">Whether names were shown to a reader who otherwise sees pseudonyms.</param>
    [DisplayName("раскрытие персональных данных")]
    public sealed record PersonalDataViewed(
        IReadOnlyList<Guid> Persons, IReadOnlyList<DisclosedField> Fields, AccessPurpose Purpose, TextReference? Reason,
        bool Unmasked) : AccessEvent;

    /// <summary>An export with personal data was made.</summary>
    /// <param name="Export">Stable code of the export, such as <c>mentee-base</c>.</param>
    [DisplayName("выгрузка данных")]
    public sealed record ExportMade(
        string Export, IReadOnlyList<Guid> Persons, IReadOnlyList<DisclosedField> Fields, AccessPurpose Purpose,
        TextReference? Reason) : AccessEvent;

    /// <summary>Texts of the organisation were shown: reasons, remarks, minutes, conclusions.</summary>
    /// <param name="Texts">Their references.</param>
    [DisplayName("раскрытие текстов организации")]
    public sealed record TextsViewed(IReadOnlyList<Guid> Texts, AccessPurpose Purpose, TextReference? Reason) : AccessEvent;
}

/// <summary>The journal of one reader. No rule depends on its content.</summary>
public sealed record AccessJournal(int Version)
{
    /// <summary>No reading yet.</summary>
    public static AccessJournal Empty { get; } = new(0);

    /// <summary>The journal after one more event.</summary>
    public AccessJournal Evolve() => new(Version + 1);
}
