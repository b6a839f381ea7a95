namespace MentorshipFlow.Shared;

/// <summary>A fact recorded in the ledger. Each kind has one stable snake_case name in <c>EventCodec</c>.</summary>
/// <remarks>An event's properties are its storage format. After a release they are never renamed; a change needs a new version.</remarks>
public abstract record DomainEvent;
