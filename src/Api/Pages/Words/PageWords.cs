using System.Globalization;
using System.Resources;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Pages.Words;

/// <summary>The words of the pages, from <c>Resources/Pages.resx</c> (Russian) and <c>Pages.en.resx</c>, in the request's
/// language.</summary>
public static class PageWords
{
    private static readonly ResourceManager Texts = new("MentorshipFlow.Resources.Pages", typeof(PageWords).Assembly);

    /// <summary>A text with its arguments filled in; the key in brackets if it has no text.</summary>
    public static string Say(string key, params object?[] arguments) =>
        Maybe(key) is not { } text ? $"[{key}]" : arguments.Length == 0 ? text : string.Format(Culture, text, arguments);

    /// <summary>A text; null if the key has none.</summary>
    public static string? Maybe(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture);

    /// <summary>A text in the form that a number demands: <c>{key}.one</c>, <c>.few</c>, <c>.many</c> (CLDR), with {0} for the
    /// number.</summary>
    public static string Count(string key, long number, params object?[] arguments) =>
        Say($"{key}.{Form(number)}", [number, .. arguments]);

    /// <summary>The format of numbers and days in the request's language.</summary>
    public static CultureInfo Culture => Sentences.Languages.First(l => l.TwoLetterISOLanguageName == Sentences.Language);

    private static string Form(long number) => Sentences.English ? number == 1 ? "one" : "many"
        : (number % 10, number % 100) switch
        {
            (1, not 11) => "one",
            (2 or 3 or 4, not (12 or 13 or 14)) => "few",
            _ => "many",
        };
}
