using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Api.Pages.History;

/// <summary>An entry of the ledger in a list.</summary>
public sealed record LedgerEntry(
    long Position, string Stream, int Version, string Type, string Actor, string Role, string? OnBehalfOf, string RecordedAt,
    string? EffectiveOn, string CommandId, int CommandIndex, string Sentence, JsonElement Body, string Leaf, int? DaysLate)
{
    /// <summary>The actor by role and code.</summary>
    public string Who => $"{Forms.Choices.Word("role", Role)} {CodeOf(Actor)}".Trim();

    /// <summary>The programme it is about; null for others.</summary>
    public string? Programme => Stream.StartsWith("programme-", StringComparison.Ordinal) ? Stream["programme-".Length..] : null;

    /// <summary>Whether it has a reason or another text that is read by a disclosure.</summary>
    public bool HasTexts => Body.GetRawText().Contains("\"commitment\":", StringComparison.Ordinal);

    /// <summary>The fingerprint of the passkey that signed the decision; null for other entries than a signature.</summary>
    public string? SignedBy => Type == "stage_decision_signed"
        ? Body.GetProperty("signature").Deserialize<PasskeySignature>(JsonSerializerOptions.Web)!.Fingerprint : null;

    private static string CodeOf(string actor) => actor.Length >= 36 && Guid.TryParse(actor[^36..], out var id) ? Typo.Code(id) : "";
}

/// <summary>A page of entries.</summary>
public sealed record LedgerEntries(IReadOnlyList<LedgerEntry> Items, long? Next);

/// <summary>A difference in words.</summary>
public sealed record DifferenceInWords(string Sentence);

/// <summary>A programme as it was.</summary>
public sealed record PastState(int Version, ProgrammeStatus Status, IReadOnlyList<StageBrief> Stages);

/// <summary>The filters of a list of entries, as they stand in the address.</summary>
public sealed record EntryFilters(string Type, string Stage, string From, string To, string Programme, DateOnly? FromDay, DateOnly? ToDay)
{
    /// <summary>From the query; what is no filter is left out.</summary>
    public static EntryFilters Of(Visit visit)
    {
        var query = visit.Http.Request.Query;
        var (from, to) = (query["from"].ToString().Trim(), query["to"].ToString().Trim());
        return new(MentorshipFlow.Ledger.EventCodec.TypeOf(query["type"].ToString()) is null ? "" : query["type"].ToString(),
            query["stage"].ToString() is [>= '1' and <= '7'] stage ? stage : "", from, to,
            Guid.TryParse(query["programme"], out var programme) ? $"{programme}" : "",
            WrittenDay.Read(from, visit.Today), WrittenDay.Read(to, visit.Today));
    }

    /// <summary>Whether anything is filtered.</summary>
    public bool Any => Type.Length > 0 || Stage.Length > 0 || FromDay is not null || ToDay is not null || Programme.Length > 0;

    /// <summary>A day that could not be read; null if both could.</summary>
    public string? Fault => From.Length > 0 && FromDay is null ? From : To.Length > 0 && ToDay is null ? To : null;

    /// <summary>For the operation.</summary>
    public IEnumerable<(string, object?)> Values =>
    [
        ("type", Type.Length > 0 ? Type : null), ("stage", Stage.Length > 0 ? Stage : null),
        ("recordedFrom", FromDay), ("recordedTo", ToDay),
    ];

    /// <summary>For addresses.</summary>
    public string Query => string.Concat(new[] { ("type", Type), ("stage", Stage), ("from", From), ("to", To), ("programme", Programme) }
        .Where(p => p.Item2.Length > 0).Select(p => $"&{p.Item1}={Uri.EscapeDataString(p.Item2)}"));
}

/// <summary>The programme at an entry.</summary>
/// <param name="Entry">The entry itself; null if the number is of something else.</param>
/// <param name="Changes">What it changed.</param>
public sealed record Replay(
    long At, LedgerEntry? Entry, PastState State, IReadOnlyList<DifferenceInWords> Changes, long? Earlier, long? Later,
    long? EarlierDecision, long? LaterDecision, string? When);

/// <summary>«История»: what happened in a programme, in sentences, and the programme as it was at any entry.</summary>
internal sealed class HistoryPages : UseCase
{
    private const int Around = 200;

