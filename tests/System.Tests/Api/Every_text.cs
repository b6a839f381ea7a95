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

    [Theory]
    [InlineData("G1.10:R1", "Нет исходного значения результата R1.")]
    [InlineData("R1", "Нет исходного значения результата R1.")]
    public void Of_a_missing_thing_leaves_out_the_criterion_that_asked(string where, string sentence) =>
        Assert.Equal(sentence, Sentences.OfMissing("baseline-missing", where, Culture("ru")));

    // Russian is the neutral language: its texts are in the main assembly.
    private static CultureInfo Culture(string language) => language == "ru" ? CultureInfo.InvariantCulture
        : CultureInfo.GetCultureInfo(language);

    // Finds every code that a rule uses: it is a literal next to the word that makes the refusal.
    private static IEnumerable<string> CodesInTheDomain()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MentorshipFlow.sln"))) folder = Path.GetDirectoryName(folder)!;
        var sources = Directory.EnumerateFiles(Path.Combine(folder, "src", "Domain", "Programmes"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(folder, "src", "Domain", "Organisations"), "*.cs"))
            .Concat(Directory.EnumerateFiles(Path.Combine(folder, "src", "Domain", "People"), "*.cs"));
        return sources.SelectMany(f => Literal().Matches(File.ReadAllText(f))
            .Select(m => m.Groups["made"].Success ? m.Groups["made"].Value : $"{m.Groups["kind"].Value}-unknown")).Distinct();
    }

    [global::System.Text.RegularExpressions.GeneratedRegex(
        "(?:new\\(|Missing\\(|Lacking\\(|Within\\(|Reason\\.\\w+, )\"(?<made>[a-z]+(?:-[a-z]+)+)\",|Unknown\\(\"(?<kind>[a-z-]+)\",")]
    private static partial global::System.Text.RegularExpressions.Regex Literal();
}
