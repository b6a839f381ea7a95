using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Receipts;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Pages.Pairs;

/// <summary>Shared by the pages that have forms of their own.</summary>
internal static class OwnForms
{
    /// <summary>The way to a decision's form; null where the visitor may not decide it, or the programme has ended.</summary>
    public static string? For(Visit visit, ProgrammeHead head, string operation, params (string Name, object? Value)[] values) =>
        Open(head) ? Forms.DecisionForms.For(visit, operation, [("programme", head.Id), .. values]) : null;

    /// <summary>Whether decisions about a programme are possible at all.</summary>
    public static bool Open(ProgrammeHead head) => head.Programme.Status is not (ProgrammeStatus.Completed or ProgrammeStatus.Cancelled);

    /// <summary>On to the receipt of a decision.</summary>
    public static IResult ToReceipt(Visit visit, Reply reply, string back) => ReceiptOfDecision.Of(reply) is { Position: { } position }
        ? Results.Redirect($"/receipts/{position}?back={Uri.EscapeDataString(back)}")
        : PageRoutes.Html<ReceiptView>(visit, ("Receipt", ReceiptOfDecision.Of(reply)), ("Back", back));
}
