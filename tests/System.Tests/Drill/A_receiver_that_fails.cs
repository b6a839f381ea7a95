using System.Diagnostics;
using System.Text;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Webhooks;
using MentorshipFlow.Workflows.Feed;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R16: a receiver in a process of its own is slow, answers 500, is killed while it works, and is down for an hour. Its messages
/// are compared with the ledger entry by entry. The server retries on its own schedule, many times faster.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R16")]
public sealed class A_receiver_that_fails
{
    private static readonly TimeSpan Down = TimeSpan.FromHours(1);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    private readonly List<TimeSpan> delays = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gets_every_event_in_order_and_delays_no_other_receiver()
    {
        var (rounds, faster) = (DrillSize.Of("R16", 2, 20), DrillSize.Full ? 60 : 720);
        await using var installation = await Installation.OwnAsync(s => s.AddSingleton(WebhookRetries.Default.Faster(faster)));
        var school = await Api.School.Open(installation);
        using var failing = new KillableReceiver();
        await using var sound = await Receiver.StartAsync();
        sound.Trust((await Add(school, sound.Address())).Secret);
        (failing.Secret, var added) = await Add(school, failing.Address);
        var random = new Random(16);

        await failing.UpAsync();
        for (var round = 0; round < rounds; round++)
        {
            var work = Work(school, sound, $"Программа {round}");
            await Task.Delay(random.Next(1500), Stop);
            await failing.KillAsync();
            await work;
            await Work(school, sound, $"Без получателя {round}");
            await failing.UpAsync();
        }

        await failing.KillAsync();
        await Work(school, sound, "Час без получателя");
        await Task.Delay(Down / faster, Stop);
        await failing.UpAsync();
        await Work(school, sound, "После");

        var wanted = await Ledger(installation, school, added);
        for (var since = Stopwatch.StartNew(); Lacking(wanted, failing) > 0 && since.Elapsed < TimeSpan.FromMinutes(3);)
            await Task.Delay(200, Stop);
        var got = failing.Notes();

        // At least once, and nothing else: byte for byte what the ledger holds, signed.
        Assert.Equal(0, Lacking(wanted, failing));
        Assert.All(got, note => Assert.Equal(wanted.GetValueOrDefault(note.Id)?.Text, note.Body));
        Assert.All(got, note => Assert.True(note.Signed, note.Id));
        // In order: the first deliveries of each stream's events are in the order of the ledger; repeats may follow.
        Assert.All(got.DistinctBy(note => note.Id).GroupBy(note => wanted[note.Id].Stream), stream =>
            Assert.Equal(stream.Select(n => wanted[n.Id].Position).Order(), stream.Select(n => wanted[n.Id].Position)));
        Assert.True(delays.Max() < AtMost, $"The sound receiver waited {delays.Max()}.");
        DrillSize.Figure("R16",
            $"killed {rounds + 1} times, slow, 500 to every twentieth event, down for 1 h of time that ran {faster} times faster: ",
            $"{wanted.Count} events of {wanted.Values.Select(w => w.Stream).Distinct().Count()} streams, each at least once, byte for ",
            $"byte and in the order of its stream, {got.Count - wanted.Count} more; the other receiver had them after at most ",
            $"{delays.Max().TotalSeconds:0.0} s");
    }

    // Three programmes at once, and how long the sound receiver waits for the last event of each.
    private async Task Work(Api.School school, Receiver sound, string title) => await Task.WhenAll(Enumerable.Range(1, 3).Select(async n =>
    {
        var programme = await school.ActiveProgramme($"{title} ({n})");
        var watch = Stopwatch.StartNew();
        await sound.UntilAsync(all => all.Any(r => r.Stream == $"programme-{programme}" && r.Type == "curator_appointed"));
        lock (delays) delays.Add(watch.Elapsed);
    }));

    private static int Lacking(Dictionary<string, Wanted> wanted, KillableReceiver failing) =>
        wanted.Keys.Except(failing.Notes().Select(note => note.Id)).Count();

    private static async Task<(string Secret, long Position)> Add(Api.School school, string address)
    {
        var added = Deciding.Done(await school.Post("/api/webhooks", $$"""{"address":"{{address}}"}""", school.GraceKey)).Json;
        return (added["key"]!.GetValue<string>(), added["receipt"]!["position"]!.GetValue<long>());
    }

    // The school's entries after a position, each as it must arrive.
    private static async Task<Dictionary<string, Wanted>> Ledger(Installation installation, Api.School school, long after)
    {
        Dictionary<string, Wanted> wanted = [];
        await foreach (var stored in installation.Services.GetRequiredService<LedgerReader>().From(after + 1, long.MaxValue, Stop))
        {
            if (stored.Entry.Organisation != $"{school.Id}") continue;
            wanted.Add($"{stored.Entry.EventId}", new(stored.Entry.Stream, stored.Entry.Position,
                Encoding.UTF8.GetString(CloudEvent.Of(stored, sandbox: false).ToUtf8())));
        }

        return wanted;
    }

    private sealed record Wanted(string Stream, long Position, string Text);
}
