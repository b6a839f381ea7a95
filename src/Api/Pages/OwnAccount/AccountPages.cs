using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.SignIn;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Pages.OwnAccount;

/// <summary>The content of the page of an account.</summary>
/// <param name="Account">Null for who came by a link or with a key.</param>
/// <param name="Elsewhere">Whether the person has an account that is not signed in now.</param>
public sealed record AccountShown(
    Account? Account, bool Elsewhere, Guid Session, IReadOnlyList<OpenSession> Sessions, IReadOnlyList<PasskeyOfAccount> Passkeys,
    IReadOnlyList<AccountEvent> Events, bool Linked);

/// <summary>One's own account: password, second factor, passkeys, portal, open sessions, language and theme.</summary>
internal sealed class AccountPages(BrowserSessions sessions, Sealed letters) : UseCase
{
    private static readonly TimeSpan SecretLasts = TimeSpan.FromMinutes(15);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/account", visit => Show(visit, StatusCodes.Status200OK));

        OfAccount(routes, "/account/password", async (visit, form, account) =>
        {
            var (accounts, stop) = (Of(visit), visit.Http.RequestAborted);
            if (await Unconfirmed(visit, form, account) is { } fault)
                return await Show(visit, Refused, ("password", fault));
            var password = form["password"].ToString();
            if (Logins.PasswordFault(password, account.Login!) is { } weak) return await Show(visit, Refused, ("new-password", weak));
            await accounts.SetPassword(account, password, stop);
            // Whoever signed in with the old password is out.
            await sessions.EndOf(account.Id, null, PageSession.Of(visit.Http), stop);
            return Results.Redirect("/account?done=password");
        });

        routes.Page("/account/second-factor", async visit => await Account(visit) is { SecondFactor: null } account
            ? await Secret(visit, account, Of(visit).NewSecondFactor(), null) : Results.Redirect("/account"));
        OfAccount(routes, "/account/second-factor", async (visit, form, account) =>
        {
            if (account.SecondFactor is not null || !letters.Opens<string>(Purpose(account), form["secret"], out var secret))
                return Results.Redirect("/account/second-factor");
            return await Of(visit).TurnOn(account, secret, form["code"].ToString(), visit.Http.RequestAborted) is { } codes
                ? PageRoutes.Html<RecoveryCodesView>(visit, ("Codes", codes))
                : await Secret(visit, account, secret, PageWords.Say("sign-in.wrong-code"));
        });
        OfAccount(routes, "/account/second-factor/end", async (visit, form, account) =>
        {
            if (await Unconfirmed(visit, form, account) is { } fault)
                return await Show(visit, Refused, ("second-factor", fault));
            await Of(visit).TurnOff(account, visit.Http.RequestAborted);
            return Results.Redirect("/account?done=second-factor-off");
        });

        OfAccount(routes, "/account/passkeys/options", (visit, _, account) =>
            Passkeys.OptionsToMake(visit.Http, account.Id, account.Login!));
        OfAccount(routes, "/account/passkeys", async (visit, form, account) =>
        {
            if (await Unconfirmed(visit, form, account) is { } fault)
                return await Show(visit, Refused, ("passkey", fault));
            if (await Passkeys.Made(visit.Http, form, account.Id) is not { } passkey)
                return await Show(visit, Refused, ("passkey", PageWords.Say("passkey.failed")));
            await Of(visit).Add(account, passkey, visit.Http.RequestAborted);
            return Results.Redirect("/account?done=passkey");
        });
        OfAccount(routes, "/account/passkeys/end", async (visit, form, account) =>
        {
            var passkey = form["passkey"].ToString();
            // Without a password the last passkey is the only way in.
            if (account.PasswordHash is null && (await Of(visit).Passkeys(account, visit.Http.RequestAborted)).Count < 2)
                return await Show(visit, Refused, ("passkey", PageWords.Say("passkey.last")));
            if (passkey.Length is > 0 and < 2048 && passkey.All(char.IsAsciiHexDigit) && passkey.Length % 2 == 0)
                await Of(visit).Remove(account, passkey, visit.Http.RequestAborted);
            return Results.Redirect("/account?done=passkey-removed");
        });

        OfAccount(routes, "/account/portal", async (visit, _, account) =>
            visit.Http.RequestServices.GetRequiredService<Portal>().Is
                ? await PortalServices.Go(visit.Http, new("/account", null), account.Id) : Results.Redirect("/account"));
        OfAccount(routes, "/account/portal/end", async (visit, _, account) =>
        {
            await Of(visit).Unlink(account.Id, visit.Http.RequestAborted);
            return Results.Redirect("/account?done=portal-unlinked");
        });

