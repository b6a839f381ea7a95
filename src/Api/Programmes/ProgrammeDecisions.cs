using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A stage in brief.</summary>
public sealed record StageBrief(int Number, StageStatus Status, bool NeedsReconfirmation)
{
    /// <summary>The seven stages.</summary>
    public static IReadOnlyList<StageBrief> Of(Programme state) =>
        [.. state.Gates.Stages.Select(s => new StageBrief(s.Number, s.Status, s.NeedsReconfirmation))];
}

/// <summary>
/// The answer to a decision. It is derived from the entries, so a repeat of the request gets the same answer except <c>repeated</c> and
/// <c>checkpoint</c>.
/// </summary>
/// <param name="CurrentStage">The first stage without a valid approval; absent when all seven have one.</param>
/// <param name="Evaluations">For a dry run: the resulting evaluations.</param>
public sealed record DecisionAnswer(
    Guid Programme, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, IReadOnlyList<Warning> Warnings,
    ProgrammeStatus Status, int? CurrentStage, IReadOnlyList<StageBrief> Stages, IReadOnlyList<StageForeseen>? Evaluations,
    Receipt? Receipt);

/// <summary>The evaluation of a stage after a dry run.</summary>
public sealed record StageForeseen(int Stage, string Etag, bool Passes, IReadOnlyList<CriterionAnswer> Criteria);

/// <summary>Connects programmes to the decision pipeline.</summary>
internal sealed class ProgrammeDecisions(ProgrammeEngine engine, DefinitionLibrary definitions) : Subject<Programme, ProgrammeCommand>
{
    public override Task<Outcome<Programme>> Decide(Guid id, ProgrammeCommand command, CommandContext context, CancellationToken stop) =>
        engine.Decide(id, command, context, stop);

    public override Task<Outcome<Programme>?> Repeated(Guid id, CommandContext context, CancellationToken stop) =>
        engine.Repeated(id, context, stop);

    public override async ValueTask<object> Answer(Incoming incoming, Guid id, Decided<Programme> decided)
    {
        var (state, definition) = (decided.State, await Definition(incoming, decided.State));
        // Like the certificate, this counts the UTC date of the recording.
        var (effectiveOn, recordedOn) = decided.Entries is [.., var last]
            ? (Day(last.EffectiveOn!), Day(last.RecordedAt))
            : (incoming.Issued.EffectiveOn, incoming.Issued.AsOf);
        return new DecisionAnswer(
            id, state.Version, decided.DryRun, decided.Repeated, decided.Events,
            Warnings.Of(decided.Facts, effectiveOn, recordedOn, state, definition),
            state.Status, state.Gates.Current?.Number, StageBrief.Of(state),
            decided.DryRun ? Foreseen(new(id, state, definition), incoming.Issued.AsOf) : null, decided.Receipt);
    }

    // The tag of the resource in If-Match, or else of the stage in the address, or else of the programme.
    public override async ValueTask<string?> Tag(Incoming incoming, Guid id, Decided<Programme> decided, Seen<Programme>? seen)
    {
        if (seen?.Of(incoming.Http.Request.RouteValues, decided.State) is { } tagged) return tagged.Tag;
        if (incoming.Stage is not (>= 1 and <= 7)) return ProgrammeHeader.Of(id, decided.State).Tagged.Tag;
        // Use the day of the first answer, so that a repeat gets the same tag.
        var day = incoming.Caller.DayOf(DateTimeOffset.Parse(decided.Entries[^1].RecordedAt, CultureInfo.InvariantCulture));
        return new ProgrammeFound(id, decided.State, await Definition(incoming, decided.State)).Evaluate(incoming.Stage, day).Hash;
    }

    // Searches history for the caller's version, so that the answer can show the changes since then.
    public override async Task<Problem?> Changed(Incoming incoming, Guid id, Programme state, Seen<Programme> seen)
    {
        if (seen == ProgrammeRoutes.Stage)
        {
            var found = new ProgrammeFound(id, state, await Definition(incoming, state));
            var now = found.Evaluate(incoming.Stage, incoming.Issued.AsOf);
            var before = await engine.Seen(found, incoming.Stage, incoming.Seen!, incoming.Issued.AsOf, incoming.Stop);
            return Problems.Changed(incoming.Http, now.Hash) with { Changed = StageChange.Between(before, now) };
        }

        if (seen != ProgrammeRoutes.Whole) return null;
        var header = ProgrammeHeader.Of(id, state).Tagged;
        var earlier = (await engine.Latest(id, incoming.Stop)).Where(s => s.Charter is not null)
            .Select(s => ProgrammeHeader.Of(id, s).Tagged);
        return Problems.Changed(incoming.Http, header.Tag) with { Changed = header.Since(incoming.Seen!, earlier) };
    }

    private static IReadOnlyList<StageForeseen> Foreseen(ProgrammeFound found, DateOnly asOf) =>
    [
        .. from stage in found.State.Gates.Stages
           let evaluation = found.Evaluate(stage.Number, asOf)
           select new StageForeseen(stage.Number, evaluation.Hash, evaluation.Passes, CriterionAnswer.Of(evaluation, stage)),
    ];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ValueTask<Definition> Definition(Incoming incoming, Programme state) => definitions.Get(state.Definition!, incoming.Stop);
}
