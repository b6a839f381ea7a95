using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A stage in brief.</summary>
/// <param name="GroundAnnulled">Whether it is approved and a document that the approval rests on was annulled since.</param>
public sealed record StageBrief(int Number, StageStatus Status, bool NeedsReconfirmation, bool GroundAnnulled)
{
    /// <summary>The seven stages.</summary>
    public static IReadOnlyList<StageBrief> Of(Programme state) =>
    [
        .. state.Gates.Stages.Select(s =>
            new StageBrief(s.Number, s.Status, s.NeedsReconfirmation, Grounds.Annulled(state, s.Number).Count > 0)),
    ];
}

/// <summary>
/// The answer to a decision. It is derived from the entries, so a repeat of the request gets the same answer except <c>repeated</c> and
/// <c>checkpoint</c>, and <c>offer</c> once there is a key.
/// </summary>
/// <param name="CurrentStage">The first stage without a valid approval; absent when all seven have one.</param>
/// <param name="Evaluations">For a dry run: the resulting evaluations.</param>
/// <param name="Offer">After an appointment: how to give the curator a key, if the curator has none.</param>
public sealed record DecisionAnswer(
    Guid Programme, int Version, bool DryRun, bool Repeated, IReadOnlyList<DecidedEvent> Events, IReadOnlyList<WarningThing> Warnings,
    ProgrammeStatus Status, int? CurrentStage, IReadOnlyList<StageBrief> Stages, IReadOnlyList<StageForeseen>? Evaluations,
    Receipt? Receipt, KeyOffer? Offer = null);

/// <summary>A key that somebody lacks for their office: post <c>request</c> to <c>href</c>.</summary>
public sealed record KeyOffer(string Sentence, string Href, KeyRequest Request);

/// <summary>The request of a key for a person.</summary>
public sealed record KeyRequest(IReadOnlyList<Role> Roles, Guid Person);

/// <summary>The evaluation of a stage after a dry run.</summary>
public sealed record StageForeseen(int Stage, string Etag, bool Passes, IReadOnlyList<CriterionAnswer> Criteria);

/// <summary>Connects programmes to the decision pipeline.</summary>
internal sealed class ProgrammeDecisions(ProgrammeEngine engine, OrganisationEngine organisations, DefinitionLibrary definitions)
    : Subject<Programme, ProgrammeCommand>
{
    public override Task<Outcome<Programme>> Decide(Guid id, ProgrammeCommand command, CommandContext context, CancellationToken stop) =>
        engine.Decide(id, command, context, stop);

    public override Task<Outcome<Programme>?> Repeated(Guid id, CommandContext context, CancellationToken stop) =>
        engine.Repeated(id, context, stop);

    public override async ValueTask<object> Answer(Incoming incoming, Guid id, Decided<Programme> decided)
    {
        var found = await Found(incoming, id, decided.State);
        var (state, definition) = (found.State, found.Definition);
        // Like the certificate, this counts the UTC date of the recording.
        var (effectiveOn, recordedOn) = decided.Entries is [.., var last]
            ? (Day(last.EffectiveOn!), Day(last.RecordedAt))
            : (incoming.Issued.EffectiveOn, incoming.Issued.AsOf);
        return new DecisionAnswer(
            id, state.Version, decided.DryRun, decided.Repeated, decided.Events,
            WarningThing.Of(Warnings.Of(decided.Facts, effectiveOn, recordedOn, state, definition), found.Names),
            state.Status, state.Gates.Current?.Number, StageBrief.Of(state),
            decided.DryRun ? Foreseen(found, incoming.Issued.EffectiveOn) : null, decided.Receipt,
            await Offer(incoming, decided.Facts));
    }

    private async Task<KeyOffer?> Offer(Incoming incoming, IReadOnlyList<DomainEvent> events)
    {
        var appointed = events.Select(e => e switch
        {
            PreparationEvent.CuratorAppointed a => a.Person,
            PreparationEvent.CuratorReplaced a => a.Person,
            _ => (Guid?)null,
        }).LastOrDefault(p => p is not null);
        return appointed is { } person && await organisations.Find(incoming.Caller.Organisation, incoming.Stop) is { } organisation
            && !organisation.KeysOf(person).Any(k => k.Roles.Contains(Role.Curator))
                ? new(Sentences.OfMissing("curator-without-key", $"{person}"), "/api/keys", new([Role.Curator], person))
                : null;
    }

    // The tag of the resource in If-Match, or else of the stage in the address, or else of the programme.
    public override async ValueTask<string?> Tag(Incoming incoming, Guid id, Decided<Programme> decided, Seen<Programme>? seen)
    {
        if (seen?.Of(incoming.Http.Request.RouteValues, decided.State) is { } tagged) return tagged.Tag;
        if (incoming.Stage is not (>= 1 and <= 7)) return ProgrammeHeader.Of(id, decided.State).Tagged.Tag;
        // On the day of the decision, which a repeat has too.
        var day = Day(decided.Entries[^1].EffectiveOn!);
        return (await Found(incoming, id, decided.State)).Evaluate(incoming.Stage, day).Hash;
    }

    // Searches history for the caller's version, so that the answer can show the changes since then.
    public override async Task<Problem?> Changed(Incoming incoming, Guid id, Programme state, Seen<Programme> seen)
    {
        if (seen == ProgrammeRoutes.Stage)
        {
            var found = await Found(incoming, id, state);
            var now = found.Evaluate(incoming.Stage, incoming.Issued.EffectiveOn);
            var before = await engine.Seen(found, incoming.Stage, incoming.Seen!, incoming.Issued.EffectiveOn, incoming.Stop);
            return Problems.Changed(incoming.Http, now.Hash) with { Changed = StageChange.Between(before, now, found.Names) };
        }

        if (seen != ProgrammeRoutes.Whole) return null;
        var header = ProgrammeHeader.Of(id, state).Tagged;
        var earlier = (await engine.Latest(id, incoming.Stop)).Where(s => s.Charter is not null)
            .Select(s => ProgrammeHeader.Of(id, s).Tagged);
        return Problems.Changed(incoming.Http, header.Tag) with { Changed = header.Since(incoming.Seen!, earlier) };
    }

    public override async ValueTask<ProgrammeNames?> Names(Incoming incoming, Guid id, Programme state) =>
        state.Charter is null ? null : (await Found(incoming, id, state)).Names;

    private static IReadOnlyList<StageForeseen> Foreseen(ProgrammeFound found, DateOnly asOf) =>
    [
        .. from stage in found.State.Gates.Stages
           let evaluation = found.Evaluate(stage.Number, asOf)
           select new StageForeseen(stage.Number, evaluation.Hash, evaluation.Passes, CriterionAnswer.Of(evaluation, stage, found.Names)),
    ];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ValueTask<ProgrammeFound> Found(Incoming incoming, Guid id, Programme state) =>
        ProgrammeFound.Of(id, state, definitions, incoming.Stop);
}
