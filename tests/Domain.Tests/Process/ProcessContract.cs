using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Process;

namespace MentorshipFlow.Domain.Tests.Process;

/// <summary>What every process of a programme does, whoever runs it: it waits where the ledger's own fold waits.</summary>
public abstract class ProcessContract
{
    private const int Histories = 1_000;
    private const int Length = 50;

    /// <summary>A definition for those that need one.</summary>
    internal static Definition Model => TargetModel.Shipped;

    /// <summary>Where the process waits after a history, told all at once.</summary>
    protected abstract Task<ProcessPosition> Run(IReadOnlyList<ProcessStep> history);

    /// <summary>Where the process waits after each step of a history, told one after the other.</summary>
    protected abstract Task<IReadOnlyList<ProcessPosition>> StepByStep(IReadOnlyList<ProcessStep> history);

    [Fact]
    public async Task Waits_where_the_fold_waits_after_every_step_of_1000_histories()
    {
        for (var seed = 1; seed <= Histories; seed++)
            await Compare($"seed {seed}", [.. RandomHistory.Of(seed, Length)]);
    }

    [Fact]
    public async Task Waits_where_the_fold_waits_in_the_year_of_the_sample_school()
    {
        var state = Programme.Empty;
        await Compare("school 49", [.. School49.Year().Entries.Select(e => state = state.Evolve(e.Event, e.Head))]);
        Assert.Equal(StepKind.Approved, state.Steps[^1].Kind);
    }

    [Fact]
    public async Task Waits_for_stage_1_at_the_beginning() => Assert.Equal(new(1, false, false), await Run([]));

    [Theory]
    [InlineData("submit 1", "stage-1-submitted")]
    [InlineData("submit 1, take-back 1", "stage-1")]
    [InlineData("submit 1, approve 1", "stage-2")]
    [InlineData("approve 1-2, submit 3, undo 1 2", "stage-1")]
    [InlineData("approve 1-2, submit 3, undo 1 2, approve 1", "stage-2")]
    [InlineData("approve 1-2, submit 3, undo 1 2, approve 1, approve 2", "stage-3-submitted")]
    [InlineData("approve 1-4, unsettle 2", "stage-2")]
    [InlineData("approve 1-4, unsettle 2, approve 2", "stage-5")]
    [InlineData("approve 1-4, unsettle 2 4, approve 2", "stage-4")]
    [InlineData("approve 1-4, undo 2 3 4, undo 4, approve 2, approve 3", "stage-4")]
    [InlineData("approve 1-2, unsettle", "stage-3")]
    [InlineData("approve 1-7", "programme")]
    [InlineData("approve 1-7, complete", "completed")]
    [InlineData("approve 1-7, complete, void", "programme")]
    [InlineData("approve 1-7, complete, void, undo 7, approve 7, complete", "completed")]
    [InlineData("approve 1-2, void", "stage-3")]
    public async Task Takes_every_kind_of_step(string told, string waits)
    {
        var history = Steps(told);
        Assert.Equal(waits, (await Run(history)).Code);
        Assert.Equal(waits, (await StepByStep(history))[^1].Code);
    }

    private async Task Compare(string what, IReadOnlyList<Programme> states)
    {
        var steps = states[^1].Steps;
        // The last state of each number of steps: what comes between two steps moves nothing.
        var expected = states.Where(s => s.Steps.Count > 0).GroupBy(s => s.Steps.Count).Select(g => ProcessPosition.Of(g.Last()).Code);
        var found = await StepByStep(steps);
        Assert.True(expected.SequenceEqual(found.Select(p => p.Code)), $"{what}:\n{Told(steps, expected, found)}");
        Assert.Equal(found[^1], await Run(steps));
    }

    private static string Told(IEnumerable<ProcessStep> steps, IEnumerable<string> expected, IEnumerable<ProcessPosition> found) =>
        string.Join('\n', steps.Zip(expected, found).Select(t =>
            $"{t.First.Kind} {t.First.Stage} [{string.Join(' ', t.First.Affected)}]: {t.Second}, found {t.Third.Code}"));

    // "approve 1-3": each is submitted and approved.
    private static List<ProcessStep> Steps(string told)
    {
        List<ProcessStep> steps = [];
        foreach (var words in told.Split(", ").Select(t => t.Split(' ')))
        {
            int[] numbers = [.. words.Skip(1).SelectMany(Numbers)];
            foreach (var (kind, stage, affected) in Meant(words[0], numbers)) steps.Add(new(steps.Count + 1, kind, stage, affected));
        }

        return steps;
    }

    private static IEnumerable<(StepKind Kind, int? Stage, int[] Affected)> Meant(string verb, int[] numbers) => verb switch
    {
        "submit" => [(StepKind.Submitted, numbers[0], [])],
        "take-back" => [(StepKind.TakenBack, numbers[0], [])],
        "approve" => numbers.SelectMany(n =>
            new (StepKind, int?, int[])[] { (StepKind.Submitted, n, []), (StepKind.Approved, n, []) }),
        "undo" => [(StepKind.Undone, numbers[0], numbers[1..])],
        "unsettle" => [(StepKind.Unsettled, null, numbers)],
        "complete" => [(StepKind.Completed, null, [])],
        "void" => [(StepKind.ClosingVoided, null, [])],
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, null),
    };

    private static IEnumerable<int> Numbers(string word) => word.Split('-').Select(n => int.Parse(n, null)).ToArray() switch
    {
        [var first, var last] => Enumerable.Range(first, last - first + 1),
        var one => one,
    };
}
