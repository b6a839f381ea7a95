namespace MentorshipFlow.Organisations;

/// <summary>Kind of an organisation, which decides which forms it is offered (M9).</summary>
public enum OrganisationKind
{
    /// <summary>Общеобразовательная организация.</summary>
    School,

    /// <summary>Профессиональная образовательная организация.</summary>
    College,

    /// <summary>Региональный центр наставничества (M42).</summary>
    RegionalCentre,

    /// <summary>Runs this installation.</summary>
    Operator,
}

/// <summary>Events of an organisation's stream <c>organisation-{uuid}</c>: who may speak in its name.</summary>
public abstract record OrganisationEvent : DomainEvent
{
    private OrganisationEvent()
    {
    }

    /// <summary>Организация заведена. Its time zone decides what "today" is.</summary>
    public sealed record OrganisationCreated(Guid Id, InstitutionalText Title, OrganisationKind Kind, string TimeZone) : OrganisationEvent;

    /// <summary>Сведения об организации исправлены: all three as they should have been.</summary>
    public sealed record OrganisationCorrected(
        InstitutionalText Title, OrganisationKind Kind, string TimeZone, TextReference Reason) : OrganisationEvent;

    /// <summary>An API key was issued to one person or one integrator. The secret's hash lies in a table of its own.</summary>
    public sealed record AccessKeyIssued(Guid Key, Guid? Person, Guid? Integrator, IReadOnlyList<Role> Roles) : OrganisationEvent;

    /// <summary>The key opens nothing any more.</summary>
    public sealed record AccessKeyRevoked(Guid Key, TextReference Reason) : OrganisationEvent;

    /// <summary>Сведения об операторе персональных данных указаны: what acts of destruction name (L9, L13). The latest takes
    /// the place of the earlier.</summary>
    /// <param name="Address">Of the organisation, the operator of the data.</param>
    /// <param name="Processor">Name and address of whoever processes on the operator's order; absent when nobody does.</param>
    public sealed record OperatorDescribed(InstitutionalText Address, InstitutionalText? Processor) : OrganisationEvent;
}
