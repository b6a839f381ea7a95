using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Commands that the program gives by itself, because an event demands them. They go through the same engine as everybody's, and
/// the ledger says so: actor <c>system</c>, role <c>system</c>, the event as their cause.</summary>
public sealed class AutomaticCommands(OrganisationEngine organisations, Secrets secrets, TimeProvider clock)
{
    /// <summary>A command of today.</summary>
    /// <param name="cause">The event that demands it.</param>
    /// <param name="what">Tells it from other commands of this event. With the event it makes the command's id, so that a message which
    /// comes twice is answered from the first time.</param>
    public async Task<CommandContext> Command(Guid organisation, Guid cause, string what, CancellationToken stop)
    {
        // A space keeps the id apart from every idempotency key.
        var id = $"after {cause} {what}";
        var issued = new Issued(Actor.Automatic, await Today(organisation, stop));
        return new(organisation, id, secrets.Fingerprint(id), issued, DryRun: false, [], Causation: cause.ToString());
    }

    /// <summary>Today in the organisation's time zone.</summary>
    public async Task<DateOnly> Today(Guid organisation, CancellationToken stop) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), await organisations.TimeZone(organisation, stop)).DateTime);

    /// <summary>The moment when a day begins in the organisation's time zone.</summary>
    public async Task<DateTimeOffset> BeginningOf(Guid organisation, DateOnly day, CancellationToken stop)
    {
        var zone = await organisations.TimeZone(organisation, stop);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // A clock that is put forward at midnight has no midnight.
        while (zone.IsInvalidTime(midnight)) midnight += TimeSpan.FromMinutes(15);
        return new(midnight, zone.GetUtcOffset(midnight));
    }

    /// <summary>An id for something that a command makes; the same each time it is given.</summary>
    public Guid NewId(CommandContext context, string what) => secrets.NewId(context.Organisation, context.CommandId, what);

    /// <summary>Demands that a command was decided, whatever the decision: a refusal says that there is nothing left to do.</summary>
    /// <exception cref="NotDecidedException">It was not decided just now; the message is to come again.</exception>
    public static void Demand<TState>(Outcome<TState> outcome, CommandContext context)
    {
        if (outcome is not (Outcome<TState>.Done or Outcome<TState>.Refused))
            throw new NotDecidedException(context.CommandId, outcome.GetType().Name);
    }
}
