using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Pages.SignIn;

/// <summary>A way to sign in.</summary>
public enum SignInWay
{
    /// <summary>Login and password.</summary>
    Password,

    /// <summary>The code of the second factor, after the password.</summary>
    Code,

    /// <summary>A passkey.</summary>
    Passkey,

    /// <summary>The operator's OpenID Connect provider.</summary>
    Portal,

    /// <summary>An access key typed on the page.</summary>
    Key,

    /// <summary>A link that works once.</summary>
    Link,

    /// <summary>An invitation that was accepted.</summary>
    Invitation,
}

/// <summary>Every try to sign in, in the log: the way and how it ended, without login and person. The session's id is that of its
/// row.</summary>
internal static partial class SignInLog
{
    /// <summary>A session began.</summary>
    /// <param name="cookie">The text of its cookie; the secret in it is not logged.</param>
    public static void Began(HttpContext http, SignInWay way, string cookie) =>
        LogBegan(Of(http), way, BrowserSessions.IdOf(cookie), http.TraceIdentifier);

    /// <summary>A try ended without a session, or goes on with a code.</summary>
    public static void Ended(HttpContext http, SignInWay way, SigningIn tried)
    {
        if (tried is SigningIn.AsksCode) LogAsked(Of(http), way, http.TraceIdentifier);
        else if (tried is not SigningIn.In) LogRefused(Of(http), way, tried.GetType().Name, http.TraceIdentifier);
    }

    /// <summary>A try was refused before anybody was looked for.</summary>
    public static void Refused(HttpContext http, SignInWay way) => Ended(http, way, new SigningIn.Wrong());

    private static ILogger Of(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInLog).FullName!);

    [LoggerMessage(LogLevel.Information, "Sign-in by {Way}: session {Session} began {RequestId}")]
    private static partial void LogBegan(ILogger log, SignInWay way, Guid? session, string requestId);

    [LoggerMessage(LogLevel.Information, "Sign-in by {Way}: asks for a code {RequestId}")]
    private static partial void LogAsked(ILogger log, SignInWay way, string requestId);

    [LoggerMessage(LogLevel.Warning, "Sign-in by {Way}: refused, {Why} {RequestId}")]
    private static partial void LogRefused(ILogger log, SignInWay way, string why, string requestId);
}
