using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Wolverine.Marten.Subscriptions;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Follows the ledger and wakes the deliveries of webhooks: one message for each webhook and stream of a page.</summary>
/// <param name="services">Provides the folds at the first page, because they need the store, which needs its subscriptions first.</param>
public sealed class WebhookMessages(IServiceProvider services) : BatchSubscription(Name)
{
    /// <summary>The subscription's name in <c>mt_event_progression</c> and in health.</summary>
    public const string Name = "webhooks";

    /// <inheritdoc/>
    public override async Task ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        IMessageBus bus, CancellationToken cancellationToken)
    {
        var organisations = services.GetRequiredService<StreamFold<Organisation>>();
        foreach (var ofOrganisation in page.Events.GroupBy(e => e.TenantId))
        {
            var organisation = Guid.Parse(ofOrganisation.Key);
            var webhooks = (await organisations.Current(StreamNames.Organisation(organisation), cancellationToken)).Webhooks.All.Values;
            foreach (var webhook in webhooks.Where(w => w.Paused is null))
            {
                foreach (var stream in ofOrganisation.Where(e => webhook.Wants(e.EventTypeName)).Select(e => e.StreamKey!).Distinct())
                    await bus.PublishAsync(new DeliverWebhook(organisation, webhook.Id, stream));
            }

            foreach (var woken in ofOrganisation.Select(e => e.Data).OfType<WebhookEvent>())
            {
                if (woken is WebhookEvent.WebhookResumed or WebhookEvent.WebhookReplayed)
                    await bus.PublishAsync(new WakeWebhook(organisation, woken.Id, (woken as WebhookEvent.WebhookReplayed)?.From));
            }
        }
    }
}

/// <summary>A webhook was resumed, or must receive everything again from a position on.</summary>
/// <param name="From">Null to continue from the last position.</param>
public sealed record WakeWebhook(Guid Organisation, Guid Webhook, long? From);

/// <summary>Wakes every stream with entries that a webhook has not received yet.</summary>
public sealed class WakeWebhookHandler(Webhooks.WebhookLanes lanes)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(WakeWebhook message, IMessageContext bus, CancellationToken stop)
    {
        if (message.From is { } from) await lanes.Rewind(message.Webhook, from, stop);
        foreach (var stream in await lanes.Wake(message.Organisation, message.Webhook, stop))
            await bus.PublishAsync(new DeliverWebhook(message.Organisation, message.Webhook, stream));
    }
}
