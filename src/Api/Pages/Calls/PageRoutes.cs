using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MentorshipFlow.Api.Pages.Calls;

/// <summary>Maps pages. A page is for people with a session; it answers failures as pages too.</summary>
public static class PageRoutes
{
    /// <summary>The content policy of the pages: nothing but what this server serves, and no code or style inside the page.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The longest form with a file: the largest file, and what stands beside it.</summary>
    private const int LargestForm = FileVault.MaxSize + 1024 * 1024;

    /// <summary>The field of a form with the address to go back to.</summary>
    public const string Back = "back";

    /// <summary>The number of the entry that the visitor has just made, in the address of the page to which a step leads back.</summary>
    public const string Recorded = "recorded";

    private const int FormItself = 256 * 1024;

    /// <summary>The pages for failures.</summary>
    public static FailuresAsPages Failures { get; } = new((http, problem) =>
    {
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        return Html<ProblemView>(null, problem.Status, ("Problem", problem.Body(http)));
    });

    /// <summary>Maps a page that shows something.</summary>
    public static void Page(this IEndpointRouteBuilder routes, string pattern, Func<Visit, Task<IResult>> show) =>
        routes.MapGet(pattern, (Delegate)((HttpContext http) => Guarded(http, show))).WithMetadata(new FormPage()).OfSession();

    /// <summary>Maps the address that takes a page's form.</summary>
    /// <param name="largestFile">The limit of the files in it, in bytes; 0 for that of the vault.</param>
    public static void Form(this IEndpointRouteBuilder routes, string pattern, Func<Visit, IFormCollection, Task<IResult>> take,
        int largestFile = 0) =>
        routes.MapPost(pattern, (Delegate)((HttpContext http) => Guarded(http, async visit =>
        {
            var form = await Read(http, largestFile > 0 ? largestFile + FormItself : LargestForm);
            if (http.RequestServices.GetRequiredService<PageSession>().Accepts(PageSession.Of(http), form[PageSession.TokenField]))
                return await take(visit, form);
            // The page was opened in another session: what was typed is shown again, and decided on only when it is sent again.
            return await SignIn.KeptForm.Of(http, http.RequestServices.GetRequiredService<BrowserSessions>()) is { } kept
                && await SignIn.KeptForm.For(http, kept, PageSession.AccountOf(http), visit.Identity) is { } own
                ? Html<SignIn.KeptView>(null, StatusCodes.Status400BadRequest, ("Form", own), ("Kept", kept), ("Fills", own.HasPage(http)))
                : Html<ProblemView>(visit, StatusCodes.Status400BadRequest, ("Text", PageWords.Say("problem.form-of-other-session")));
        }))).OfSession();

    /// <summary>Maps a page for everybody.</summary>
    public static void OpenPage(this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, Task<IResult>> show) =>
        routes.MapGet(pattern, (Delegate)((HttpContext http) => Open(http, show))).ExcludeFromDescription().WithMetadata(Failures);

    /// <summary>Maps the address that takes a form from everybody; not from a page of another site.</summary>
    public static void OpenForm(this IEndpointRouteBuilder routes, string pattern,
        Func<HttpContext, IFormCollection, Task<IResult>> take) =>
        routes.MapPost(pattern, (Delegate)((HttpContext http) => Open(http, async _ => FromHere(http.Request)
            ? await take(http, await http.Request.ReadFormAsync(http.RequestAborted))
            : Html<ProblemView>(null, StatusCodes.Status400BadRequest, ("Text", PageWords.Say("problem.form-of-other-session"))))))
            .ExcludeFromDescription().WithMetadata(Failures);

    /// <summary>A component as an answer.</summary>
    /// <param name="visit">Null on pages for everybody.</param>
    public static IResult Html<T>(Visit? visit, int status, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        var given = parameters.ToDictionary(p => p.Name, p => p.Value);
        given["Visit"] = visit;
        return new RazorComponentResult<T>(given) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>A component as the answer of success.</summary>
    public static IResult Html<T>(Visit visit, params (string Name, object? Value)[] parameters)
        where T : IComponent => Html<T>(visit, StatusCodes.Status200OK, parameters);

    /// <summary>The address to go on at after a form: a path of this server, or another one if there is none.</summary>
    public static string Local(string? back, string otherwise) =>
        back is ['/', not ('/' or '\\'), ..] or "/" && !back.Any(char.IsControl) ? back : otherwise;

    /// <summary>An address of this server with a value in its query, before its fragment.</summary>
    public static string With(string address, string name, string value)
    {
        var (path, fragment) = address.Split('#', 2) is [var before, var after] ? (before, $"#{after}") : (address, "");
        return $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}{fragment}";
    }

    private static void OfSession(this RouteHandlerBuilder route) => route.ExcludeFromDescription().WithMetadata(Failures)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(PageSession.Scheme).RequireAuthenticatedUser());

    // A file stays in memory: personal data must not lie in a folder for temporary files.
    private static Task<IFormCollection> Read(HttpContext http, int largest)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentType!.StartsWith("application/x-www",
            StringComparison.OrdinalIgnoreCase))
            return http.Request.ReadFormAsync(http.RequestAborted);
        FileTurns.Allow(http, largest);
        return http.Request.ReadFormAsync(
            new FormOptions { MemoryBufferThreshold = largest, MultipartBodyLengthLimit = largest }, http.RequestAborted);
    }

    private static bool FromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static Task<IResult> Guarded(HttpContext http, Func<Visit, Task<IResult>> show)
    {
        var visit = ActivatorUtilities.CreateInstance<Visit>(http.RequestServices, http);
        return Caught(http, visit, async () =>
        {
            await visit.Open();
            return await SignIn.DemandedFactor.Lacking(visit) ?? await show(visit);
        });
    }

    private static Task<IResult> Open(HttpContext http, Func<HttpContext, Task<IResult>> show) => Caught(http, null, () => show(http));

    private static async Task<IResult> Caught(HttpContext http, Visit? visit, Func<Task<IResult>> show)
    {
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers.ContentLanguage = Sentences.Language;
        try
        {
            return await show();
        }
        catch (PageRefusedException refused)
        {
            return Html<ProblemView>(visit, refused.Status, ("Problem", refused.Problem));
        }
        catch (Exception error) when (BatchWriter.OutOfReach(error))
        {
            http.Response.Headers.RetryAfter = "5";
            return Html<ProblemView>(visit, StatusCodes.Status503ServiceUnavailable, ("Text", PageWords.Say("problem.database-away")));
        }
        catch (LedgerBrokenException broken)
        {
            return Html<ProblemView>(visit, StatusCodes.Status500InternalServerError,
                ("Text", PageWords.Say("problem.ledger-broken", broken.Position)));
        }
        catch (VaultBrokenException broken)
        {
            return Html<ProblemView>(visit, StatusCodes.Status500InternalServerError,
                ("Text", PageWords.Say("problem.vault-broken", broken.Row)));
        }
    }
}

/// <summary>Marks an endpoint that shows a page and fills in the values of its query.</summary>
internal sealed record FormPage;
