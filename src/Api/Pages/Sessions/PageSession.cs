using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Pages.Sessions;

/// <summary>The session of a request and what belongs to it: the cookie, and the token that each form of the session carries.</summary>
/// <remarks>
/// The token is an HMAC of the session's id under a key of the safe, so another site cannot make a form that is accepted (CSRF). The cookie
/// is not sent with forms of other sites either (SameSite).
/// </remarks>
public sealed class PageSession(Secrets secrets)
{
    /// <summary>The scheme of the pages.</summary>
    public const string Scheme = "session";

    /// <summary>The claim with the account of a session.</summary>
    public const string Account = "account";

    /// <summary>The field of every form with the session's token.</summary>
    public const string TokenField = "token";

    private const string Cookie = "session";
    private const string SecureCookie = "__Host-session";

    /// <summary>The id of the session of a request that was let in.</summary>
    public static Guid Of(HttpContext http) => Guid.ParseExact(http.User.FindFirst(Scheme)!.Value, "D");

    /// <summary>The account of a request that was let in; null for a session that a link or a key began.</summary>
    public static Guid? AccountOf(HttpContext http) => http.User.FindFirst(Account) is { } claim ? Guid.ParseExact(claim.Value, "D") : null;

    /// <summary>The cookie of a request; null when it has none.</summary>
    public static string? Presented(HttpRequest request) => request.Cookies[request.IsHttps ? SecureCookie : Cookie];

    /// <summary>Sets the cookie that was made for a new session.</summary>
    public static void Set(HttpContext http, string text) =>
        http.Response.Cookies.Append(http.Request.IsHttps ? SecureCookie : Cookie, text, Options(http));

    /// <summary>Removes the cookie.</summary>
    public static void Remove(HttpContext http) =>
        http.Response.Cookies.Delete(http.Request.IsHttps ? SecureCookie : Cookie, Options(http));

    /// <summary>The token for the forms of a session.</summary>
    public string Token(Guid session) => secrets.Fingerprint($"form of session\n{session}");

    /// <summary>Whether a form carries the token of its session.</summary>
    public bool Accepts(Guid session, string? token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Token(session)), Encoding.UTF8.GetBytes(token ?? ""));

    private static CookieOptions Options(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", IsEssential = true };
}
