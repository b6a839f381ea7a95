namespace MentorshipFlow.Api.Http;

/// <summary>Under which address people reach this installation from outside: the start of every link that is handed on.</summary>
/// <param name="Configured">Without a slash at the end, such as <c>https://mentoring.school.example</c>; null where the request's own host is taken.</param>
public sealed record PublicAddress(string? Configured)
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "MF_PUBLIC_ADDRESS";

    /// <summary>The address in a text; null when it is none: absolute, http or https, without user, query and fragment. An empty text configures nothing.</summary>
    public static PublicAddress? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? new PublicAddress((string?)null)
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "", Query: "", Fragment: "" } ? new(uri.AbsoluteUri.TrimEnd('/'))
        : null;

    /// <summary>The whole address of a path that begins with a slash.</summary>
    public string Of(HttpRequest request, string path) => (Configured ?? $"{request.Scheme}://{request.Host}{request.PathBase}") + path;
}
