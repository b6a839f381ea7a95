using System.Net;

namespace MentorshipFlow.Api.Http;

/// <summary>The public address of this installation, with which links in answers begin.</summary>
/// <param name="Configured">Without a final slash, such as <c>https://mentoring.school.example</c>; null for the address that was asked.
/// </param>
public sealed record PublicAddress(string? Configured)
{
    /// <summary>Parses an absolute http or https address without user, query and fragment; null when the text is not one. An empty text
    /// means not configured.</summary>
    public static PublicAddress? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? new PublicAddress((string?)null)
        : Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri is { UserInfo: "", Query: "", Fragment: "" } ? new(uri.AbsoluteUri.TrimEnd('/'))
        : null;

    /// <summary>The full address of a path that begins with a slash.</summary>
    /// <remarks>Without a configured address a name that the caller says is not believed, since the link would lead where the caller
    /// wants: it begins with the address of the connection, or with this machine's own name for itself.</remarks>
    public string Of(HttpRequest request, string path) => (Configured ?? $"{request.Scheme}://{Asked(request)}{request.PathBase}") + path;

    /// <summary>Whether a page with this origin is a page of this server.</summary>
    public bool IsOrigin(HttpRequest request, string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && page == new Uri(new Uri(Of(request, "/")).GetLeftPart(UriPartial.Authority));

    private static string Asked(HttpRequest request)
    {
        var (host, connection) = (request.Host, request.HttpContext.Connection);
        if (connection.LocalIpAddress is not { } local) return host.ToString();
        if (local.IsIPv4MappedToIPv6) local = local.MapToIPv4();
        var own = host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var said) && (IPAddress.IsLoopback(said) || said.Equals(local)));
        return own ? host.ToString() : $"{new IPEndPoint(local, connection.LocalPort)}";
    }
}
