using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Clears the alarm by a recorded decision, in three steps that may stop anywhere:
/// <list type="number">
/// <item>the operator's decision is noted in the safe, after everything was verified (<see cref="LedgerAlarm.Decide"/>);</item>
/// <item>the stream of every organisation gets <see cref="OrganisationEvent.LedgerAlarmCleared"/>;</item>
/// <item>the alarm is cleared.</item>
/// </list>
/// Whoever finds a noted decision carries it out: the command that noted it, or a running server. So the alarm is not cleared before it is
/// on the ledger, and what is on the ledger is not left without its effect. The decision is in the safe, so nobody clears the alarm by
/// writing to the database.
/// </summary>
public sealed class AlarmClearing(
    LedgerAlarm alarm, OrganisationEngine organisations, NpgsqlDataSource database, Secrets secrets, TimeProvider clock)
{
    private const string Streams = $"select id from {LedgerStore.Events}.mt_streams where starts_with(id, $1) order by id";

    /// <summary>Carries out the noted decision, if there is one. May be repeated, and by several nodes at once.</summary>
    /// <returns>Whether the alarm was cleared.</returns>
    /// <exception cref="NotDecidedException">The database did not answer; the alarm stays until a repeat.</exception>
    public async Task<bool> Finish(CancellationToken stop)
    {
        if (alarm.Raised is not { Clearing: { } reason } raised) return false;
        foreach (var organisation in await All(stop)) await Record(organisation, raised, reason, stop);
        // A fault that was found meanwhile raised it anew.
        if (alarm.Raised != raised) return false;
        alarm.Clear(reason);
        return true;
    }

    private async Task<IReadOnlyList<Guid>> All(CancellationToken stop)
    {
        List<Guid> all = [];
        await using var command = database.Command(Streams, Bound.Value(StreamNames.OrganisationPrefix));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) all.Add(StreamNames.OrganisationOf(reader.GetString(0)));
        return all;
    }

    private async Task Record(Guid organisation, RaisedAlarm raised, string reason, CancellationToken stop)
    {
        // A space keeps the id different from every idempotency key. The file may be lost with its lines, so the time is part of it.
        var id = FormattableString.Invariant($"alarm {raised.Line} {raised.RaisedAt ?? "-"}");
        var today = DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(clock.GetUtcNow(), await organisations.TimeZone(organisation, stop)).DateTime);
        var context = new CommandContext(
            organisation, id, secrets.Fingerprint(id), new(Actor.Program, today), DryRun: false, []) { DespiteAlarm = true };
        var command = new OrganisationCommand.ClearLedgerAlarm(raised.Fault.Code, raised.Fault.Position, raised.RaisedAt,
            InstitutionalText.IsValid(reason) ? new(reason) : null);
        var outcome = await organisations.Decide(organisation, command, context, stop);
        if (outcome is Outcome<Organisation>.Refused { Refusal.Reason: Reason.PersonNamed })
            outcome = await organisations.Decide(organisation, command with { Reason = null }, context, stop);
        // The only other refusal is that of a sandbox that is deleted.
        if (outcome is not (Outcome<Organisation>.Done or Outcome<Organisation>.Refused))
            throw new NotDecidedException(id, outcome.GetType().Name);
    }
}
