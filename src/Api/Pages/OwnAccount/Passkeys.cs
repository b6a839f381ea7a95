using System.Buffers.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Identity;

namespace MentorshipFlow.Api.Pages.OwnAccount;

/// <summary>Passkeys by ASP.NET Core Identity. What a browser must answer travels sealed in the form, so the server remembers
/// nothing.</summary>
internal static class Passkeys
{
    private const string Making = "passkey is made";
    private const string Asking = "passkey is asked";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>The options for the script that makes a passkey.</summary>
    public static async Task<IResult> OptionsToMake(HttpContext http, Guid account, string login)
    {
        var made = await Handler(http).MakeCreationOptionsAsync(new() { Id = $"{account:D}", Name = login, DisplayName = login }, http);
        return Answer(http, made.CreationOptionsJson, made.AttestationState, Making);
    }

    /// <summary>The options for the script that asks for a passkey.</summary>
    public static async Task<IResult> OptionsToAsk(HttpContext http)
    {
        var asked = await Handler(http).MakeRequestOptionsAsync(null, http);
        return Answer(http, asked.RequestOptionsJson, asked.AssertionState, Asking);
    }

    /// <summary>The passkey that a form brings for an account; null if it is not one.</summary>
    public static async Task<UserPasskeyInfo?> Made(HttpContext http, IFormCollection form, Guid account)
    {
        if (!http.RequestServices.GetRequiredService<Sealed>().Opens<string>(Making, form["state"], out var state)) return null;
        var result = await Handler(http).PerformAttestationAsync(
            new() { HttpContext = http, CredentialJson = form["credential"].ToString(), AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != $"{account:D}") return null;
        result.Passkey.Name = Device(http, form);
        return result.Passkey;
    }

    /// <summary>The account whose passkey a form brings; null if it does not fit.</summary>
    public static async Task<Account?> Asked(HttpContext http, IFormCollection form)
    {
        if (!http.RequestServices.GetRequiredService<Sealed>().Opens<string>(Asking, form["state"], out var state)) return null;
        var result = await Handler(http).PerformAssertionAsync(
            new() { HttpContext = http, CredentialJson = form["credential"].ToString(), AssertionState = state });
        if (!result.Succeeded) return null;
        // The counter of the passkey moves on.
        await http.RequestServices.GetRequiredService<AccountStore>().AddOrUpdatePasskeyAsync(result.User, result.Passkey,
            http.RequestAborted);
        return result.User;
    }

    /// <summary>The options for the script that has a text signed, and the public keys: a browser knows those only of a new
    /// passkey.</summary>
    public static async Task<IResult> OptionsToSign(HttpContext http, string text, IReadOnlyList<UserPasskeyInfo> passkeys)
    {
        var options = JsonNode.Parse((await Handler(http).MakeRequestOptionsAsync(null, http)).RequestOptionsJson)!.AsObject();
        options["challenge"] = PasskeySignature.Challenge(text);
        options["userVerification"] = "required";
        var (allowed, keys) = (new JsonArray(), new JsonObject());
        foreach (var passkey in passkeys)
        {
            var id = Base64Url.EncodeToString(passkey.CredentialId);
            allowed.Add(new JsonObject { ["type"] = "public-key", ["id"] = id });
            keys[id] = Base64Url.EncodeToString(passkey.PublicKey);
        }

        options["allowCredentials"] = allowed;
        return Results.Content(new JsonObject { ["options"] = options, ["keys"] = keys }.ToJsonString(), "application/json");
    }

    private static string Device(HttpContext http, IFormCollection form) =>
        form["name"].ToString().Trim() is { Length: > 0 and <= 60 } name ? name : SignIn.Device.Of(http.Request);

    private static IResult Answer(HttpContext http, string options, string? state, string purpose) => Results.Content(
        $$"""{"options":{{options}},"state":"{{http.RequestServices.GetRequiredService<Sealed>().Seal(purpose, state ?? "", Lasts)}}"}""",
        "application/json");

    private static IPasskeyHandler<Account> Handler(HttpContext http) =>
        http.RequestServices.GetRequiredService<IPasskeyHandler<Account>>();
}
