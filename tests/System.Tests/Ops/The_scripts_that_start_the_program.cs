using System.Diagnostics;
using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary><c>ops/run</c> and <c>ops/program</c> in a separate checkout: with the tests' program as a finished build, or with a substitute
/// for dotnet that builds nothing.</summary>
public sealed class The_scripts_that_start_the_program
{
    // The first argument is dotnet's command: restore, build, or the program to start.
    private const string StandIn = """
        #!/bin/sh
        case $1 in
            restore) ;;
            build) echo "  Domain -> /somewhere/Domain.dll"; eval "$BUILD"; echo "  Api -> /somewhere/Api.dll" ;;
            *) shift; echo "started $*" ;;
        esac
        """;

    [Fact]
    public async Task Run_a_background_job_of_a_script_that_ends_on_SIGINT()
    {
        await using var site = await Site.LoadedAsync();
        var checkout = await Checkout(site);
        await Site.ShellAsync(
            """ln -s "$2" "$1/src/Api/bin/Release/net10.0" && touch "$1/src/Api/bin/Release/built" """, checkout, AppContext.BaseDirectory);

        var printed = await Site.ShellAsync(
            """
            "$1/ops/run" --data "$2" --safe "$3" --port 0 --no-sample >"$4" 2>&1 & job=$!
            until grep -q '^ready ' "$4"; do kill -0 $job || exit 1; sleep 0.1; done
            kill -INT $job
            wait $job
            echo "ended with $?"
            """,
            checkout, site.Data, site.Safe, site.Beside("printed"));

        Assert.Equal("ended with 0\n", printed);
        Assert.Empty(site.Processes);
    }

    [Fact]
    public async Task Build_with_a_line_for_each_project()
    {
        await using var site = await Site.MakeAsync();

        var ended = await Program(await Checkout(site), "true", "serve", "--port", "0");

        Assert.Equal((0, "started serve --port 0\n"), (ended.ExitCode, ended.Output));
        Assert.Matches("^building …\n\r *[0-9]+ s  packages\n\r *[0-9]+ s  Domain\n\r *[0-9]+ s  Api\n$", ended.Errors);
    }

    [Fact]
    public async Task Show_the_output_of_a_build_that_fails_and_start_nothing()
    {
        await using var site = await Site.MakeAsync();

        var ended = await Program(await Checkout(site), "echo 'error CS0000' && exit 1", "serve");

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("error CS0000", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_nothing_of_a_build_that_is_interrupted()
    {
        await using var site = await Site.MakeAsync();
        var begun = site.Beside("begun");
        using var running = Start(await Checkout(site), $"echo $$ > '{begun}.part' && mv '{begun}.part' '{begun}' && sleep 600", "serve");
        while (!File.Exists(begun)) await Task.Delay(20, TestContext.Current.CancellationToken);

        new Pid(running.Id).Send(Pid.Interrupt);
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, running.ExitCode);
        var build = await File.ReadAllTextAsync(begun, TestContext.Current.CancellationToken);
        await Site.ShellAsync("""while kill -0 "$1" 2>/dev/null; do sleep 0.05; done""", build.Trim());
    }

    private static async Task<string> Checkout(Site site)
    {
        var checkout = site.Beside("checkout");
        await Site.ShellAsync(
            """
            mkdir -p "$1/ops/sample" "$1/src/Api/bin/Release" "$1/bin"
            cp "$2/ops/run" "$2/ops/program" "$1/ops" && cp "$2/global.json" "$2"/Directory.*.props "$1"
            printf '%s\n' "$3" > "$1/bin/dotnet" && chmod +x "$1/bin/dotnet"
            """,
            checkout, Tests.Checkout.Root, StandIn);
        return checkout;
    }

    private static async Task<Ended> Program(string checkout, string build, params string[] arguments)
    {
        using var running = Start(checkout, build, arguments);
        var errors = running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(running.ExitCode, output, await errors);
    }

    private static Process Start(string checkout, string build, params string[] arguments)
    {
        string[] variables = [$"PATH={checkout}/bin:/usr/bin:/bin", $"BUILD={build}"];
        string[] words = ["--default-signal=INT", .. variables, $"{checkout}/ops/program", .. arguments];
        return Process.Start(new ProcessStartInfo("/usr/bin/env", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
