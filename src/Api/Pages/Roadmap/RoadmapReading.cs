using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Roadmap;

/// <summary>The reading of a file, to be checked and corrected before anything is recorded.</summary>
/// <param name="Approval">The items as they were read: JSON, carried by the form.</param>
/// <param name="Read">How many stand in the file; the others are those of the model.</param>
public sealed record ReadFile(string Approval, int Read, IReadOnlyList<ReadItem> Items, int NoticeCount, IReadOnlyList<ReadNotice> Notices,
    IReadOnlyList<int> StagesWithoutItems, string Key, string Seen, ProblemBody? Refusal, IReadOnlyDictionary<string, string> Faults);

/// <summary>An item that was read.</summary>
/// <param name="Row">0 for one that the file does not have.</param>
public sealed record ReadItem(string Item, string? Content, string From, string To, string Position, int Row, int Likeness);

/// <summary>A place that was read with a reservation or not at all.</summary>
public sealed record ReadNotice(int Sheet, int Row, string Sentence);

/// <summary>A road map from a file of the school: read, looked at, approved.</summary>
internal static class RoadmapReading
{
    private sealed record Reading(JsonElement Approval, IReadOnlyList<ReadRow> Rows, int NoticeCount, IReadOnlyList<ReadNotice> Notices,
        IReadOnlyList<int> StagesWithoutItems);

    private sealed record ReadRow(int Row, string Item, int Likeness);

    /// <summary>Asks for the file.</summary>
    public static async Task<IResult> Ask(Visit visit)
    {
        await Allow(visit);
        return PageRoutes.Html<ReadingView>(visit, ("Programme", await ProgrammeHead.Of(visit)));
    }

    /// <summary>Reads it; nothing is recorded.</summary>
    public static async Task<IResult> Read(Visit visit, IFormCollection form)
    {
        await Allow(visit);
        var head = await ProgrammeHead.Of(visit);
        if (form.Files is not [{ Length: > 0 } file, ..]) return Again(PageWords.Say("map.file-needed"));
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(content, visit.Http.RequestAborted);
        var reply = await visit.Ask(new Call("readRoadmapFile", Visit.Values([("programme", head.Id), ("fill", form["fill"] == "true")]))
        {
            File = content,
        });
        if (!reply.Succeeded) return Again(null, reply.Problem);
        var read = reply.As<Reading>();
        var tag = (await visit.Demand("readProgramme", ("programme", head.Id))).Tag!;
        var rows = read.Rows.GroupBy(r => r.Item).ToDictionary(g => g.Key, g => g.First());
        return PageRoutes.Html<ReadingView>(visit, ("Programme", head), ("File", new ReadFile(
            read.Approval.GetRawText(), rows.Count, Items(read.Approval, rows, await Titles(visit, head.Id)), read.NoticeCount,
            read.Notices, read.StagesWithoutItems, Visit.NewKey, tag, null, new Dictionary<string, string>())));

        IResult Again(string? fault, ProblemBody? problem = null) => PageRoutes.Html<ReadingView>(
            visit, problem?.Status ?? StatusCodes.Status422UnprocessableEntity, ("Programme", head), ("Fault", fault),
            ("Problem", problem));
    }

