using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Programmes;

/// <summary>A programme as it is now, with its pinned definition as its organisation shows it.</summary>
public sealed record ProgrammeFound(Guid Id, Programme State, Definition Definition)
{
    /// <summary>A drafted programme with its definition.</summary>
    public static async ValueTask<ProgrammeFound> Of(Guid id, Programme state, DefinitionLibrary definitions, CancellationToken stop) =>
        new(id, state, await definitions.Shown(state.Definition!, state.Charter!.OrganisationTitle, stop));

    /// <summary>The names of its codes and ids.</summary>
    public ProgrammeNames Names => new(State, Definition);

    /// <summary>The evaluation of a stage on a day.</summary>
    public StageEvaluation Evaluate(int stage, DateOnly asOf) => StageEvaluation.Of(State, stage, asOf, Definition);
}

/// <summary>Decides commands about programmes with their definitions, and separates the organisations.</summary>
public sealed class ProgrammeEngine(
    StreamEngine<Programme> engine, StreamFold<Programme> folds, DefinitionLibrary definitions, QuestionnaireLibrary questionnaires,
    CertificateArchive certificates, Enrolment enrolment, AgeWatch ages, ProcessGuard guard, SigningKeys keys)
{
    /// <summary>The fold of a programme's stream.</summary>
    public static Folding<Programme> Folding { get; } = new(Programme.Empty,
        (state, e, recorded) => state.Evolve((ProgrammeEvent)e, recorded), state => state.Version);

    /// <summary>The programme as it is now; null when this organisation has none with this id.</summary>
    public Task<ProgrammeFound?> Find(Guid organisation, Guid programme, CancellationToken stop) =>
        Found(organisation, programme, folds.Current(StreamNames.Programme(programme), stop), stop);

    /// <summary>Programmes of an organisation as they are now, in the given order, without those that it does not have.</summary>
    public async Task<IReadOnlyList<ProgrammeFound>> Find(Guid organisation, IReadOnlyList<Guid> programmes, CancellationToken stop)
    {
        var states = await folds.Current([.. programmes.Select(StreamNames.Programme)], stop);
        List<ProgrammeFound> found = [];
        foreach (var (id, state) in programmes.Select(id => (id, states[StreamNames.Programme(id)]))
            .Where(p => p.Item2.Charter?.Organisation == organisation))
            found.Add(await ProgrammeFound.Of(id, state, definitions, stop));
        return found;
    }

    /// <summary>The programme as it was at a version.</summary>
    public Task<ProgrammeFound?> FindAt(Guid organisation, Guid programme, int version, CancellationToken stop) =>
        Found(organisation, programme, folds.At(StreamNames.Programme(programme), version, stop), stop);

    /// <summary>Decides one command.</summary>
    public Task<Outcome<Programme>> Decide(Guid programme, ProgrammeCommand command, CommandContext context, CancellationToken stop) =>
        engine.Decide(
            StreamNames.Programme(programme), context, (state, token) => Decide(programme, state, command, context, token),
            state => state, stop, (after, decided, token) => enrolment.Beside(programme, after, decided, context, token));

    /// <summary>The answer of a command that was carried out already; null when it was not.</summary>
    public Task<Outcome<Programme>?> Repeated(Guid programme, CommandContext context, CancellationToken stop) =>
        engine.Repeated(StreamNames.Programme(programme), context, stop);

    // Clients more than 500 versions behind get a 412 without a diff.
    private const int Furthest = 500;

    /// <summary>The evaluation that has this hash among the latest 500 states of the programme; null when it is not found.</summary>
    public async Task<StageEvaluation?> Seen(ProgrammeFound found, int stage, string hash, DateOnly asOf, CancellationToken stop)
    {
        foreach (var state in await folds.Latest(StreamNames.Programme(found.Id), Furthest, stop))
        {
            if (state.Definition is not { } reference) continue;
            var evaluation = StageEvaluation.Of(state, stage, asOf, await definitions.Get(reference, stop));
            if (evaluation.Hash == hash) return evaluation;
        }

        return null;
    }

    /// <summary>The latest 500 states of a programme that a caller may have seen, the newest first.</summary>
    public Task<IReadOnlyCollection<Programme>> Latest(Guid programme, CancellationToken stop) =>
        folds.Latest(StreamNames.Programme(programme), Furthest, stop);

    private async ValueTask<Decision> Decide(Guid programme, Programme state, ProgrammeCommand command, CommandContext context,
        CancellationToken stop)
    {
        var decision = await Answer(programme, state, command, context, stop);
        return decision is Decision.Accepted accepted && ProcessGuard.Moves(accepted)
            && await guard.Check(programme, Foreseen(state, accepted, context), stop) is { } refusal
                ? refusal : decision;
    }

    private static Programme Foreseen(Programme state, Decision.Accepted decision, CommandContext context) =>
        decision.Events.Aggregate(state, (s, e) => s.Evolve((ProgrammeEvent)e, context.Foreseen(s.Version + 1)));

    private async ValueTask<Decision> Answer(Guid programme, Programme state, ProgrammeCommand command, CommandContext context,
        CancellationToken stop)
    {
        if (state.Charter is { } charter && charter.Organisation != context.Organisation) return Reason.ProgrammeNotFound;
        var reference = state.Definition ?? (command as CharterCommand.DraftProgramme)?.Definition;
        if (reference is null) return Reason.ProgrammeNotFound;
        if (context.Precondition?.Invoke(state) is { } unfit) return unfit;
        var (completed, definition) = (await Completed(programme, state, command, context, stop), await definitions.Get(reference, stop));
        var decision = ProgrammeDecider.Decide(state, completed, context.Issued, definition);
        if (decision is not Decision.Accepted || command is not (GateCommand.SubmitStage or GateCommand.ApproveStage)) return decision;
        // Birthdays are not recorded when they come. So before a gate is passed, record who was of age on its day and decide again.
        var minors = state.Participants.MinorsOn(context.Issued.EffectiveOn);
        var grown = await ages.ComeOfAge(context.Organisation, [.. minors], context, stop);
        return grown.Count == 0 ? decision : ProgrammeDecider.Decide(Told(state, grown, context), completed, context.Issued, definition);
    }

    private static Programme Told(Programme state, IReadOnlyDictionary<Guid, PersonStatus> standings, CommandContext context) =>
        standings.Aggregate(
            state, (told, s) => told.Evolve(new ParticipantEvent.PersonStandingRecorded(s.Key, s.Value),
                context.Foreseen(told.Version + 1)));

    // Adds the facts that need I/O, computed for this version of the stream.
    private async ValueTask<ProgrammeCommand> Completed(Guid programme, Programme state, ProgrammeCommand command, CommandContext context,
        CancellationToken stop) => command switch
    {
        CertificationCommand.IssueCertificate c => await certificates.Compose(programme, state, c, context.Issued.AsOf, stop),
        GateCommand.ApproveStage c => c with
        {
            Recomputed = c.Stage == 7 && state.Certification.Current is { } issued
                ? await certificates.Recompute(programme, issued, stop) : null,
            Signature = await Completed(programme, c.Signature, context, stop),
        },
        GateCommand.CountersignStage c => c with { Signature = await Completed(programme, c.Signature, context, stop) },
        MenteeCommand.ApplyAsMentee c => c with { Standing = await OnTheDay(c.Person, context, stop) },
        MentorCommand.ApplyAsMentor c => c with { Standing = await OnTheDay(c.Person, context, stop) },
        ParticipantCommand.TakeLongTermMentors c => c with { Found = await LongTerm(c.Programme, context, stop) },
        PreparationCommand.TakeSuccession c => c with { Found = await Succession(c.Programme, context, stop) },
        RecognitionCommand.Recognise { Fact: Recognised.FutureCuratorNamed f } c =>
            c with { Standing = await enrolment.Standing(context.Organisation, f.Person, stop) },
        PreparationCommand.AppointCurator c => c with { Standing = await enrolment.Standing(context.Organisation, c.Person, stop) },
        PreparationCommand.ApproveRoadmap c => c with
        {
            Standings = await enrolment.Standings(context.Organisation,
                c.Items.Select(i => i.Responsible).OfType<Guid>().Distinct(), stop),
        },
        CharterCommand.GrantDelegation c when context.Issued.By.Person is { } person =>
            c with { Standing = await enrolment.Standing(context.Organisation, person, stop) },
        CharterCommand.VoidClosing c when state.Closed => c with
        {
            Standings = await enrolment.Standings(context.Organisation, state.Participants.Standings.Keys, stop),
            Gone = await enrolment.Gone(context.Organisation, state.Officers, stop),
        },
        SurveyCommand.OpenWave c => c with { Found = await questionnaires.Find(context.Organisation, c.Questionnaire, stop) },
        SurveyCommand.TakeAnswers c when state.Surveys.Waves.TryGetValue(c.Wave, out var wave) =>
            c with { Found = await questionnaires.Find(context.Organisation, wave.Opened.Questionnaire, stop) },
        _ => command,
    };

    private async Task<GivenSignature?> Completed(Guid programme, GivenSignature? given, CommandContext context, CancellationToken stop) =>
        given is null ? null : given with
        {
            Programme = programme, Command = context.CommandId,
            OfDecider = context.Issued.By.DecidingPerson is { } person
                && await keys.Belongs(context.Organisation, person, given.Signature.PublicKey, stop),
        };

    // The long-term base of an earlier programme, with the present standings; null if the organisation has no such programme.
    private async Task<IReadOnlyList<LongTermMentor>?> LongTerm(Guid programme, CommandContext context, CancellationToken stop)
    {
        if (await Find(context.Organisation, programme, stop) is not { } found) return null;
        var mentors = found.State.Participants.Mentors.Values.Where(m => m.LongTerm is not null).ToList();
        var standings = await enrolment.Standings(context.Organisation, mentors.Select(m => m.Person), stop);
        return [.. mentors.Where(m => standings.ContainsKey(m.Person))
            .Select(m => new LongTermMentor(m.Person, standings[m.Person], m.Offer, m.Category!.Value))];
    }

    // The future curators and partners that an earlier programme named, with the present standings; null if there is no such programme.
    private async Task<Succession?> Succession(Guid programme, CommandContext context, CancellationToken stop)
    {
        if (await Find(context.Organisation, programme, stop) is not { } found) return null;
        var curators = found.State.Recognition.Of<Recognised.FutureCuratorNamed>().Select(c => c.Person).Distinct().ToList();
        var standings = await enrolment.Standings(context.Organisation, curators, stop);
        return new(
            [.. curators.Select(c => new FutureCurator(c, standings.GetValueOrDefault(c)))],
            [.. found.State.Recognition.Of<Recognised.FuturePartnerNamed>()
                .Select(p => new FuturePartner(p.Id, p.Kind, p.Contour, p.Title))]);
    }

    // The standing with the age of the day of the application.
    private async Task<PersonStatus?> OnTheDay(Guid person, CommandContext context, CancellationToken stop) =>
        await enrolment.Standing(context.Organisation, person, stop) is not { } standing ? null
        : context.Issued.EffectiveOn == context.Issued.AsOf ? standing
        : standing with { AgeBand = await ages.On(context.Organisation, person, context.Issued.EffectiveOn, stop) ?? standing.AgeBand };

    private async Task<ProgrammeFound?> Found(Guid organisation, Guid programme, Task<Programme> fold, CancellationToken stop) =>
        await fold is { Charter: { } charter } state && charter.Organisation == organisation
            ? await ProgrammeFound.Of(programme, state, definitions, stop) : null;
}
