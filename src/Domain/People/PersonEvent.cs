namespace MentorshipFlow.People;

/// <summary>An event of a person's stream <c>person-{uuid}</c>: codes, bands, dates and ids, and nothing that names anybody.
/// Each room has its own closed set.</summary>
public abstract record PersonEvent : DomainEvent
{
    private protected PersonEvent()
    {
    }
}
