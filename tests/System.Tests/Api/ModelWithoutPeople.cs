using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The shipped definition, changed so that gates 2 to 7 only announce their criteria about people and facts, and that no fact
/// settles an item.</summary>
internal static class ModelWithoutPeople
{
    /// <summary>Publishes it as version 1 of a new code; each code may be used once.</summary>
    public static async Task<string> Publish(Installation installation, School school, string code)
    {
        var model = await Shipped(school, code, version: 1);
        foreach (var item in model["stages"]!.AsArray().SelectMany(s => s!["activities"]!.AsArray())
            .SelectMany(a => a!["items"]!.AsArray()))
            item!.AsObject().Remove("settledBy");
        foreach (var stage in new[] { 1, 2, 3, 4, 5, 6 })
        {
            var gate = model["stages"]![stage]!["gate"]!;
            var criteria = gate["criteria"]!.AsArray();
            foreach (var criterion in criteria.OfType<JsonObject>().Where(OfPeople).ToList())
            {
                criteria.Remove(criterion);
                criterion.Remove("rule");
                criterion.Remove("parameters");
                gate["announced"]!.AsArray().Add(criterion);
            }
        }

        Deciding.Done(await school.Post("/api/definitions", model.ToJsonString(), installation.Operator));
        return code;
    }

    /// <summary>Publishes the shipped definition as version 2 of the code.</summary>
    public static async Task PublishPeople(Installation installation, School school, string code) => Deciding.Done(
        await school.Post("/api/definitions", (await Shipped(school, code, version: 2)).ToJsonString(), installation.Operator));

    private static bool OfPeople(JsonObject criterion) =>
        criterion["rule"]!.GetValue<string>().Split('.')[0] is not ("roadmap" or "certificate" or "document");

    private static async Task<JsonNode> Shipped(School school, string code, int version)
    {
        var model = (await school.Get("/api/definitions/target-model/1")).Json;
        (model["code"], model["version"]) = (code, version);
        return model;
    }
}
