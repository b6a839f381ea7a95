using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Documents;

/// <summary>An act that needs an order requires a document in force whose kind is an order in the definition (M30, M101).</summary>
internal static class Orders
{
    /// <summary>Why this document does not order anything; null when it does.</summary>
    public static Refusal? Lacks(Programme state, Guid order, Definition definition) =>
        !state.Documents.IsInForce(order) ? new(Reason.DocumentNotInForce, "document-not-in-force", order.ToString())
        : definition.Document(state.Documents.Documents[order].Registered.Kind)?.Kind == DocumentKind.Order ? null
        : new(Reason.DocumentNotAnOrder, "document-not-an-order", order.ToString());
}
