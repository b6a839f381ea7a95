using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Webhooks;

public sealed class Webhooks_of_a_school(Installation installation)
{
    [Fact]
    public async Task Are_sent_signed_events_in_the_order_of_each_stream()
    {
        var school = await School.Open(installation);
        await using var receiver = await Receiver.StartAsync();
        var webhook = await Add(school, receiver, "all");
        var programmes = new[] { await school.ActiveProgramme("Первая"), await school.ActiveProgramme("Вторая") };

        var received = await receiver.UntilAsync(all => programmes.All(p => all.Any(r => r.Stream == $"programme-{p}"
            && r.Type == "curator_appointed")));

        Assert.All(received, r => Assert.True(r.Signed, r.Id));
        Assert.All(received.GroupBy(r => r.Stream), s => Assert.Equal(s.Select(r => r.Position).Order(), s.Select(r => r.Position)));
        Assert.Contains(received, r => r.Type == "programme_drafted");
        // Events from before the webhook was added are not sent.
        Assert.DoesNotContain(received, r => r.Type is "organisation_created" or "webhook_added");
        var stands = await school.Get($"/api/webhooks/{webhook}", school.GraceKey);
        Assert.Equal(0, stands.Json["waiting"]!.GetValue<int>());
        Assert.NotNull(stands.Json["deliveredAt"]);
        Assert.Equal(HttpStatusCode.NotFound, (await (await School.Open(installation)).Post($"/api/webhooks/{webhook}/test",
            "", await Grace(installation))).Status);
    }

    [Fact]
    public async Task Wait_for_an_unreachable_receiver_without_delaying_others()
    {
        var school = await School.Open(installation);
        await using var away = await Receiver.StartAsync();
        await using var other = await Receiver.StartAsync();
        await Add(school, away, "away");
        await Add(school, other, "other", """["programme_drafted"]""");
        var refuses = 2;
        away.Answer = _ => Interlocked.Decrement(ref refuses) >= 0 ? 500 : 204;
        await away.DownAsync();
        var programme = await school.ActiveProgramme();

        var others = await other.UntilAsync(all => all.Count == 1);
        Assert.Empty(away.All);
        await away.UpAsync();
        var received = await away.UntilAsync(all => all.Any(r => r.Type == "curator_appointed"));

        Assert.Equal("programme_drafted", Assert.Single(others).Type);
        var ofProgramme = received.Where(r => r.Stream == $"programme-{programme}").ToList();
        Assert.Equal(ofProgramme.Select(r => r.Position).Order(), ofProgramme.Select(r => r.Position));
        Assert.Equal("programme_drafted", ofProgramme[0].Type);
    }

    [Fact]
    public async Task Send_nothing_while_paused_and_can_be_replayed()
    {
        var school = await School.Open(installation);
        await using var receiver = await Receiver.StartAsync();
        var webhook = await Add(school, receiver, "all", """["programme_drafted"]""");
        Deciding.Done(await school.Post($"/api/webhooks/{webhook}/pause", key: school.GraceKey));
        await school.ActiveProgramme();
        Assert.Equal("decided", (await school.Get($"/api/webhooks/{webhook}", school.GraceKey)).Json["paused"]!.GetValue<string>());
        Assert.Empty(receiver.All);

        Deciding.Done(await school.Post($"/api/webhooks/{webhook}/resumption", key: school.GraceKey));
        var first = Assert.Single(await receiver.UntilAsync(all => all.Count == 1));
        var replayed = Deciding.Done(await school.Post($"/api/webhooks/{webhook}/replay", """{"from":0}""", school.GraceKey));
        var again = await receiver.UntilAsync(all => all.Count == 2);

        Assert.Equal([first.Id, first.Id], again.Select(r => r.Id));
        Assert.Equal("webhook_replayed", Assert.Single(replayed.Events()));
        var tried = Deciding.Done(await school.Post($"/api/webhooks/{webhook}/attempts/{first.Position}/redelivery", "", school.GraceKey));
        Assert.Equal((true, 204), (tried.Json["delivered"]!.GetValue<bool>(), tried.Json["status"]!.GetValue<int>()));
        Assert.Equal(["delivered", "delivered"], (await school.Get($"/api/webhooks/{webhook}/attempts", school.GraceKey)).Json["items"]!
            .AsArray().Select(a => a!["outcome"]!.GetValue<string>()));
    }

    [Fact]
    public async Task End_when_the_receiver_answers_gone_and_sign_with_two_secrets_after_a_renewal()
    {
        var school = await School.Open(installation);
        await using var receiver = await Receiver.StartAsync();
        var webhook = await Add(school, receiver, "all", """["programme_drafted"]""");
        var renewed = Deciding.Done(await school.Replace($"/api/webhooks/{webhook}", $"/api/webhooks/{webhook}/secret-renewal", "{}",
            school.GraceKey));
        receiver.Trust(renewed.Json["key"]!.GetValue<string>());
        var tested = Deciding.Done(await school.Post($"/api/webhooks/{webhook}/test", "", school.GraceKey));
        Assert.True(tested.Json["delivered"]!.GetValue<bool>());
        Assert.True(Assert.Single(receiver.All).Signed);

        receiver.Answer = _ => 410;
        await school.ActiveProgramme();
        string? paused = null;
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); paused is null && since.Elapsed < Patience.AtMost;
            await Task.Delay(100, TestContext.Current.CancellationToken))
            paused = (await school.Get($"/api/webhooks/{webhook}", school.GraceKey)).Json["paused"]?.GetValue<string>();

        Assert.Equal("gone", paused);
    }

    [Theory]
    [InlineData("ftp://region.example/x")]
    [InlineData("https://user:secret@region.example/")]
    [InlineData("https://region.example/#part")]
    [InlineData("/relative")]
    public async Task Refuse_unusable_addresses(string address)
    {
        var school = await School.Open(installation);

        Assert.Equal("field-invalid", (await school.Post("/api/webhooks", $$"""{"address":"{{address}}"}""", school.GraceKey)).Code);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:db8::1")]
    [InlineData("ff02::1")]
    public void Go_to_no_internal_address(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.216.34")]
    [InlineData("2a00:1450:4010:c0f::65")]
    public void Go_to_public_addresses(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    [InlineData("https://0x7f.1:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    public async Task Open_no_internal_connection_however_the_address_is_written(string pattern)
    {
        using var listener = new global::System.Net.Sockets.TcpListener(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
        listener.Start();
        var address = string.Format(global::System.Globalization.CultureInfo.InvariantCulture, pattern,
            ((IPEndPoint)listener.LocalEndpoint).Port);
        using var sender = new WebhookSender(installation.Services.GetRequiredService<MentorshipFlow.Workflows.Vault.Secrets>(),
            new PublicAddresses(AllowPrivate: false), TimeProvider.System);

        var attempt = await sender.Send(new(Id.New(), new(address), [], 1, null), Id.New(), "{}"u8.ToArray(),
            TestContext.Current.CancellationToken);

        Assert.Equal((false, "address-not-public"), (attempt.Delivered, attempt.Fault));
        Assert.False(listener.Pending());
    }

    private static async Task<Guid> Add(School school, Receiver receiver, string name, string types = "[]")
    {
        var added = Deciding.Done(await school.Post("/api/webhooks", $$"""{"address":"{{receiver.Address(name)}}","types":{{types}}}""",
            school.GraceKey));
        receiver.Trust(added.Json["key"]!.GetValue<string>(), name);
        return added.Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();
    }

    private static async Task<string> Grace(Installation installation) => (await School.Open(installation)).GraceKey;
}
