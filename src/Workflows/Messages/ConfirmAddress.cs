using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Mail;
using MentorshipFlow.Workflows.Vault;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>An account named an address, whose reader must confirm it.</summary>
/// <param name="Number">Which address of the account.</param>
/// <param name="Tries">How often the mail server did not take the letter.</param>
public sealed record ConfirmAddress(Guid Account, int Number, int Tries = 0);

/// <summary>Writes the letter that asks to confirm an address.</summary>
public delegate Task<Letter> ConfirmationWriting(DigestSettings settings, CancellationToken stop);

/// <summary>Sends the letter with the link that confirms an address.</summary>
public sealed class ConfirmAddressHandler(DigestStore store, ConfirmationWriting write, MailDelivery delivery, Secrets secrets)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(ConfirmAddress message, IMessageContext bus, CancellationToken stop)
    {
        if (!delivery.IsPossible || await store.Find(message.Account, stop) is not { Status: DigestStatus.Asked } settings
            || settings.Number != message.Number) return;
        var id = $"confirm.{secrets.Fingerprint($"confirm\n{message.Account}\n{message.Number}")[..32]}";
        var again = message with { Tries = message.Tries + 1 };
        if (await delivery.Send(await write(settings, stop), settings.Wish.Address, id, again, message.Tries, bus, stop)
            == Delivered.Refused) await store.RefuseAsked(settings, stop);
    }
}
