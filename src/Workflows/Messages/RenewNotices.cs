using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Notices;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Dates of a programme or person may have moved, come or been settled.</summary>
/// <param name="Stream">The programme's or the person's.</param>
public sealed record RenewNotices(Guid Organisation, string Stream);

/// <summary>Asks the fold what is due today, says what is new, and settles the rest.</summary>
public sealed class RenewNoticesHandler(NoticeBook notices, OrganisationEngine organisations, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(RenewNotices message, CancellationToken stop)
    {
        // A deleted sandbox has none.
        if (await organisations.Find(message.Organisation, stop) is not { Deleted: false }) return;
        await notices.Renew(message.Organisation, message.Stream, await commands.Today(message.Organisation, stop), stop);
    }
}
