using System.Net;

namespace MentorshipFlow.Api.Http;

/// <summary>The network address of a visitor.</summary>
internal static class VisitorAddress
{
    /// <summary>The address of the connection; behind a proxy on this machine, the one that the proxy wrote last into
    /// <c>X-Forwarded-For</c>. From anybody else that header is not believed.</summary>
    public static string Of(HttpContext http) => http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(), out var forwarded)
        ? $"{forwarded}" : $"{http.Connection.RemoteIpAddress}";
}
