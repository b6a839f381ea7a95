using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Mail;
using MentorshipFlow.Workflows.Vault;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>The hour of an account's digest has come.</summary>
/// <param name="Day">The day in the organisation whose clock counts.</param>
/// <param name="Tries">How often the mail server did not take it.</param>
public sealed record SendDigest(Guid Account, DateOnly Day, int Tries = 0);

/// <summary>Writes the digest of an account.</summary>
/// <returns>Null if nothing waits and nothing is due.</returns>
public delegate Task<Letter?> DigestWriting(DigestSettings settings, CancellationToken stop);

/// <summary>
/// Sends one digest for each account and day, whichever nodes handle the message. Only if a node dies after the mail server took the letter
/// and before the day is marked as done, another node sends it again, under the same Message-ID.
/// </summary>
public sealed class SendDigestHandler(
    DigestStore store, DigestDays days, DigestWriting write, MailDelivery delivery, Secrets secrets, TimeProvider clock)
{
    private static readonly TimeSpan WhileAnotherSends = TimeSpan.FromMinutes(1);

    /// <summary>Handles one message.</summary>
    public async Task Handle(SendDigest message, IMessageContext bus, CancellationToken stop)
    {
        if (!delivery.IsPossible) return;
        await using var taken = await store.Take(message.Account, stop);
        if (taken is null)
        {
            await bus.ScheduleAsync(message, clock.GetUtcNow() + WhileAnotherSends);
            return;
        }

        // A digest of a day that has passed says nothing that the next one does not say.
        if (await store.Find(message.Account, stop) is not { } settings || !settings.Wants(message.Day)
            || await days.Today(settings, stop) != message.Day) return;
        if (await days.Hour(settings, message.Day, stop) is var hour && hour > clock.GetUtcNow())
        {
            await bus.ScheduleAsync(message, hour);
            return;
        }

        if (await write(settings, stop) is not { } letter)
        {
            await store.Done(message.Account, message.Day, stop);
            return;
        }

        var id = $"digest.{secrets.Fingerprint($"digest\n{message.Account}\n{Dates.Text(message.Day)}")[..32]}";
        var again = message with { Tries = message.Tries + 1 };
        switch (await delivery.Send(letter, settings.Wish.Address, id, again, message.Tries, bus, stop))
        {
            case Delivered.Taken:
                await store.Done(message.Account, message.Day, stop);
                break;
            case Delivered.Refused:
                await store.Refused(message.Account, message.Day, stop);
                break;
            case Delivered.Later:
                break;
        }
    }
}
