using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Notices;
using Wolverine;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A day begins at an organisation, or the program started.</summary>
/// <param name="Day">The day that it was scheduled for; null at a start.</param>
public sealed record LookAtDay(Guid Organisation, DateOnly? Day);

/// <summary>Looks for dated matters that the new day has changed, and schedules itself for the beginning of the next.</summary>
public sealed class LookAtDayHandler(NoticeDays days, NoticeBook notices, OrganisationEngine organisations, AutomaticCommands commands,
    DigestDays digests)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(LookAtDay message, IMessageContext bus, CancellationToken stop)
    {
        if (await organisations.Find(message.Organisation, stop) is not { Deleted: false } school) return;
        var today = await commands.Today(message.Organisation, stop);
        // First, so that a fault below does not end the chain of days.
        await days.Continue(message, today.AddDays(1), stop);
        await digests.Schedule(message.Organisation, today, bus, stop);
        foreach (var renew in RenewNotices.Of(message.Organisation, await notices.Behind(message.Organisation, today, stop)))
            await bus.PublishAsync(renew);
        // A consent may have ended with its term.
        foreach (var mentor in school.Sharing.Mentors)
            await bus.PublishAsync(new EndSharing(message.Organisation, mentor, mentor, today));
    }
}

/// <summary>The program started: nobody may have looked for days.</summary>
public sealed record LookAtDays;

/// <summary>Looks at the day of every organisation.</summary>
public sealed class LookAtDaysHandler(NoticeDays days)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(LookAtDays message, IMessageContext bus, CancellationToken stop)
    {
        foreach (var organisation in await days.Organisations(stop)) await bus.PublishAsync(new LookAtDay(organisation, null));
    }
}
