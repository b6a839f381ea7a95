using System.Diagnostics;

namespace MentorshipFlow.System.Tests.Messages;

/// <summary>Wolverine's code around the handlers is generated in advance and checked in, so that a server starts without a compiler.
/// After a change of a message or handler: <c>ops/codegen</c>, and build again.</summary>
public sealed class The_generated_handlers
{
    [Fact]
    public async Task Equal_the_checked_in_ones()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("mf-generated-");
        try
        {
            var program = typeof(MentorshipFlow.Api.Server).Assembly.Location;
            using var running = Process.Start(
                new ProcessStartInfo("dotnet", [program, "codegen", folder.FullName]) { RedirectStandardOutput = true })!;
            var told = await running.StandardOutput.ReadToEndAsync(stop);
            await running.WaitForExitAsync(stop);
            Assert.True(running.ExitCode == 0, told);

            Assert.Equal(await Read(folder.FullName), await Read(Checkout.At("src/Workflows/Internal/Generated")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<SortedDictionary<string, string>> Read(string folder)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            files[Path.GetRelativePath(folder, file)] = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        return files;
    }
}
