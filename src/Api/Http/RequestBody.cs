namespace MentorshipFlow.Api.Http;

/// <summary>Reading of bodies.</summary>
internal static class RequestBody
{
    /// <summary>Copies the body of a request.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server's limit (413), or its chunks are malformed
    /// (400).</exception>
    public static async Task CopyBody(this HttpRequest request, Stream to, CancellationToken stop)
    {
        try
        {
            await request.Body.CopyToAsync(to, stop);
        }
        catch (IOException malformed) when (malformed is not BadHttpRequestException && !stop.IsCancellationRequested)
        {
            // Kestrel names some broken chunks so, which would be taken for a database out of reach.
            throw new BadHttpRequestException("The body is malformed.", malformed);
        }
    }
}