        OfAccount(routes, "/account/sessions/end", async (visit, form, account) =>
        {
            var own = PageSession.Of(visit.Http);
            if (await Unconfirmed(visit, form, account) is { } fault)
                return await Show(visit, Refused, ("sessions", fault));
            if (Guid.TryParse(form["session"], out var one) && one != own)
                await sessions.EndOf(account.Id, one, null, visit.Http.RequestAborted);
            else await sessions.EndOf(account.Id, null, own, visit.Http.RequestAborted);
            return Results.Redirect("/account?done=sessions");
        });

        // «Сейчас вы: куратор ▾».
        OfAccount(routes, "/account/capacity", async (visit, form, _) =>
        {
            if (Guid.TryParse(form["key"], out var key)) await sessions.Choose(PageSession.Of(visit.Http), key, visit.Http.RequestAborted);
            return Results.Redirect("/");
        });

        routes.OpenForm("/sign-in/passkey/options", (http, _) => Passkeys.OptionsToAsk(http));
        routes.OpenForm("/sign-in/passkey", async (http, form) =>
        {
            if (await Passkeys.Asked(http, form) is { } account)
            {
                var tried = await http.RequestServices.GetRequiredService<Accounts>().Enter(account, http.RequestAborted);
                return await Entering.Answer(http, SignInWay.Passkey, tried, Onward.Of(form));
            }

            SignInLog.Refused(http, SignInWay.Passkey);
            return Entering.Refused(PageWords.Say("passkey.failed"), StatusCodes.Status403Forbidden, Onward.Of(form), "");
        });
        routes.OpenForm("/sign-in/portal", async (http, form) => http.RequestServices.GetRequiredService<Portal>().Is
            ? await PortalServices.Go(http, Onward.Of(form), null) : Results.Redirect("/sign-in"));
    }

    private const int Refused = StatusCodes.Status422UnprocessableEntity;

    private static Accounts Of(Visit visit) => visit.Http.RequestServices.GetRequiredService<Accounts>();

    private static async Task<Account?> Account(Visit visit) => PageSession.AccountOf(visit.Http) is { } id
        ? await Of(visit).Find(id, visit.Http.RequestAborted) : null;

    private static string Purpose(Account account) => $"new second factor {account.Id}";

    private static void OfAccount(IEndpointRouteBuilder routes, string pattern,
        Func<Visit, IFormCollection, Account, Task<IResult>> take) => routes.Form(pattern, async (visit, form) =>
            await Account(visit) is { } account ? await take(visit, form, account) : Results.Redirect("/account"));

    // Why the present password of a form does not confirm a change; null if it does, or if the account has no password.
    private static async Task<string?> Unconfirmed(Visit visit, IFormCollection form, Account account) =>
        account.PasswordHash is null ? null : await Of(visit).Confirm(account, form["current"].ToString(), visit.Http.RequestAborted) switch
        {
            SigningIn.Closed closed => Entering.Until(closed.Until, TimeProvider.System),
            SigningIn.Wrong => PageWords.Say("account.wrong-password"),
            _ => null,
        };

    private async Task<IResult> Secret(Visit visit, Account account, string secret, string? fault) => PageRoutes.Html<SecondFactorView>(
        visit, fault is null ? StatusCodes.Status200OK : Refused, ("Secret", secret), ("Login", account.Login), ("Fault", fault),
        ("Sealed", letters.Seal(Purpose(account), secret, SecretLasts)), ("Demanded", await DemandedFactor.By(visit)));

    private async Task<IResult> Show(Visit visit, int status, params (string Where, string Why)[] faults)
    {
        var (accounts, stop) = (Of(visit), visit.Http.RequestAborted);
        var account = await Account(visit);
        var shown = account is null
            ? new AccountShown(null, visit.Identity.Person is { } person && await accounts.Has(visit.Identity.Organisation, person, stop),
                PageSession.Of(visit.Http), [], [], [], false)
            : new AccountShown(account, false, PageSession.Of(visit.Http), await sessions.Open(account.Id, stop),
                await accounts.Passkeys(account, stop), await accounts.Told(account.Id, stop), await accounts.IsLinked(account.Id, stop));
        var done = visit.Http.Request.Query["done"].ToString();
        return PageRoutes.Html<AccountView>(visit, status, ("Shown", shown), ("Faults", faults.ToDictionary(f => f.Where, f => f.Why)),
            ("Done", PageWords.Maybe($"account.done.{done}")));
    }
}
