using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Surveys;

/// <summary>
/// The page for a personal link, <c>/survey#{token}</c>. Browsers do not send the part after the # to servers; the page reads it and uses
/// it for the API. So no address, log line or referrer contains the secret. The page is not part of the API: it can do nothing but what
/// <see cref="OwnSurvey"/> answers.
/// </summary>
internal sealed partial class SurveyPage : UseCase
{
    private const string Folder = "survey-page/";
    private const string WordsPrefix = "survey-page.";

    private static readonly FrozenDictionary<string, (string MediaType, byte[] Content)> Files = typeof(
        SurveyPage).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Folder.Length..], name => (MediaType(name), Content(name)));

    private static readonly FrozenDictionary<string, byte[]> Pages = Sentences.Languages.ToFrozenDictionary(
        l => l.TwoLetterISOLanguageName, Filled);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/survey", (Delegate)Page).ExcludeFromDescription();
        routes.MapGet("/survey/{file}", (Delegate)File).ExcludeFromDescription();
    }

    private static IResult Page(HttpContext http)
    {
        // The page's files have relative addresses: with a final slash they would be searched one folder lower.
        if (http.Request.Path.Value!.EndsWith('/')) return Results.Redirect("../survey");
        http.Response.Headers.ContentLanguage = Sentences.Language;
        return Results.Bytes(Pages[Sentences.Language], "text/html; charset=utf-8");
    }

    private static IResult File(HttpContext http) =>
        http.GetRouteValue("file")?.ToString() is { } name && name != "page.html" && Files.TryGetValue(name, out var file)
            ? Results.Bytes(file.Content, file.MediaType) : Problems.NotFound;

    private static byte[] Filled(CultureInfo language)
    {
        var words = Sentences.Under(WordsPrefix, language);
        // The serializer escapes < and >, so no text can close the script element.
        var both = JsonSerializer.Serialize(Sentences.Languages.ToDictionary(
            l => l.TwoLetterISOLanguageName, l => Sentences.Under(WordsPrefix, l)), ApiJson.Options);
        return Encoding.UTF8.GetBytes(Placeholder().Replace(Encoding.UTF8.GetString(Files["page.html"].Content), m =>
            m.Groups[1].Value switch
        {
            "language" => language.TwoLetterISOLanguageName,
            "words" => both,
            var key => words[key],
        }));
    }

    private static byte[] Content(string name)
    {
        using var stream = typeof(SurveyPage).Assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string MediaType(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    };

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}")]
    private static partial Regex Placeholder();
}
