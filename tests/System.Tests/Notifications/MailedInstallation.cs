using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>An installation that sends letters through a real mail server, and whose nodes may have clocks that are ahead.</summary>
public sealed class MailedInstallation : IAsyncLifetime
{
    // In place of minutes and hours.
    private static readonly MailRetries Quick = new([TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)]);

    private static readonly Uri Pages = new("https://mentoring.school.example");

    internal MailServer Mail { get; } = MailServer.Started();

    public Installation Installation { get; private set; } = null!;

    public Uri Server => Installation.Http.BaseAddress!;

    public async ValueTask InitializeAsync() => Installation = await Installation.OwnAsync(Sending);

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        await Mail.DisposeAsync();
    }

    /// <summary>Makes a node send through the mail server.</summary>
    public void Sending(IServiceCollection services) => services.AddSingleton(Quick).AddSingleton(s => new MailSender(
        new("127.0.0.1", Mail.Port, SmtpSecurity.None, null, null, "mentoring@school.example", Pages),
        s.GetRequiredService<TimeProvider>()));

    /// <summary>Another node, whose clock is some days ahead.</summary>
    internal async Task<NodeAhead> Node(int days)
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow().AddDays(days));
        return new(await Installation.StartNode(clock, Sending), clock);
    }

    /// <summary>A number from the database.</summary>
    public async Task<long> Count(string question)
    {
        await using var command = Installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(question);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>A text from the database; empty when there is none.</summary>
    public async Task<string> Read(string question)
    {
        await using var command = Installation.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(question);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string ?? "";
    }

    /// <summary>Waits until no message of digests is left to handle now.</summary>
    public async Task Handled()
    {
        const string Left = """
            select count(*) from wolverine.wolverine_incoming_envelopes where status = 'Incoming' and message_type like '%Digest%'
            """;
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience.AtMost;
            await Task.Delay(100, TestContext.Current.CancellationToken))
            if (await Count(Left) == 0) return;
        Assert.Equal(0, await Count(Left));
    }
}

/// <summary>A node with its clock.</summary>
internal sealed record NodeAhead(WebApplication App, SetClock Clock) : IAsyncDisposable
{
    /// <summary>Sets the clock some days ahead.</summary>
    public void Ahead(int days) => Clock.Now = TimeProvider.System.GetUtcNow().AddDays(days);

    /// <summary>Publishes a message on this node.</summary>
    public async Task Publish(object message)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(message);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
