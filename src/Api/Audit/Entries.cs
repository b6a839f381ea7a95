using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>The organisation's entries, in the order of the ledger.</summary>
internal sealed class Entries(LedgerHistory history, LedgerReader ledger, TreeNodes nodes, ProgrammeEngine programmes)
    : UseCase
{
    /// <param name="Sentence">What was recorded, in one sentence in the caller's language. Texts about people are not part of it.</param>
    /// <param name="Body">Canonical JSON, as stored.</param>
    /// <param name="Leaf">SHA-256 of the entry's leaf text, 64 lower hex digits.</param>
    /// <param name="DaysLate">Days from the fact to its record; absent when both are on one day.</param>
    public sealed record Row(
        long Position, string Organisation, string Stream, int Version, Guid EventId, string Type, string Actor, string Role,
        string? OnBehalfOf, string RecordedAt,
        string? EffectiveOn, string CommandId, int CommandIndex, string Fingerprint, string? Correlation, string? Causation,
        string Sentence, RawJson Body, string Leaf, int? DaysLate)
    {
        /// <param name="names">The names of the codes and ids of the entry's programme.</param>
        public static Row Of(StoredEntry stored, ProgrammeNames? names)
        {
            var e = stored.Entry;
            return new(
                e.Position, e.Organisation, e.Stream, e.Version, e.EventId, e.Type, e.Actor, e.Role, e.OnBehalfOf, e.RecordedAt,
                e.EffectiveOn, e.CommandId, e.CommandIndex,
                e.Fingerprint, e.Correlation, e.Causation, EntrySentences.Of(e, names), new(e.Body), stored.Leaf.ToString(),
                DecidedEvent.Late(e));
        }
    }

    /// <param name="Next">The cursor of the next page; absent on the last one.</param>
    public sealed record Rows(IReadOnlyList<Row> Items, long? Next);

    /// <param name="LeafText">The text whose SHA-256 is the leaf.</param>
    /// <param name="Proof">RFC 6962 inclusion proof to <paramref name="Root"/>, lowest sibling first.</param>
    public sealed record Proven(Row Entry, string LeafText, long Size, string Root, IReadOnlyList<string> Proof);

    private static readonly QueryParameter NewestFirst =
        new("newestFirst", "Whether the last entry comes first; the cursor then goes back.", "true", typeof(bool));

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
                new("stage", "Whose event names this stage, unsettles it, or is about an item that the road map planned for it.", "1",
                    typeof(int)),
                new("recordedFrom", "Recorded on this day (UTC) or later.", "2026-09-01", typeof(DateOnly)),
                new("recordedTo", "Recorded on this day (UTC) or earlier.", "2027-05-31", typeof(DateOnly)),
                new("effectiveFrom", "About this day or later.", "2026-09-01", typeof(DateOnly)),
                new("effectiveTo", "About this day or earlier.", "2027-05-31", typeof(DateOnly)),
                NewestFirst, .. NumberedPage.Query,
            ],
        }, http => List(http, null));

        routes.Read("/api/programmes/{programme}/history", Audits.About("listProgrammeHistory", "A programme's entries",
            "All of them, in order.") with
        {
            Roles = Takes.Reading, Answer = typeof(Rows), Query = [NewestFirst, .. NumberedPage.Query],
        }, async http => http.Id("programme") is { } id ? await List(http, StreamNames.Programme(id)) : Problems.NotFound);

        routes.Read("/api/audit/entries/{position}", Audits.About("readEntry", "One entry with its proof",
            "The entry, the text that its leaf is the hash of, and the proof that it is in the ledger as it is now.") with
        {
            Answer = typeof(Proven),
        }, One);
    }

    private async Task<IResult> List(HttpContext http, string? stream)
    {
        // An unknown filter value is a problem: an auditor must not take an empty answer for "it never happened".
        var asked = new Asked(http);
        var filter = new EntryFilter(
            stream ?? asked.Text("stream", _ => true, $"A text without U+0000."),
            asked.Text("type", type => EventCodec.TypeOf(type) is not null, $"The name of an event, such as stage_approved.") is { } type
                ? [type] : null,
            asked.Text("actor", IsActor, $"person-{{id}} or integrator-{{id}}"), (int?)asked.Number("stage", 1, 7),
            asked.Day("recordedFrom"), asked.Day("recordedTo"), asked.Day("effectiveFrom"), asked.Day("effectiveTo"));
        var newestFirst = asked.Flag(NewestFirst.Name) ?? false;
        if (asked.Problem is { } wrong) return wrong;
        var (page, problem) = NumberedPage.Of(http.Request);
        if (page is null) return problem!;
        var found = await history.Page(Caller.Of(http).Organisation, filter, page.After, page.Limit + 1, http.RequestAborted, newestFirst);
        if (stream is not null && found.Count == 0 && !asked.Has("cursor")) return Problems.NotFound;
        var names = await Names(http, found);
        var (items, next) = page.Of(http, [.. found.Select(e => Row.Of(e, names.GetValueOrDefault(e.Entry.Stream)))], r => r.Position);
        return Answers.Json(new Rows(items, next));
    }

    private async Task<IResult> One(HttpContext http)
    {
        if (!long.TryParse(http.GetRouteValue("position")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || await history.At(Caller.Of(http).Organisation, position, http.RequestAborted) is not { } found)
        {
            return Problems.NotFound;
        }

        var head = await ledger.Head(http.RequestAborted);
        var proof = await nodes.Inclusion(position, head.Size, http.RequestAborted);
        var names = await Names(http, [found]);
        return Answers.Json(new Proven(
            Row.Of(found, names.GetValueOrDefault(found.Entry.Stream)), found.Entry.LeafText, head.Size, head.Root.ToString(),
            Audits.Hex(proof)));
    }

    // By stream; only programmes have names.
    private async Task<Dictionary<string, ProgrammeNames>> Names(HttpContext http, IReadOnlyList<StoredEntry> entries)
    {
        Dictionary<string, ProgrammeNames> names = [];
        foreach (var stream in entries.Select(e => e.Entry.Stream).Distinct())
        {
            if (!StreamNames.IsProgramme(stream)) continue;
            var id = StreamNames.ProgrammeOf(stream);
            if (await programmes.Find(Caller.Of(http).Organisation, id, http.RequestAborted) is { } found) names[stream] = found.Names;
        }

        return names;
    }

    private static bool IsActor(string text) =>
        text.StartsWith("person-", StringComparison.Ordinal) || text.StartsWith("integrator-", StringComparison.Ordinal);
}
