using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Feed;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Webhooks;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A stream has new entries that a webhook may have to receive.</summary>
public sealed record DeliverWebhook(Guid Organisation, Guid Webhook, string Stream);

/// <summary>
/// Sends a stream's entries to a webhook, in order and at least once. A failed entry delays only its own stream: it is retried for three
/// days and then set aside, or the webhook is paused if all other entries failed too.
/// </summary>
public sealed class DeliverWebhookHandler(
    OrganisationEngine organisations, LedgerReader ledger, WebhookLanes lanes, WebhookSender sender, AutomaticCommands commands,
    WebhookRetries retries, TimeProvider clock)
{
    private const int Page = 100;

    private enum Ending
    {
        Everything,
        Waits,
    }

    /// <summary>Handles one message.</summary>
    public async Task Handle(DeliverWebhook message, IMessageContext bus, CancellationToken stop)
    {
        Ending ending;
        await using (var taken = await lanes.Take(message.Webhook, message.Stream, stop))
        {
            // The holder of the lane checks once more after releasing it.
            if (taken is null) return;
            ending = await Deliver(message, bus, stop);
        }

        if (ending == Ending.Everything && await Found(message, stop) is not null && (await Next(message, stop)).Entries.Count > 0)
            await bus.PublishAsync(message);
    }

    private async Task<Ending> Deliver(DeliverWebhook message, IMessageContext bus, CancellationToken stop)
    {
        while (await Found(message, stop) is var (webhook, sandbox))
        {
            var (lane, entries) = await Next(message, stop);
            // The message for the next try is scheduled already.
            if (lane.NextTry > clock.GetUtcNow().UtcDateTime) return Ending.Waits;
            if (entries.Count == 0) return Ending.Everything;
            var position = lane.Position;
            foreach (var stored in entries)
            {
                var entry = stored.Entry;
                if (!webhook.Wants(entry.Type)) continue;
                var at = clock.GetUtcNow().UtcDateTime;
                var attempt = await sender.Send(webhook, entry.EventId, CloudEvent.Of(stored, sandbox).ToUtf8(), stop);
                LoggedAttempt Logged(string outcome) =>
                    new(entry.Position, at, (int)attempt.Took.TotalMilliseconds, attempt.Status, outcome, attempt.Fault);
                if (!attempt.Delivered)
                {
                    // Entries skipped before this one are done, so the lane's position is the failing entry.
                    if (position != entry.Position
                        && !await lanes.Move(message.Webhook, message.Stream, position, entry.Position, null, stop)) break;
                    var failing = lane.Position == entry.Position ? lane : new(entry.Position, 0, null, null);
                    if (await Failed(message, webhook, failing, attempt, Logged, at, bus, stop)) return Ending.Waits;
                    break;
                }

                if (!await lanes.Move(message.Webhook, message.Stream, position, entry.Position + 1, Logged("delivered"), stop)) break;
                position = entry.Position + 1;
            }

            // The rest of the page has no entries for this webhook.
            var end = entries[^1].Entry.Position + 1;
            if (position < end && entries.Where(e => e.Entry.Position >= position).All(e => !webhook.Wants(e.Entry.Type)))
                await lanes.Move(message.Webhook, message.Stream, position, end, null, stop);
        }

        return Ending.Waits;
    }

    // Returns whether the lane waits now; otherwise the entry was set aside, and the next one follows.
    private async Task<bool> Failed(DeliverWebhook message, Webhook webhook, WebhookLane lane, WebhookAttempt attempt,
        Func<string, LoggedAttempt> logged, DateTime at, IMessageContext bus, CancellationToken stop)
    {
        var since = lane.FailingSince ?? at;
        var late = at - since >= retries.GiveUpAfter;
        if (late && !attempt.Gone && await lanes.DeliveredSince(webhook.Id, since, stop))
        {
            await lanes.Move(webhook.Id, message.Stream, lane.Position, lane.Position + 1, logged("dead"), stop);
            return false;
        }

        var next = at + retries.After(lane.Attempts);
        await lanes.Wait(webhook.Id, message.Stream, new(lane.Position, lane.Attempts + 1, since, next), logged("retried"), stop);
        if (late || attempt.Gone)
        {
            var context = await commands.Command(message.Organisation, webhook.Id, $"pause {lane.Position} {lane.Attempts}", stop);
            var why = attempt.Gone ? WebhookPause.Gone : WebhookPause.Unreachable;
            AutomaticCommands.Demand(
                await organisations.Decide(message.Organisation, new WebhookCommand.PauseWebhook(webhook.Id, why), context, stop), context);
        }
        else
        {
            await bus.ScheduleAsync(message, new DateTimeOffset(next, TimeSpan.Zero));
        }

        return true;
    }

    private async Task<(Webhook Webhook, bool Sandbox)?> Found(DeliverWebhook message, CancellationToken stop) =>
        await organisations.Find(message.Organisation, stop) is { } organisation
            && organisation.Webhooks.All.TryGetValue(message.Webhook, out var webhook) && webhook.Paused is null
            ? (webhook, organisation.Sandbox is not null) : null;

    private async Task<(WebhookLane Lane, IReadOnlyList<StoredEntry> Entries)> Next(DeliverWebhook message, CancellationToken stop)
    {
        var lane = await lanes.Read(message.Organisation, message.Webhook, message.Stream, stop);
        return (lane, await ledger.StreamFrom(message.Stream, lane.Position, Page, stop));
    }
}
