using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

/// <summary>The definition that ships with the product, and ways to break it.</summary>
internal static class TargetModel
{
    public static readonly string Text = Repository("src/Workflows/Definitions/target-model.v1.json");

    // Families of rules that every story meets.
    private static readonly string[] Kept = ["roadmap", "certificate", "document"];

    public static Definition Shipped { get; } = Accepted(Text);

    /// <summary>The shipped definition with the criteria of gates 2 to 7 about people and facts only announced, and without items that a
    /// fact settles, for stories about other subjects.</summary>
    public static Definition WithoutPeople { get; } = Accepted(AnnouncingPeople(Copy(Text)).ToJsonString());

    /// <summary>The version after <see cref="WithoutPeople"/>: gates 2 to 6 check people, as shipped.</summary>
    public static Definition WithPeople { get; } = Accepted(Copy(Text).With("/version", "2").ToJsonString());

    /// <summary>The shipped text and its reader.</summary>
    public static ReaderStory Story { get; } = new(Text, text => Read(text) is Reading<Definition>.Refused refused ? refused.Faults : []);

    public static JsonNode Copy() => Story.Copy();

    public static Reading<Definition> Read(string text) =>
        DefinitionReader.Read(text, Digest(text), MentorshipFlow.Programmes.Gates.Rules.Known);

    public static Definition Accepted(string text) => Assert.IsType<Reading<Definition>.Accepted>(Read(text)).Value;

    public static IReadOnlyList<DefinitionFault> Faults(JsonNode json) =>
        Assert.IsType<Reading<Definition>.Refused>(Read(json.ToJsonString())).Faults;

    /// <summary>Puts a JSON text at a place (JSON Pointer, "-" appends to a list); null removes what is there.</summary>
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

    private static JsonNode Copy(string text) => JsonNode.Parse(text)!;

    private static JsonNode AnnouncingPeople(JsonNode model)
    {
        foreach (var item in model["stages"]!.AsArray().SelectMany(s => s!["activities"]!.AsArray())
            .SelectMany(a => a!["items"]!.AsArray()))
            item!.AsObject().Remove("settledBy");
        foreach (var stage in new[] { 1, 2, 3, 4, 5, 6 })
        {
            var gate = model["stages"]![stage]!["gate"]!;
            var (criteria, announced) = (gate["criteria"]!.AsArray(), gate["announced"]!.AsArray());
            foreach (var criterion in criteria.Where(c => !Kept.Contains(((string)c!["rule"]!).Split('.')[0])).ToList())
            {
                criteria.Remove(criterion);
                criterion!.AsObject().Remove("rule");
                criterion.AsObject().Remove("parameters");
                announced.Add(criterion);
            }
        }

        return model;
    }

    public static string Repository(string path) => File.ReadAllText(Path.Combine(Tidy.Repository.Root, path));

    /// <summary>The text that is checked in; with <c>MF_REFRESH=1</c> it becomes the actual one, to be reviewed as a difference.</summary>
    public static string Expected(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("MF_REFRESH") == "1") File.WriteAllText(Path.Combine(Tidy.Repository.Root, path), actual);
        return Repository(path);
    }

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
