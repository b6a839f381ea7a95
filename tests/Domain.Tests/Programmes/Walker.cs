using MentorshipFlow.Audit;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Ledger;
using MentorshipFlow.Domain.Tests.Programmes.Tandems;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>Gives one command after another and applies accepted events.</summary>
internal sealed class Walker
{
    private static readonly Passkey Key = Passkey.Es256();

    private readonly RandomSource random;
    private readonly RandomCommands commands;
    private (ProgrammeCommand? Command, Actor? By, DateOnly Day) asked;

    private readonly HashSet<string>? shown;

    /// <param name="shown">Collects the names of events that are visible in a difference between two positions.</param>
    public Walker(ulong seed, Story start, HashSet<string>? shown)
    {
        this.shown = shown;
        random = new(seed);
        commands = new(random);
        State = start.State;
    }

    public Programme State { get; private set; }

    public string Last => $"{asked.Command} by {asked.By} on {asked.Day:O}";

    private Definition Pinned =>
        new[] { RandomCommands.Stricter, Story.ModelWithPeople }.FirstOrDefault(d => d.Reference == State.Definition) ?? Story.Model;

    /// <summary>Gives one command; every third is a useful one of the curator.</summary>
    public void Step()
    {
        if (State.Charter is not null && random.OneIn(25)) Hear([commands.Participants.News]);
        if (State.Officers.ToList() is { Count: > 0 } officers && random.OneIn(30)) Hear([Moved(random.Of(officers))]);
        var current = State.Gates.Current?.Number ?? 7;
        var (command, by) = random.Below(6) switch
        {
            0 => (Course.SubmitAgain(current, State.Gates[current].Returned?.Remarks.Count ?? 0), Vera),
            1 => (Course.Approve(current), Vera),
            2 when !State.Matching.Rounds.IsEmpty || (!State.Tandems.Tandems.IsEmpty && random.OneIn(4)) =>
                (random.Of(commands.Matching.All)(), Vera),
            2 or 3 when !State.Monitoring.Seen.IsEmpty => (random.Of(commands.Completion.All)(), Vera),
            2 or 3 when !State.Tandems.Tandems.IsEmpty => (random.Of(commands.Tandems.All)(), Vera),
            3 when !State.Matching.Rounds.IsEmpty => (random.Of(commands.Matching.All)(), Vera),
            2 or 3 when State.Definition == Story.ModelWithPeople.Reference => (random.Of(commands.Participants.All)(), Vera),
            2 or 3 when !State.Surveys.Waves.IsEmpty => (random.Of(commands.Surveys)(), commands.Actor),
            _ => (random.Of(commands.Work)(), commands.Actor),
        };
        // Pairs and groups live later in the year.
        var day = command is TandemCommand ? Partners.EndOn : commands.Day;
        if (command is GateCommand.ApproveStage { Stage: >= 1 and <= 7 } approval && State.Version % 8 == 0)
            command = Signed(approval, day);
        if (Ask(command, by, day) is Decision.Accepted accepted) Hear(accepted.Events);
    }

    private GateCommand.ApproveStage Signed(GateCommand.ApproveStage approval, DateOnly day)
    {
        var decided = new SignedDecision(School, VeraId, SignableDecision.Approval, approval.Stage,
            State.Gates[approval.Stage].Round, day, StageEvaluation.Of(State, approval.Stage, day, Pinned).Hash, "walk");
        return approval with { Signature = new(Key.Sign(decided.Text), true, decided.Programme, decided.Command, OfDecider: true) };
    }

    // An officer leaves, or comes back.
    private PreparationEvent Moved(Guid person) => State.Preparation.Gone.ContainsKey(person)
        ? new PreparationEvent.OfficerReturned(person)
        : new PreparationEvent.OfficerLeft(person, Today);

    /// <summary>Every command has an answer, always the same one; its events can be folded; and deciding changes no state.</summary>
    public void AskEverything()
    {
        var before = Evaluations();
        foreach (var make in commands.All)
        {
            var (command, by, day) = (make(), commands.Actor, commands.Day);
            var answer = Ask(command, by, day);
            Assert.Equal(Said(answer), Said(Ask(command, by, day)));
            if (answer is Decision.Accepted accepted) Assert.Equal(State.Version + accepted.Events.Count, Fold(accepted).Version);
        }

        Assert.Equal(before, Evaluations());
    }

