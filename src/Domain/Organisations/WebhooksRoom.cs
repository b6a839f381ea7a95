using System.Collections.Immutable;
using System.Diagnostics;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Organisations;

/// <summary>A webhook that was not removed.</summary>
/// <param name="Types">Names of events; empty for all.</param>
/// <param name="Secret">The number of the secret that it signs with.</param>
/// <param name="Paused">Null while it is sent events.</param>
public sealed record Webhook(Guid Id, InstitutionalText Address, IReadOnlyList<string> Types, int Secret, WebhookPause? Paused)
{
    /// <summary>Whether it is sent events of a type.</summary>
    public bool Wants(string type) => Types.Count == 0 || Types.Contains(type);

    /// <summary>The numbers of the secrets that sign, the newest first: after a renewal the one before signs too.</summary>
    public IEnumerable<int> Secrets => Secret == 1 ? [1] : [Secret, Secret - 1];
}

/// <summary>The webhooks of an organisation.</summary>
public sealed record WebhooksRoom(ImmutableSortedDictionary<Guid, Webhook> All)
{
    private const int Most = 20;

    /// <summary>None yet.</summary>
    public static WebhooksRoom Empty { get; } = new(ImmutableSortedDictionary<Guid, Webhook>.Empty);

    /// <summary>The room after one more event.</summary>
    public WebhooksRoom Evolve(WebhookEvent @event) => @event switch
    {
        WebhookEvent.WebhookAdded e => new(All.Add(e.Id, new(e.Id, e.Address, e.Types, 1, null))),
        WebhookEvent.WebhookChanged e => With(All[e.Id] with { Address = e.Address, Types = e.Types }),
        WebhookEvent.WebhookSecretRenewed e => With(All[e.Id] with { Secret = e.Number }),
        WebhookEvent.WebhookPaused e => With(All[e.Id] with { Paused = e.Why }),
        WebhookEvent.WebhookResumed e => With(All[e.Id] with { Paused = null }),
        WebhookEvent.WebhookReplayed => this,
        WebhookEvent.WebhookRemoved e => new(All.Remove(e.Id)),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    /// <summary>Decides one command.</summary>
    public Decision Decide(WebhookCommand command) => command switch
    {
        WebhookCommand.AddWebhook c when All.ContainsKey(c.Id) =>
            new Refusal(Reason.AlreadyRecorded, "webhook-recorded", c.Id.ToString()),
        WebhookCommand.AddWebhook when All.Count == Most => new Refusal(Reason.ValueOutOfRange, "webhooks-too-many", $"{Most}"),
        WebhookCommand.AddWebhook c => Unknown(c.Types) is { } no ? no : new WebhookEvent.WebhookAdded(c.Id, c.Address, Sorted(c.Types)),
        _ when !All.TryGetValue(command.Id, out var webhook) => Decision.Unknown("webhook", command.Id.ToString()),
        _ => Decide(All[command.Id], command),
    };

    private static Decision Decide(Webhook webhook, WebhookCommand command) => command switch
    {
        WebhookCommand.ChangeWebhook c when c.Address == webhook.Address && Sorted(c.Types).SequenceEqual(webhook.Types) =>
            Reason.NothingChanges,
        WebhookCommand.ChangeWebhook c => Unknown(c.Types) is { } no ? no
            : new WebhookEvent.WebhookChanged(c.Id, c.Address, Sorted(c.Types)),
        WebhookCommand.RenewWebhookSecret => new WebhookEvent.WebhookSecretRenewed(webhook.Id, webhook.Secret + 1),
        WebhookCommand.PauseWebhook when webhook.Paused is not null => Reason.NothingChanges,
        WebhookCommand.PauseWebhook c => new WebhookEvent.WebhookPaused(c.Id, c.Why),
        WebhookCommand.ResumeWebhook when webhook.Paused is null => Reason.NothingChanges,
        WebhookCommand.ResumeWebhook c => new WebhookEvent.WebhookResumed(c.Id),
        WebhookCommand.ReplayWebhook c => new WebhookEvent.WebhookReplayed(c.Id, c.From),
        WebhookCommand.RemoveWebhook c => new WebhookEvent.WebhookRemoved(c.Id),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Refusal? Unknown(IReadOnlyList<string> types) =>
        types.FirstOrDefault(t => !EventCodec.Names.Contains(t)) is { } unknown
            ? new Refusal(Reason.Unknown, "event-type-unknown", unknown)
            : null;

    private static IReadOnlyList<string> Sorted(IReadOnlyList<string> types) => [.. types.Distinct().Order(StringComparer.Ordinal)];

    private WebhooksRoom With(Webhook webhook) => new(All.SetItem(webhook.Id, webhook));
}
