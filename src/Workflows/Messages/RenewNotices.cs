using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Notices;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Dates of some programmes or persons may have moved, come or been settled.</summary>
/// <param name="Streams">Theirs; at most <see cref="AtOnce"/>.</param>
public sealed record RenewNotices(Guid Organisation, IReadOnlyList<string> Streams)
{
    /// <summary>The most streams of one message, so that its handler ends within a second.</summary>
    public const int AtOnce = 50;

    /// <summary>The messages for any number of streams.</summary>
    public static IEnumerable<RenewNotices> Of(Guid organisation, IEnumerable<string> streams) =>
        streams.Chunk(AtOnce).Select(some => new RenewNotices(organisation, some));
}

/// <summary>Asks the fold what is due today, says what is new, and settles the rest.</summary>
public sealed class RenewNoticesHandler(NoticeBook notices, OrganisationEngine organisations, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(RenewNotices message, CancellationToken stop)
    {
        // A deleted sandbox has none.
        if (await organisations.Find(message.Organisation, stop) is not { Deleted: false }) return;
        await notices.Renew(message.Organisation, message.Streams, await commands.Today(message.Organisation, stop), stop);
    }
}
