using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Identity;

namespace MentorshipFlow.Api.Pages.Forms;

/// <summary>Decisions that a passkey can sign, on their forms. The script asks the passkey and fills the hidden fields of the signature;
/// without it the form is sent unsigned.</summary>
internal static class Signing
{
    /// <summary>The script.</summary>
    public const string Script = "accounts.js";

    /// <summary>The hidden fields of a signature.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        [.. FormField.OfRequest(typeof(PasskeySignature)).Select(field => $"signature.{field.Name}")];

    /// <summary>The address that gives the script the options for the decision with this address; null if nothing is signed.</summary>
    public static string? Options(bool signs, string? decision) => signs ? $"{decision}/passkey" : null;

    /// <summary>Whether a field is the signature of a decision.</summary>
    public static bool Is(FormField field) => field.Type == typeof(PasskeySignature);

    /// <summary>The passkeys with which the visitor may sign decisions.</summary>
    public static async Task<IReadOnlyList<UserPasskeyInfo>> Keys(Visit visit) => visit.Identity.Person is { } person
        ? await visit.Http.RequestServices.GetRequiredService<SigningKeys>()
            .Of(visit.Identity.Organisation, person, visit.Http.RequestAborted)
        : [];
}
