using System.ComponentModel.DataAnnotations;

namespace MentorshipFlow.Definitions;

/// <summary>A kind of document that a programme registers.</summary>
/// <param name="Number">1..12 for the documents of the source list (M26..M37), null for the others.</param>
/// <param name="Stage">The stage whose work it belongs to; null when it belongs to none or to several.</param>
/// <param name="SidePlan">Belongs to the plan of the Year of the Teacher and Mentor, which gates no stage (F14).</param>
public sealed record DocumentDefinition(
    [property: Range(1, 99)] int? Number,
    string Code,
    Wording Title,
    DocumentKind Kind,
    [property: Range(1, 7)] int? Stage,
    bool SidePlan,
    IReadOnlyList<string> Rows);

/// <summary>A document outside the source list: it has no number and belongs to no stage.</summary>
public sealed record OtherDocument(string Code, Wording Title, DocumentKind Kind, IReadOnlyList<string> Rows);

/// <summary>The nature of a document, independent of its subject.</summary>
public enum DocumentKind
{
    Regulation, Order, Plan, Register, Evidence, Certificate, Protocol, Report, Agreement, Act, Letter, Consent,
}
