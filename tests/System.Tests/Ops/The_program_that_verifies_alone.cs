using System.Diagnostics;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary><c>ops/verifier</c>: one file that verifies where there is no .NET.</summary>
[Trait("drill", "R18")]
public sealed class The_program_that_verifies_alone(Installation installation)
{
    private const int NotServed = 77;

    [Fact]
    public async Task Verifies_a_programme_and_an_excerpt_without_dotnet_or_is_said_to_be_unavailable()
    {
        Assert.SkipUnless(DrillSize.Drilling, "The program that verifies alone is made in the full drill only.");
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-verifier-").FullName;
        try
        {
            var program = Path.Combine(folder, "verify");
            var made = await Run(Checkout.At("ops/verifier"), [program], withDotnet: true);
            if (made.ExitCode == NotServed)
            {
                Assert.Matches("^Not made: [^\n]*\n$", made.Errors);
                return;
            }

            Assert.True(made.ExitCode == 0, made.Output + made.Errors);
            Assert.Equal([program], Directory.GetFileSystemEntries(folder));
            var school = await installation.Sample;
            var past = $"/api/programmes/{SampleIds.PastProgramme}";
            var id = (string)(await school.Get($"{past}/certificates")).Json["items"]!.AsArray()[^1]!["issued"]!["id"]!;
            var bundle = await Saved("programme.bundle", (await school.Get($"{past}/export")).Text);
            var excerpt = await Saved("certificate.excerpt", (await school.Get($"{past}/excerpt?certificate={id}")).Text);
            var key = await Saved("key.txt", (await school.Get("/api/audit/key")).Text);
            var note = await Saved("note.txt", (await school.Get("/api/audit/checkpoints/latest")).Text);
            var forged = await Saved(
                "forged", (await File.ReadAllTextAsync(excerpt, TestContext.Current.CancellationToken))
                    .Replace("certificate_issued", "certificate_annulled", StringComparison.Ordinal));

            // The bundle's certificate is rebuilt by the whole fold, from events that the trimmed program reads by reflection.
            var whole = await Run(program, [bundle, "--key", key]);
            Assert.StartsWith("ЦЕЛ: ", whole.Output, StringComparison.Ordinal);
            Assert.Contains("certificate rebuilt byte for byte", whole.Output, StringComparison.Ordinal);
            var part = await Run(program, [excerpt, "--key", key]);
            Assert.StartsWith("ВЫПИСКА ВЕРНА: ", part.Output, StringComparison.Ordinal);
            Assert.Equal((0, 0), (whole.ExitCode, part.ExitCode));
            Assert.Equal(1, (await Run(program, [forged])).ExitCode);
            Assert.Equal(2, (await Run(program, [excerpt, "--key", note])).ExitCode);
            Assert.Equal(2, (await Run(program, [])).ExitCode);
            Assert.Equal(2, (await Run(program, [Path.Combine(folder, "absent")])).ExitCode);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"program {new FileInfo(program).Length / 1024} KiB; bundle {new FileInfo(bundle).Length / 1024} KiB in "
                + $"{whole.Took.TotalMilliseconds:f0} ms, excerpt {new FileInfo(excerpt).Length} bytes in "
                + $"{part.Took.TotalMilliseconds:f0} ms, with the start");

            async Task<string> Saved(string name, string text)
            {
                var path = Path.Combine(folder, name);
                await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
                return path;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output, string Errors, TimeSpan Took)> Run(
        string program, IEnumerable<string> words, bool withDotnet = false)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!withDotnet)
        {
            start.Environment.Clear();
            start.Environment["PATH"] = "/nowhere";
        }

        var started = Stopwatch.GetTimestamp();
        using var running = Process.Start(start)!;
        var errors = running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (running.ExitCode, output, await errors, Stopwatch.GetElapsedTime(started));
    }
}
