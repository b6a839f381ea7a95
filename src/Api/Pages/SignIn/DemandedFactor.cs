using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Pages.SignIn;

/// <summary>An organisation may demand a second factor: an account that has a password and no factor gets no page but its own.</summary>
internal static class DemandedFactor
{
    /// <summary>The page that the account is led to.</summary>
    public const string At = "/account/second-factor";

    /// <summary>The answer to a request of an account that lacks the factor; null for all others.</summary>
    public static async Task<IResult?> Lacking(Visit visit)
    {
        var (http, stop) = (visit.Http, visit.Http.RequestAborted);
        if (PageSession.AccountOf(http) is not { } id || IsOwn(http.Request.Path)) return null;
        var services = http.RequestServices;
        if (!await By(visit)) return null;
        if (await services.GetRequiredService<Accounts>().Find(id, stop) is not { PasswordHash: not null, SecondFactor: null }) return null;
        // A form that was open when the factor was demanded is kept, so that nothing typed is lost.
        return await KeptForm.Of(http, services.GetRequiredService<BrowserSessions>()) is { } kept
            && await KeptForm.For(http, kept, id, visit.Identity) is { } form
            ? PageRoutes.Html<KeptView>(null, StatusCodes.Status403Forbidden, ("Form", form), ("Kept", kept), ("Fills", form.HasPage(http)),
                ("Demanded", true))
            : Results.Redirect(At);
    }

    /// <summary>Whether the organisation of a visit demands one.</summary>
    public static async Task<bool> By(Visit visit) => await visit.Http.RequestServices.GetRequiredService<OrganisationEngine>()
        .Find(visit.Identity.Organisation, visit.Http.RequestAborted) is { SignInPolicy: SignInPolicy.SecondFactor };

    private static bool IsOwn(PathString path) =>
        path.StartsWithSegments("/account") || path.StartsWithSegments("/sign-out") || path.StartsWithSegments("/stay");
}
