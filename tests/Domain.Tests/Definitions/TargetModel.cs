using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

/// <summary>The definition that ships with the product, and ways to break it.</summary>
internal static class TargetModel
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Rules = new Dictionary<string, IReadOnlyList<string>>
    {
        ["document.in-force/1"] = ["document"],
        ["roadmap.approved/1"] = [],
        ["curator.in-office/1"] = [],
        ["needs.survey-and-meeting/1"] = [],
        ["bank.entry-per-form/1"] = [],
        ["outreach.six-channels/1"] = ["mustBeHeld"],
        ["roadmap.items-done/1"] = ["items"],
        ["resources.determined/1"] = [],
        ["baselines.recorded/1"] = [],
        ["roadmap.stage-items-settled/1"] = [],
        ["roadmap.stage-documents/1"] = [],
        ["certificate.issued/1"] = [],
    };

    public static readonly string Text = Repository("src/Workflows/Definitions/target-model.v1.json");

    public static readonly string TextWithPeople = Repository("src/Workflows/Definitions/target-model.v2.json");

    public static Definition Shipped { get; } = Accepted(Text);

    /// <summary>Version 2, read with the rules that decide.</summary>
    public static Definition WithPeople { get; } = Assert.IsType<DefinitionReading.Accepted>(
        DefinitionReader.Read(TextWithPeople, Digest(TextWithPeople), MentorshipFlow.Programmes.Gates.Rules.Known)).Definition;

    /// <summary>The shipped text and its reader.</summary>
    public static ReaderStory Story { get; } = new(Text, text => Read(text) is DefinitionReading.Refused refused ? refused.Faults : []);

    public static JsonNode Copy() => Story.Copy();

    public static DefinitionReading Read(string text) => DefinitionReader.Read(text, Digest(text), Rules);

    public static Definition Accepted(string text) => Assert.IsType<DefinitionReading.Accepted>(Read(text)).Definition;

    public static IReadOnlyList<DefinitionFault> Faults(JsonNode json) =>
        Assert.IsType<DefinitionReading.Refused>(Read(json.ToJsonString())).Faults;

    /// <summary>Puts a JSON text at a place (JSON Pointer, "-" appends to a list); null takes away what is there.</summary>
    public static JsonNode With(this JsonNode json, string place, string? value)
    {
        var steps = place.Split('/')[1..];
        var parent = steps[..^1].Aggregate(json, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
        var node = value is null ? null : JsonNode.Parse(value);
        switch (parent, steps[^1])
        {
            case (JsonArray list, "-"): list.Add(node); break;
            case (JsonArray list, var i) when value is null: list.RemoveAt(int.Parse(i, null)); break;
            case (JsonArray list, var i): list[int.Parse(i, null)] = node; break;
            case (JsonObject members, var name) when value is null: Assert.True(members.Remove(name)); break;
            case (JsonObject members, var name): members[name] = node; break;
        }

        return json;
    }

    public static string Repository(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("*.sln").Length == 0) folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, path));
    }

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
