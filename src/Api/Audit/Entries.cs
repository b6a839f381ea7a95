using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>The organisation's entries, in the order of the ledger.</summary>
internal sealed class Entries(LedgerHistory history, LedgerReader ledger, TreeNodes nodes) : UseCase
{
    /// <param name="Body">As it is stored: canonical JSON.</param>
    /// <param name="Leaf">SHA-256 of the entry's leaf text, 64 lower hex digits.</param>
    public sealed record Row(
        long Position, string Organisation, string Stream, int Version, Guid EventId, string Type, string Actor, string Role,
        string? OnBehalfOf, string RecordedAt,
        string? EffectiveOn, string CommandId, int CommandIndex, string Fingerprint, string? Correlation, string? Causation, RawJson Body,
        string Leaf)
    {
        public static Row Of(StoredEntry stored)
        {
            var e = stored.Entry;
            return new(
                e.Position, e.Organisation, e.Stream, e.Version, e.EventId, e.Type, e.Actor, e.Role, e.OnBehalfOf, e.RecordedAt,
                e.EffectiveOn, e.CommandId, e.CommandIndex,
                e.Fingerprint, e.Correlation, e.Causation, new(e.Body), stored.Leaf.ToString());
        }
    }

    /// <param name="Next">The cursor of the next page; absent on the last one.</param>
    public sealed record Rows(IReadOnlyList<Row> Items, long? Next);

    /// <param name="LeafText">The text whose SHA-256 is the leaf.</param>
    /// <param name="Proof">RFC 6962 inclusion proof to <paramref name="Root"/>, lowest sibling first.</param>
    public sealed record Proven(Row Entry, string LeafText, long Size, string Root, IReadOnlyList<string> Proof);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/audit/entries", Audits.About("listEntries", "History",
            "The organisation's entries in the order of the ledger; every filter narrows, days are inclusive.") with
        {
            Answer = typeof(Rows),
            Query =
            [
                new("stream", "Of this stream.", "programme-0193b2f0-1111-7222-8333-444455556666"),
                new("type", "Of this type.", "stage_approved"),
                new("actor", "By this person or integrator.", "person-0193b2f0-1111-7222-8333-444455556666"),
                new("stage", "Whose event names this stage, unsettles it, or is about an item that the road map planned for it.", "1"),
                new("recordedFrom", "Recorded on this day (UTC) or later.", "2026-09-01"),
                new("recordedTo", "Recorded on this day (UTC) or earlier.", "2027-05-31"),
                new("effectiveFrom", "About this day or later.", "2026-09-01"),
                new("effectiveTo", "About this day or earlier.", "2027-05-31"),
                .. NumberedPage.Query,
            ],
        }, http => List(http, null));

        routes.Read("/api/programmes/{programme}/history", Audits.About("listProgrammeHistory", "A programme's entries",
            "All of them, in order.") with
        {
            Roles = Takes.Reading, Answer = typeof(Rows), Query = NumberedPage.Query,
        }, async http => http.Id("programme") is { } id ? await List(http, StreamNames.Programme(id)) : Problems.NotFound);

        routes.Read("/api/audit/entries/{position}", Audits.About("readEntry", "One entry with its proof",
            "The entry, the text that its leaf is the hash of, and the proof that it is in the ledger as it is now.") with
        {
            Answer = typeof(Proven),
        }, One);
    }

    private async Task<IResult> List(HttpContext http, string? stream)
    {
        var asked = http.Request.Query;
        foreach (var name in (string[])["recordedFrom", "recordedTo", "effectiveFrom", "effectiveTo"])
            if (asked.ContainsKey(name) && Day(http, name) is null) return Problems.Parameter(name, "A day as in 2026-11-20.");
        foreach (var name in (string[])["stream", "type", "actor"])
            if (asked.ContainsKey(name) && Text(http, name) is null) return Problems.Parameter(name, "A text without U+0000.");
        if (asked.ContainsKey("stage") && Audits.Number(http, "stage") is null) return Problems.Parameter("stage", "A number.");
        var (page, problem) = NumberedPage.Of(http.Request);
        if (page is null) return problem!;
        // A mistyped filter finds nothing, and an auditor must not take that for "it never happened".
        if (Text(http, "type") is { } type && EventCodec.TypeOf(type) is null)
            return Problems.Parameter("type", "The name of an event, such as stage_approved.");
        if (Text(http, "actor") is { } actor && !actor.StartsWith("person-", StringComparison.Ordinal)
            && !actor.StartsWith("integrator-", StringComparison.Ordinal))
        {
            return Problems.Parameter("actor", "person-{id} or integrator-{id}");
        }

        if (Audits.Number(http, "stage") is < 1 or > 7) return Problems.Parameter("stage", "1 to 7");

        var filter = new EntryFilter(
            stream ?? Text(http, "stream"), Text(http, "type"), Text(http, "actor"), (int?)Audits.Number(http, "stage"),
            Day(http, "recordedFrom"), Day(http, "recordedTo"), Day(http, "effectiveFrom"), Day(http, "effectiveTo"));
        var found = await history.Page(Caller.Of(http).Organisation, filter, page.After, page.Limit + 1, http.RequestAborted);
        if (stream is not null && found.Count == 0 && !asked.ContainsKey("cursor")) return Problems.NotFound;
        var (items, next) = page.Of(http, [.. found.Select(Row.Of)], r => r.Position);
        return Answers.Json(new Rows(items, next));
    }

    private async Task<IResult> One(HttpContext http)
    {
        var services = http.RequestServices;
        if (!long.TryParse(http.GetRouteValue("position")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || await history.At(Caller.Of(http).Organisation, position, http.RequestAborted) is not { } found)
        {
            return Problems.NotFound;
        }

        var head = await ledger.Head(http.RequestAborted);
        var proof = await nodes.Inclusion(position, head.Size, http.RequestAborted);
        return Answers.Json(new Proven(Row.Of(found), found.Entry.LeafText, head.Size, head.Root.ToString(), Audits.Hex(proof)));
    }

    private static string? Text(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } text
        && !text.Contains('\0') ? text : null;

    private static DateOnly? Day(HttpContext http, string name) =>
        DateOnly.TryParseExact(http.Request.Query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue ? day : null;
}