    /// <summary>Approves it with the corrections of the form.</summary>
    public static async Task<IResult> Approve(Visit visit, IFormCollection form)
    {
        await Allow(visit);
        var head = await ProgrammeHead.Of(visit);
        Dictionary<string, string> faults = [];
        if (Parsed(form["approval"].ToString()) is not { } approval) return await Read(visit, FormCollection.Empty);
        foreach (var (n, node) in ((JsonArray)approval["items"]!).Index())
        {
            var item = (JsonObject)node!;
            Day(item, "plannedFrom", n);
            Day(item, "plannedTo", n);
            if (form[$"items.{n}.position"].ToString().Trim() is { Length: > 0 } position) item["position"] = position;
            else item.Remove("position");
        }

        var kept = approval.ToJsonString();
        if (faults.Count > 0) return await Again(null, form["decision"].ToString(), form["seen"].ToString());
        var reply = await visit.Ask(new Call("approveRoadmap", Visit.Values([("programme", head.Id)]))
        {
            Body = kept, Key = form["decision"], Seen = form["seen"],
        });
        if (reply.Succeeded) return Receipts.ReceiptOfDecision.Then(reply, $"/programmes/{head.Id}/roadmap");

        var stale = reply.Status == StatusCodes.Status412PreconditionFailed;
        return await Again(reply.Problem, stale ? Visit.NewKey : form["decision"].ToString(),
            stale ? (await visit.Demand("readProgramme", ("programme", head.Id))).Tag! : form["seen"].ToString());

        async Task<IResult> Again(ProblemBody? refusal, string key, string seen)
        {
            using var document = JsonDocument.Parse(kept);
            _ = int.TryParse(form["read"], NumberStyles.None, CultureInfo.InvariantCulture, out var read);
            var items = Items(document.RootElement, new Dictionary<string, ReadRow>(), await Titles(visit, head.Id));
            return PageRoutes.Html<ReadingView>(
                visit, refusal?.Status ?? StatusCodes.Status422UnprocessableEntity, ("Programme", head), ("File", new ReadFile(
                kept, read, items, 0, [], [], key, seen, refusal, faults)));
        }

        void Day(JsonObject item, string name, int n)
        {
            var path = $"items.{n}.{name}";
            var text = form[path].ToString().Trim();
            if (text.Length == 0) item.Remove(name);
            else if (WrittenDay.Read(text, visit.Today) is { } day) item[name] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            else faults[path] = PageWords.Say("fault.day", text);
        }
    }

    private static async Task Allow(Visit visit)
    {
        if (!visit.May("readRoadmapFile")) await visit.Demand("readRoadmapFile", ("programme", visit.Http.GetRouteValue("programme")));
    }

    private static JsonObject? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject o && o["items"] is JsonArray items && items.All(i => i is JsonObject) ? o : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The model's wording of its items, which a file need not repeat.
    private static async Task<IReadOnlyDictionary<string, string>> Titles(Visit visit, Guid programme)
    {
        var pinned = (await visit.Demand("readProgramme", ("programme", programme))).Json.GetProperty("definition");
        var definition = (await visit.Demand("readDefinition", ("code", pinned.GetProperty("code").GetString()),
            ("version", pinned.GetProperty("version").GetInt32()))).Json;
        Dictionary<string, string> titles = [];
        foreach (var item in definition.GetProperty("stages").EnumerateArray().SelectMany(s => s.GetProperty("activities").EnumerateArray())
            .SelectMany(a => a.GetProperty("items").EnumerateArray()))
        {
            var title = item.GetProperty("title").GetProperty(Sentences.English ? "en" : "ru").GetString()!;
            titles[item.GetProperty("code").GetString()!] = title
                .Replace("{organisation}", visit.Self.Organisation.Title.Value, StringComparison.Ordinal);
        }

        return titles;
    }

    private static IReadOnlyList<ReadItem> Items(
        JsonElement approval, IReadOnlyDictionary<string, ReadRow> rows, IReadOnlyDictionary<string, string> titles) =>
    [
        .. approval.GetProperty("items").EnumerateArray().Select(i => new ReadItem(
            i.Text("item") ?? "", i.Text("content") ?? titles.GetValueOrDefault(i.Text("item") ?? ""),
            Day(i, "plannedFrom"), Day(i, "plannedTo"), i.Text("position") ?? "",
            rows.GetValueOrDefault(i.Text("item") ?? "")?.Row ?? 0, rows.GetValueOrDefault(i.Text("item") ?? "")?.Likeness ?? 0)),
    ];

    private static string Day(JsonElement of, string name) => of.Text(name) is { } text
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Typo.Day(day) : "";
}
