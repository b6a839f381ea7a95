using System.Text;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.System.Tests.Privacy;
using SmtpServer.Protocol;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>R2 for letters: the server is killed between the decision to send a digest and the answer of the mail server.</summary>
[Trait("drill", "R2")]
public sealed class A_digest_that_is_interrupted
{
    private const string Done = "select count(*) from access.digests where done_on is not null";

    [Fact]
    public async Task Comes_at_least_once_under_one_id_and_leaves_the_address_nowhere()
    {
        var rounds = DrillSize.Of("R2", 2, 20);
        await using var mail = MailServer.Started();
        await using var site = await Site.LoadedAsync();
        var environment = new Dictionary<string, string>(mail.Environment) { ["Logging__LogLevel__Default"] = "Debug" };
        var (running, logs, doubles) = (await RunningProgram.ServeAsync(site, environment), new StringBuilder(), 0);
        List<string> addresses = [];
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                using var http = new HttpClient { BaseAddress = running.Url };
                var school = await Api.School.Open(http, running.Key("operator"));
                var programme = await school.PreparedProgramme();
                Deciding.Done(await school.Stage(programme, 1, "submission"));
                using var grace = await Subscriber.At(running.Url, school, """["head"]""", school.Grace);
                addresses.Add(grace.Address);
                // Every second round the mail server has got the letter and does not answer; else nobody knows how far the node came.
                var holds = round % 2 == 1;
                var released = new TaskCompletionSource();
                if (holds)
                {
                    mail.Answer = async letter =>
                    {
                        if (letter.Message.MessageId!.StartsWith("digest.", StringComparison.Ordinal)) await released.Task;
                        return SmtpReplyCode.Ok;
                    };
                }

                await grace.Confirm(mail);
                if (holds) await mail.Until(grace.Address, 2);
                else await Task.Delay(Random.Shared.Next(0, 300), LedgerTestBed.Stop);
                await running.KillNineAsync();
                await running.DisposeAsync();
                released.SetResult();
                mail.Answer = _ => Task.FromResult(SmtpReplyCode.Ok);
                running = await RunningProgram.ServeAsync(site, environment);
                var digests = (await mail.Until(grace.Address, holds ? 3 : 2)).Skip(1).ToList();
                Assert.Single(digests.Select(l => l.Message.MessageId).Distinct());
                Assert.All(digests, l => Assert.Equal("MentorshipFlow: ждут решения 1", l.Subject));
                doubles += digests.Count - 1;
                var watch = global::System.Diagnostics.Stopwatch.StartNew();
                while (await site.AskAsync(Done) != $"{round}" && watch.Elapsed < Patience.AtMost)
                    await Task.Delay(200, LedgerTestBed.Stop);
                Assert.Equal($"{round}", await site.AskAsync(Done));
            }

            Assert.Equal("0", await site.AskAsync("select count(*) from wolverine.wolverine_dead_letters"));
            var ended = await running.InterruptAsync();
            logs.Append(ended.Output).Append(ended.Errors);
        }
        finally
        {
            await running.DisposeAsync();
        }

        Assert.NotEqual(0, logs.Length);
        Assert.Empty(StoredBytes.Standing(Encoding.UTF8.GetBytes($"{logs}"), addresses));
        byte[][] wanted = [.. addresses.SelectMany(StoredBytes.Spellings)];
        Assert.Empty(await StoredBytes.Holding(Path.GetDirectoryName(site.Data)!, wanted));
        Assert.Empty(await StoredBytes.Holding(site.Safe, wanted));
        DrillSize.Figure("R2", $"{rounds} kills between the decision to send a digest and its end: every digest came, {doubles} twice, ",
            $"all doubles under the Message-ID of the first");
    }
}