    private sealed record Differences(IReadOnlyList<DifferenceInWords> Items);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/history", Show);
        routes.Page("/programmes/{programme}/difference", Compare);
        routes.Page("/programmes/{programme}/excerpt/part.excerpt", Excerpt);
    }

    /// <summary>Entries of a programme in the visitor's name: auditors, heads and curators may filter them.</summary>
    public static Task<LedgerEntries> Entries(Visit visit, Guid programme, params (string Name, object? Value)[] values) =>
        visit.May("listEntries")
            ? visit.Read<LedgerEntries>("listEntries", [("stream", $"programme-{programme}"), .. values])
            : visit.Read<LedgerEntries>("listProgrammeHistory", [("programme", programme), .. values]);

    private static async Task<IResult> Show(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var filters = EntryFilters.Of(visit);
        var filtering = visit.May("listEntries") ? filters.Values : [];
        var last = (await Entries(visit, head.Id, ("newestFirst", true), ("limit", 1))).Items[0].Position;
        var first = (await Entries(visit, head.Id, ("limit", 1))).Items[0].Position;
        var at = Number(visit, "at") is { } asked ? Math.Clamp(asked, first, last) : (long?)null;
        var cursor = Number(visit, "cursor") ?? at + 1;
        var entries = await Entries(visit, head.Id, [("newestFirst", true), ("cursor", cursor), .. filtering]);
        return PageRoutes.Html<HistoryView>(visit, ("Programme", head), ("Entries", entries), ("Filters", filters), ("First", first),
            ("Last", last), ("Replay", at is { } place ? await Replayed(visit, head.Id, place) : null),
            ("NoExcerpt", visit.Http.Request.Query["excerpt"] == "none"));
    }

    private static async Task<Replay> Replayed(Visit visit, Guid programme, long at)
    {
        var back = (await Entries(visit, programme, ("newestFirst", true), ("cursor", at + 1), ("limit", Around))).Items;
        var forth = (await Entries(visit, programme, ("cursor", at), ("limit", Around))).Items;
        var here = back is [var nearest, ..] ? nearest : null;
        IReadOnlyList<LedgerEntry> earlier = here?.Position == at ? [.. back.Skip(1)] : back;
        var state = await visit.Read<PastState>("readProgrammeAtPosition", ("programme", programme), ("position", at));
        // The change by this entry: from the version before it to its own.
        var changes = await visit.Read<Differences>("compareProgrammeVersions", ("programme", programme),
            ("from", Math.Max(0, state.Version - 1)), ("to", state.Version));
        return new(at, here, state, changes.Items,
            earlier is [var before, ..] ? before.Position : null, forth is [var after, ..] ? after.Position : null,
            earlier.FirstOrDefault(e => EventWords.IsDecision(e.Type))?.Position,
            forth.FirstOrDefault(e => EventWords.IsDecision(e.Type))?.Position, here?.RecordedAt);
    }

    // The part is named as in "stage-5" or "actor-person-{id}": a parameter of the operation and its value.
    private static async Task<IResult> Excerpt(Visit visit)
    {
        var programme = visit.Http.GetRouteValue("programme");
        var of = visit.Http.Request.Query["of"].ToString();
        if (of.Split('-', 2) is not [("certificate" or "entry" or "stage" or "actor" or "person") and var kind, var value])
            return Results.Redirect($"/programmes/{programme}/history#excerpt");
        var text = visit.Http.Request.Query["text"] == "yes" ? true : (bool?)null;
        var reply = await visit.Ask("readExcerpt", ("programme", programme), (kind, value), ("text", text));
        return reply.Succeeded ? reply.AsFile()
            : reply.Problem.Code == ProblemCodes.NotFound ? Results.Redirect($"/programmes/{programme}/history?excerpt=none#excerpt")
            : throw new PageRefusedException(reply.Status, reply.Problem);
    }

    private static async Task<IResult> Compare(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var (from, to) = (Number(visit, "fromPosition"), Number(visit, "toPosition"));
        if (from is null || to is null) return Results.Redirect($"/programmes/{head.Id}/history");
        var last = (await Entries(visit, head.Id, ("newestFirst", true), ("limit", 1))).Items[0].Position;
        (from, to) = (Math.Min(from.Value, last), Math.Min(to.Value, last));
        var found = await visit.Read<Differences>(
            "compareProgrammeVersions", ("programme", head.Id), ("fromPosition", from), ("toPosition", to));
        return PageRoutes.Html<DifferenceView>(visit, ("Programme", head), ("From", from.Value), ("To", to.Value), ("Items", found.Items));
    }

    /// <summary>A number of the query; null when it is none.</summary>
    public static long? Number(Visit visit, string name) =>
        long.TryParse(visit.Http.Request.Query[name].ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
