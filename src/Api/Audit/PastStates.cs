using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Auditing;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Audit;

/// <summary>A programme as it was, what changed between two versions, and the file to take home.</summary>
internal static class PastStates
{
    /// <param name="Stages">Seven, in order.</param>
    /// <param name="Differences">From the empty programme to this state, in words and as data.</param>
    public sealed record State(Guid Programme, int Version, ProgrammeStatus Status, IReadOnlyList<StageBrief> Stages, IReadOnlyList<Difference> Differences);

    /// <param name="Arguments">What it is about, then the value: new, old, or both.</param>
    /// <param name="Sentence">The same in the caller's language.</param>
    public sealed record Difference(string Code, IReadOnlyList<string> Arguments, string Sentence);

    /// <summary>Between two versions.</summary>
    public sealed record Differences(Guid Programme, int From, int To, IReadOnlyList<Difference> Items);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/programmes/{programme}/at/{version}", About("readProgrammeAt", "A programme as it was", "Replayed from its entries up to this version.") with { Answer = typeof(State) },
            Audits.Unforked(http => Audits.OfProgramme(http, async found => Number(http.GetRouteValue("version")) is { } version && await At(http, found, version) is { } then
                ? Answers.Json(new State(found.Id, version, then.Status, [.. then.Gates.Stages.Select(s => new StageBrief(s.Number, s.Status, s.NeedsReconfirmation))], Between(http, Programme.Empty, then)))
                : Problems.NotFound)));

        routes.Read("/api/programmes/{programme}/difference", About("compareProgrammeVersions", "What changed between two versions", "In words and as data; 0 is the programme before its first event.") with
        {
            Answer = typeof(Differences), Query = [new("from", "The one version.", "1"), new("to", "The other version.", "5")],
        }, Audits.Unforked(http => Audits.OfProgramme(http, async found =>
        {
            if (Number(http.Request.Query["from"].ToString()) is not { } from || await At(http, found, from) is not { } before) return Problems.Parameter("from", $"0 to {found.State.Version}");
            if (Number(http.Request.Query["to"].ToString()) is not { } to || await At(http, found, to) is not { } after) return Problems.Parameter("to", $"0 to {found.State.Version}");
            return Answers.Json(new Differences(found.Id, from, to, Between(http, before, after)));
        })));

        routes.Read("/api/programmes/{programme}/export", About("exportProgramme", "Take a programme home", "One file with every entry, definition and certificate and their proofs to a fresh signed checkpoint, verified offline by ops/verify.") with
        {
            AnswerMediaType = "text/plain", Query = [new("checkpoint", "The size of a checkpoint that you have; the file proves that both belong to one history.", "100")],
        }, http => Audits.OfProgramme(http, found => Export(http, found)));
    }

    private static async Task<IResult> Export(HttpContext http, ProgrammeFound found)
    {
        var joinedTo = Audits.Number(http, "checkpoint");
        var size = (await http.RequestServices.GetRequiredService<Workflows.Store.LedgerReader>().Head(http.RequestAborted)).Size;
        if (http.Request.Query.ContainsKey("checkpoint") && (joinedTo is null || joinedTo > size)) return Problems.Parameter("checkpoint", $"0 to {size}");
        switch (await http.RequestServices.GetRequiredService<ProgrammeExport>().Make(found, joinedTo, http.RequestAborted))
        {
            case Workflows.Audit.Export.Forked forked:
                return Audits.Forked(forked.Fault);
            case Workflows.Audit.Export.Made made:
                http.Response.Headers.ContentDisposition = $"attachment; filename=\"programme-{found.Id}.bundle\"";
                return Results.Text(made.Bundle.Text, "text/plain; charset=utf-8");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<Programme?> At(HttpContext http, ProgrammeFound found, int version) =>
        version == 0 ? Programme.Empty
        : version > found.State.Version ? null
        : (await http.RequestServices.GetRequiredService<ProgrammeEngine>().FindAt(Caller.Of(http).Organisation, found.Id, version, http.RequestAborted))?.State;

    private static IReadOnlyList<Difference> Between(HttpContext http, Programme before, Programme after)
    {
        var russian = Language.Of(http).TwoLetterISOLanguageName == "ru";
        return [.. StateDifference.Between(before, after).Select(c => new Difference(c.Code, c.Arguments, russian ? c.Sentence.Ru : c.Sentence.En))];
    }

    private static int? Number(object? text) => int.TryParse(text?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Operation About(string name, string summary, string description) => Audits.About(name, summary, description) with { Roles = Takes.Reading };
}
