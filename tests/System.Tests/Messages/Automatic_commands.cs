using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Privacy;

namespace MentorshipFlow.System.Tests.Messages;

public sealed class Automatic_commands(Installation installation)
{
    private static readonly TimeSpan AtMost = Patience.AtMost;

    [Fact]
    public async Task Are_given_once_per_event_and_marked_in_the_audit_trail()
    {
        var school = await School.Open(installation);
        var causes = await (await Causes.Prepare(school))();
        var auditor = await school.Auditor();

        var entries = await Entries(school, auditor);
        for (var since = global::System.Diagnostics.Stopwatch.StartNew();
            !Causes.Effects.All(e => Automatic(entries).Count(a => a.Type == e.Key) >= e.Value) && since.Elapsed < AtMost;
            entries = await Entries(school, auditor)) await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Equal(Causes.Effects.OrderBy(e => e.Key, StringComparer.Ordinal),
            Automatic(entries).GroupBy(e => e.Type).Select(g => KeyValuePair.Create(g.Key, g.Count()))
                .OrderBy(e => e.Key, StringComparer.Ordinal));
        Assert.All(Automatic(entries), e => Assert.Contains(entries, cause => Text(cause, "eventId") == e.Cause));
        Assert.Contains(Automatic(entries), e => e.Type == "erasure_requested" && e.Stream == $"person-{causes.Alone}");
        Assert.Equal([(causes.Withdrawn, "consentWithdrawn"), (causes.Left, "leftOrganisation")],
            entries.Where(e => Text(e, "type") == "mentee_removed_from_base")
                .Select(e => (e["body"]!["person"]!.GetValue<Guid>(), Text(e["body"]!, "reason"))).OrderBy(r => r.Item2));
    }

    private static List<(string Type, string Stream, string? Cause)> Automatic(List<JsonNode> entries) =>
        [.. entries.Where(e => (Text(e, "actor"), Text(e, "role")) == ("system", "system"))
            .Select(e => (Text(e, "type")!, Text(e, "stream")!, Text(e, "causation")))];

    private static string? Text(JsonNode entry, string field) => entry[field]?.GetValue<string>();

    private static async Task<List<JsonNode>> Entries(School school, string auditor)
    {
        List<JsonNode> entries = [];
        for (var page = "/api/audit/entries?limit=200"; page is not null;)
        {
            var answer = Deciding.Done(await school.Get(page, auditor));
            entries.AddRange(answer.Json["items"]!.AsArray().Select(e => e!));
            page = answer.Json["next"]?.GetValue<long>() is { } cursor ? $"/api/audit/entries?limit=200&cursor={cursor}" : null;
        }

        return entries;
    }
}
