using System.IO.Compression;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace MentorshipFlow.Api.OpenApi;

/// <summary>The document as it is sent, made once: it takes half a second and megabytes to make, and anybody may ask for it.</summary>
internal sealed class KeptDocument(ISwaggerProvider provider)
{
    private readonly Lazy<Task<(byte[] Plain, byte[] Gzip)>> made = new(() => Make(provider));

    /// <summary>Answers with it, compressed for whoever takes that.</summary>
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
        var plain = System.Text.Encoding.UTF8.GetBytes(await provider.GetSwagger(OpenApiDocuments.Version).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        using var gzip = new MemoryStream();
        await using (var zip = new GZipStream(gzip, CompressionLevel.Optimal)) await zip.WriteAsync(plain);
        return (plain, gzip.ToArray());
    }
}
