using System.Diagnostics;
using MentorshipFlow.Simulation;
using MentorshipFlow.System.Tests.Drill;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>R20: schools play whole school years through the public API, as <c>ops/simulate</c> does.</summary>
[Trait("drill", "R20")]
public sealed class A_simulated_year(Installation installation)
{
    private static readonly int FirstYear = SimulatedSchool.YearBefore(SchoolPeople.Today);

    [Fact]
    public async Task Ends_with_a_certificate_that_is_rebuilt_identically()
    {
        var api = new SchoolClient(installation.Http);
        var schools = DrillSize.Of("R20", 1, 20);
        var watch = Stopwatch.StartNew();
        var steps = 0;
        SimulatedSchool[] played = [.. Enumerable.Range(1, schools)
            .Select(n => new SimulatedSchool(api, installation.Operator, seed: 20, n, FirstYear))];
        await Parallel.ForEachAsync(played, new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (school, _) => await school.Play(() => Interlocked.Increment(ref steps)));

        DrillSize.Figure("R20", $"{schools} schools, a school year each, in {watch.Elapsed.TotalSeconds:0.0} s, {api.Requests} requests");
        Assert.Equal(schools * SimulatedSchool.Steps, steps);
        foreach (var school in played)
        {
            var programme = await api.Get(school.CuratorKey, $"/api/programmes/{school.Programme}");
            Assert.Equal(("completed", $"{FirstYear}/{FirstYear + 1}"),
                ((string?)programme["status"], (string?)programme["charter"]!["schoolYear"]));
        }

        if (DrillSize.Full) Assert.True(watch.Elapsed.TotalSeconds < 20 * schools, $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Is_repeated_by_its_seed()
    {
        var api = new SchoolClient(installation.Http);
        var (first, again) = (new SimulatedSchool(api, installation.Operator, seed: 7, 1, FirstYear),
            new SimulatedSchool(api, installation.Operator, seed: 7, 1, FirstYear));
        foreach (var school in new[] { first, again }) await school.Play(() => { });

        Assert.Equal(first.Shape, again.Shape);
        Assert.Equal(await Types(first), await Types(again));

        async Task<string> Types(SimulatedSchool school)
        {
            List<string> types = [];
            for (string? path = $"/api/programmes/{school.Programme}/history?limit=200"; path is not null;)
            {
                var page = await School.Send(installation.Http, "GET", path, school.CuratorKey, null);
                types.AddRange(page.Json["items"]!.AsArray().Select(i => (string)i!["type"]!));
                path = page.Response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
            }

            return string.Join(' ', types);
        }
    }
}
