using System.ComponentModel;

namespace MentorshipFlow.Organisations;

/// <summary>The reason why nothing is sent to a webhook.</summary>
public enum WebhookPause
{
    /// <summary>Somebody of the organisation paused it.</summary>
    Decided,

    /// <summary>Nothing could be delivered to it for three days.</summary>
    Unreachable,

    /// <summary>The receiver answered 410: it wants nothing any more.</summary>
    Gone,
}

/// <summary>Events about webhooks: addresses outside that are sent an organisation's events. Their secrets are never stored: they are made
/// from a key in the safe, the webhook's id and the secret's number.</summary>
public abstract record WebhookEvent(Guid Id) : OrganisationEvent
{
    /// <summary>A webhook was added. It is sent what is recorded after this event.</summary>
    /// <param name="Types">Names of events; empty for all.</param>
    [DisplayName("добавление вебхука")]
    public sealed record WebhookAdded(Guid Id, InstitutionalText Address, IReadOnlyList<string> Types) : WebhookEvent(Id);

    /// <summary>Address and types of a webhook were changed; both are given.</summary>
    [DisplayName("изменение вебхука")]
    public sealed record WebhookChanged(Guid Id, InstitutionalText Address, IReadOnlyList<string> Types) : WebhookEvent(Id);

    /// <summary>A webhook signs with a new secret; the one before signs beside it, so that the receiver can change over.</summary>
    /// <param name="Number">The number of the new secret, from 2.</param>
    [DisplayName("обновление секрета вебхука")]
    public sealed record WebhookSecretRenewed(Guid Id, int Number) : WebhookEvent(Id);

    /// <summary>A webhook was paused. What is recorded meanwhile waits.</summary>
    [DisplayName("приостановка вебхука")]
    public sealed record WebhookPaused(Guid Id, WebhookPause Why) : WebhookEvent(Id);

    /// <summary>A webhook is sent events again, beginning with those that waited.</summary>
    [DisplayName("возобновление вебхука")]
    public sealed record WebhookResumed(Guid Id) : WebhookEvent(Id);

    /// <summary>A webhook is sent everything once more from a position on.</summary>
    /// <param name="From">A position in the ledger, from 0.</param>
    [DisplayName("повтор доставки вебхука")]
    public sealed record WebhookReplayed(Guid Id, long From) : WebhookEvent(Id);

    /// <summary>A webhook was removed.</summary>
    [DisplayName("удаление вебхука")]
    public sealed record WebhookRemoved(Guid Id) : WebhookEvent(Id);
}

/// <summary>Commands about webhooks.</summary>
public abstract record WebhookCommand(Guid Id) : OrganisationCommand
{
    /// <summary>Add a webhook.</summary>
    public sealed record AddWebhook(Guid Id, InstitutionalText Address, IReadOnlyList<string> Types) : WebhookCommand(Id);

    /// <summary>Change address and types.</summary>
    public sealed record ChangeWebhook(Guid Id, InstitutionalText Address, IReadOnlyList<string> Types) : WebhookCommand(Id);

    /// <summary>Renew the secret.</summary>
    public sealed record RenewWebhookSecret(Guid Id) : WebhookCommand(Id);

    /// <summary>Pause a webhook.</summary>
    public sealed record PauseWebhook(Guid Id, WebhookPause Why) : WebhookCommand(Id);

    /// <summary>Resume a webhook.</summary>
    public sealed record ResumeWebhook(Guid Id) : WebhookCommand(Id);

    /// <summary>Send everything once more from a position on.</summary>
    public sealed record ReplayWebhook(Guid Id, long From) : WebhookCommand(Id);

    /// <summary>Remove a webhook.</summary>
    public sealed record RemoveWebhook(Guid Id) : WebhookCommand(Id);
}