    /// <summary>Submission and approval are decided as the stage's evaluation says.</summary>
    public void Compare()
    {
        var (number, by, day) = (1 + random.Below(7), commands.Actor, commands.Day);
        var evaluation = StageEvaluation.Of(State, number, day, Pinned);
        var stage = State.Gates[number];
        var mayDecide = State.Status is ProgrammeStatus.Draft or ProgrammeStatus.Active && by.DecidingPerson is { } person
            && (by.Integrator is not { } integrator || State.Delegates(person, integrator, day))
            && State.Preparation.CuratorOn(day) is { } term && term.Person == person && State.Documents.Stands(term.Order)
            && !State.Preparation.Gone.ContainsKey(person)
            && !(day < State.Gates.Earliest(number)) && !stage.Stands && State.Gates.Stages.Take(number - 1)
                .All(s => s.Stands && Grounds.Annulled(State, s.Number).Count == 0);
        Agree(evaluation, Ask(Course.SubmitAgain(number, stage.Returned?.Remarks.Count ?? 0) with { Seen = evaluation.Hash }, by, day),
            mayDecide && stage.Status != StageStatus.Submitted, mayFail: false);
        Agree(evaluation, Ask(new GateCommand.ApproveStage(number, evaluation.Hash, Course.Recomputed), by, day),
            mayDecide && stage.Status == StageStatus.Submitted, mayFail: true);
        KeepsItsHash(evaluation, day);
    }

    // Apart from the criteria only the second approver and the certificate can block an approval.
    private static void Agree(StageEvaluation evaluation, Decision answer, bool mayDecide, bool mayFail)
    {
        if (answer is Decision.Accepted { Events: [.., var e] })
        {
            Assert.True(mayDecide && evaluation.Passes);
            Assert.Equal(evaluation.Hash,
                e is GateEvent.StageSubmitted submitted ? submitted.Evaluation : Assert.IsType<GateEvent.StageApproved>(e).Evaluation);
            return;
        }

        var refusal = Assert.IsType<Decision.Refused>(answer).Refusal;
        Assert.Equal(mayDecide && !evaluation.Passes, refusal.Reason == Reason.CriteriaNotMet);
        if (!mayDecide) return;
        if (evaluation.Passes)
            Assert.True(mayFail
                && refusal.Reason is Reason.SecondApproverRequired or Reason.SecondApproverSamePerson or Reason.CertificateDiffers
                    or Reason.SubmissionOutdated,
                refusal.Code);
        else Assert.Equal(evaluation.Criteria.Where(c => !c.Passes)
            .SelectMany(c => c.Missing.Select(m => m with { Criterion = c.Criterion.Code })),
            refusal.Missing);
    }

    // Only the curator's term and a mentor's withdrawal depend on the day.
    private void KeepsItsHash(StageEvaluation evaluation, DateOnly day)
    {
        var other = commands.Day;
        if (State.Preparation.CuratorOn(other) != State.Preparation.CuratorOn(day)
            || State.Participants.Mentors.Values.Any(m => m.Withdrawal is not null))
            return;
        Assert.Equal(evaluation.Text, StageEvaluation.Of(State, evaluation.Stage, other, Pinned).Text);
        Assert.Equal(evaluation.Hash, StageEvaluation.Of(State, evaluation.Stage, other, Pinned).Hash);
    }

    private Decision Ask(ProgrammeCommand command, Actor by, DateOnly day)
    {
        // A certificate is made of everything so far.
        if (command is CertificationCommand.IssueCertificate issue) command = issue with { UpToVersion = State.Version };
        asked = (command, by, day);
        return ProgrammeDecider.Decide(State, command, new Issued(by, day), Pinned);
    }

    private void Hear(IReadOnlyList<DomainEvent> events)
    {
        foreach (var e in events)
        {
            var before = State;
            State = Fold(new([e]));
            if (shown?.Contains(EventCodec.NameOf(e)) == false && StateDifference.Between(before, State).Count > 0)
                shown.Add(EventCodec.NameOf(e));
        }
    }

    private Programme Fold(Decision.Accepted accepted) => accepted.Events.Aggregate(State, (state, e) => state.Evolve(
        (ProgrammeEvent)e,
        new Recorded(state.Version + 1, state.Version, Number(state.Version), "person", "curator", VeraId, Today,
            "2021-10-20T09:00:00.000000Z")));

    private string Evaluations() => string.Concat(Enumerable.Range(1, 7).Select(n => StageEvaluation.Of(State, n, Today, Pinned).Text));

    private static string Said(Decision decision) => decision switch
    {
        Decision.Accepted accepted => string.Join('\n', accepted.Events.Select(EventCodec.Write)),
        Decision.Refused { Refusal: var no } => $"{no.Code} {string.Join('\n', no.Missing)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
