using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>
/// Loads the sample by commands to the engines. Each command has a fixed id, so the next start continues an interrupted load, and a
/// repeated load changes nothing.
/// </summary>
public sealed class SampleProgramme(
    OrganisationEngine organisations, ProgrammeEngine programmes, DefinitionLibrary definitions, LedgerReader ledger, TextVault texts,
    FileVault files,
    FirstKey firstKey, Secrets secrets, TimeProvider clock)
{
    private static readonly Guid School = SampleIds.Organisation;
    private static readonly Guid Centre = SampleIds.Of("regional-centre-organisation");

    /// <summary>Loads the parts that are missing.</summary>
    /// <returns>The keys that work: the operator's is left out if the ledger already had a first key.</returns>
    /// <exception cref="NotDecidedException">A step was refused or the database did not answer; the next start continues.</exception>
    public async Task<IReadOnlyList<SampleKey>> Load(IReadOnlyList<SampleKey> keys, CancellationToken stop)
    {
        var first = keys.Single(k => k.Role == Role.Operator);
        var usable = await firstKey.Issue(first.Key, first.Person!.Value, stop) ? keys : [.. keys.Where(k => k != first)];
        var school = SampleSchool.Shipped();
        if (await IsLoaded(school, stop)) return usable;
        await Organisation(school, first.Person.Value, keys.Where(k => k != first), stop);
        await Programme(school, stop);
        return usable;
    }

    private async Task<bool> IsLoaded(SampleSchool school, CancellationToken stop) =>
        (await ledger.Command(School.ToString(), $"sample-item-{school.Preparation.CompletedItems[^1].Code}", stop)).Count > 0;

    private async Task Organisation(SampleSchool school, Guid by, IEnumerable<SampleKey> keys, CancellationToken stop)
    {
        var issued = new Issued(new(by, null, Role.Operator), Today(school));
        await Create(School, new(school.Organisation.Title), school.Organisation.Kind, "organisation");
        await Create(Centre, new("Региональный центр наставничества"), OrganisationKind.RegionalCentre, "regional-centre");
        foreach (var key in keys)
        {
            // Only a regional centre's people may see the totals of the region.
            var organisation = key.Role == Role.RegionalCentre ? Centre : School;
            var context = Context($"key-{Kebab.Of(key.Role.ToString())}", issued, organisation) with
                { SideWrites = [AccessKeys.Row(key.Key, organisation, key.Person, key.Integrator, [key.Role])] };
            await Demand(organisation, new OrganisationCommand.IssueKey(key.Key.Id, key.Person, key.Integrator, [key.Role]), context);
        }

        Task Create(Guid organisation, InstitutionalText title, OrganisationKind kind, string step) =>
            Demand(organisation, new OrganisationCommand.CreateOrganisation(organisation, title, kind, school.Organisation.TimeZone),
                Context(step, issued, organisation));

        async Task Demand(Guid organisation, OrganisationCommand command, CommandContext context) =>
            Done(context, await organisations.Decide(organisation, command, context, stop));
    }

    private async Task Programme(SampleSchool school, CancellationToken stop)
    {
        var definition = (await definitions.Published(school.Programme.Definition.Code, stop))
            .Single(d => d.Version == school.Programme.Definition.Version);
        Dictionary<string, DocumentFile> stored = [];
        List<SealedText> decisions = [];
        foreach (var document in school.Documents)
            stored[document.Key] = await files.Store(School, SampleStory.Content(document), "text/plain; charset=utf-8", stop);
        foreach (var meeting in school.Preparation.Meetings)
            decisions.Add(await texts.Seal(School, TextVault.OwnerOf(School), string.Join('\n', meeting.Decisions), stop));
        foreach (var step in new SampleStory(school, definition).Steps(stored, decisions))
        {
            var person = SampleIds.Of(step.By == Role.Head ? "head" : "deputy-head");
            var context = Context(step.Name, new(new(person, null, step.By), Today(school), step.On));
            if (step.Sealed is { } text) context = context with { SideWrites = [text.Row] };
            Done(context, await programmes.Decide(SampleIds.Programme, step.Command, context, stop));
        }
    }

    private DateOnly Today(SampleSchool school) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(),
            TimeZoneInfo.FindSystemTimeZoneById(school.Organisation.TimeZone)).DateTime);

    // The step's name is the command id, so the content of a step must never change.
    private CommandContext Context(string step, Issued issued, Guid? organisation = null) =>
        new(organisation ?? School, $"sample-{step}", secrets.Fingerprint($"sample-{step}"), issued, DryRun: false, []);

    private static void Done<TState>(CommandContext context, Outcome<TState> outcome)
    {
        if (outcome is Outcome<TState>.Done) return;
        throw new NotDecidedException(context.CommandId, outcome is Outcome<TState>.Refused { Refusal: var refusal }
            ? $"{refusal.Code} {string.Join(", ", refusal.Missing.Select(m => $"{m.What} {m.Where}"))}"
            : outcome.GetType().Name);
    }
}
