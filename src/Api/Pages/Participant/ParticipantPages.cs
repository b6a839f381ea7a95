using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace MentorshipFlow.Api.Pages.Participant;

/// <summary>Lets in a participant whose personal link was typed or pasted, for browsers without script.</summary>
internal sealed class ParticipantHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    PersonalLinks links, Sealed letters)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The scheme of the participants' pages.</summary>
    public const string Name = "participant";

    /// <summary>How long a page stays open after the link or the code was given.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(2);

    private const string Purpose = "typed code";

    /// <summary>The cookie after a code was typed: the sealed id of the link, because the link's secret is not known here.</summary>
    public static string Ticket(Sealed letters, Guid link) => letters.Seal(Purpose, link, Lasts);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Request.Cookies[Name] is { } token && await Found(token) is { } link
            ? AuthenticateResult.Success(new(new(link), Scheme.Name))
            : AuthenticateResult.NoResult();

    private ValueTask<SecretIdentity?> Found(string token) =>
        PersonalLinks.IsLink(token) ? links.Find(token, Scheme.Name, Context.RequestAborted)
        : letters.Opens<Guid>(Purpose, token, out var link) ? links.Find(link, Scheme.Name, Context.RequestAborted)
        : new((SecretIdentity?)null);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect("/participant/enter");
        return Task.CompletedTask;
    }
}

