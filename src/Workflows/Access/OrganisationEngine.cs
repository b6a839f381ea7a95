using System.Collections.Concurrent;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Access;

/// <summary>Organisations and their keys, decided like everything else: read, decide, append.</summary>
public sealed class OrganisationEngine(StreamEngine<Organisation> engine, StreamFold<Organisation> folds, AccessKeys keys,
    TimeProvider clock)
{
    private const int MostKept = 10_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, (TimeZoneInfo Zone, long Since)> zones = new();

    /// <summary>The fold of an organisation's stream.</summary>
    public static Folding<Organisation> Folding { get; } = new(Organisation.Empty, (state, e, _) => state.Evolve((OrganisationEvent)e),
        state => state.Version);

    /// <summary>The organisation as it is now; null when it does not exist.</summary>
    public async Task<Organisation?> Find(Guid organisation, CancellationToken stop) =>
        await folds.Current(StreamNames.Organisation(organisation), stop) is { Created: not null } found ? found : null;

    /// <summary>
    /// The time zone that decides what "today" is for an organisation. Cached for one second: a correction takes effect at once on this
    /// node, and within a second on the others.
    /// </summary>
    public async ValueTask<TimeZoneInfo> TimeZone(Guid organisation, CancellationToken stop)
    {
        if (zones.TryGetValue(organisation, out var kept) && clock.GetElapsedTime(kept.Since) < KeptFor) return kept.Zone;
        var created = (await folds.Current(StreamNames.Organisation(organisation), stop)).Created;
        var found = created is not null && TimeZoneInfo.TryFindSystemTimeZoneById(created.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        if (zones.Count >= MostKept) zones.Clear();
        zones[organisation] = (found, clock.GetTimestamp());
        return found;
    }

    /// <summary>Decides one command. The context must be of the organisation that the stream belongs to.</summary>
    public async Task<Outcome<Organisation>> Decide(Guid organisation, OrganisationCommand command, CommandContext context,
        CancellationToken stop)
    {
        var outcome = await engine.Decide(
            StreamNames.Organisation(organisation), context, (state, _) => new(context.Precondition?.Invoke(state) is { } unfit ? unfit
                : OrganisationDecider.Decide(state, command)), _ => null, stop);
        if (command is OrganisationCommand.RevokeKey revoked) keys.Forget(revoked.Key);
        if (command is OrganisationCommand.CorrectOrganisation) zones.TryRemove(organisation, out _);
        return outcome;
    }
}
