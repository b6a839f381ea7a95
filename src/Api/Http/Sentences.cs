using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using MentorshipFlow.Definitions;
using Microsoft.AspNetCore.Localization;

namespace MentorshipFlow.Api.Http;

/// <summary>
/// Sentences from the resource files <c>Resources/Texts.resx</c> (Russian) and <c>Texts.en.resx</c>, by default in the request's language.
/// The framework's request localisation reads Accept-Language; Russian is the default.
/// </summary>
public static partial class Sentences
{
    private static readonly ResourceManager Texts = new("MentorshipFlow.Resources.Texts", typeof(Sentences).Assembly);

    /// <summary>The two languages of the product, Russian first.</summary>
    public static IReadOnlyList<CultureInfo> Languages { get; } = [CultureInfo.GetCultureInfo("ru"), CultureInfo.GetCultureInfo("en")];

    /// <summary>The language of the request as a two-letter code.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>Whether the request prefers English.</summary>
    public static bool English => Language == "en";

    /// <summary>Reads Accept-Language for every request. The format of numbers and dates does not depend on it.</summary>
    public static void UseLanguageOfRequest(this WebApplication app) => app.UseRequestLocalization(new RequestLocalizationOptions
    {
        DefaultRequestCulture = new(CultureInfo.InvariantCulture, Languages[0]),
        SupportedCultures = [CultureInfo.InvariantCulture],
        SupportedUICultures = [.. Languages],
        RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider { MaximumAcceptLanguageHeaderValuesToTry = 16 }],
    });

    /// <summary>A wording of a definition or questionnaire in the request's language.</summary>
    public static string Of(Wording wording) => English ? wording.En : wording.Ru;

    /// <summary>The title of a problem: key <c>problem.{code}</c>.</summary>
    public static string OfProblem(string code, CultureInfo? language = null) => Texts.GetString($"problem.{code}", language) ?? code;

    /// <summary>
    /// The sentence for one missing thing: key <c>missing.{what}</c>, with {0} for its object. The prefix of a criterion in
    /// <paramref name="where"/> is left out.
    /// </summary>
    public static string OfMissing(string what, string where, CultureInfo? language = null) =>
        Texts.GetString($"missing.{what}", language) is { } sentence
            ? string.Format(CultureInfo.InvariantCulture, sentence, Criterion().Replace(where, ""))
            : $"{what}: {where}";

    /// <summary>All texts of a family in a language, in the order of their keys, without the common prefix.</summary>
    public static IReadOnlyDictionary<string, string> Under(string prefix, CultureInfo language) =>
        Texts.GetResourceSet(language, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>()
            .Select(e => ((string)e.Key, (string)e.Value!))
            .Where(e => e.Item1.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(e => e.Item1, StringComparer.Ordinal)
            .ToDictionary(e => e.Item1[prefix.Length..], e => e.Item2);

    /// <summary>Whether a key has a text in a language. For the test that requires both languages.</summary>
    internal static bool Has(string key, CultureInfo language) =>
        Texts.GetResourceSet(language, createIfNotExists: true, tryParents: false)?.GetString(key) is { Length: > 0 };

    // G1.10:R1 means criterion G1.10 for result R1.
    [GeneratedRegex(@"^G[1-7]\.[0-9]+:")]
    private static partial Regex Criterion();
}
