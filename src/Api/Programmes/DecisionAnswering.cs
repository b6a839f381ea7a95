using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Programmes;

/// <summary>From what the engine says to what is answered.</summary>
internal sealed class DecisionAnswering(Incoming incoming, Guid programme, MustMatch match, ProgrammeEngine engine)
{
    private HttpContext Http => incoming.Http;

    public async Task<IResult> Answer(Outcome<Programme> outcome, Func<Guid, IReadOnlyList<DomainEvent>, string>? created) => outcome switch
    {
        Outcome<Programme>.Done done => await Done(done, created),
        Outcome<Programme>.Foreseen foreseen => await Foreseen(foreseen),
        Outcome<Programme>.Refused { Refusal.Reason: Reason.EvaluationChanged } => await Changed(),
        _ => NotDone.Of(outcome, Http),
    };

    private async Task<IResult> Done(Outcome<Programme>.Done done, Func<Guid, IReadOnlyList<DomainEvent>, string>? created)
    {
        var last = done.Entries[^1];
        var events = done.Entries.Select(e => EventCodec.Read(e.Type, e.Body)).ToList();
        // The day of the first answer, whenever a repeat is asked.
        var day = incoming.Caller.DayOf(DateTimeOffset.Parse(last.RecordedAt, CultureInfo.InvariantCulture));
        Http.Response.Headers.ETag = EntityTag.Of(await Tag(done.State, day));
        if (created is not null) Http.Response.Headers.Location = created(programme, events);
        var decided = done.Entries.Select(DecidedEvent.Of).ToList();
        // The days of the certificate's own count: the UTC date of the record.
        var warnings = Warnings.Of(events, Day(last.EffectiveOn!), Day(last.RecordedAt), done.State, await Definition(done.State));
        return Answers.Json(
            Of(done.State, warnings, decided) with { Repeated = done.Repeated, Receipt = Receipt.Of(Http, last) },
            created is null ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private async Task<IResult> Foreseen(Outcome<Programme>.Foreseen foreseen)
    {
        var found = new ProgrammeFound(programme, foreseen.State, await Definition(foreseen.State));
        var language = Language.Of(Http);
        var stages = found.State.Gates.Stages.Select(s => (State: s, Evaluation: found.Evaluate(s.Number, incoming.Issued.AsOf)));
        var warnings = Warnings.Of(foreseen.Events, incoming.Issued.EffectiveOn, incoming.Issued.AsOf, found.State, found.Definition);
        return Answers.Json(Of(foreseen.State, warnings, [.. foreseen.Events.Select(DecidedEvent.Of)]) with
        {
            DryRun = true,
            Evaluations = [.. stages.Select(s => new StageForeseen(s.State.Number, s.Evaluation.Hash, s.Evaluation.Passes, CriterionAnswer.Of(s.Evaluation, s.State, language)))],
        });
    }

    private DecisionAnswer Of(Programme state, IReadOnlyList<Warning> warnings, IReadOnlyList<DecidedEvent> decided) => new(
        programme, state.Version, false, false, decided, warnings, state.Status, state.Gates.Current?.Number,
        [.. state.Gates.Stages.Select(s => new StageBrief(s.Number, s.Status, s.NeedsReconfirmation))], null, null);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    // What was seen is looked for in history, so that the answer can say what changed since.
    private async Task<IResult> Changed()
    {
        if (await engine.Find(incoming.Caller.Organisation, programme, incoming.Stop) is not { } found) return Problems.NotFound;
        if (match == MustMatch.Stage) return await StageChanged(found);
        return Seen(found.State) is { } now ? now.Changed(Http, incoming.Seen!, (await engine.Latest(programme, incoming.Stop)).Where(s => s.Charter is not null).Select(Seen)) : Problems.NotFound;
    }

    private async Task<IResult> StageChanged(ProgrammeFound found)
    {
        var (today, seen) = (incoming.Issued.AsOf, await engine.Seen(found, incoming.Stage, incoming.Seen!, incoming.Issued.AsOf, incoming.Stop));
        var now = found.Evaluate(incoming.Stage, today);
        Http.Response.Headers.ETag = EntityTag.Of(now.Hash);
        return new Problem(StatusCodes.Status412PreconditionFailed, ProblemCodes.EvaluationChanged, [new("evaluation-is-now", now.Hash)]) { Changed = StageChange.Between(seen, now) };
    }

    private Tagged? Seen(Programme state) => SeenOfProgramme.Of(match, programme, incoming, state);

    // Of what the request had to see; else of the stage that it is about, or of the programme.
    private async ValueTask<string> Tag(Programme state, DateOnly day) =>
        Seen(state) is { } seen ? seen.Tag
        : incoming.Stage is >= 1 and <= 7 ? new ProgrammeFound(programme, state, await Definition(state)).Evaluate(incoming.Stage, day).Hash
        : ProgrammeHeader.Of(programme, state).Tagged.Tag;

    private ValueTask<Definition> Definition(Programme state) =>
        Http.RequestServices.GetRequiredService<DefinitionLibrary>().Get(state.Definition!, incoming.Stop);
}
