namespace MentorshipFlow.Organisations;

/// <summary>The kind of an organisation determines the forms offered to it (M9).</summary>
public enum OrganisationKind
{
    /// <summary>School (общеобразовательная организация).</summary>
    School,

    /// <summary>College (профессиональная образовательная организация).</summary>
    College,

    /// <summary>Regional mentoring centre (M42).</summary>
    RegionalCentre,

    /// <summary>Runs this installation.</summary>
    Operator,
}

/// <summary>Events of an organisation's stream <c>organisation-{uuid}</c>: details and API keys.</summary>
public abstract record OrganisationEvent : DomainEvent
{
    private protected OrganisationEvent() { }

    /// <summary>The organisation was created. Its time zone determines "today".</summary>
    public sealed record OrganisationCreated(Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone) : OrganisationEvent;

    /// <summary>The organisation's details were corrected; all three are given.</summary>
    public sealed record OrganisationCorrected(
        InstitutionalText Title, OrganisationKind Kind, string TimeZone, TextReference Reason) : OrganisationEvent;

    /// <summary>An API key was issued to one person or one integrator. The hash of its secret is in a separate table.</summary>
    public sealed record AccessKeyIssued(Guid Key, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles) : OrganisationEvent;

    /// <summary>An API key was revoked.</summary>
    public sealed record AccessKeyRevoked(Guid Key, TextReference Reason) : OrganisationEvent;

    /// <summary>The operator of personal data was described, for acts of destruction (L9, L13). A later event replaces an earlier
    /// one.</summary>
    /// <param name="Address">Address of the organisation, which is the operator.</param>
    /// <param name="Processor">Name and address of the processor who works for the operator; absent if there is none.</param>
    public sealed record OperatorDescribed(InstitutionalText Address, InstitutionalText? Processor) : OrganisationEvent;
}
