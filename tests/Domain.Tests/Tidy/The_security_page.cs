using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>docs/security.md says of each requirement of ASVS 5.0.0, levels 1 and 2, whether and how it is met.</summary>
public sealed partial class The_security_page
{
    // Section, and how many requirements of it are numbered from 1 without a gap. In these sections level 3 stands after levels 1 and 2.
    private const string Sections = """
        1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3
        5.3:2 5.4:3
        6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2
        10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
        14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
        """;

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    private static readonly IReadOnlyList<(string Requirements, string State, string How, string Shown)> Rows =
    [
        .. RowGiven().Matches(Page)
            .Select(m => (m.Groups["ids"].Value, m.Groups["state"].Value, m.Groups["how"].Value.Trim(), m.Groups["shown"].Value)),
    ];

    [Fact]
    public void Has_each_requirement_of_levels_1_and_2_once()
    {
        var demanded = Sections.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split(':'))
            .SelectMany(s => Enumerable.Range(1, int.Parse(s[1], CultureInfo.InvariantCulture)).Select(n => $"{s[0]}.{n}")).ToArray();

        Assert.Equal(253, demanded.Length);
        Assert.Equal(demanded.Order(StringComparer.Ordinal),
            Rows.SelectMany(r => r.Requirements.Split(", ")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Says_of_each_how_it_is_met_and_names_only_tests_that_exist()
    {
        Assert.DoesNotContain(Rows, r => r.How.Length == 0);
        Assert.Equal([], NameGiven().Matches(Page).Select(m => m.Groups["name"].Value).Where(name => !Repository.HasTest(name)));
        Assert.False(Repository.HasTest("A_session.Is_not_there"));
    }

    [Fact]
    public void Lists_guards_that_stand_once_in_their_files()
    {
        var guards = GuardGiven().Matches(Page);

        Assert.InRange(guards.Count, 26, 200);
        Assert.All(guards, g => Assert.Single(Regex.Matches(
            File.ReadAllText(Path.Combine(Repository.Root, g.Groups["file"].Value)), Regex.Escape(g.Groups["guard"].Value))));
    }

    [GeneratedRegex(@"(?m)^\| [^|]* \| (?<file>src/[^|]*\.cs) \| `(?<guard>[^|]*)` \| (?:true|false) \| `[^|`]*` \|$")]
    private static partial Regex GuardGiven();

    [GeneratedRegex(
        @"(?m)^\| (?<ids>[0-9]+\.[0-9., ]+) \| (?<state>met|partly|operator|open|none) \|(?<how>[^|]*)\|(?<shown>[^|]*)\|$")]
    private static partial Regex RowGiven();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*_[A-Za-z0-9_]*\\.[A-Za-z0-9_]+)`")]
    private static partial Regex NameGiven();
}
