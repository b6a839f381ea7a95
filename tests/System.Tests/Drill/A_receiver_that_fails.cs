using System.Diagnostics;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Webhooks;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R16: a receiver is unreachable, slow, answers 500 and dies; its messages are compared with the ledger entry by entry.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R16")]
public sealed class A_receiver_that_fails(Installation installation)
{
    [Fact]
    public async Task Gets_every_event_in_order_and_delays_no_other_receiver()
    {
        var (stop, rounds) = (TestContext.Current.CancellationToken, DrillSize.Of("R16", 2, 20));
        var school = await Api.School.Open(installation);
        await using var failing = await Receiver.StartAsync();
        await using var sound = await Receiver.StartAsync();
        await Add(school, failing);
        await Add(school, sound);
        var random = new Random(16);
        failing.Answer = _ =>
        {
            lock (random)
            {
                if (random.Next(10) == 0) Thread.Sleep(random.Next(500));
                return random.Next(20) == 0 ? 500 : 204;
            }
        };

        List<TimeSpan> delays = [];
        for (var round = 0; round < rounds; round++)
        {
            await failing.DownAsync();
            var programme = await school.ActiveProgramme($"Программа {round}");
            var watch = Stopwatch.StartNew();
            await sound.UntilAsync(all => all.Any(r => r.Stream == $"programme-{programme}" && r.Type == "curator_appointed"));
            delays.Add(watch.Elapsed);
            await Task.Delay(random.Next(2000), stop);
            await failing.UpAsync();
        }

        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var wanted = (await Entries(school, auditor)).SkipWhile(e => e.Type != "programme_drafted").ToList();
        var got = await failing.UntilAsync(all => wanted.All(w => all.Any(r => r.Id == w.Id)), TimeSpan.FromMinutes(2));

        Assert.All(wanted, w => Assert.Contains(got, r => r.Id == w.Id));
        Assert.All(got, r => Assert.True(r.Signed, r.Id));
        // In order: the first deliveries of each stream's events are in the order of the ledger; repeats may follow.
        Assert.All(got.GroupBy(r => r.Stream), s =>
        {
            var firsts = s.DistinctBy(r => r.Id).Select(r => r.Position).ToList();
            Assert.Equal(firsts.Order(), firsts);
        });
        Assert.True(delays.Max() < TimeSpan.FromSeconds(20), $"The sound receiver waited {delays.Max()}.");
        DrillSize.Figure("R16",
            $"{rounds} times away, slow and answering 500: {wanted.Count} events, each at least once and in the order of ",
            $"its stream, {got.Count - wanted.Count} more; the other receiver had them after at most {delays.Max().TotalSeconds:0.0} s");
    }

    private static async Task Add(Api.School school, Receiver receiver)
    {
        var added = Deciding.Done(await school.Post("/api/webhooks", $$"""{"address":"{{receiver.Address()}}"}""", school.GraceKey));
        receiver.Trust(added.Json["key"]!.GetValue<string>());
    }

    private static async Task<List<(string Id, string Type, string Stream)>> Entries(Api.School school, string auditor)
    {
        List<(string, string, string)> entries = [];
        for (var page = "/api/audit/entries?limit=200"; page is not null;)
        {
            var answer = Deciding.Done(await school.Get(page, auditor));
            entries.AddRange(answer.Json["items"]!.AsArray().Select(e => (e!["eventId"]!.GetValue<string>(),
                e["type"]!.GetValue<string>(), e["stream"]!.GetValue<string>())));
            page = answer.Json["next"]?.GetValue<long>() is { } cursor ? $"/api/audit/entries?limit=200&cursor={cursor}" : null;
        }

        return entries;
    }
}
