namespace MentorshipFlow.Api.Http;

/// <summary>The public address of this installation, with which links in answers begin.</summary>
/// <param name="Configured">Without a final slash, such as <c>https://mentoring.school.example</c>; null for the request's host.</param>
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
    public string Of(HttpRequest request, string path) => (Configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}") + path;
}
