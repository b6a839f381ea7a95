namespace MentorshipFlow.Definitions;

/// <summary>A kind of document that a programme registers.</summary>
/// <param name="Number">1..12 for the documents of the source list (M26..M37), null for the others.</param>
/// <param name="Stage">The stage whose work it belongs to; null when it belongs to none or to several.</param>
/// <param name="SidePlan">Belongs to the plan of the Year of the Teacher and Mentor, which gates no stage (F14).</param>
public sealed record DocumentDefinition(
    int? Number, string Code, Wording Title, DocumentKind Kind, int? Stage, bool SidePlan, IReadOnlyList<string> Rows);

/// <summary>What a document is by its nature, whatever it is about.</summary>
public enum DocumentKind
{
    Regulation, Order, Plan, Register, Evidence, Certificate, Protocol, Report, Agreement, Act, Letter, Consent,
}
