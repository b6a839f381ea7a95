using System.Diagnostics;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>Each guard listed in docs/security.md is missed by its test when it is taken away. One build has a switch at all of them, and a
/// variable turns one off.</summary>
[Collection(Drills.Name)]
[Trait("drill", "guards")]
public sealed partial class Guards_taken_away
{
    private const string Variable = "MF_GUARD_GONE";

    private const string Switch = $$"""
        namespace MentorshipFlow;

        public static class GuardGone
        {
            private static readonly string Gone = System.Environment.GetEnvironmentVariable("{{Variable}}") ?? "";

            public static bool Is(string number) => Gone == number;
        }
        """;

    private const string Copy = """
        cd "$1" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$2"
        """;

    private const string Build = """
        cd "$1" && dotnet build MentorshipFlow.sln -c Release -v q -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false \
            >"$1/build.log" 2>&1 || { tail -40 "$1/build.log" >&2; exit 1; }
        """;

    private sealed record Guard(string What, string File, string Condition, bool Gone, string Test);

    [Fact]
    public async Task Are_missed_by_their_tests()
    {
        Assert.SkipUnless(DrillSize.Full, "The program is built anew in the full drill only.");
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-guards-").FullName;
        try
        {
            await Site.ShellAsync("chmod 755 \"$1\"", folder);
            await Site.ShellAsync(Copy, Checkout.Root, folder);
            var page = await File.ReadAllTextAsync(Path.Combine(folder, "docs", "security.md"), LedgerTestBed.Stop);
            var guards = GuardGiven().Matches(page).Select(m => new Guard(
                m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[4].Value == "true", m.Groups[5].Value)).ToList();
            for (var n = 0; n < guards.Count; n++) Install(folder, guards[n], n);
            await File.WriteAllTextAsync(Path.Combine(folder, "src/Domain/GuardGone.cs"), Switch, LedgerTestBed.Stop);
            await Site.ShellAsync(Build, folder);

            List<string> wrong = [];
            foreach (var test in guards.Select(g => g.Test).Distinct())
                if (await Failures(folder, test, "") is not 0 and var failures) wrong.Add($"with all guards, {failures} of {test}");
            for (var n = 0; n < guards.Count; n++)
                if (await Failures(folder, guards[n].Test, $"{n}") == 0)
                    wrong.Add($"nothing misses «{guards[n].What}» in {guards[n].Test}");

            DrillSize.Figure("guards", $"{guards.Count} taken away, {guards.Count - wrong.Count} missed by their tests");
            Assert.Empty(wrong);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Install(string folder, Guard guard, int number)
    {
        var path = Path.Combine(folder, guard.File);
        var parts = File.ReadAllText(path).Split(guard.Condition);
        Assert.Equal(2, parts.Length);
        var gone = $"MentorshipFlow.GuardGone.Is(\"{number}\")";
        File.WriteAllText(path,
            parts[0] + (guard.Gone ? $"(global::{gone} || ({guard.Condition}))" : $"(!global::{gone} && ({guard.Condition}))") + parts[1]);
    }

    private static async Task<int> Failures(string folder, string test, string gone)
    {
        var project = Directory.EnumerateFiles(Path.Combine(folder, "tests/Domain.Tests"), $"{test.Split('.')[0]}.cs",
            SearchOption.AllDirectories).Any() ? "Domain.Tests" : "System.Tests";
        using var running = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(folder, $"tests/{project}/bin/Release/net10.0/MentorshipFlow.{project}.dll"), "-noColor", "-method", $"*.{test}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { [Variable] = gone },
        })!;
        var errors = running.StandardError.ReadToEndAsync(LedgerTestBed.Stop);
        var output = await running.StandardOutput.ReadToEndAsync(LedgerTestBed.Stop);
        await errors;
        await running.WaitForExitAsync(LedgerTestBed.Stop);
        var counts = Summary().Match(output);
        Assert.True(counts.Success && counts.Groups[1].Value != "0", $"{test} was not run: {output}");
        return int.Parse(counts.Groups[2].Value, null) + int.Parse(counts.Groups[3].Value, null);
    }

    [GeneratedRegex(@"(?m)^\| ([^|]*) \| (src/[^|]*\.cs) \| `([^|]*)` \| (true|false) \| `([^|`]*)` \|$")]
    private static partial Regex GuardGiven();

    [GeneratedRegex("Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+),")]
    private static partial Regex Summary();
}