/// <summary>The questionnaire, the preferences and the consent behind a personal link, without script.</summary>
internal sealed class ParticipantPages(OperationCalls calls, PageSession session, PersonalLinks links, LinkCodes codes, Sealed letters,
    TimeProvider clock) : UseCase
{
    private const string Answer = "answer.";

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/participant/enter", _ => Task.FromResult(PageRoutes.Html<EnterByLinkView>(null, StatusCodes.Status200OK)));
        // A link to a consent leads here. The script of the page sends what stands after the #; without it the link is pasted.
        routes.OpenPage("/consent", _ => Task.FromResult(PageRoutes.Html<EnterByLinkView>(null, StatusCodes.Status200OK,
            ("ToConsent", true))));
        routes.OpenForm("/participant/enter", async (http, form) =>
        {
            var typed = form["link"].ToString().Trim();
            var token = typed[(typed.LastIndexOf('#') + 1)..];
            if (await links.Find(token, ParticipantHandler.Name, http.RequestAborted) is null)
                return PageRoutes.Html<EnterByLinkView>(null, StatusCodes.Status404NotFound, ("Wrong", true));
            return Enter(http, token);
        });
        routes.OpenPage("/code", _ => Task.FromResult(PageRoutes.Html<SlipCodeView>(null, StatusCodes.Status200OK)));
        routes.OpenForm("/code", async (http, form) =>
        {
            var typed = form["code"].ToString();
            var (link, closed) = await codes.Open(typed, VisitorAddress.Of(http), http.RequestAborted);
            if (link is { } id && await links.Find(id, ParticipantHandler.Name, http.RequestAborted) is not null)
                return Enter(http, ParticipantHandler.Ticket(letters, id));
            return PageRoutes.Html<SlipCodeView>(null,
                closed is null ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests, ("Code", typed),
                ("Fault", closed is { } until
                    ? PageWords.Count("slip-code.closed", Math.Max(1, (int)Math.Ceiling((until - clock.GetUtcNow()).TotalMinutes)))
                    : PageWords.Say("slip-code.wrong")));
        });
        Guard(routes.MapGet("/participant", (Delegate)((HttpContext http) => Show(http, StatusCodes.Status200OK, FormValues.Empty, null))));
        Guard(routes.MapPost("/participant", (Delegate)(async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return session.Accepts(Link(http), form[PageSession.TokenField])
                ? await Take(http, form)
                : PageRoutes.Html<ProblemView>(null, StatusCodes.Status400BadRequest,
                    ("Text", PageWords.Say("problem.form-of-other-session")));
        })));
    }

    private static IResult Enter(HttpContext http, string token)
    {
        http.Response.Cookies.Append(ParticipantHandler.Name, token, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/participant",
            MaxAge = ParticipantHandler.Lasts,
        });
        return Results.Redirect("/participant");
    }

    private static void Guard(RouteHandlerBuilder route) => route.ExcludeFromDescription().WithMetadata(PageRoutes.Failures)
        .RequireAuthorization(p => p.AddAuthenticationSchemes(ParticipantHandler.Name).RequireAuthenticatedUser());

    private static Guid Link(HttpContext http) => SecretIdentity.Of(http).Identity.Key;

    private async Task<IResult> Show(HttpContext http, int status, FormValues values, ProblemBody? refusal)
    {
        http.Response.Headers.ContentSecurityPolicy = PageRoutes.ContentPolicy;
        if (SecretIdentity.Of(http).Consent is not null) return await ShowConsent(http, status, values, refusal);
        var survey = await Ask(http, "readOwnSurvey");
        var preferences = survey.Succeeded ? null : await Ask(http, "readOwnPreferences");
        if (!survey.Succeeded && !preferences!.Succeeded)
            return PageRoutes.Html<ProblemView>(null, survey.Status, ("Problem", survey.Problem));
        return PageRoutes.Html<ParticipantView>(
            null, status, ("Survey", survey.Succeeded ? survey.Json : (JsonElement?)null),
            ("Preferences", preferences?.Json), ("Values", values), ("Refusal", refusal), ("Token", session.Token(Link(http))),
            ("Key", values["key"].Length > 0 ? values["key"] : Visit.NewKey));
    }

    private async Task<IResult> Take(HttpContext http, IFormCollection form)
    {
        var values = FormValues.Of(form);
        if (SecretIdentity.Of(http).Consent is not null) return await TakeConsent(http, values);
        var survey = await Ask(http, "readOwnSurvey");
        var reply = survey.Succeeded
            ? await Decide(http, "answerOwnSurvey", values["key"], new() { ["answers"] = Answers(survey.Json, values) })
            : await Decide(http, "submitOwnPreferences", values["key"], Preferences(values));
        if (!reply.Succeeded) return await Show(http, reply.Status, values, reply.Problem);
        return PageRoutes.Html<ThanksView>(null, StatusCodes.Status200OK, ("Receipt", reply.Json.TryGetProperty("receipt", out var receipt)
            ? receipt.GetProperty("position").GetInt64() : (long?)null));
    }

    private async Task<IResult> ShowConsent(HttpContext http, int status, FormValues values, ProblemBody? refusal)
    {
        http.Response.Headers.ContentLanguage = Sentences.Language;
        var consent = await Ask(http, "readOwnConsent");
        if (consent.Succeeded && consent.Json.Is("agreed"))
        {
            return PageRoutes.Html<ConsentWithdrawalView>(null, status, ("Consent", consent.Json), ("Refusal", refusal),
                ("Asks", http.Request.Query.ContainsKey("withdraw") || refusal is not null), ("Token", session.Token(Link(http))),
                ("Key", values["key"].Length > 0 ? values["key"] : Visit.NewKey));
        }

        return consent.Succeeded
            ? PageRoutes.Html<ConsentByLinkView>(null, status, ("Consent", consent.Json), ("Refusal", refusal),
                ("Token", session.Token(Link(http))), ("Key", values["key"].Length > 0 ? values["key"] : Visit.NewKey))
            : PageRoutes.Html<ProblemView>(null, consent.Status, ("Problem", consent.Problem));
    }

    private async Task<IResult> TakeConsent(HttpContext http, FormValues values)
    {
        http.Response.Headers.ContentSecurityPolicy = PageRoutes.ContentPolicy;
        var reply = await Decide(http, "answerOwnConsent", values["key"], new() { ["decision"] = values["decision"] });
        return !reply.Succeeded
            ? await ShowConsent(http, reply.Status, values, reply.Problem)
            : PageRoutes.Html<ConsentThanksView>(null, StatusCodes.Status200OK, ("Decision", values["decision"]),
                ("Awaiting", reply.Json.GetProperty("awaiting").GetBoolean()),
                ("Receipt", reply.Json.GetProperty("receipt").GetProperty("position").GetInt64()));
    }

    private static JsonArray Answers(JsonElement survey, FormValues values)
    {
        JsonArray answers = [];
        foreach (var item in survey.GetProperty("items").EnumerateArray())
        {
            var code = item.GetProperty("code").GetString()!;
            if (values[$"{Answer}{code}"].Trim() is not { Length: > 0 } given) continue;
            answers.Add(item.GetProperty("kind").GetString() switch
            {
                "open" => new JsonObject { ["item"] = code, ["text"] = given },
                "choice" => new JsonObject { ["item"] = code, ["choice"] = given },
                _ => new JsonObject { ["item"] = code, ["value"] = int.TryParse(given, CultureInfo.InvariantCulture, out var value)
                    ? value : 0 },
            });
        }

        return answers;
    }

    // The order of the ranks is that of the fields; a number that is chosen twice counts once.
    private static JsonObject Preferences(FormValues values) => new()
    {
        ["ranked"] = new JsonArray([.. values.All("ranked").Distinct().Select(n => JsonValue.Create(int.Parse(n,
            CultureInfo.InvariantCulture)))]),
        ["excluded"] = new JsonArray([.. values.All("excluded").Distinct().Select(n => JsonValue.Create(int.Parse(n,
            CultureInfo.InvariantCulture)))]),
    };

    private Task<Reply> Ask(HttpContext http, string operation) => calls.Ask(http, new(operation, Visit.Values([])));

    private Task<Reply> Decide(HttpContext http, string operation, string key, JsonObject body) =>
        calls.Ask(http, new(operation, Visit.Values([])) { Key = key, Body = body.ToJsonString() });
}
