using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Process;

namespace MentorshipFlow.Domain.Tests.Definitions;

/// <summary>The shipped definition as a workflow for an Elsa server. After a wanted change run with MF_REFRESH=1, and try it on a
/// server.</summary>
public sealed class An_export_for_Elsa
{
    private const string Golden = "tests/Domain.Tests/Definitions/target-model.elsa.json";

    private static readonly JsonNode Workflow = JsonNode.Parse(ElsaExport.Of(TargetModel.Shipped))!;
    private static readonly IReadOnlyList<JsonNode> Activities = [.. Workflow["root"]!["activities"]!.AsArray().Select(a => a!)];
    private static readonly IReadOnlyList<(string From, string Outcome, string To)> Connections =
        [.. Workflow["root"]!["connections"]!.AsArray().Select(c => ($"{c!["source"]!["activity"]}", $"{c["source"]!["port"]}",
            $"{c["target"]!["activity"]}"))];

    [Fact]
    public void Is_the_one_that_is_checked_in()
    {
        var text = ElsaExport.Of(TargetModel.Shipped) + "\n";
        if (Environment.GetEnvironmentVariable("MF_REFRESH") == "1")
            File.WriteAllText(Path.Combine(Tidy.Repository.Root, Golden), text);

        Assert.Equal(TargetModel.Repository(Golden), text);
    }

    [Fact]
    public void Connects_each_outcome_of_each_activity_once_to_one_that_is_there()
    {
        var ids = Activities.Select(Id).ToList();
        Assert.Equal(ids.Distinct(), ids);

        Assert.Equal(Activities.SelectMany(a => Outcomes(a).Select(o => (Id(a), o))).Order(),
            Connections.Select(c => (c.From, c.Outcome)).Order());
        Assert.All(Connections, c => Assert.Contains(c.To, ids));
        // It begins with the only activity that nothing leads to, and reaches every other one.
        Assert.Equal(["start"], ids.Except(Connections.Select(c => c.To)));
    }

    [Fact]
    public void Has_a_place_for_every_position_of_a_programme()
    {
        var cases = Activities.Single(a => Id(a) == "choice")["cases"]!.AsArray()
            .ToDictionary(c => $"{c!["label"]}", c => $"{c!["condition"]!["value"]}");
        var positions = Enumerable.Range(1, 200).SelectMany(seed => RandomHistory.Of(seed, 50))
            .Select(s => MentorshipFlow.Programmes.Process.ProcessPosition.Of(s).Code).ToHashSet();

        Assert.Equal(16, positions.Count);
        Assert.Equal(positions.Append("cancelled").Order(), cases.Keys.Order());
        Assert.All(positions, p => Assert.Equal($"getVariable('process').waitsAt === '{p}'", cases[p]));
    }

    [Fact]
    public void Is_made_of_activities_that_every_server_has() =>
        Assert.Equal(["Elsa.Event", "Elsa.Finish", "Elsa.FlowSendHttpRequest", "Elsa.FlowSwitch", "Elsa.Start"],
            Activities.Select(a => $"{a["type"]}").Distinct().Order());

    [Fact]
    public void Only_reads_with_a_key_that_is_not_in_it_and_is_not_logged()
    {
        var request = Activities.Single(a => $"{a["type"]}" == "Elsa.FlowSendHttpRequest");
        Assert.Null(request["method"]);
        Assert.Equal("'Bearer ' + getConfig('MentorshipFlow:Key')", $"{request["authorization"]!["expression"]!["value"]}");
        Assert.Equal("Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core",
            $"{Workflow["customProperties"]!["logPersistenceConfig"]!["default"]!["strategyType"]}");
    }

    [Fact]
    public void Names_the_stages_as_the_definition_does() =>
        Assert.All(TargetModel.Shipped.Stages, stage => Assert.Equal(2, Activities.Count(a =>
            $"{a["name"]}".StartsWith($"{stage.Number}. {stage.Title.Ru} – ", StringComparison.Ordinal))));

    private static string Id(JsonNode activity) => $"{activity["id"]}";

    private static IEnumerable<string> Outcomes(JsonNode activity) => $"{activity["type"]}" switch
    {
        "Elsa.Start" or "Elsa.Event" => ["Done"],
        "Elsa.FlowSendHttpRequest" => ["200", "Unmatched status code", "Failed to connect", "Timeout"],
        "Elsa.FlowSwitch" => [.. activity["cases"]!.AsArray().Select(c => $"{c!["label"]}"), "Default"],
        _ => [],
    };
}
