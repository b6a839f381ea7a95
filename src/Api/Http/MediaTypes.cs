namespace MentorshipFlow.Api.Http;

/// <summary>Chooses between two media types of an answer.</summary>
internal static class MediaTypes
{
    private const string Json = "application/json";

    /// <summary>Whether Accept prefers a media type to JSON, which is the answer when neither is named.</summary>
    public static bool Prefers(this HttpRequest request, string mediaType) => request.GetTypedHeaders().Accept
        .Where(a => a.Quality != 0 && (a.MediaType.Value == mediaType || a.MediaType.Value == Json))
        .MaxBy(a => a.Quality ?? 1)?.MediaType.Value == mediaType;
}
