namespace MentorshipFlow.Api.Http;

/// <summary>Entity tags (RFC 9110): always strong, always a SHA-256 in 64 lower hex digits between quotes.</summary>
public static class EntityTag
{
    private const int Digits = 64;

    /// <summary>A hash as a tag.</summary>
    public static string Of(string hash) => $"\"{hash}\"";

    /// <summary>The hash in If-Match; absent 428, anything else than one tag of ours 400.</summary>
    public static (string? Hash, Problem? Problem) IfMatch(HttpRequest request) => request.Headers.IfMatch.ToString() switch
    {
        "" => (null, new(StatusCodes.Status428PreconditionRequired, ProblemCodes.PreconditionRequired)),
        ['"', .. { Length: Digits } hash, '"'] when hash.All(char.IsAsciiHexDigitLower) => (hash, null),
        _ => (null, Problems.Bad(ProblemCodes.PreconditionInvalid, "parameter-invalid", "If-Match",
            "One strong entity tag as this server issued it.")),
    };

    /// <summary>
    /// Whether If-None-Match names this tag: then nothing needs to be sent. Compared weakly (RFC 9110, 13.1.2), since a proxy that
    /// compresses weakens tags.
    /// </summary>
    public static bool IsKnown(HttpRequest request, string hash) => request.Headers.IfNoneMatch.ToString()
        .Split(',', StringSplitOptions.TrimEntries)
        .Any(tag => tag == "*" || tag == Of(hash) || tag == $"W/{Of(hash)}");
}
