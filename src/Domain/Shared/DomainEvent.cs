namespace MentorshipFlow.Shared;

/// <summary>A fact that a decision put on the ledger. Each kind has one stable snake_case name in <c>EventCodec</c>.</summary>
/// <remarks>The properties of an event are its storage format: what is released is never renamed, only followed by a new version.</remarks>
public abstract record DomainEvent;
