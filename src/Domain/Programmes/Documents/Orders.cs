using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Documents;

/// <summary>The check for decisions that need an order: a document in force whose kind is an order in the definition (M30, M101).</summary>
internal static class Orders
{
    /// <summary>The refusal if this document is not an order in force; otherwise null.</summary>
    public static Refusal? Lacks(Programme state, Guid order, Definition definition) =>
        !state.Documents.IsInForce(order) ? new(Reason.DocumentNotInForce, "document-not-in-force", order.ToString())
        : definition.Document(state.Documents.Documents[order].Registered.Kind)?.Kind == DocumentKind.Order ? null
        : new(Reason.DocumentNotAnOrder, "document-not-an-order", order.ToString());
}
