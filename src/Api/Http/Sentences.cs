using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
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

    /// <summary>Reads the language that a visitor of the pages chose, else Accept-Language. The format of numbers and dates does not
    /// depend on it.</summary>
    public static void UseLanguageOfRequest(this WebApplication app) => app.UseRequestLocalization(new RequestLocalizationOptions
    {
        DefaultRequestCulture = new(CultureInfo.InvariantCulture, Languages[0]),
        SupportedCultures = [CultureInfo.InvariantCulture],
        SupportedUICultures = [.. Languages],
        RequestCultureProviders =
        [
            new CustomRequestCultureProvider(http => Task.FromResult(http.Request.Cookies["language"] is { } chosen
                && Languages.Any(l => l.Name == chosen) ? new ProviderCultureResult("", chosen) : null)),
            new AcceptLanguageHeaderRequestCultureProvider { MaximumAcceptLanguageHeaderValuesToTry = 16 },
        ],
    });

    /// <summary>A wording of a definition or questionnaire, by default in the request's language.</summary>
    public static string Of(Wording wording, CultureInfo? language = null) => IsEnglish(language) ? wording.En : wording.Ru;

    /// <summary>The title of a problem: key <c>problem.{code}</c>.</summary>
    public static string OfProblem(string code, CultureInfo? language = null) => Texts.GetString($"problem.{code}", language) ?? code;

    /// <summary>
    /// The sentence for one missing thing: key <c>missing.{what}</c>, with {0} for its object, or with {0} and {1} for two objects that a
    /// space separates.
    /// </summary>
    /// <param name="names">The names of the programme's codes and ids.</param>
    public static string OfMissing(string what, string where, ProgrammeNames? names = null, CultureInfo? language = null)
    {
        if (Texts.GetString($"missing.{what}", language) is not { } sentence) return $"{what}: {where}";
        string[] parts = sentence.Contains("{1}", StringComparison.Ordinal) ? [.. where.Split(' ', 2), ""] : [where];
        if (what.EndsWith("-unknown", StringComparison.Ordinal)) return string.Format(CultureInfo.InvariantCulture, sentence, [.. parts]);
        if (what.EndsWith("-waits-at", StringComparison.Ordinal)) parts = [Position(where, names, language)];
        var stage = what.Contains("stage", StringComparison.Ordinal) || what == "look-ahead";
        return string.Format(
            CultureInfo.InvariantCulture, sentence, [.. parts.Select(p => (object)InWords(p, names, language, what, stage))]);
    }

    /// <summary>A code or an id as people read it: with its wording, or by its name; a day as it is written in the language.</summary>
    /// <param name="kind">What it is about, where a fixed code has a word of its own there: key <c>word.{kind}.{code}</c>.</param>
    /// <param name="stage">Whether a number is that of a stage.</param>
    public static string InWords(
        string part, ProgrammeNames? names, CultureInfo? language = null, string kind = "", bool stage = false)
    {
        var word = Word($"{kind}.{part}", language) ?? Word(part, language);
        if (word is not null && kind.Length > 0 && !kind.Contains("document", StringComparison.Ordinal)) return word;
        var wording = names is null ? null : stage && names.OfStage(part) is { } number ? number : names.Of(part);
        return wording is not null ? Of(wording, language) : word ?? Days(part, language);
    }

    // «stage-3-submitted» of the process: what is awaited there.
    private static string Position(string code, ProgrammeNames? names, CultureInfo? language)
    {
        var at = Awaited().Match(code);
        var key = at.Success ? at.Groups["submitted"].Success ? "stage-submitted" : "stage" : code;
        return Word($"waits-at.{key}", language) is not { } word ? code : string.Format(CultureInfo.InvariantCulture, word,
            at.Success ? InWords(at.Groups["stage"].Value, names, language, stage: true) : "");
    }

    /// <summary>The word for a fixed code, such as a role: key <c>word.{code}</c>; null if there is none.</summary>
    public static string? Word(string code, CultureInfo? language = null) =>
        FixedCode().IsMatch(code) ? Texts.GetString($"word.{code}", language) : null;

    /// <summary>Days in a text as they are written in the language.</summary>
    public static string Days(string text, CultureInfo? language = null) => IsEnglish(language) ? text
        : Day().Replace(text, m => $"{m.Groups["day"]}.{m.Groups["month"]}.{m.Groups["year"]}");

    /// <summary>The sentence template of an entry: key <c>entry.{type}</c>.</summary>
    public static string? OfEntry(string type, CultureInfo? language = null) => Texts.GetString($"entry.{type}", language);

    /// <summary>The name of a paper: key <c>paper.{code}</c>.</summary>
    public static string OfPaper(string code, CultureInfo? language = null) =>
        Texts.GetString($"paper.{code}", language ?? CultureInfo.CurrentUICulture) ?? code;

    /// <summary>The sentence for the verdict on a copy of a certificate: key <c>copy.{verdict}</c>, with {0} for its number.</summary>
    public static string OfCopy(string verdict, InstitutionalText? number) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString($"copy.{verdict}", CultureInfo.CurrentUICulture) ?? verdict,
            number?.Numbered);

    /// <summary>
    /// The expectation that a request did not meet, in its language: the English text itself, or the Russian one under the key
    /// <c>detail.{format}</c>; null if there is none.
    /// </summary>
    public static string? OfDetail(FormattableString detail) => English ? detail.ToString(CultureInfo.InvariantCulture)
        : Texts.GetString($"detail.{detail.Format}", CultureInfo.CurrentUICulture) is { } russian
            ? string.Format(CultureInfo.InvariantCulture, russian, detail.GetArguments()) : null;

    /// <summary>All texts of a family in a language, in the order of their keys, without the common prefix.</summary>
    public static IReadOnlyDictionary<string, string> Under(string prefix, CultureInfo language) =>
        Texts.GetResourceSet(language, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>()
            .Select(e => ((string)e.Key, (string)e.Value!))
            .Where(e => e.Item1.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(e => e.Item1, StringComparer.Ordinal)
            .ToDictionary(e => e.Item1[prefix.Length..], e => e.Item2);

    /// <summary>Whether a key has a text in a language. For the test that requires both languages.</summary>
    internal static bool Has(string key, CultureInfo language) =>
        Texts.GetResourceSet(language, createIfNotExists: true, tryParents: false)?.GetString(key) is { Length: > 0 };

    private static bool IsEnglish(CultureInfo? language) => language is null ? English : language.TwoLetterISOLanguageName == "en";

    [GeneratedRegex(@"^[a-z0-9]+([.-][a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex FixedCode();

    [GeneratedRegex(@"^stage-(?<stage>[1-7])(?<submitted>-submitted)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Awaited();

    [GeneratedRegex(
        @"(?<![0-9a-f-])(?<year>[12][0-9]{3})-(?<month>[01][0-9])-(?<day>[0-3][0-9])(?![0-9a-f-])", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
