using System.Globalization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Domain.Tests.Process;

/// <summary>Events that the rules allow one after the other, chosen by a seed; the product's own fold referees.</summary>
internal static class RandomHistory
{
    private static readonly Guid Person = new("00000000-0000-4000-8000-000000000001");
    private static readonly TextReference Text = new(Person, new string('e', 64));
    private static readonly DefinitionReference Next = new("target-model", 2, new string('0', 64));

    /// <summary>The state after each event, as many as there are steps.</summary>
    public static IEnumerable<Programme> Of(int seed, int steps)
    {
        var random = new RandomSource((ulong)seed);
        var state = Programme.Empty;
        while (state.Steps.Count < steps)
        {
            state = After(state, random.Of(Legal(state, random)));
            yield return state;
        }
    }

    /// <summary>The state after one more event.</summary>
    public static Programme After(Programme state, ProgrammeEvent @event) => state.Evolve(@event, new(
        state.Version + 1, state.Version, Person, "person", "curator", Person, new DateOnly(2026, 9, 1),
        state.Version.ToString(CultureInfo.InvariantCulture)));

    private static List<ProgrammeEvent> Legal(Programme state, RandomSource random)
    {
        if (state.Closed) return [new CharterEvent.ClosingVoided(Text)];
        var gates = state.Gates;
        // Going on is the most frequent thing; otherwise nobody gets beyond stage 2.
        List<ProgrammeEvent> legal = [.. Enumerable.Repeat(Forward(gates), 12)];
        foreach (var stage in gates.Stages)
        {
            if (stage.Status == StageStatus.Submitted)
            {
                legal.Add(new GateEvent.StageReturned(stage.Number, Person, [], null));
                legal.Add(new GateEvent.StageSubmissionWithdrawn(stage.Number, Text));
                legal.Add(new GateEvent.StageCountersigned(stage.Number, Person, ""));
            }

            if (!stage.Approved) continue;
            legal.Add(random.OneIn(2)
                ? new GateEvent.StageReopened(stage.Number, Person, Text, gates.ApprovedAfter(stage.Number))
                : new GateEvent.StageApprovalRevoked(stage.Number, Person, Text, gates.ApprovedAfter(stage.Number)));
            legal.Add(new GateEvent.GateCriterionWaived(stage.Number, "G", Person, Text, null));
        }

        legal.Add(new CharterEvent.ProgrammeCancelled(Person, Text));
        legal.Add(new CharterEvent.DefinitionMigrated(Next, Next, Text,
            [.. gates.Stages.Where(s => s.Approved && random.OneIn(2)).Select(s => s.Number)]));
        return legal;
    }

    private static ProgrammeEvent Forward(GatesRoom gates) => gates.Current switch
    {
        null => new CharterEvent.ProgrammeCompleted(Person),
        { Status: StageStatus.Submitted } now => new GateEvent.StageApproved(
            now.Number, now.Round, Person, false, [], null, SecondApproverPolicy.Never, "", [], null),
        var now => new GateEvent.StageSubmitted(now.Number, now.Round + 1, Person, "", []),
    };
}
