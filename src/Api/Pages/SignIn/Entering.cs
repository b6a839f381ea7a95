using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Pages.SignIn;

/// <summary>Carried through a sign-in: the address to go on at, and a kept form.</summary>
public sealed record Onward(string Back, string? Kept)
{
    /// <summary>From a form of the sign-in.</summary>
    public static Onward Of(IFormCollection form) => new(PageRoutes.Local(form[PageRoutes.Back], "/"), form[KeptForm.Field].ToString());
}

/// <summary>The end of every way to sign in: a session, and the page to go on at.</summary>
internal static class Entering
{
    /// <summary>The purpose of the sealed step between password and code.</summary>
    public const string Step = "second step";

    /// <summary>Begins a session with a key, and goes on.</summary>
    public static async Task<IResult> Begin(HttpContext http, SignInWay way, Guid key, Guid? account, Onward onward)
    {
        var sessions = http.RequestServices.GetRequiredService<BrowserSessions>();
        var cookie = await sessions.Begin(key, http.RequestAborted, account, Device.Of(http.Request));
        SignInLog.Began(http, way, cookie);
        PageSession.Set(http, cookie);
        var identity = await http.RequestServices.GetRequiredService<AccessKeys>().Holder(key, http.RequestAborted);
        if (identity is null || string.IsNullOrEmpty(onward.Kept)) return Results.Redirect(onward.Back);
        return await KeptForm.For(http, onward.Kept, account, identity) is { } kept
            ? PageRoutes.Html<KeptView>(null, StatusCodes.Status200OK, ("Form", kept), ("Kept", onward.Kept), ("Fills", kept.HasPage(http)))
            : Results.Redirect("/");
    }

    /// <summary>The answer to a try to sign in.</summary>
    public static Task<IResult> Answer(HttpContext http, SignInWay way, SigningIn tried, Onward onward, string login = "")
    {
        SignInLog.Ended(http, way, tried);
        return tried switch
        {
            SigningIn.In to => Begin(http, way, to.Key, to.Account.Id, onward),
            SigningIn.AsksCode asks => Task.FromResult(AskCode(http, asks.Account.Id, onward, null)),
            SigningIn.Closed closed => Task.FromResult(Refused(closed, onward, login)),
            SigningIn.Ended => Task.FromResult(Refused(PageWords.Say("sign-in.ended"), StatusCodes.Status403Forbidden, onward, login)),
            _ => Task.FromResult(Refused(PageWords.Say("sign-in.wrong-password", Attempts.Most), StatusCodes.Status403Forbidden, onward,
                login)),
        };
    }

    /// <summary>Asks for the code of the second factor.</summary>
    public static IResult AskCode(HttpContext http, Guid account, Onward onward, string? fault) => PageRoutes.Html<CodeView>(
        null, fault is null ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden, ("Fault", fault),
        ("Step", http.RequestServices.GetRequiredService<Sealed>().Seal(Step, new WaitsForCode(account, onward),
            TimeSpan.FromMinutes(10))));

    /// <summary>When a closed login opens again, in words.</summary>
    public static string Until(DateTimeOffset until, TimeProvider clock) => PageWords.Count("sign-in.closed",
        Math.Max(1, (int)Math.Ceiling((until - clock.GetUtcNow()).TotalMinutes)));

    /// <summary>The sign-in page with what did not fit.</summary>
    public static IResult Refused(string fault, int status, Onward onward, string login) => PageRoutes.Html<SignInView>(
        null, status, ("Fault", fault), ("Back", onward.Back), ("Kept", onward.Kept), ("Login", login));

    private static IResult Refused(SigningIn.Closed closed, Onward onward, string login) =>
        Refused(Until(closed.Until, TimeProvider.System), StatusCodes.Status429TooManyRequests, onward, login);
}

/// <summary>A sign-in that waits for the code after the password.</summary>
internal sealed record WaitsForCode(Guid Account, Onward Onward);

/// <summary>Browser and system of a request, as people call them.</summary>
internal static class Device
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("YaBrowser", "Yandex Browser"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
            ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return string.Join(", ", new[] { Named(Browsers, agent), Named(Systems, agent) }.OfType<string>());
    }

    private static string? Named((string Mark, string Name)[] known, string agent) =>
        known.FirstOrDefault(k => agent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
