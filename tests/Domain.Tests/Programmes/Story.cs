using System.Collections.Immutable;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>A story: given events, when a command, then its events. Steps follow each other: accepted events are applied.</summary>
internal sealed record Story(
    Programme State, ImmutableList<DomainEvent> History, Actor Actor, DateOnly Day, DateOnly Fact, Decision? Answer)
{
    /// <summary>Version 1, whose gates have no criteria on people.</summary>
    public static readonly Definition Model = TargetModel.WithoutPeople;

    /// <summary>Version 2, whose gates 2 to 4 have criteria on people.</summary>
    public static readonly Definition ModelWithPeople = TargetModel.WithPeople;

    /// <summary>Starts from these events, recorded by Oleg on the first day.</summary>
    public static Story Given(params IEnumerable<ProgrammeEvent> events) =>
        new Story(Programme.Empty, [], Oleg, Start, Start, null).And(events).As(Vera).On(Today);

    /// <summary>Adds these events, recorded by the current actor.</summary>
    public Story And(params IEnumerable<ProgrammeEvent> events) => events.Aggregate(this, (story, e) => story.Happened(e));

    public Story As(Actor actor) => this with { Actor = actor };

    public Story On(DateOnly day) => this with { Day = day, Fact = day };

    /// <summary>Sets the effective date, if it is not today.</summary>
    public Story About(DateOnly fact) => this with { Fact = fact };

    public Story When(ProgrammeCommand command) => this with { Answer = Ask(command) };

    public Decision Ask(ProgrammeCommand command) => ProgrammeDecider.Decide(State, command, new Issued(Actor, Day, Fact), Pinned);

    public StageEvaluation Evaluation(int stage) => StageEvaluation.Of(State, stage, Day, Pinned);

    private Definition Pinned => State.Definition == ModelWithPeople.Reference ? ModelWithPeople : Model;

    /// <summary>Exactly these events, compared in stored form.</summary>
    public Story Then(params ProgrammeEvent[] expected)
    {
        var story = Accepted();
        Assert.Equal(expected.Select(EventCodec.Write), Events.Select(EventCodec.Write));
        return story;
    }

    /// <summary>One event of this kind that passes <paramref name="check"/>.</summary>
    public Story Then<T>(Action<T> check)
        where T : ProgrammeEvent
    {
        var story = Accepted();
        check(Assert.IsType<T>(Assert.Single(Events)));
        return story;
    }

    /// <summary>Accepted; other stories check the events.</summary>
    public Story Accepted() => And(Events.Cast<ProgrammeEvent>()) with { Answer = null };

    /// <summary>Refused for this reason without details.</summary>
    public Story Refused(Reason reason) => Refused(reason, []);

    /// <summary>Refused with one missing thing.</summary>
    public Story Refused(Reason reason, string what, string where) => Refused(reason, (what, where));

    /// <summary>Refused with exactly these missing things.</summary>
    public Story Refused(Reason reason, params (string What, string Where)[] missing)
    {
        var refusal = Refusal;
        Assert.Equal((reason, string.Join('\n', missing)),
            (refusal.Reason, string.Join('\n', refusal.Missing.Select(m => (m.What, Where(m))))));
        return this with { Answer = null };
    }

    private static string Where(Missing m) => m.Criterion is { } criterion ? $"{criterion}:{m.Where}" : m.Where;

    private Refusal Refusal => Answer is Decision.Refused refused
        ? refused.Refusal
        : throw new Xunit.Sdk.XunitException($"Accepted: {string.Join(", ", Events.Select(EventCodec.Write))}");

    private IReadOnlyList<DomainEvent> Events => Answer switch
    {
        Decision.Accepted accepted => accepted.Events,
        Decision.Refused { Refusal: var no } =>
            throw new Xunit.Sdk.XunitException($"{no.Code}: {string.Join(", ", no.Missing.Select(m => $"{m.What} {m.Where}"))}"),
        _ => throw new Xunit.Sdk.XunitException("Nothing was asked."),
    };

    private Story Happened(ProgrammeEvent e)
    {
        var n = History.Count + 1;
        var recorded = new Recorded(n, n + 100, Number(0xe0000 + n), Actor.Id, Kebab.Of(Actor.Role.ToString()), Actor.DecidingPerson, Fact,
            $"{Dates.Text(Day)}T09:00:00.000000Z");
        return this with { State = State.Evolve(e, recorded), History = History.Add(e) };
    }
}
