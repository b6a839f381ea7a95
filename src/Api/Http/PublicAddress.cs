namespace MentorshipFlow.Api.Http;

/// <summary>The address of this installation for people outside: the beginning of every link that is handed on.</summary>
/// <param name="Configured">Without a slash at the end, such as <c>https://mentoring.school.example</c>; null: the host of the
/// request.</param>
public sealed record PublicAddress(string? Configured)
{
    /// <summary>An absolute http or https address without user, query and fragment; null when the text is none. An empty text configures
    /// nothing.</summary>
    public static PublicAddress? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? new PublicAddress((string?)null)
        : Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri is { UserInfo: "", Query: "", Fragment: "" } ? new(uri.AbsoluteUri.TrimEnd('/'))
        : null;

    /// <summary>The whole address of a path that begins with a slash.</summary>
    public string Of(HttpRequest request, string path) => (Configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}") + path;
}
