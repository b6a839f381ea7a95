using System.Text.RegularExpressions;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>docs/cases.md names for each case of docs/domain-model.md 5 the tests that follow its events.</summary>
public sealed partial class The_cases
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cases.md"));

    private static readonly IReadOnlyList<(string No, string Case, IReadOnlyList<string> Tests)> Rows =
    [
        .. RowGiven().Matches(Page).Select(m => (m.Groups["no"].Value, m.Groups["case"].Value,
            (IReadOnlyList<string>)[.. NameGiven().Matches(m.Groups["tests"].Value).Select(t => t.Groups["name"].Value)])),
    ];

    [Fact]
    public void Are_all_cases_of_the_domain_model_in_its_order()
    {
        var model = File.ReadAllText(Path.Combine(Repository.Root, "docs", "domain-model.md"));
        var section = model[model.IndexOf("\n## 5.", StringComparison.Ordinal)..model.IndexOf("\n## 6.", StringComparison.Ordinal)];

        Assert.Equal(CaseGiven().Matches(section).Select(m => m.Groups["case"].Value), Rows.Select(r => r.Case));
        Assert.Equal(Enumerable.Range(1, Rows.Count).Select(n => $"{n}"), Rows.Select(r => r.No));
        Assert.InRange(Rows.Count, 22, 100);
    }

    [Fact]
    public void Are_each_followed_by_tests_that_exist() =>
        Assert.All(Rows, row =>
        {
            Assert.NotEmpty(row.Tests);
            Assert.All(row.Tests, test => Assert.True(Repository.HasTest(test), $"{row.No}: {test}"));
        });

    [Theory]
    [InlineData("A_form"), InlineData("A_form.Waits"), InlineData("No_such_class.Waits_for_its_precondition"), InlineData("")]
    public void Detect_a_test_that_does_not_exist(string forged) => Assert.False(Repository.HasTest(forged));

    // "**Late joiner** (after gate 2 or 5)" and "**A fact is entered late**".
    [GeneratedRegex(@"(?m)^\| \*\*(?<case>[^*]+)\*\*")]
    private static partial Regex CaseGiven();

    [GeneratedRegex(@"(?m)^\| (?<no>[0-9]+) \| (?<case>[^|]+) \| (?<tests>[^|]+) \|$")]
    private static partial Regex RowGiven();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex NameGiven();
}
