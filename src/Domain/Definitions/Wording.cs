namespace MentorshipFlow.Definitions;

/// <summary>Institutional text in the two languages of the product. Never about a person, so it may stand in an event.</summary>
public sealed record Wording(string Ru, string En);
