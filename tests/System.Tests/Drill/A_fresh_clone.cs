using System.Diagnostics;
using System.Net;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Postgres;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R18: clone the committed state and start it with one command. The build takes a minute, so there is no short form.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R18")]
public sealed class A_fresh_clone
{
    // Package caches belong to the user: another user downloads them again into a separate home.
    private const string Serve = """
        cd "$1" && git clone --quiet "file://$2" clone >&2 && exec clone/ops/run --port 0 --data "$1/data"
        """;

    [Fact]
    public Task Answers_within_a_minute() => AnswersAsync([]);

    [Fact]
    public Task Answers_within_a_minute_to_a_plain_user()
    {
        DrillSize.Demand(Environment.IsPrivilegedProcess, "Becoming another user takes root.");
        return AnswersAsync(["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]);
    }

    private static async Task AnswersAsync(string[] asUser)
    {
        Assert.SkipUnless(DrillSize.Full, "A fresh clone is built in the full drill only.");
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-clone-").FullName;
        // The tests may have been started with Ctrl-C ignored, which a shell passes on.
        string[] command = ["/usr/bin/env", "--default-signal=INT", .. asUser, "/bin/sh", "-c", Serve, "sh", folder, Checkout.Root];
        await Site.ShellAsync("chmod 755 \"$1\"", folder);
        // To clone another user's repository, git needs that user's own configuration to allow it; git's helpers do not get it from the
        // environment.
        if (asUser.Length > 0)
            await Site.ShellAsync("printf '[safe]\\n\\tdirectory = *\\n' > \"$1/.gitconfig\" && chown nobody \"$1\"", folder);
        var watch = Stopwatch.StartNew();
        using var running = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            Environment = { ["HOME"] = asUser.Length == 0 ? Environment.GetEnvironmentVariable("HOME") : folder },
        })!;
        try
        {
            string? line;
            do line = await running.StandardOutput.ReadLineAsync(LedgerTestBed.Stop);
            while (line is not null && !line.StartsWith("ready ", StringComparison.Ordinal));
            Assert.NotNull(line);
            using var http = new HttpClient();
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri($"{line[6..]}/health/ready"), LedgerTestBed.Stop)).StatusCode);
            DrillSize.Figure("R18", $"{(asUser.Length == 0 ? "as this user" : "as a plain user")}: first answer ",
                $"{watch.Elapsed.TotalSeconds:0.0} s after the clone began");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"First answer after {watch.Elapsed}.");
        }
        finally
        {
            new Pid(running.Id).Send(Pid.Interrupt);
            await running.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }
}
