using System.IO.Compression;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>Caches the document as bytes: anybody may request it, and creating it takes half a second.</summary>
internal sealed class CachedDocument(ISwaggerProvider provider)
{
    private readonly Lazy<Task<(byte[] Plain, byte[] Gzip)>> made = new(() => Make(provider));

    /// <summary>Sends the document, compressed if the client accepts gzip.</summary>
    public async Task Send(HttpContext http)
    {
        var (plain, gzip) = await made.Value;
        var compressed = http.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality != 0);
        http.Response.ContentType = "application/json;charset=utf-8";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (compressed) http.Response.Headers.ContentEncoding = "gzip";
        var bytes = compressed ? gzip : plain;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static async Task<(byte[] Plain, byte[] Gzip)> Make(ISwaggerProvider provider)
    {
        var document = await provider.GetSwagger(OpenApiDocuments.Version).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        var plain = System.Text.Encoding.UTF8.GetBytes(document);
        using var gzip = new MemoryStream();
        await using (var zip = new GZipStream(gzip, CompressionLevel.Optimal)) await zip.WriteAsync(plain);
        return (plain, gzip.ToArray());
    }
}
