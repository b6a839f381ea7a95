using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Template;

namespace MentorshipFlow.Api.Pages.SignIn;

/// <summary>A form that came when its session had ended: it travels sealed through the sign-in and is shown to the same person
/// again.</summary>
/// <param name="Address">Where it was sent.</param>
/// <param name="Fields">What was typed, without the page's own fields.</param>
/// <param name="Files">Whether it had files, which are not kept.</param>
public sealed record KeptForm(
    Guid Organisation, Guid Person, string Address, string Back, IReadOnlyDictionary<string, string[]> Fields, bool Files)
{
    /// <summary>The field that carries it.</summary>
    public const string Field = "kept";

    private const string Purpose = "kept form";
    private const int MostCharacters = 300_000;
    private static readonly HashSet<string> Own = [PageSession.TokenField, "decision", "decision-key", "seen", PageRoutes.Back];
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>Seals the form of a request whose session has ended; null when it was nobody's, or there is nothing to keep.</summary>
    public static async Task<string?> Of(HttpContext http, BrowserSessions sessions)
    {
        // The forms of an account hold passwords.
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Request.Path.StartsWithSegments("/account")
            || PageSession.Presented(http.Request) is not { } cookie
            || await sessions.Owner(cookie, http.RequestAborted) is not var (organisation, person)) return null;
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }

        // What a passkey signed is signed again.
        var fields = form.Where(f => !Own.Contains(f.Key) && !f.Key.Contains("password", StringComparison.OrdinalIgnoreCase)
                && !f.Key.StartsWith("signature.", StringComparison.Ordinal))
            .ToDictionary(f => f.Key, f => f.Value.Select(v => v ?? "").ToArray());
        if (fields.Sum(f => f.Value.Sum(v => v.Length)) > MostCharacters) return null;
        return http.RequestServices.GetRequiredService<Sealed>().Seal(Purpose, new KeptForm(organisation, person,
            $"{http.Request.Path}{http.Request.QueryString}", PageRoutes.Local(form[PageRoutes.Back], "/"), fields, form.Files.Count > 0),
                Lasts);
    }

    /// <summary>Whether a text is a kept form of this installation that is not too old.</summary>
    public static bool IsSealed(HttpContext http, string text) =>
        http.RequestServices.GetRequiredService<Sealed>().Opens<KeptForm>(Purpose, text, out _);

    /// <summary>Opens one for the person who is signed in now; null for anybody else.</summary>
    public static async Task<KeptForm?> For(HttpContext http, string? text, Guid? account, Identity identity)
    {
        if (!http.RequestServices.GetRequiredService<Sealed>().Opens<KeptForm>(Purpose, text, out var kept)) return null;
        if (kept.Organisation == identity.Organisation && kept.Person == identity.Person) return kept;
        return account is { } id && (await http.RequestServices.GetRequiredService<Accounts>().Capacities(id, http.RequestAborted))
            .Any(c => c.Organisation == kept.Organisation && c.Person == kept.Person) ? kept : null;
    }

    /// <summary>Shows the page of the form with what was typed; null if the address has no page of its own.</summary>
    public async Task<IResult?> Shown(HttpContext http)
    {
        var cut = Address.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = cut < 0 ? (Address, "") : (Address[..cut], Address[cut..]);
        RouteValueDictionary? values = null;
        var page = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<FormPage>() is not null)
            .OrderBy(e => e.RoutePattern.InboundPrecedence)
            .FirstOrDefault(e => new TemplateMatcher(new RouteTemplate(e.RoutePattern), []).TryMatch(path, values = []));
        if (page is null) return null;
        var request = http.Request;
        (request.Method, request.Path, request.QueryString, request.RouteValues) = (HttpMethods.Get, path, new(query), values!);
        var typed = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        foreach (var (name, written) in Fields) typed[name] = written;
        typed[PageRoutes.Back] = Back;
        // The address stays as it was: what was typed is not put into it.
        http.Features.Set<IQueryFeature>(new Typed { Query = new QueryCollection(typed) });
        http.SetEndpoint(page);
        await page.RequestDelegate!(http);
        return Results.Empty;
    }

    /// <summary>Whether an address has a page of its own that fills in what was typed.</summary>
    public bool HasPage(HttpContext http)
    {
        var path = Address.Split('?')[0];
        return http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Any(e => e.Metadata.GetMetadata<FormPage>() is not null
                && new TemplateMatcher(new RouteTemplate(e.RoutePattern), []).TryMatch(path, []));
    }

    /// <summary>Whether a page shows a kept form.</summary>
    public static bool Fills(HttpContext http) => http.Features.Get<IQueryFeature>() is Typed;

    private sealed class Typed : IQueryFeature
    {
        public required IQueryCollection Query { get; set; }
    }
}
