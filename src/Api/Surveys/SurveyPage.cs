using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Surveys;

/// <summary>
/// The page behind a personal link, <c>/survey#{token}</c>: the browser keeps what follows the # to itself, the page reads it and asks the
/// API with it. So no
/// address, log line or referrer ever holds the secret. It is no part of the API: it does nothing that <see cref="OwnSurvey"/> does not
/// answer.
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
        // Its own files are found beside it: with a slash at the end they would be looked for one folder lower.
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
        // The serializer writes < and > as escapes, so no word ends the script element that holds them.
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
