using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>Rules for the pages: their words, their typography, their style, and what no page contains.</summary>
public sealed partial class The_pages
{
    private static readonly IReadOnlyList<(string Path, string Text)> Views = Repository.Files("src/Api/Pages", "*.razor");

    private static readonly string Style = File.ReadAllText(Path.Combine(Repository.Root, "src", "Api", "Pages", "Assets", "pages.css"));

    private static readonly IReadOnlyDictionary<string, string> Russian = Words("Pages.resx");

    private static readonly IReadOnlyDictionary<string, string> English = Words("Pages.en.resx");

    /// <summary>Text colours on their grounds, 4.5 at least, and borders and shapes, 3 at least (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
    public static TheoryData<string, string, double> Pairs => new()
    {
        { "ink", "ground", 4.5 }, { "ink", "card", 4.5 }, { "soft", "ground", 4.5 }, { "soft", "card", 4.5 }, { "soft", "sunk", 4.5 },
        { "accent", "ground", 4.5 }, { "accent", "card", 4.5 }, { "accent", "tint", 4.5 }, { "on-accent", "accent", 4.5 },
        { "on-accent", "accent-hover", 4.5 }, { "late", "ground", 4.5 }, { "late", "late-tint", 4.5 }, { "hold", "ground", 4.5 },
        { "hold", "hold-tint", 4.5 }, { "hold", "card", 4.5 }, { "card", "hold", 4.5 },
        { "waived", "card", 4.5 }, { "waived", "waived-tint", 4.5 }, { "edge", "ground", 3 },
        { "edge", "card", 3 },
    };

    [Fact]
    public void Contain_no_style_and_no_code() => Assert.Equal([], Views.Where(v => Inside().IsMatch(v.Text)).Select(v => v.Path));

    [Fact]
    public void Have_every_word_in_both_languages()
    {
        Assert.Equal(Russian.Keys.Order(StringComparer.Ordinal), English.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([], Russian.Concat(English).Where(w => w.Value.Trim().Length == 0).Select(w => w.Key));
    }

    [Fact]
    public void Use_only_words_that_exist()
    {
        var sources = Views.Concat(Repository.Sources.Where(s => s.Path.StartsWith("src/Api/Pages/", StringComparison.Ordinal)));
        var used = sources.SelectMany(s => Said().Matches(s.Text).Select(m => (s.Path, Call: m.Groups[1].Value, Key: m.Groups[2].Value)));
        Assert.Equal([], used.Where(u => !Russian.ContainsKey(u.Key)
            && !(u.Call == "Count" && Russian.ContainsKey($"{u.Key}.one") && Russian.ContainsKey($"{u.Key}.few")
                && Russian.ContainsKey($"{u.Key}.many")))
            .Select(u => $"{u.Path}: {u.Key}"));
    }

    [Fact]
    public void Name_every_decision_in_words()
    {
        var document = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "ops", "openapi.json")));
        var decisions = document.GetProperty("paths").EnumerateObject()
            .Where(p => !p.Name.EndsWith("/batch", StringComparison.Ordinal)).SelectMany(p => p.Value.EnumerateObject())
            .Where(o => o.Value.TryGetProperty("parameters", out var p)
                && p.EnumerateArray().Any(x => x.GetRawText().Contains("Idempotency-Key", StringComparison.Ordinal)))
            .Select(o => o.Value.GetProperty("operationId").GetString()!).ToList();
        Assert.InRange(decisions.Count, 200, 400);
        Assert.Equal([], decisions.Where(d => !Russian.ContainsKey($"do.{d}")));
    }

    [Fact]
    public void Speak_without_the_words_of_the_engine() => Assert.Equal([], Russian
        .Where(w => EngineWord().IsMatch(w.Value)).Select(w => $"{w.Key}: {w.Value}")
        .Concat(English.Where(w => EngineWordInEnglish().IsMatch(w.Value)).Select(w => $"{w.Key}: {w.Value}")));

    [Fact]
    public void Are_set_as_russian_is_printed() => Assert.Equal([], Russian
        .Where(w => WrongSign().IsMatch(w.Value)).Select(w => $"{w.Key}: {w.Value}"));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Have_enough_contrast_in_both_themes(string text, string ground, double least)
    {
        foreach (var theme in Themes()) Assert.True(Contrast(theme[text], theme[ground]) >= least,
            $"{text} on {ground}: {Contrast(theme[text], theme[ground]):0.0}");
    }

    [Fact]
    public void Need_no_newer_browser_than_Chromium_109_Firefox_115_and_Safari_15() =>
        Assert.DoesNotMatch(@"light-dark\(|color-mix\(|@layer|@scope|@container|popover|:has\(|text-wrap: pretty|^\s*&", Style);

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Themes() =>
        [.. Theme().Matches(Style).Select(block => Token().Matches(block.Value).ToDictionary(m => m.Groups[1].Value, m =>
            m.Groups[2].Value))
            .Where(t => t.Count > 10)];

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber,
            CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static Dictionary<string, string> Words(string file) => XDocument.Load(Path.Combine(Repository.Root, "src", "Api",
        "Resources", file))
        .Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    [GeneratedRegex("""\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+="|javascript:|<style""", RegexOptions.IgnoreCase)]
    private static partial Regex Inside();

    [GeneratedRegex("""PageWords\.(Say|Count)\(\s*"([^"]+)"\s*[,)]""")]
    private static partial Regex Said();

    [GeneratedRegex("(?i)хэш|etag|событи[ея] журнала|стрим|UUID|null|dry run|идемпотент")]
    private static partial Regex EngineWord();

    [GeneratedRegex(@"(?i)\b(hash|etag|stream|uuid|null|dry run|idempoten\w*)\b")]
    private static partial Regex EngineWordInEnglish();

    // Straight quotes around words, a hyphen for a dash, three dots for an ellipsis, two number signs.
    [GeneratedRegex("\"[А-Яа-яё]|[А-Яа-яё]\"| - |\\.\\.\\.|№ ?№")]
    private static partial Regex WrongSign();

    [GeneratedRegex(@":root[^{]*\{[^}]*\}")]
    private static partial Regex Theme();

    [GeneratedRegex(@"--([a-z-]+):\s*(#[0-9a-f]{6})")]
    private static partial Regex Token();
}
