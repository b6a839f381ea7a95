using MentorshipFlow.Ledger;

namespace MentorshipFlow.Certificates;

/// <summary>One entry of a programme's stream as a certificate reads it. A history is entries 1 to V of one stream without a gap.</summary>
/// <param name="Head">What the ledger's columns say beside the body.</param>
/// <param name="Type">The stored type name, such as <c>stage_approved</c>.</param>
/// <param name="Event">The body.</param>
/// <param name="Leaf">The entry's leaf, 64 lower hex digits (<see cref="Entry.Leaf"/>).</param>
public readonly record struct HistoryEntry(Recorded Head, string Type, DomainEvent Event, string Leaf);
