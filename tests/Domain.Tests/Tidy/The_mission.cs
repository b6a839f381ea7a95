using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Domain.Tests.Definitions;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>docs/mission.md says for each row M1 to M176 what the program does, where it works and which test shows it.</summary>
public sealed partial class The_mission
{
    private const string OfProgramme = "/api/programmes/{programme}";

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "mission.md"));

    private static readonly IReadOnlyList<(string Row, string What, string Where, string Shown)> Rows =
    [
        .. RowGiven().Matches(Page)
            .Select(m => (m.Groups["row"].Value, m.Groups["what"].Value, m.Groups["where"].Value, m.Groups["shown"].Value)),
    ];

    private static readonly HashSet<string> Operations =
    [
        .. JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "ops", "openapi.json"))).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")),
    ];

    private static readonly HashSet<string> Codes = [.. CodesIn(JsonElement.Parse(TargetModel.Text))];

    [Fact]
    public void Has_each_row_once_and_in_order() => Assert.Equal(Enumerable.Range(1, 176).Select(n => $"M{n}"), Rows.Select(r => r.Row));

    [Fact]
    public void Says_of_each_row_where_it_works_and_which_test_shows_it_or_that_it_does_not_yet() =>
        Assert.Equal([], Rows.Where(r => !IsServed(r.Where, r.Shown) && !r.What.Contains("not yet", StringComparison.Ordinal))
            .Select(r => r.Row));

    [Fact]
    public void Names_only_what_exists() =>
        Assert.Equal([], Names(Page[Page.IndexOf("\n## ", StringComparison.Ordinal)..]).Where(name => !Exists(name)));

    /// <summary>Beside the criteria on all items and documents of a stage, which cite all rows of it.</summary>
    [Fact]
    public void Names_with_each_row_the_criteria_and_the_item_that_cite_it()
    {
        var criteria = TargetModel.Shipped.Stages.SelectMany(s => s.Gate.Criteria)
            .Where(c => !c.Code.EndsWith(".R", StringComparison.Ordinal) && !c.Code.EndsWith(".D", StringComparison.Ordinal))
            .Select(c => (c.Code, c.Rows));
        var items = TargetModel.Shipped.Stages.SelectMany(s => s.Items).Select(i => (i.Code, i.Rows));
        var where = Rows.ToLookup(r => r.Row, r => r.Where);
        Assert.Equal([], criteria.Concat(items)
            .SelectMany(c => c.Rows.Where(row => row[0] == 'M').Select(row => (Row: row, c.Code)))
            .Where(c => !where[c.Row].SelectMany(Names).Contains(c.Code)).Select(c => $"{c.Row}: {c.Code}"));
    }

    [Theory]
    [InlineData("POST /…/meetings/nowhere"), InlineData("GET /…/curator"), InlineData("G1.11"), InlineData("G0.1"), InlineData("1.3.9")]
    [InlineData("src/Domain/Nowhere.cs"), InlineData("docs/mission"), InlineData("no-such-code"), InlineData("A_form")]
    [InlineData("A_form.Waits"), InlineData("No_such_class.Waits_for_its_precondition"), InlineData("A_form.Is_enabled_with_its_variants")]
    public void Detects_a_name_that_does_not_exist(string forged) => Assert.False(Exists(forged));

    [Theory]
    [InlineData("POST /…/curator"), InlineData("GET /api/notices"), InlineData("G1.10"), InlineData("A1.3"), InlineData("1.3.1")]
    [InlineData("ngo"), InlineData("minimalLearnerAge"), InlineData("src/Domain/Shared/Contour.cs")]
    [InlineData("A_form.Waits_for_its_precondition")]
    public void Knows_a_name_that_exists(string name) => Assert.True(Exists(name));

    [Theory]
    [InlineData("", "`A_form.Waits_for_its_precondition`"), InlineData("`G1.5`", ""), InlineData("`G1.5`", "`G1.5`")]
    [InlineData("`A_form.Waits_for_its_precondition`", "`A_form.Waits_for_its_precondition`")]
    public void Detects_a_row_without_place_or_test(string where, string shown) => Assert.False(IsServed(where, shown));

    private static bool IsServed(string where, string shown) =>
        Names(where).Any() && !Names(where).Any(IsTest) && Names(shown).Any() && Names(shown).All(IsTest);

    private static bool Exists(string name) =>
        name.StartsWith("GET /", StringComparison.Ordinal) || name.StartsWith("POST /", StringComparison.Ordinal)
            ? Operations.Contains(name.Replace("/…", OfProgramme, StringComparison.Ordinal))
        : name.Contains('/') ? File.Exists(Path.Combine(Repository.Root, name))
        : IsTest(name) ? Repository.HasTest(name)
        : Codes.Contains(name);

    // A code of the definition has a point or an underscore, never both.
    private static bool IsTest(string name) => name.Contains('.') && name.Contains('_');

    private static IEnumerable<string> Names(string text) => NameGiven().Matches(text).Select(m => m.Groups["name"].Value);

    private static IEnumerable<string> CodesIn(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Array => part.EnumerateArray().SelectMany(CodesIn),
        JsonValueKind.Object => part.EnumerateObject().SelectMany(CodesOf),
        _ => [],
    };

    // An announced criterion is not checked yet.
    private static IEnumerable<string> CodesOf(JsonProperty member) => member.Name switch
    {
        "announced" => [],
        "code" => [member.Value.GetString()!],
        "parameters" => member.Value.EnumerateObject().Select(parameter => parameter.Name),
        _ => CodesIn(member.Value),
    };

    [GeneratedRegex(@"(?m)^\| (?<row>M[0-9]+) \|(?<what>[^|]*)\|(?<where>[^|]*)\|(?<shown>[^|]*)\|$")]
    private static partial Regex RowGiven();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex NameGiven();
}
