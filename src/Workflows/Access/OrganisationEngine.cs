using System.Collections.Concurrent;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The facts about its organisation that every request needs.</summary>
/// <param name="Zone">It decides what "today" is.</param>
/// <param name="Sandbox">Whether the organisation is a sandbox.</param>
public sealed record OrganisationSetting(TimeZoneInfo Zone, bool Sandbox);

/// <summary>Organisations and their keys, decided like everything else: read, decide, append.</summary>
public sealed class OrganisationEngine(StreamEngine<Organisation> engine, StreamFold<Organisation> folds, AccessKeys keys,
    TimeProvider clock)
{
    private const int MostKept = 10_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, (OrganisationSetting Setting, long Since)> settings = new();

    /// <summary>The fold of an organisation's stream.</summary>
    public static Folding<Organisation> Folding { get; } = new(Organisation.Empty, (state, e, _) => state.Evolve((OrganisationEvent)e),
        state => state.Version);

    /// <summary>The organisation as it is now; null when it does not exist, or was a sandbox and is deleted.</summary>
    public async Task<Organisation?> Find(Guid organisation, CancellationToken stop) =>
        await folds.Current(StreamNames.Organisation(organisation), stop) is { Created: not null, Deleted: false } found ? found : null;

    /// <summary>
    /// What every request needs to know of an organisation. Cached for one second: a correction takes effect at once on this node, and
    /// within a second on the others.
    /// </summary>
    public async ValueTask<OrganisationSetting> Setting(Guid organisation, CancellationToken stop)
    {
        if (settings.TryGetValue(organisation, out var kept) && clock.GetElapsedTime(kept.Since) < KeptFor) return kept.Setting;
        var now = await folds.Current(StreamNames.Organisation(organisation), stop);
        OrganisationSetting found = new(
            now.Created is { } created && TimeZoneInfo.TryFindSystemTimeZoneById(created.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            now.Sandbox is not null);
        if (settings.Count >= MostKept) settings.Clear();
        settings[organisation] = (found, clock.GetTimestamp());
        return found;
    }

    /// <summary>The time zone that decides what "today" is for an organisation.</summary>
    public async ValueTask<TimeZoneInfo> TimeZone(Guid organisation, CancellationToken stop) => (await Setting(organisation, stop)).Zone;

    /// <summary>Decides one command. The context must be of the organisation that the stream belongs to.</summary>
    public async Task<Outcome<Organisation>> Decide(Guid organisation, OrganisationCommand command, CommandContext context,
        CancellationToken stop)
    {
        var outcome = await engine.Decide(
            StreamNames.Organisation(organisation), context, (state, _) => new(context.Precondition?.Invoke(state) is { } unfit ? unfit
                : OrganisationDecider.Decide(state, command)), _ => null, stop);
        if (command is OrganisationCommand.RevokeKey revoked) keys.Forget(revoked.Key);
        if (command is SandboxCommand.DeleteSandbox) keys.ForgetAll(organisation);
        if (command is OrganisationCommand.CorrectOrganisation) settings.TryRemove(organisation, out _);
        return outcome;
    }
}
