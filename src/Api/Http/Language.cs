using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Api.Http;

/// <summary>The two languages of the product: Russian unless Accept-Language prefers English.</summary>
public static class Language
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>Both, Russian first.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [Russian, English];

    /// <summary>The language of an answer.</summary>
    public static CultureInfo Of(HttpContext http) =>
        http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : l.Value.StartsWith("ru", StringComparison.OrdinalIgnoreCase) ? Russian : null)
            .FirstOrDefault(l => l is not null) ?? Russian;
}

/// <summary>Sentences from the resource files <c>Resources/Texts.resx</c> (Russian) and <c>Texts.en.resx</c>.</summary>
public static partial class Sentences
{
    private static readonly ResourceManager Texts = new("MentorshipFlow.Resources.Texts", typeof(Sentences).Assembly);

    /// <summary>The title of a problem: key <c>problem.{code}</c>.</summary>
    public static string OfProblem(string code, CultureInfo language) => Texts.GetString($"problem.{code}", language) ?? code;

    /// <summary>The sentence for one missing thing: key <c>missing.{what}</c>, with {0} for what it is about. The criterion in front of
    /// <paramref name="where"/>, where a refusal names one, is no part of the sentence.</summary>
    public static string OfMissing(string what, string where, CultureInfo language) =>
        Texts.GetString($"missing.{what}", language) is { } sentence ? string.Format(language, sentence, Criterion().Replace(where, "")) : $"{what}: {where}";

    // G1.10:R1 is R1, asked by criterion G1.10.
    [GeneratedRegex(@"^G[1-7]\.[0-9]+:")]
    private static partial Regex Criterion();

    /// <summary>Every text of a family in a language, in the order of its keys, which are given without what they all begin with.</summary>
    public static IReadOnlyDictionary<string, string> Under(string prefix, CultureInfo language) =>
        Texts.GetResourceSet(language, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>().Select(e => ((string)e.Key, (string)e.Value!))
            .Where(e => e.Item1.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(e => e.Item1, StringComparer.Ordinal).ToDictionary(e => e.Item1[prefix.Length..], e => e.Item2);

    /// <summary>Whether a key has a text in a language, for the test that demands one of each.</summary>
    internal static bool Has(string key, CultureInfo language) => Texts.GetResourceSet(language, createIfNotExists: true, tryParents: false)?.GetString(key) is { Length: > 0 };
}
