using System.Collections.Frozen;
using System.Security.Cryptography;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Pages.Parts;

/// <summary>Style, script, font and pictures of the pages: at addresses with their hashes, so browsers keep them for ever.</summary>
internal sealed class PageFiles : UseCase
{
    private const string Folder = "pages/";

    private static readonly FrozenDictionary<string, (string Hashed, string Type, byte[] Content)> Files = Read();

    private static readonly FrozenDictionary<string, (string Hashed, string Type, byte[] Content)> ByAddress =
        Files.Values.ToFrozenDictionary(f => f.Hashed);

    /// <summary>The address of a file by its name.</summary>
    public static string Address(string name) => $"/assets/{Files[name].Hashed}";

    public override void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{file}", (Delegate)Serve).ExcludeFromDescription();

    private static IResult Serve(HttpContext http)
    {
        if (!ByAddress.TryGetValue(http.GetRouteValue("file")?.ToString() ?? "", out var file)) return Problems.NotFound;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file.Content, file.Type);
    }

    // The style names fonts by their plain names, which become the hashed ones.
    private static FrozenDictionary<string, (string, string, byte[])> Read()
    {
        var assembly = typeof(PageFiles).Assembly;
        var raw = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(n => n[Folder.Length..], n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return content;
            });
        var plain = raw.Where(f => !f.Key.EndsWith(".css", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => Made(f.Key, f.Value));
        foreach (var (name, content) in raw.Where(f => f.Key.EndsWith(".css", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.UTF8.GetString(content);
            foreach (var (other, made) in plain.ToList()) text = text.Replace($"url({other})", $"url({made.Item1})",
                StringComparison.Ordinal);
            plain[name] = Made(name, System.Text.Encoding.UTF8.GetBytes(text));
        }

        return plain.ToFrozenDictionary();
    }

    private static (string, string, byte[]) Made(string name, byte[] content)
    {
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        return ($"{stem}.{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}{extension}", extension switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => "application/octet-stream",
        }, content);
    }
}
