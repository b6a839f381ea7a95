using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.SignIn;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Authentication;

namespace MentorshipFlow.Api.Pages.OwnAccount;

/// <summary>Invitations: a link or a code from a slip opens one, login and password or a passkey use it up.</summary>
internal sealed class InvitePages(Invitations invitations, Sealed letters) : UseCase
{
    private const string Purpose = "invitation";
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>An invitation that was opened, and the id that its account would have.</summary>
    private sealed record Ticket(Guid Invitation, Guid Account);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/invite", _ => Task.FromResult(PageRoutes.Html<InviteCodeView>(null, StatusCodes.Status200OK)));
        routes.OpenForm("/invite", async (http, form) =>
        {
            var (found, closed) = await invitations.OfCode(form["code"].ToString(), http.RequestAborted);
            return found is not null ? await Show(http, found, New(http, found), "", null, null)
                : PageRoutes.Html<InviteCodeView>(
                    null, closed is null ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests,
                    ("Code", form["code"].ToString()), ("Fault", closed is { } until ? Entering.Until(until, TimeProvider.System)
                        : PageWords.Say("invite.code-wrong")));
        });

        // A look at the link does not use it up: mail programs look at every link.
        routes.OpenPage("/invite/{once}", async http =>
            await invitations.OfLink(http.GetRouteValue("once")?.ToString() ?? "", http.RequestAborted) is { } found
                ? await Show(http, found, New(http, found), "", null, null) : Gone);

        routes.OpenForm("/invite/accept", async (http, form) =>
        {
            var (found, ticket) = await Opened(http, form);
            if (found is null) return Gone;
            var (login, password) = (form["login"].ToString().Trim(), form["password"].ToString());
            var loginFault = Logins.LoginFault(login);
            var byPasskey = form["credential"].ToString().Length > 0;
            var passwordFault = byPasskey ? null : Logins.PasswordFault(password, login);
            var passkey = byPasskey && loginFault is null ? await Passkeys.Made(http, form, ticket.Account) : null;
            if (byPasskey && passkey is null) passwordFault = PageWords.Say("passkey.failed");
            if (loginFault is not null || passwordFault is not null)
                return await Show(http, found, form["ticket"].ToString(), login, loginFault, passwordFault);
            var accounts = http.RequestServices.GetRequiredService<Accounts>();
            switch (await accounts.Accept(found, ticket.Account, login, byPasskey ? null : password, http.RequestAborted))
            {
                case Accepted.Made made:
                    if (passkey is not null)
                        await accounts.Add((await accounts.Find(made.Account, http.RequestAborted))!, passkey, http.RequestAborted);
                    return await Entering.Begin(http, SignInWay.Invitation, made.Key, made.Account, new("/", null));
                case Accepted.LoginTaken:
                    return await Show(http, found, form["ticket"].ToString(), login, PageWords.Say("invite.login-taken"), null);
                default: return Gone;
            }
        });

        // A person with an account adds the invitation to it.
        routes.Form("/invite/join", async (visit, form) =>
        {
            var (found, _) = await Opened(visit.Http, form);
            if (found is null || PageSession.AccountOf(visit.Http) is not { } account) return Gone;
            var joined = await visit.Http.RequestServices.GetRequiredService<Accounts>().Join(found, account, visit.Http.RequestAborted);
            if (joined is not Accepted.Made made) return Gone;
            await visit.Http.RequestServices.GetRequiredService<BrowserSessions>().Choose(PageSession.Of(visit.Http), made.Key,
                visit.Http.RequestAborted);
            return Results.Redirect("/");
        });

        // Asked by the script that makes a passkey for the account to be.
        routes.OpenForm("/invite/passkey", async (http, form) => await Opened(http, form) is ({ }, var ticket)
            ? await Passkeys.OptionsToMake(http, ticket.Account, form["login"].ToString().Trim() is { Length: > 0 and <= 100 } login
                ? login : "MentorshipFlow")
            : Problems.NotFound);

        // After signing in by a link or a key, a person makes an account with the rights of that key.
        routes.Form("/account/new", async (visit, _) =>
        {
            var (identity, stop) = (visit.Identity, visit.Http.RequestAborted);
            if (identity.Person is not { } person || PageSession.AccountOf(visit.Http) is not null
                || await visit.Http.RequestServices.GetRequiredService<Accounts>().Has(identity.Organisation, person, stop))
                return Results.Redirect("/account");
            return Results.Redirect($"/invite/{(await invitations.MakeOwn(identity, stop)).Text}");
        });
    }

    private static IResult Gone => PageRoutes.Html<InviteCodeView>(null, StatusCodes.Status404NotFound, ("Gone", true));

    private string New(HttpContext http, OpenInvitation found) => letters.Seal(
        Purpose, new Ticket(found.Id, Guid.CreateVersion7(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())), Lasts);

    private async Task<(OpenInvitation? Found, Ticket Ticket)> Opened(HttpContext http, IFormCollection form) =>
        letters.Opens<Ticket>(Purpose, form["ticket"], out var ticket)
            ? (await invitations.Find(ticket.Invitation, http.RequestAborted), ticket) : (null, new(default, default));

    private static async Task<IResult> Show(
        HttpContext http, OpenInvitation found, string ticket, string login, string? loginFault, string? passwordFault)
    {
        var organisation = await http.RequestServices.GetRequiredService<OrganisationEngine>().Find(found.Identity.Organisation,
            http.RequestAborted);
        var (own, token) = ((string?)null, (string?)null);
        if (await http.AuthenticateAsync(PageSession.Scheme) is { Succeeded: true, Principal: { } who }
            && who.FindFirst(PageSession.Account) is { } claim)
        {
            var session = Guid.Parse(who.FindFirst(PageSession.Scheme)!.Value);
            own = (await http.RequestServices.GetRequiredService<Accounts>().Find(Guid.Parse(claim.Value), http.RequestAborted))?.Login;
            token = http.RequestServices.GetRequiredService<PageSession>().Token(session);
        }

        return PageRoutes.Html<InviteView>(null, loginFault is null && passwordFault is null ? StatusCodes.Status200OK
            : StatusCodes.Status422UnprocessableEntity,
            ("Invitation", found), ("Organisation", organisation?.Created?.Title.Value ?? ""), ("Ticket", ticket), ("Login", login),
            ("LoginFault", loginFault), ("PasswordFault", passwordFault), ("Own", own), ("Token", token));
    }
}
