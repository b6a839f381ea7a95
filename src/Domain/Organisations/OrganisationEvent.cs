using System.ComponentModel;

namespace MentorshipFlow.Organisations;

/// <summary>The kind of an organisation determines the forms offered to it (M9).</summary>
public enum OrganisationKind
{
    /// <summary>School (общеобразовательная организация).</summary>
    School,

    /// <summary>College (профессиональная образовательная организация).</summary>
    College,

    /// <summary>Kindergarten (дошкольная образовательная организация).</summary>
    Kindergarten,

    /// <summary>Centre for children (организация дополнительного образования).</summary>
    AdditionalEducation,

    /// <summary>Regional mentoring centre (M42).</summary>
    RegionalCentre,

    /// <summary>Runs this installation.</summary>
    Operator,
}

/// <summary>Why a key was revoked.</summary>
public enum KeyRevocation
{
    /// <summary>By decision of the head or the operator.</summary>
    Decided,

    /// <summary>Its holder left the organisation.</summary>
    HolderLeft,

    /// <summary>The data of its holder were destroyed.</summary>
    HolderErased,

    /// <summary>Its holder is no longer curator of any open programme, and the key was for nothing else.</summary>
    OfficeEnded,

    /// <summary>The operator replaced it, because it was said to be lost.</summary>
    Lost,

    /// <summary>Its holder was released as auditor and audits no other programme, and the key was for nothing else.</summary>
    AuditorReleased,
}

/// <summary>A task of a regional body in mentoring (M40 to M42).</summary>
public enum RegionalTask
{
    /// <summary>Governs the introduction of the model (управление внедрением).</summary>
    Governance,

    /// <summary>Organisational support (организационное сопровождение).</summary>
    OrganisationalSupport,

    /// <summary>Methodical support (методическое сопровождение).</summary>
    MethodicalSupport,

    /// <summary>Analytical support (аналитическое сопровождение).</summary>
    AnalyticalSupport,

    /// <summary>Monitoring of programmes (мониторинг).</summary>
    Monitoring,

    /// <summary>Training of curators and mentors (обучение кураторов и наставников).</summary>
    Training,
}

/// <summary>An authority or operator of the region with its tasks.</summary>
/// <param name="Tasks">In the order of the list of tasks, each once.</param>
public sealed record RegionalBody(InstitutionalText Title, IReadOnlyList<RegionalTask> Tasks)
{
    /// <summary>Whether title and tasks are the same.</summary>
    public bool SaysTheSameAs(RegionalBody other) => Title == other.Title && Tasks.SequenceEqual(other.Tasks);

    internal RegionalBody InOrder() => this with { Tasks = [.. Tasks.Distinct().Order()] };
}

/// <summary>The rule of an organisation for signing in to its pages with an account.</summary>
public enum SignInPolicy
{
    /// <summary>A password is enough; a second factor is offered.</summary>
    Password,

    /// <summary>An account with a password needs a second factor as well.</summary>
    SecondFactor,
}

/// <summary>Events of an organisation's stream <c>organisation-{uuid}</c>: details and API keys.</summary>
public abstract record OrganisationEvent : DomainEvent
{
    private protected OrganisationEvent() { }

    /// <summary>The organisation was created. Its time zone determines "today".</summary>
    [DisplayName("заведение организации")]
    public sealed record OrganisationCreated(Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone) : OrganisationEvent;

    /// <summary>The organisation's details were corrected; all three are given.</summary>
    [DisplayName("исправление сведений об организации")]
    public sealed record OrganisationCorrected(
        InstitutionalText Title, OrganisationKind Kind, string TimeZone, TextReference Reason) : OrganisationEvent;

    /// <summary>An API key was issued to one person or one integrator. The hash of its secret is in a separate table.</summary>
    [DisplayName("выдача ключа доступа")]
    public sealed record AccessKeyIssued(Guid Key, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles) : OrganisationEvent;

    /// <summary>An API key was revoked.</summary>
    /// <param name="Reason">Null where the program revoked it: the ground says why.</param>
    [DisplayName("отзыв ключа доступа")]
    public sealed record AccessKeyRevoked(Guid Key, KeyRevocation Ground, TextReference? Reason) : OrganisationEvent;

    /// <summary>The operator of personal data was described, for acts of destruction (L9, L13). A later event replaces an earlier
    /// one.</summary>
    /// <param name="Address">Address of the organisation, which is the operator.</param>
    /// <param name="Processor">Name and address of the processor who works for the operator; absent if there is none.</param>
    [DisplayName("описание оператора персональных данных")]
    public sealed record OperatorDescribed(InstitutionalText Address, InstitutionalText? Processor) : OrganisationEvent;

    /// <summary>The head set what an account of the organisation needs to sign in. A later event replaces an earlier one.</summary>
    [DisplayName("правило входа")]
    public sealed record SignInPolicySet(SignInPolicy Policy) : OrganisationEvent;

    /// <summary>The school named its region: who governs mentoring there and who supports it (M40, M41). A later event replaces an earlier
    /// one.</summary>
    /// <param name="Region">The name of the region.</param>
    /// <param name="Authority">The authority of education, such as a ministry.</param>
    /// <param name="Operator">The regional operator of the model.</param>
    /// <param name="Centre">The regional centre of this installation that may see the school's counts; absent if it may not.</param>
    [DisplayName("название региона")]
    public sealed record RegionNamed(
        InstitutionalText Region, RegionalBody Authority, RegionalBody Operator, Guid? Centre) : OrganisationEvent;

    /// <summary>The operator of the installation cleared the alarm of the ledger, after everything was verified and found sound. On the
    /// stream of every organisation, because the alarm stopped them all.</summary>
    /// <param name="Fault">The code of the fault that raised it.</param>
    /// <param name="Position">Where the fault was, counted from 0.</param>
    /// <param name="RaisedAt">yyyy-MM-ddTHH:mm:ssZ; absent if the record of the alarm could not be read.</param>
    /// <param name="Reason">Who decided, and what was done about the cause; absent where it names somebody whom the organisation
    /// knows.</param>
    [DisplayName("снятие тревоги журнала")]
    public sealed record LedgerAlarmCleared(string Fault, long Position, string? RaisedAt, InstitutionalText? Reason) : OrganisationEvent;
}
