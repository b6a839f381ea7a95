using System.Text.RegularExpressions;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>docs/walks.txt, which <c>ops/figures</c> counts, lists the files in the order in which a reader of the code needs
/// them.</summary>
public sealed partial class The_walk_of_an_approval
{
    private static readonly IReadOnlyList<string> Walk =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "walks.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ')[0]),
    ];

    [Fact]
    public void Has_existing_files_each_once()
    {
        Assert.All(Walk, file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file));
        Assert.Equal(Walk.Distinct(), Walk);
    }

    [Fact]
    public void Reaches_each_file_from_an_earlier_one()
    {
        var earlier = Text(Walk[0]);
        foreach (var file in Walk.Skip(1))
        {
            var text = Text(file);
            Assert.True(Types(text).Any(type => Regex.IsMatch(earlier, $@"\b{type}\b")),
                $"No earlier file of the walk names a type of {file}.");
            earlier += text;
        }
    }

    [Theory]
    [InlineData("ApproveStage")]
    [InlineData("DecisionPipeline")]
    [InlineData("ProgrammeEngine")]
    [InlineData("ProgrammeDecider")]
    [InlineData("GateDecider")]
    [InlineData("StageEvaluation")]
    [InlineData("Stage4Readiness")]
    [InlineData("GateEvent")]
    public void Passes(string type) => Assert.Contains(Walk, file => Types(Text(file)).Contains(type));

    [Fact]
    public void Ends_in_the_store() => Assert.StartsWith("src/Workflows/Store/", Walk[^1], StringComparison.Ordinal);

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    private static IEnumerable<string> Types(string text) => Declaration().Matches(text).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"^(public|internal) [a-z ]*\b(class|record|interface|enum|struct) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
