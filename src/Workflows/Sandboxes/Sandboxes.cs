using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Sample;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Sandboxes;

/// <summary>One key of a new sandbox.</summary>
/// <param name="Person">Null for the integrator.</param>
public sealed record SandboxKey(Role Role, Guid? Person, Guid? Integrator, NewKey Key);

/// <summary>Makes and deletes the schools of sandboxes, by the same engines and commands as everything else. That one may be made, and that
/// it is closed, is decided on the stream of the organisation that makes it.</summary>
public sealed class Sandboxes(
    OrganisationEngine organisations, AccessKeys keys, StoryTeller teller, StoryPeople people, StoryStages stages, SandboxRemains remains,
    TimeProvider clock)
{
    private const string Title = "Учебная школа (песочница)";

    // A space keeps the ids of these commands different from every idempotency key.
    private const string Prefix = "sandbox ";

    private static readonly IReadOnlyList<(Role Role, string Who)> Cast =
    [
        (Role.Head, "head"), (Role.Curator, "deputy-head"), (Role.Initiator, "deputy-head"), (Role.Auditor, "auditor"),
        (Role.Integrator, "integrator"),
    ];

    /// <summary>The id of a sandbox's programme.</summary>
    public static Guid ProgrammeOf(Guid sandbox) => Ids(sandbox).Of("programme");

    /// <summary>Makes the school of an open sandbox. A repeated call continues an interrupted one.</summary>
    /// <returns>The keys; null if they were issued before, or the sandbox is closed.</returns>
    /// <exception cref="NotDecidedException">A step was refused or the database did not answer; the next call continues.</exception>
    public async Task<IReadOnlyList<SandboxKey>?> Make(Guid owner, SandboxEvent.SandboxOpened opened, DateOnly today,
        CancellationToken stop)
    {
        if (await organisations.Find(owner, stop) is not { } making || !making.Sandboxes.Live.ContainsKey(opened.Sandbox)) return null;
        var (id, ids) = (opened.Sandbox, Ids(opened.Sandbox));
        var school = SampleSchool.Of(Title, SampleSchool.FirstYearOn(today));
        var place = new StoryPlace(id, ids.Of("programme"), ids, Prefix, today, Sandbox: true);
        await Decide(id, "school", today, new SandboxCommand.CreateSandbox(
            id, new(school.Organisation.Title), school.Organisation.Kind, making.Created!.TimeZone, owner, opened.Until), [], stop);
        await teller.Officers(place, stop);
        await people.Publish(place, school.Organisation.Title, stop);
        await teller.Prepare(school, place, stop);
        await stages.Delegate(place, ids.Of("integrator"), stop);
        await stages.Bring(school, place, opened.Stage, opened.Ready, stop);
        return await Issue(id, ids, today, stop);
    }

    /// <summary>Deletes the school of a closed sandbox. A repeated call destroys what was written meanwhile.</summary>
    public async Task Delete(Guid sandbox, CancellationToken stop)
    {
        var zone = await organisations.TimeZone(sandbox, stop);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var context = Context(sandbox, "deletion", today) with
            {
                SideWrites =
                [
                    AccessKeys.RevocationOfAll(sandbox), SurveyLinks.RemovalOfAll(sandbox), ConsentLinkSecrets.RemovalOfAll(sandbox),
                    LinkCodes.RemovalOfAll(sandbox),
                ],
            };
        var outcome = await organisations.Decide(sandbox, new SandboxCommand.DeleteSandbox(), context, stop);
        // A sandbox that was closed before its school was made has nothing to delete.
        if (outcome is Outcome<Organisation>.Refused) return;
        StoryTeller.Done(context, outcome);
        await remains.Destroy(sandbox, stop);
    }

    // In one decision, as the last step: either all keys are shown, or none was issued.
    private async Task<IReadOnlyList<SandboxKey>?> Issue(Guid sandbox, StoryIds ids, DateOnly today, CancellationToken stop)
    {
        IReadOnlyList<SandboxKey> made = [.. Cast.Select(c => c.Role == Role.Integrator
            ? new SandboxKey(c.Role, null, ids.Of(c.Who), keys.Make()) : new SandboxKey(c.Role, ids.Of(c.Who), null, keys.Make()))];
        var command = new OrganisationCommand.IssueKeys(
            [.. made.Select(k => new OrganisationCommand.IssueKey(k.Key.Id, k.Person, k.Integrator, [k.Role]))]);
        var issued = await Decide(sandbox, "keys", today, command,
            [.. made.Select(k => keys.Row(k.Key, sandbox, k.Person, k.Integrator))], stop);
        return issued.Repeated ? null : made;
    }

    private async Task<Outcome<Organisation>.Done> Decide(Guid sandbox, string step, DateOnly today, OrganisationCommand command,
        IReadOnlyList<SideWrite> rows, CancellationToken stop)
    {
        var context = Context(sandbox, step, today) with { SideWrites = rows };
        var outcome = await organisations.Decide(sandbox, command, context, stop);
        StoryTeller.Done(context, outcome);
        return (Outcome<Organisation>.Done)outcome;
    }

    private CommandContext Context(Guid sandbox, string step, DateOnly today) =>
        teller.Context(sandbox, $"{Prefix}{step}", new(Actor.Automatic, today));

    private static StoryIds Ids(Guid sandbox) => new($"sandbox {sandbox}");
}
