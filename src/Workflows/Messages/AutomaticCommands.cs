using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Commands that the program gives by itself because of an event. They go through the same engine as all others and are marked on
/// the ledger: actor <c>system</c>, role <c>system</c>, the event as their cause.</summary>
public sealed class AutomaticCommands(OrganisationEngine organisations, Secrets secrets, TimeProvider clock)
{
    /// <summary>The context of a command with today's date.</summary>
    /// <param name="cause">The event that caused it.</param>
    /// <param name="what">Distinguishes commands of one event. Both form the command's id, so a repeated message gets its first
    /// answer.</param>
    public async Task<CommandContext> Command(Guid organisation, Guid cause, string what, CancellationToken stop)
    {
        // A space keeps the id different from every idempotency key.
        var id = $"after {cause} {what}";
        var issued = new Issued(Actor.Automatic, await Today(organisation, stop));
        return new(organisation, id, secrets.Fingerprint(id), issued, DryRun: false, [], Causation: cause.ToString());
    }

    /// <summary>Today in the organisation's time zone.</summary>
    public async Task<DateOnly> Today(Guid organisation, CancellationToken stop) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), await organisations.TimeZone(organisation, stop)).DateTime);

    /// <summary>The beginning of a day in the organisation's time zone.</summary>
    public Task<DateTimeOffset> BeginningOf(Guid organisation, DateOnly day, CancellationToken stop) =>
        MomentOf(organisation, day, TimeOnly.MinValue, stop);

    /// <summary>A time of a day in the organisation's time zone.</summary>
    public async Task<DateTimeOffset> MomentOf(Guid organisation, DateOnly day, TimeOnly time, CancellationToken stop)
    {
        var zone = await organisations.TimeZone(organisation, stop);
        var moment = day.ToDateTime(time);
        // If the clock is put forward at this time, it does not exist.
        while (zone.IsInvalidTime(moment)) moment += TimeSpan.FromMinutes(15);
        return new(moment, zone.GetUtcOffset(moment));
    }

    /// <summary>An id for something that a command creates; a repeat gets the same id.</summary>
    public Guid NewId(CommandContext context, string what) => secrets.NewId(context.Organisation, context.CommandId, what);

    /// <summary>Demands that a command was accepted or refused; a refusal means that nothing is left to do.</summary>
    /// <exception cref="NotDecidedException">It was not decided; the message must be retried.</exception>
    public static void Demand<TState>(Outcome<TState> outcome, CommandContext context)
    {
        if (outcome is not (Outcome<TState>.Done or Outcome<TState>.Refused))
            throw new NotDecidedException(context.CommandId, outcome.GetType().Name);
    }
}
