using System.Diagnostics;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary><c>ops/elsa</c> with a substitute for dotnet, because Elsa may be unavailable where these tests run.</summary>
public sealed class The_script_for_Elsa
{
    // Simulates restore, build and tests of one kind of machine.
    private const string StandIn = """
        #!/bin/sh
        case $1 in
            restore) echo "sources: $RestoreAdditionalProjectSources"; eval "$RESTORE" ;;
            build) ;;
            *) echo "run ${1##*/}" ;;
        esac
        """;

    [Fact]
    public async Task Reports_an_unavailable_package_in_one_line_and_ends_with_77()
    {
        foreach (var code in (string[])["NU1101", "NU1102", "NU1103"])
        {
            var ended = await Run($"echo 'error {code}: Unable to find package Elsa.Workflows.Core.'; exit 1");

            Assert.Equal((77, ""), (ended.ExitCode, ended.Output));
            Assert.Matches("^Not run: [^\n]* Elsa.Workflows.Core 3.7.1 [^\n]*\n$", ended.Errors);
        }
    }

    [Fact]
    public async Task Fails_when_something_else_is_wrong()
    {
        var ended = await Run("echo 'error NU1101: Unable to find package xunit.v3.'; exit 1");

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("xunit.v3", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_the_tests_if_the_package_is_available()
    {
        var ended = await Run("""[ "$RestoreAdditionalProjectSources" = /usr/share ]""", "/usr/share");

        Assert.Equal((0, "run MentorshipFlow.Elsa.Tests.dll\n"), (ended.ExitCode, ended.Output));
    }

    private static async Task<Ended> Run(string restore, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-elsa-").FullName;
        try
        {
            await Site.ShellAsync("""printf '%s\n' "$2" > "$1/dotnet" && chmod +x "$1/dotnet" """, folder, StandIn);
            string[] words = [$"PATH={folder}:/usr/bin:/bin", $"RESTORE={restore}", Checkout.At("ops/elsa"), .. arguments];
            using var running = Process.Start(new ProcessStartInfo("/usr/bin/env", words)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var errors = running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await running.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new(running.ExitCode, output, await errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
