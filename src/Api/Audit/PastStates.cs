using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>Earlier states of a programme, and differences between two versions.</summary>
internal sealed class PastStates(LedgerReader ledger, LedgerHistory history, ProgrammeEngine programmes) : UseCase
{
    /// <param name="Stages">All seven, in order.</param>
    /// <param name="Differences">From the empty programme to this state, as sentences and as data.</param>
    public sealed record State(Guid Programme, int Version, ProgrammeStatus Status, IReadOnlyList<StageBrief> Stages,
        IReadOnlyList<Difference> Differences);

    /// <param name="Arguments">The object, then the value: new, old, or both.</param>
    /// <param name="Sentence">The difference in the caller's language.</param>
    public sealed record Difference(string Code, IReadOnlyList<string> Arguments, string Sentence);

    /// <summary>The differences between two versions.</summary>
    public sealed record Differences(Guid Programme, int From, int To, IReadOnlyList<Difference> Items);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/at/{version}", About("readProgrammeAt", "A programme as it was",
            "Replayed from its entries up to this version.") with { Answer = typeof(State) },
            async (http, found) => Number(http.GetRouteValue("version")) is { } version && await At(http, found, version) is { } then
                ? Answers.Json(Shown(found, version, then))
                : Problems.NotFound);

        routes.ReadProgramme("/at", About("readProgrammeAtPosition", "A programme as it was at a position of the ledger",
            "Replayed from its entries up to this position; in front of its first entry it is the programme before everything.") with
        {
            Answer = typeof(State), Query = [new("position",
                "A position of the ledger, from 0; it need not be an entry of this programme.", "41", typeof(long))],
        }, async (http, found) => await Side(http, found, "", "position") is var (side, problem) && side is { } at
            ? Answers.Json(Shown(found, at.Version, at.State))
            : problem!);

        routes.ReadProgramme("/difference", About("compareProgrammeVersions", "What changed between two versions or positions",
            "In words and as data; version 0 is the programme before its first event. Each side is a version of the programme or a " +
            "position of the ledger.") with
        {
            Answer = typeof(Differences),
            Query =
            [
                new("from", "The one version.", "1", typeof(int)), new("to", "The other version.", "5", typeof(int)),
                new("fromPosition", "The one position of the ledger, instead of from.", "12", typeof(long)),
                new("toPosition", "The other position, instead of to.", "41", typeof(long)),
            ],
        }, async (http, found) =>
            await Side(http, found, "from", "fromPosition") is var (before, bad) && before is not { } one ? bad!
            : await Side(http, found, "to", "toPosition") is var (after, worse) && after is not { } other ? worse!
            : Answers.Json(new Differences(found.Id, one.Version, other.Version, Between(found, one.State, other.State))));
    }

    // One side of a comparison: a version of the programme, or its version at a position of the ledger.
    private async Task<((int Version, Programme State)? Side, Problem? Problem)> Side(
        HttpContext http, ProgrammeFound found, string version, string position)
    {
        var asked = new Asked(http);
        if (!asked.Has(position))
        {
            return asked.Required(version.Length > 0 ? version : position, 0, found.State.Version) is { } number
                ? (((int)number, (await At(http, found, (int)number))!), null)
                : (null, asked.Problem);
        }

        var size = (await ledger.Head(http.RequestAborted)).Size;
        if (asked.Number(position, 0, size - 1) is not { } place) return (null, asked.Problem);
        var was = await history.VersionAt(StreamNames.Programme(found.Id), place + 1, http.RequestAborted);
        // An entry may have been appended after the state was read.
        return await At(http, found, Math.Min(was, found.State.Version)) is { } state ? ((state.Version, state), null)
            : (null, Problems.NotFound);
    }

    private static State Shown(ProgrammeFound found, int version, Programme then) => new(
        found.Id, version, then.Status, StageBrief.Of(then), Between(found, Programme.Empty, then));

    private async Task<Programme?> At(HttpContext http, ProgrammeFound found, int version) =>
        version == 0 ? Programme.Empty
        : version > found.State.Version ? null
        : (await programmes.FindAt(Caller.Of(http).Organisation, found.Id, version, http.RequestAborted))?.State;

    private static IReadOnlyList<Difference> Between(ProgrammeFound found, Programme before, Programme after) =>
    [
        .. StateDifference.Between(before, after)
            .Select(c => new Difference(c.Code, c.Arguments, Sentences.Of(InWords(c, found.Names).Sentence))),
    ];

    // Codes and ids with their names, fixed codes by their words, days as they are written. Free text has none of these.
    private static Change InWords(Change change, ProgrammeNames names)
    {
        if (change.Code is "title-changed" or "goal-changed" or "title-added" or "goal-added") return change;
        var kind = change.Code[..change.Code.LastIndexOf('-')];
        var ofStage = kind is "waiver" || kind.StartsWith("stage-", StringComparison.Ordinal);
        return change with
        {
            Arguments = [.. change.Arguments.Select((argument, i) => string.Join(' ', argument.Split(' ')
                .Select(part => EventName(part)
                    ?? Sentences.InWords(part, names, kind: kind, stage: ofStage && i == 0 && change.Arguments.Count > 1))))],
        };
    }

    private static string? EventName(string part) => EventCodec.TypeOf(part) is not { } type ? null
        : Sentences.English ? part.Replace('_', ' ')
        : type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? part;

    private static int? Number(object? text) => int.TryParse(text?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture,
        out var number) ? number : null;

    private static Operation About(string name, string summary, string description) =>
        Audits.About(name, summary, description) with { Roles = Takes.Reading };
}
