namespace MentorshipFlow.People;

/// <summary>An event of a person's stream <c>person-{uuid}</c>: codes, bands, dates and ids, without personal data. Each room has its own
/// closed set.</summary>
public abstract record PersonEvent : DomainEvent
{
    private protected PersonEvent() { }
}
