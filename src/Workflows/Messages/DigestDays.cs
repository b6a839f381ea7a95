using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Mail;
using Npgsql;
using Wolverine;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Changes digests and schedules them: what a person changes and the message that follows from it commit together.</summary>
public sealed class DigestDays(
    DigestStore store, AutomaticCommands commands, MailSender sender, NpgsqlDataSource database, IWolverineRuntime runtime)
{
    /// <summary>Today by the clock of a digest.</summary>
    public Task<DateOnly> Today(DigestSettings settings, CancellationToken stop) => commands.Today(settings.Wish.Organisation, stop);

    /// <summary>When the digest of a day is due.</summary>
    public Task<DateTimeOffset> Hour(DigestSettings settings, DateOnly day, CancellationToken stop) =>
        commands.MomentOf(settings.Wish.Organisation, day, new(settings.Wish.Hour, 0), stop);

    /// <summary>The messages of a day for the digests that are sent by an organisation's clock. A message that comes twice does no
    /// harm.</summary>
    public async Task Schedule(Guid organisation, DateOnly today, IMessageContext bus, CancellationToken stop)
    {
        if (sender.Settings is null) return;
        foreach (var settings in await store.Sent(organisation, stop))
            await Schedule(settings, today, bus, stop);
    }

    /// <summary>Writes what a person wishes. A new address gets a letter; otherwise the digest of today is due at its hour.</summary>
    public Task<DigestSettings> Save(Guid account, DigestWish wish, CancellationToken stop) => Changed(async (transaction, bus) =>
    {
        var saved = await store.Save(transaction, account, wish, stop);
        if (saved.Status == DigestStatus.Asked) await bus.PublishAsync(new ConfirmAddress(account, saved.Number));
        else await Schedule(saved, await Today(saved, stop), bus, stop);
        return saved;
    }, stop);

    /// <summary>Confirms an address; false if it was confirmed, stopped or replaced meanwhile.</summary>
    public Task<bool> Confirm(DigestSettings settings, CancellationToken stop) => Changed(async (transaction, bus) =>
    {
        if (!await store.Confirm(transaction, settings, stop)) return false;
        await Schedule(settings with { Status = DigestStatus.On }, await Today(settings, stop), bus, stop);
        return true;
    }, stop);

    private async Task Schedule(DigestSettings settings, DateOnly today, IMessageBus bus, CancellationToken stop)
    {
        if (settings.Wants(today))
            await bus.ScheduleAsync(new SendDigest(settings.Account, today), await Hour(settings, today, stop));
    }

    private async Task<T> Changed<T>(Func<NpgsqlTransaction, MessageContext, Task<T>> change, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var outbox = new MessageContext(runtime);
        await outbox.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction));
        var changed = await change(transaction, outbox);
        await transaction.CommitAsync(stop);
        await outbox.FlushOutgoingMessagesAsync();
        return changed;
    }
}
