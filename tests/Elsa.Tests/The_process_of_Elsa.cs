using System.Globalization;
using MentorshipFlow.Domain.Tests.Process;
using MentorshipFlow.Programmes.Process;

namespace MentorshipFlow.Elsa.Tests;

/// <summary>Programmes as Elsa workflows keep the contract of every process.</summary>
public sealed class The_process_of_Elsa : ProcessContract, IDisposable
{
    private readonly ElsaEngine elsa = new();

    public void Dispose() => elsa.Dispose();

    protected override Task<ProcessPosition> Run(IReadOnlyList<ProcessStep> history) => elsa.Run(Model, history, Stop);

    protected override async Task<IReadOnlyList<ProcessPosition>> StepByStep(IReadOnlyList<ProcessStep> history)
    {
        List<ProcessPosition> positions = [];
        for (var n = 1; n <= history.Count; n++) positions.Add(await Run([.. history.Take(n)]));
        return positions;
    }

    /// <summary>What a host does that keeps the workflow while a programme runs.</summary>
    [Fact]
    public async Task Waits_in_the_same_place_when_its_bookmark_is_resumed_with_each_step()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            // An ended workflow is not resumed.
            var steps = RandomHistory.Of(seed, 50).Last().Steps.TakeWhile(s => s.Kind != StepKind.Completed).ToList();
            var state = await elsa.Start(Model, [], Stop);
            for (var n = 1; n <= steps.Count; n++)
            {
                state = await elsa.Resume(Model, state, [steps[n - 1]], Stop);
                Assert.Equal(await Run([.. steps.Take(n)]), ElsaEngine.At(state));
            }
        }
    }

    [Fact]
    public async Task Serves_many_programmes_at_once()
    {
        var histories = Enumerable.Range(1, 400).Select(seed => RandomHistory.Of(seed, 50).Last()).ToList();

        var found = await Task.WhenAll(histories.Select(h => Task.Run(() => Run(h.Steps), Stop)));

        Assert.Equal(histories.Select(ProcessPosition.Of), found);
    }

    [Fact]
    public void Says_which_version_of_Elsa_it_is()
    {
        Assert.Matches("^elsa 3\\.[0-9.]+", ElsaEngine.Name);
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{ElsaEngine.Name}"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
