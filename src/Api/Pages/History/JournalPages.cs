using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Jobs;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Jobs;

namespace MentorshipFlow.Api.Pages.History;

/// <summary>An entry with its proof.</summary>
public sealed record ProvenLedgerEntry(LedgerEntry Entry, string LeafText, long Size, string Root, IReadOnlyList<string> Proof);

/// <summary>The names and texts of an entry, read by a recorded disclosure.</summary>
public sealed record OpenedEntry(
    LedgerEntry Entry, IReadOnlyList<(string Code, string Name)> Names, IReadOnlyList<(string Label, string Text)> Texts);

/// <summary>The question for names and texts of entries.</summary>
/// <param name="Opened">What was read; null before.</param>
/// <param name="Readings">The entries that recorded the reading.</param>
public sealed record OpenedTexts(IReadOnlyList<LedgerEntry> Entries, bool ReasonNeeded, string Reason, string Key, ProblemBody? Refusal,
    string? Fault, IReadOnlyList<OpenedEntry>? Opened, IReadOnlyList<long> Readings);

/// <summary>«Журнал»: all entries of the school, one entry with its proof, the recorded reading of reasons, the verification.</summary>
internal sealed partial class JournalPages : UseCase
{
    private const int MostTexts = 50;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/journal", visit => Journal(visit, null));
        routes.Form("/journal/verification", Verify);
        routes.Page("/journal/verification/{job}", Verification);
        routes.Page("/journal/checkpoint.txt", async visit => (await visit.Demand("readLatestCheckpoint")).AsFile("checkpoint.txt"));
        routes.Page("/journal/key.txt", async visit => (await visit.Demand("readCheckpointKey")).AsFile("key.txt"));
        routes.Page("/entries/{position}", async visit =>
        {
            var proven = await visit.Read<ProvenLedgerEntry>("readEntry", ("position", visit.Http.GetRouteValue("position")));
            return PageRoutes.Html<EntryView>(visit, ("Proven", proven));
        });
        routes.Page("/entries/{position}/entry.txt", async visit =>
        {
            var proven = await visit.Read<ProvenLedgerEntry>("readEntry", ("position", visit.Http.GetRouteValue("position")));
            return Results.File(Encoding.UTF8.GetBytes(proven.LeafText), "text/plain; charset=utf-8", $"entry-{proven.Entry.Position}.txt");
        });
        routes.Page("/entries/texts", async visit => Opening(visit, new(
            await Chosen(visit, visit.Http.Request.Query["n"]), visit.Reason(), "", Visit.NewKey, null, null, null, [])));
        routes.Form("/entries/texts", Open);
        routes.Page("/programmes/{programme}/export", async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            return PageRoutes.Html<ExportView>(visit, ("Programme", head), ("Large", visit.Http.Request.Query["large"] == "yes"),
                ("Own", HistoryPages.Number(visit, "checkpoint")));
        });
        routes.Page("/programmes/{programme}/export/programme.bundle", async visit =>
        {
            var programme = visit.Http.GetRouteValue("programme");
            var own = HistoryPages.Number(visit, "checkpoint");
            var reply = await visit.Ask("exportProgramme", ("programme", programme), ("checkpoint", own));
            return reply.Succeeded ? reply.AsFile()
                : reply.Problem.Code == ProblemCodes.JobRequired
                    ? Results.Redirect($"/programmes/{programme}/export?large=yes&checkpoint={own}")
                : throw new PageRefusedException(reply.Status, reply.Problem);
        });
        routes.Form("/programmes/{programme}/export", async (visit, form) =>
        {
            var programme = visit.Http.GetRouteValue("programme");
            var size = long.TryParse(form["checkpoint"], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                ? given : (long?)null;
            var job = (await visit.Demand("startProgrammeExport", ("programme", programme), ("checkpoint", size))).As<JobAnswer>();
            return Results.Redirect($"/programmes/{programme}/export/{job.Id}");
        });
        routes.Page("/programmes/{programme}/export/{job}", async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            return PageRoutes.Html<ExportView>(visit, ("Programme", head), ("Job", await Job(visit)));
        });
        routes.Page("/programmes/{programme}/export/{job}/programme.bundle",
            async visit => (await visit.Demand("readBundle", ("job", visit.Http.GetRouteValue("job")))).AsFile());
    }

    private static async Task<IResult> Journal(Visit visit, ProblemBody? refusal)
    {
        var filters = EntryFilters.Of(visit);
        var entries = await visit.Read<LedgerEntries>("listEntries", [
            ("newestFirst", true), ("cursor", HistoryPages.Number(visit, "cursor")),
            ("stream", filters.Programme.Length > 0 ? $"programme-{filters.Programme}" : null), .. filters.Values]);
        var programmes = visit.May("listProgrammes") ? (await visit.All<ReadProgrammes.Row>("listProgrammes"))
            .Select(p => (p.Id, $"{p.Title} {p.SchoolYear}")).ToList() : [];
        return PageRoutes.Html<JournalView>(visit, refusal?.Status ?? StatusCodes.Status200OK, ("Entries", entries), ("Filters", filters),
            ("Programmes", programmes), ("Note", await Note(visit)), ("Refusal", refusal));
    }

    private static async Task<string?> Note(Visit visit) =>
        await visit.Ask("readLatestCheckpoint") is { Succeeded: true } reply ? Encoding.UTF8.GetString(reply.Bytes) : null;

    private static async Task<IResult> Verify(Visit visit, IFormCollection form)
    {
        var note = form["checkpoint"].ToString().ReplaceLineEndings("\n").Trim();
        var reply = await visit.Ask(new Call("verifyLedger", Visit.Values([]))
        {
            Body = JsonSerializer.Serialize(new { checkpoint = note.Length > 0 ? note + "\n" : null }, ApiJson.Options),
            Headers = new Dictionary<string, string> { ["Prefer"] = "respond-async" },
        });
        return reply.Succeeded ? Results.Redirect($"/journal/verification/{reply.As<JobAnswer>().Id}")
            : await Journal(visit, reply.Problem);
    }

    private static async Task<IResult> Verification(Visit visit)
    {
        var job = await Job(visit);
        var result = job.State == JobState.Done ? await visit.Read<VerificationResult>("readVerification", ("job", job.Id)) : null;
        return PageRoutes.Html<VerificationView>(visit, ("Job", job), ("Result", result));
    }

    // While it runs, the browser asks again by itself.
    private static async Task<JobAnswer> Job(Visit visit)
    {
        var job = await visit.Read<JobAnswer>("readJob", ("job", visit.Http.GetRouteValue("job")));
        if (job.State is JobState.Waiting or JobState.Running) visit.Http.Response.Headers["Refresh"] = "3";
        return job;
    }

    private static async Task<IReadOnlyList<LedgerEntry>> Chosen(Visit visit, Microsoft.Extensions.Primitives.StringValues numbers)
    {
        List<LedgerEntry> entries = [];
        foreach (var number in numbers.OfType<string>().Distinct().Take(MostTexts))
            entries.Add((await visit.Read<ProvenLedgerEntry>("readEntry", ("position", number))).Entry);
        return entries.Count > 0 ? entries
            : throw new PageRefusedException(StatusCodes.Status404NotFound, Problems.NotFound.Body(visit.Http));
    }

    private static IResult Opening(Visit visit, OpenedTexts texts) => PageRoutes.Html<TextsView>(visit,
        texts.Refusal?.Status ?? (texts.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity),
        ("Texts", texts));

    private static async Task<IResult> Open(Visit visit, IFormCollection form)
    {
        var asked = new OpenedTexts(await Chosen(visit, form["n"]), visit.Reason(), form["reason"].ToString().Trim(),
            form["decision"].ToString(), null, null, null, []);
        if (asked.ReasonNeeded && asked.Reason.Length == 0)
            return Opening(visit, asked with { Fault = PageWords.Say("texts.reason-needed") });
        var purpose = asked.ReasonNeeded ? AccessPurpose.Audit : AccessPurpose.ProgrammeWork;
        var reason = asked.Reason.Length > 0 ? asked.Reason : null;
        List<long> readings = [];
        var texts = new Dictionary<Guid, string>();
        Guid[] refs = [.. asked.Entries.SelectMany(e => Refs(e.Body, "")).Select(r => r.Ref).Distinct()];
        if (refs.Length > 0)
        {
            var reply = await Disclose("discloseTexts", new { texts = refs, purpose, reason }, "t");
            if (!reply.Succeeded) return Opening(visit, asked with { Refusal = reply.Problem });
            foreach (var item in Items(reply))
                if ((item.Text("text") ?? item.Text("destroyed")) is { } text) texts[item.GetProperty("ref").GetGuid()] = text;
        }

        var names = new Dictionary<Guid, string>();
        Guid[] persons = await Persons(visit, asked.Entries);
        if (persons.Length > 0)
        {
            var reply = await Disclose("disclose", new { persons, fields = new[] { DisclosedField.FullName }, purpose, reason }, "n");
            if (!reply.Succeeded) return Opening(visit, asked with { Refusal = reply.Problem });
            foreach (var item in Items(reply))
                if ((item.Text("fullName") ?? item.Text("destroyed")) is { } name) names[item.GetProperty("person").GetGuid()] = name;
        }

        return Opening(visit, asked with
        {
            Readings = readings,
            Opened =
            [
                .. asked.Entries.Select(e => new OpenedEntry(e,
                    [.. Ids(e).Where(names.ContainsKey).Distinct().Select(p => (Typo.Code(p), names[p]))],
                    [.. Refs(e.Body, "").Select(r => (r.Name, texts.GetValueOrDefault(r.Ref) ?? PageWords.Say("texts.about-person")))])),
            ],
        });

        Task<Reply> Disclose(string operation, object body, string part) => visit.Ask(new Call(operation, Visit.Values([]))
        {
            Body = JsonSerializer.Serialize(body, ApiJson.Options), Key = $"{asked.Key}-{part}",
        });

        IEnumerable<JsonElement> Items(Reply reply)
        {
            if (reply.Json.TryGetProperty("receipt", out var receipt)) readings.Add(receipt.GetProperty("position").GetInt64());
            return reply.Json.GetProperty("items").EnumerateArray();
        }
    }

    // The texts of an entry, each under the name of the member that has it.
    private static IEnumerable<(Guid Ref, string Name)> Refs(JsonElement node, string name)
    {
        if (node.ValueKind == JsonValueKind.Array) return node.EnumerateArray().SelectMany(n => Refs(n, name));
        if (node.ValueKind != JsonValueKind.Object) return [];
        return node.TryGetProperty("ref", out var reference) && node.TryGetProperty("commitment", out _)
            ? [(reference.GetGuid(), PageWords.Maybe($"texts.{name}") ?? PageWords.Say("texts.text"))]
            : node.EnumerateObject().SelectMany(m => Refs(m.Value, m.Name));
    }

    private static IEnumerable<Guid> Ids(LedgerEntry entry) => Id()
        .Matches($"{entry.Actor} {entry.OnBehalfOf} {entry.Stream} {entry.Body.GetRawText()}").Select(m => Guid.Parse(m.Value));

    // Ids stand for many things: persons are those whom the school has.
    private static async Task<Guid[]> Persons(Visit visit, IReadOnlyList<LedgerEntry> entries)
    {
        if (!visit.May("disclose") || !visit.May("listPeople")) return [];
        var people = (await visit.All<JsonElement>("listPeople")).Select(p => p.GetProperty("id").GetGuid()).ToHashSet();
        return [.. entries.SelectMany(Ids).Where(people.Contains).Distinct()];
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

/// <summary>How a visitor reads what is closed.</summary>
internal static class ReadingOfTexts
{
    /// <summary>Whether the visitor must say why: auditors see codes otherwise.</summary>
    public static bool Reason(this Visit visit) => visit.Identity.Roles.Contains(Role.Auditor);
}
