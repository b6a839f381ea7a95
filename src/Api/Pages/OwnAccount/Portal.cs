using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.SignIn;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace MentorshipFlow.Api.Pages.OwnAccount;

/// <summary>The configured OpenID Connect provider.</summary>
/// <param name="Authority">Its address, under which <c>.well-known/openid-configuration</c> lies.</param>
/// <param name="Secret">From the environment; null for a public client, which PKCE protects.</param>
/// <param name="Title">How people call it; null for its host.</param>
/// <param name="Claim">The claim that is matched: by default the subject, which never changes.</param>
public sealed record OpenIdPortal(Uri Authority, string ClientId, string? Secret = null, string? Title = null, string Claim = "sub");

/// <summary>The portal as the pages see it.</summary>
public sealed class Portal(OpenIdPortal? of)
{
    /// <summary>The scheme of its handler.</summary>
    public const string Scheme = "portal";

    /// <summary>Whether one is configured.</summary>
    public bool Is => of is not null;

    /// <summary>How people call it.</summary>
    public string Title => of?.Title ?? of?.Authority.Host ?? "";
}

/// <summary>
/// Sign-in through an OpenID Connect provider: code flow with PKCE. It signs in whoever linked the account with it while signed in; nobody
/// gets an account from it.
/// </summary>
internal static class PortalServices
{
    /// <summary>The property of the flow with the account that is to be linked.</summary>
    public const string Account = "account";

    private const string Kept = "kept";
    private const string Back = "back";
    private const string Here = "kept here: ";
    private const int LongestInAddress = 1000;

    public static void AddPortal(this IServiceCollection services, OpenIdPortal? portal)
    {
        services.AddSingleton(new Portal(portal));
        if (portal is null) return;
        services.AddAuthentication().AddOpenIdConnect(Portal.Scheme, o =>
        {
            (o.Authority, o.ClientId, o.ClientSecret) = (portal.Authority.AbsoluteUri, portal.ClientId, portal.Secret);
            o.RequireHttpsMetadata = !portal.Authority.IsLoopback;
            (o.ResponseType, o.ResponseMode, o.UsePkce) = ("code", "query", true);
            (o.CallbackPath, o.SaveTokens, o.MapInboundClaims, o.GetClaimsFromUserInfoEndpoint) =
                ("/sign-in/portal/return", false, false, portal.Claim != "sub");
            o.Scope.Clear();
            o.Scope.Add("openid");
            if (portal.Claim != "sub") o.Scope.Add("profile");
            o.NonceCookie.SecurePolicy = o.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.NonceCookie.SameSite = o.CorrelationCookie.SameSite = SameSiteMode.Lax;
            o.Events.OnRedirectToIdentityProvider = context =>
            {
                // Behind a proxy the request does not know its public address.
                var address = context.HttpContext.RequestServices.GetRequiredService<PublicAddress>();
                context.ProtocolMessage.RedirectUri = address.Of(context.Request, o.CallbackPath);
                return Task.CompletedTask;
            };
            o.Events.OnTicketReceived = async context =>
            {
                context.HandleResponse();
                await (await Returned(context, portal)).ExecuteAsync(context.HttpContext);
            };
            o.Events.OnRemoteFailure = async context =>
            {
                context.HandleResponse();
                SignInLog.Refused(context.HttpContext, SignInWay.Portal);
                context.HttpContext.Response.Headers.ContentSecurityPolicy = PageRoutes.ContentPolicy;
                await Entering.Refused(PageWords.Say("portal.failed"), StatusCodes.Status403Forbidden, new("/", null),
                    "").ExecuteAsync(context.HttpContext);
            };
        });
    }

    /// <summary>Leads to the portal.</summary>
    public static async Task<IResult> Go(HttpContext http, Onward onward, Guid? link)
    {
        var properties = new AuthenticationProperties
        {
            RedirectUri = "/", Items = { [Back] = onward.Back, [Kept] = Lay(http, onward.Kept) },
        };
        if (link is not null) properties.Items[Account] = $"{link:D}";
        await http.ChallengeAsync(Portal.Scheme, properties);
        var address = http.Response.Headers.Location.ToString();
        http.Response.Headers.Remove("Location");
        http.Response.Headers["Refresh"] = $"0; url={address}";
        return PageRoutes.Html<PortalView>(null, StatusCodes.Status200OK, ("Address", address),
            ("Title", http.RequestServices.GetRequiredService<Portal>().Title));
    }

    // The way to the portal and back is an address, which is too short for a long form: the form waits here, under its hash.
    private static string? Lay(HttpContext http, string? kept)
    {
        if (kept is not { Length: > LongestInAddress } || !KeptForm.IsSealed(http, kept)) return kept;
        var place = $"{Here}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kept)))}";
        http.RequestServices.GetRequiredService<IMemoryCache>().Set(place, kept, TimeSpan.FromMinutes(15));
        return place;
    }

    private static string? Taken(HttpContext http, string? kept) => kept?.StartsWith(Here, StringComparison.Ordinal) == true
        ? http.RequestServices.GetRequiredService<IMemoryCache>().Get<string>(kept) : kept;

    private static async Task<IResult> Returned(TicketReceivedContext context, OpenIdPortal portal)
    {
        var (http, items) = (context.HttpContext, context.Properties!.Items);
        http.Response.Headers.ContentSecurityPolicy = PageRoutes.ContentPolicy;
        if (context.Principal?.FindFirst(portal.Claim)?.Value is not { Length: > 0 } subject)
        {
            SignInLog.Refused(http, SignInWay.Portal);
            return Entering.Refused(PageWords.Say("portal.failed"), StatusCodes.Status403Forbidden, new("/", null), "");
        }

        var login = new PortalLogin(portal.Authority.AbsoluteUri, subject);
        var accounts = http.RequestServices.GetRequiredService<Accounts>();
        if (items.TryGetValue(Account, out var linking) && Guid.TryParse(linking, out var account))
        {
            // The same browser must still be signed in to the account that asked.
            return await http.AuthenticateAsync(PageSession.Scheme) is { Succeeded: true, Principal: { } who }
                && who.FindFirst(PageSession.Account)?.Value == linking
                ? Results.Redirect(await accounts.Link(account, login, http.RequestAborted) ? "/account?done=portal-linked"
                    : "/account?done=portal-taken")
                : Results.Redirect("/sign-in");
        }

        var onward = new Onward(PageRoutes.Local(items.TryGetValue(Back, out var back) ? back : null, "/"),
            items.TryGetValue(Kept, out var kept) ? Taken(http, kept) : null);
        if (await accounts.OfPortal(login, http.RequestAborted) is { } found)
            return await Entering.Answer(http, SignInWay.Portal, await accounts.Enter(found, http.RequestAborted), onward);
        SignInLog.Refused(http, SignInWay.Portal);
        return Entering.Refused(PageWords.Say("portal.unknown"), StatusCodes.Status403Forbidden, onward, "");
    }
}
