using System.Text.Encodings.Web;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace MentorshipFlow.Api.Pages.SignIn;

/// <summary>Lets in the person of a session; others are led to the page for signing in.</summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    BrowserSessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PageSession.Presented(Request) is not { } cookie
            || await sessions.Find(cookie, Context.RequestAborted) is not var (id, identity, account))
            return AuthenticateResult.NoResult();
        var principal = new SecretIdentity(identity, null, Scheme.Name);
        principal.AddClaim(new(PageSession.Scheme, $"{id:D}"));
        if (account is not null) principal.AddClaim(new(PageSession.Account, $"{account:D}"));
        return AuthenticateResult.Success(new(new(principal), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (await KeptForm.Of(Context, sessions) is { } kept)
        {
            Response.Headers.ContentSecurityPolicy = PageRoutes.ContentPolicy;
            await PageRoutes.Html<SignInView>(null, StatusCodes.Status401Unauthorized, ("Kept", kept),
                ("Back", PageRoutes.Local(Request.Form[PageRoutes.Back], "/"))).ExecuteAsync(Context);
            return;
        }

        var back = HttpMethods.IsGet(Request.Method) ? $"{Request.Path}{Request.QueryString}"
            : Request.HasFormContentType ? Request.Form[PageRoutes.Back].ToString() : "";
        Response.Redirect(back is "" or "/" ? "/sign-in" : $"/sign-in?back={Uri.EscapeDataString(back)}");
    }
}
