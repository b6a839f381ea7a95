using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The road map of school №49 as items of a command.</summary>
internal static class SampleSchool
{
    public static readonly IReadOnlyList<PlannedItem> Plan =
        [.. JsonNode.Parse(TargetModel.Repository("ops/sample/school-49.json"))!["roadMap"]!["items"]!.AsArray()
            .Select(item => Item(item!))];

    private static PlannedItem Item(JsonNode item) => new(
        (string)item["code"]!, null, null, null, item["planned"] is { } planned ? new InstitutionalText((string)planned["text"]!) : null,
        Day(item, "from"), Day(item, "to"), new InstitutionalText((string)item["responsible"]!["position"]!), null, null);

    private static DateOnly? Day(JsonNode item, string end) =>
        item["planned"]?[end] is { } day ? DateOnly.ParseExact((string)day!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
