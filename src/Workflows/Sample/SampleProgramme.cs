using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>
/// Loads the sample by commands to the engines. Each command has a fixed id, so the next start continues an interrupted load, and a
/// repeated load changes nothing.
/// </summary>
public sealed class SampleProgramme(
    OrganisationEngine organisations, StoryTeller teller, LedgerReader ledger, FirstKey firstKey, TimeProvider clock)
{
    private const string Prefix = "sample-";

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
        await teller.Prepare(school, new(School, SampleIds.Programme, SampleIds.All, Prefix, Today(school), Sandbox: false), stop);
        return usable;
    }

    private async Task<bool> IsLoaded(SampleSchool school, CancellationToken stop) =>
        (await ledger.Command(School.ToString(), $"{Prefix}item-{school.Preparation.CompletedItems[^1].Code}", stop)).Count > 0;

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
            StoryTeller.Done(context, await organisations.Decide(organisation, command, context, stop));
    }

    private DateOnly Today(SampleSchool school) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(),
            TimeZoneInfo.FindSystemTimeZoneById(school.Organisation.TimeZone)).DateTime);

    private CommandContext Context(string step, Issued issued, Guid organisation) =>
        teller.Context(organisation, $"{Prefix}{step}", issued);
}
