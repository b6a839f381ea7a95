using Wolverine;
using Wolverine.RabbitMQ;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>RabbitMQ in place of the local queues. What is to be sent and what was received is still kept in the ledger's database, so
/// neither a killed node nor a killed broker loses a message; a broker that is away delays them.</summary>
internal static class BrokerTransport
{
    /// <summary>Sends and receives every message through the broker, with one exchange and one queue for each type.</summary>
    public static void Use(WolverineOptions options, Uri broker)
    {
        // Dead letters go to Wolverine's table, as without a broker. What was sent is kept until the broker confirms that it has it: one
        // that is killed in between would lose it.
        options.UseRabbitMq(broker).ConfigureChannelCreation(channel =>
                (channel.PublisherConfirmationsEnabled, channel.PublisherConfirmationTrackingEnabled) = (true, true))
            .AutoProvision().DisableDeadLetterQueueing().DisableSystemRequestReplyQueueDeclaration()
            .UseConventionalRouting(routing => routing.ConfigureListeners((queue, of) =>
                queue.MaximumParallelMessages(MessagesServices.AtOnce(of.MessageType))));
        options.Policies.DisableConventionalLocalRouting();
        options.Policies.UseDurableInboxOnAllListeners();
        options.Policies.UseDurableOutboxOnAllSendingEndpoints();
    }
}
