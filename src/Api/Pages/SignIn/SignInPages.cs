using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Authentication;

namespace MentorshipFlow.Api.Pages.SignIn;

/// <summary>Signing in by a link that works once, signing out, and what everybody may choose: language and theme.</summary>
internal sealed class SignInPages(BrowserSessions sessions) : UseCase
{
    private const string Theme = "theme";

    /// <summary>The cookie with the chosen language.</summary>
    public const string Language = "language";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/", visit => Task.FromResult(Results.Redirect(First(visit))));
        routes.OpenPage("/sign-in", http => Task.FromResult(PageRoutes.Html<SignInView>(null, StatusCodes.Status200OK,
            ("Back", PageRoutes.Local(http.Request.Query[PageRoutes.Back], "/")))));

        // A look at the link does not use it up: mail programs look at every link.
        routes.OpenPage("/enter/{once}", async http =>
        {
            var who = await sessions.Entering(Once(http), http.RequestAborted);
            return PageRoutes.Html<EnterView>(null, who is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
                ("Role", who?.Roles[0]), ("Action", http.Request.Path.Value));
        });
        routes.OpenForm("/enter/{once}", async (http, _) =>
        {
            if (await sessions.Enter(Once(http), http.RequestAborted) is not { } cookie)
            {
                SignInLog.Refused(http, SignInWay.Link);
                return PageRoutes.Html<EnterView>(null, StatusCodes.Status404NotFound, ("Action", http.Request.Path.Value));
            }

            SignInLog.Began(http, SignInWay.Link, cookie);
            PageSession.Set(http, cookie);
            return Results.Redirect("/");
        });
        routes.OpenForm("/sign-in", async (http, form) =>
        {
            var login = form["login"].ToString();
            var tried = await Accounts(http).WithPassword(login, form["password"].ToString(), http.RequestAborted);
            return await Entering.Answer(http, SignInWay.Password, tried, Onward.Of(form), login);
        });
        routes.OpenForm("/sign-in/code", async (http, form) =>
        {
            if (!http.RequestServices.GetRequiredService<Sealed>().Opens<WaitsForCode>(Entering.Step, form["step"], out var step))
            {
                SignInLog.Refused(http, SignInWay.Code);
                return Entering.Refused(PageWords.Say("sign-in.too-late"), StatusCodes.Status403Forbidden, new("/", null), "");
            }

            var tried = await Accounts(http).WithCode(step.Account, form["code"].ToString(), http.RequestAborted);
            var fault = tried switch
            {
                SigningIn.Wrong => PageWords.Say("sign-in.wrong-code"),
                SigningIn.Closed closed => Entering.Until(closed.Until, TimeProvider.System),
                _ => null,
            };
            if (fault is null) return await Entering.Answer(http, SignInWay.Code, tried, step.Onward);
            SignInLog.Ended(http, SignInWay.Code, tried);
            return Entering.AskCode(http, step.Account, step.Onward, fault);
        });

        // A person who is signed in asks to see what was typed before; the sealed form says that it is theirs.
        routes.OpenForm("/sign-in/kept", async (http, form) =>
        {
            if (await http.AuthenticateAsync(PageSession.Scheme) is not { Succeeded: true, Principal: { } who })
                return Results.Redirect("/sign-in");
            http.User = who;
            var kept = await KeptForm.For(http, form[KeptForm.Field], PageSession.AccountOf(http), SecretIdentity.Of(http).Identity);
            return kept is null ? Results.Redirect("/") : await kept.Shown(http) ?? Results.Redirect(kept.Back);
        });
        routes.OpenForm("/sign-in/key", async (http, form) =>
        {
            var keys = http.RequestServices.GetRequiredService<AccessKeys>();
            var onward = Onward.Of(form);
            if (await keys.Find(form["key"].ToString().Trim(), http.RequestAborted) is { Person: not null } identity)
                return await Entering.Begin(http, SignInWay.Key, identity.Key, null, onward);
            SignInLog.Refused(http, SignInWay.Key);
            return PageRoutes.Html<SignInView>(null, StatusCodes.Status403Forbidden, ("Wrong", true), ("Back", onward.Back),
                ("Kept", onward.Kept));
        });

        // Asked by the script of a page that lies open, so that the session lasts.
        routes.Page("/stay", _ => Task.FromResult(Results.NoContent()));
        routes.Form("/sign-out", async (visit, _) =>
        {
            await sessions.End(PageSession.Of(visit.Http), visit.Http.RequestAborted);
            PageSession.Remove(visit.Http);
            // The script keeps typed text in the tab until it is sent; the next person must not find it.
            visit.Http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
            return Results.Redirect("/sign-in");
        });
        routes.OpenForm("/preferences", (http, form) =>
        {
            Choose(http, Language, form[Language].ToString(), "ru", "en");
            Choose(http, Theme, form[Theme].ToString(), "light", "dark", "auto");
            return Task.FromResult(Results.Redirect(PageRoutes.Local(form[PageRoutes.Back], "/")));
        });
    }

    private static Accounts Accounts(HttpContext http) => http.RequestServices.GetRequiredService<Accounts>();

    private static string Once(HttpContext http) => http.GetRouteValue("once")?.ToString() ?? "";

    private static string First(Visit visit) => visit.May("readProgramme")
        ? visit.Identity.Roles.Contains(Role.Auditor) ? "/programmes" : "/inbox"
        : visit.May("listProgrammes") ? "/programmes" : visit.May("regionalIndicators") ? "/region" : "/installation";

    private static void Choose(HttpContext http, string name, string value, params string[] known)
    {
        if (!known.Contains(value)) return;
        http.Response.Cookies.Append(name, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = http.Request.IsHttps, Path = "/",
        });
    }
}
