using MentorshipFlow.Workflows.Mail;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>The outcome of handing a letter over.</summary>
public enum Delivered
{
    /// <summary>The mail server took it.</summary>
    Taken,

    /// <summary>The mail server refuses the address for good.</summary>
    Refused,

    /// <summary>A message for the next try is scheduled.</summary>
    Later,
}

/// <summary>Hands letters over from a message's handler, with pauses between tries.</summary>
public sealed class MailDelivery(MailSender sender, MailRetries retries, TimeProvider clock)
{
    /// <summary>Whether a mail server is configured.</summary>
    public bool IsPossible => sender.Settings is not null;

    /// <summary>Tries to hand a letter over.</summary>
    /// <param name="again">The message for the next try.</param>
    /// <param name="tries">How many there were.</param>
    /// <exception cref="LetterNotTakenException">It was the last try: the message becomes a dead letter.</exception>
    public async Task<Delivered> Send(Letter letter, string address, string id, object again, int tries, IMessageContext bus,
        CancellationToken stop)
    {
        try
        {
            return await sender.Send(letter, address, id, stop) ? Delivered.Taken : Delivered.Refused;
        }
        catch (LetterNotTakenException) when (tries < retries.Pauses.Count)
        {
            await bus.ScheduleAsync(again, clock.GetUtcNow() + retries.Pauses[tries]);
            return Delivered.Later;
        }
    }
}
