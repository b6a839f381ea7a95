using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Notices;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Dates of some programmes or persons may have moved, come or been settled.</summary>
/// <param name="Streams">Theirs; at most <see cref="AtOnce"/>.</param>
public sealed record RenewNotices(Guid Organisation, IReadOnlyList<string> Streams)
{
    /// <summary>The most streams of one message.</summary>
    public const int AtOnce = 50;

    /// <summary>The most messages of one batch, and the most streams of one look.</summary>
    public const int Together = 200;

    /// <summary>The messages for any number of streams.</summary>
    public static IEnumerable<RenewNotices> Of(Guid organisation, IEnumerable<string> streams) =>
        streams.Chunk(AtOnce).Select(some => new RenewNotices(organisation, some));
}

/// <summary>Asks the fold what is due today, says what is new, and settles the rest.</summary>
public sealed class RenewNoticesHandler(NoticeBook notices, OrganisationEngine organisations, AutomaticCommands commands)
{
    /// <summary>Handles the messages that are due at once: a look at many streams costs little more than at one.</summary>
    public async Task Handle(RenewNotices[] messages, CancellationToken stop)
    {
        foreach (var school in messages.GroupBy(m => m.Organisation, m => m.Streams))
        {
            // A deleted sandbox has none.
            if (await organisations.Find(school.Key, stop) is not { Deleted: false }) continue;
            var today = await commands.Today(school.Key, stop);
            foreach (var streams in school.SelectMany(s => s).Distinct().Chunk(RenewNotices.Together))
                await notices.Renew(school.Key, streams, today, stop);
        }
    }
}
