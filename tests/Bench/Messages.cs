using System.Diagnostics;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Messages;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wolverine;
using Wolverine.Runtime;

namespace MentorshipFlow.Bench;

/// <summary>What follows from decisions: a node with its messages, which follow the same ledger.</summary>
internal sealed class Messages : IAsyncDisposable
{
    private const string Left = """
        select (select count(*) from wolverine.wolverine_incoming_envelopes
                where status <> 'Handled' and coalesce(execution_time, now()) < now() + interval '1 hour')
            + (select h.size - min(p.last_seq_id) from seal.head h, ledger.mt_event_progression p
                where p.name in ('messages:All', 'webhooks:All') group by h.size)
        """;

    // The question reads thousands of handled messages: asked every 20 ms, it took an eighth of the machine from what is measured.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly IHost host;
    private readonly NpgsqlDataSource database;

    private Messages(IHost host) => (this.host, database) = (host, host.Services.GetRequiredService<NpgsqlDataSource>());

    /// <summary>Starts the node, and waits until nothing is left to do.</summary>
    public static async Task<Messages> Start(string app, string safe)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging().AddWorkflows(app, Secrets.Open(safe)).AddAudit(safe).AddMessages(app)
            .AddSingleton(new PublicAddresses(AllowPrivate: true));
        var messages = new Messages(builder.Build());
        await messages.host.StartAsync();
        await messages.Nothing();
        return messages;
    }

    /// <summary>Events per second from the first decision to the end of the last handler. Each programme is decided on once, then again;
    /// a message carries what a page of the ledger holds.</summary>
    public async Task<double> Followed(IReadOnlyList<Guid> programmes, int each, DateOnly from)
    {
        var engine = new Decisions(host.Services, null);
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < each; n++)
        {
            await engine.Each(programmes, 64, new PreparationCommand.RescheduleItem(
                "2.1.1", null, from.AddDays(n), new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), new string('0', 64))));
        }

        await Nothing();
        return each * programmes.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds from the moment for which messages are scheduled to the end of the last handler.</summary>
    public async Task<double> Scheduled(IReadOnlyList<Guid> programmes)
    {
        var (runtime, due) = (host.Services.GetRequiredService<IWolverineRuntime>(), TimeProvider.System.GetUtcNow().AddSeconds(6));
        await Parallel.ForEachAsync(programmes, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (programme, _) =>
            await new MessageBus(runtime).ScheduleAsync(
                new RenewNotices(Prepared.Organisation, [StreamNames.Programme(programme)]), due));
        var early = due - TimeProvider.System.GetUtcNow();
        if (early < TimeSpan.Zero) throw new InvalidOperationException("The messages were due before all were stored.");
        await Task.Delay(early);
        var watch = Stopwatch.StartNew();
        await Nothing();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Adds a webhook for registered resources.</summary>
    public async Task Send(Uri receiver)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var context = new CommandContext(
            Prepared.Organisation, $"webhook {id}", Prepared.Fingerprint, Prepared.ByCurator, DryRun: false, []);
        var outcome = await host.Services.GetRequiredService<OrganisationEngine>().Decide(Prepared.Organisation,
            new WebhookCommand.AddWebhook(id, new($"{receiver}"), ["resource_registered"]), context, CancellationToken.None);
        if (outcome is not Outcome<Organisation>.Done) throw new InvalidOperationException($"The webhook was not added: {outcome}");
    }

    /// <summary>Webhooks per second from the first event to the last answer of the receiver.</summary>
    public async Task<double> Delivered(IReadOnlyList<Guid> programmes, int each, WebhookReceiver receiver)
    {
        var engine = new Decisions(host.Services, null);
        var wanted = await receiver.Count() + (each * programmes.Count);
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < each; n++) await engine.Each(programmes, 64, null);
        while (await receiver.Count() < wanted)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2)) throw new InvalidOperationException("A webhook was not delivered.");
            await Task.Delay(Poll);
        }

        return each * programmes.Count / watch.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    // Until the subscriptions have read the ledger and every message is handled but those of other days.
    private async Task Nothing()
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(Poll))
        {
            await using var command = database.CreateCommand(Left);
            if (await command.ExecuteScalarAsync() is 0L) return;
        }

        throw new InvalidOperationException("Some messages were not handled.");
    }
}
