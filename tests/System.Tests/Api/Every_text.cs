using System.Globalization;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.System.Tests.Api;

public sealed partial class Every_text
{
    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void Of_a_problem_is_in_the_resource_file(string language)
    {
        var culture = Culture(language);

        Assert.All(Enum.GetValues<Reason>().Select(r => new Refusal(r).Code).Concat(ProblemCodes.All),
            code => Assert.True(Sentences.Has($"problem.{code}", culture), code));
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void Of_a_missing_thing_is_in_the_resource_file(string language)
    {
        var culture = Culture(language);

        Assert.All(CodesInTheDomain(), code => Assert.True(Sentences.Has($"missing.{code}", culture), code));
    }

    /// <summary>English stands in the source; what has no Russian text is left out of a Russian answer.</summary>
    [Fact]
    public void Of_what_was_expected_has_a_Russian_one()
    {
        // The command line speaks English.
        var texts = Sources(Path.Combine("src", "Api"))
            .Where(f => !f.Contains("/Pages/", StringComparison.Ordinal) && !f.Contains("/Commands/", StringComparison.Ordinal))
            .SelectMany(f => Details().Matches(File.ReadAllText(f)))
            .Select(m => Format(m.Groups["text"].Value)).Distinct().ToList();

        Assert.InRange(texts.Count, 35, 100);
        Assert.Equal([], texts.Where(text => !Sentences.Has($"detail.{text}", Culture("ru"))));

        static string Format(string text)
        {
            var holes = 0;
            return Hole().Replace(text.Replace("\\\"", "\"", StringComparison.Ordinal), _ => $"{{{holes++}}}");
        }
    }

    // Russian is the neutral language: its texts are in the main assembly.
    private static CultureInfo Culture(string language) => language == "ru" ? CultureInfo.InvariantCulture
        : CultureInfo.GetCultureInfo(language);

    // Finds every code that a rule uses: it is a literal next to the word that makes the refusal.
    private static IEnumerable<string> CodesInTheDomain()
    {
        var sources = new[] { "Programmes", "Organisations", "People" }.SelectMany(f => Sources(Path.Combine("src", "Domain", f)));
        return sources.SelectMany(f => Literal().Matches(File.ReadAllText(f))
            .Select(m => m.Groups["made"].Success ? m.Groups["made"].Value : $"{m.Groups["kind"].Value}-unknown")).Distinct();
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Checkout.At(folder), "*.cs", SearchOption.AllDirectories);

    // The first interpolated text that is no pointer, where a problem says what was expected.
    [global::System.Text.RegularExpressions.GeneratedRegex(
        @"(?:Problems\.\w+\(|Wrong<[^>]+>\(|\bText\((?:name, |(?=""))|Detail =|typeof\(\w+\)\) return |Kind\.\w+ => )"
        + @"(?:[^;""$]|""[^""]*""|\$""[/{][^""]*"")*?"
        + @"\$""(?<text>(?!\{\w+\}/)[\w{](?:[^""\\{]|\\.|\{[^{}""]*(?:""[^""]*""[^{}""]*)*\}|\{\{\w+\}\})*)""")]
    private static partial global::System.Text.RegularExpressions.Regex Details();

    [global::System.Text.RegularExpressions.GeneratedRegex(@"(?<!\{)\{[^{}]+\}(?!\})")]
    private static partial global::System.Text.RegularExpressions.Regex Hole();

    [global::System.Text.RegularExpressions.GeneratedRegex(
        "(?:new\\(|Missing\\(|Lacking\\(|Within\\(|Reason\\.\\w+, )\"(?<made>[a-z]+(?:-[a-z]+)+)\",|Unknown\\(\"(?<kind>[a-z-]+)\",")]
    private static partial global::System.Text.RegularExpressions.Regex Literal();
}
