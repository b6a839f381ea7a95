using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>
/// Loads the sample by commands to the engines: school №49 in the middle of the present school year, with stage 5 submitted, and its
/// completed programme of 2021/2022. Each command has a fixed id, so the next start continues an interrupted load, and a repeated load
/// changes nothing. Everything is entered on the day of the load and dated on its own day, so the history says how late it was entered.
/// </summary>
public sealed class SampleProgramme(
    OrganisationEngine organisations, StoryTeller teller, StoryPeople people, StoryStages stages, StoryTandems tandems, StoryBases bases,
    LedgerReader ledger, FirstKey firstKey, AccessKeys access, TimeProvider clock)
{
    private const string Prefix = "sample-";
    private const int Submitted = 5;

    // The last step of the sample before this one: one programme at stage 1. An installation that has it keeps it.
    private const string EarlierSample = "item-1.4.3";

    private static readonly Guid School = SampleIds.Organisation;
    private static readonly Guid Centre = SampleIds.Of("regional-centre-organisation");

    /// <summary>Whether the ledger is nobody's yet, or has the sample. One whose first key went to somebody else is a real installation,
    /// which gets no invented school.</summary>
    public async Task<bool> Fits(CancellationToken stop)
    {
        var first = await ledger.Command($"{FirstKey.Operator}", FirstKey.CommandId, stop);
        return first.Count == 0 || await Did("organisation", stop)
            || first.Any(e => EventCodec.Read(e.Entry.Type, e.Entry.Body) is OrganisationEvent.AccessKeyIssued { Person: { } person }
                && person == SampleIds.Of("operator"));
    }

    /// <summary>Loads the parts that are missing.</summary>
    /// <returns>The keys that work: the operator's is left out if the ledger already had a first key.</returns>
    /// <exception cref="NotDecidedException">A step was refused or the database did not answer; the next start continues.</exception>
    public async Task<IReadOnlyList<SampleKey>> Load(IReadOnlyList<SampleKey> keys, CancellationToken stop)
    {
        var first = keys.Single(k => k.Role == Role.Operator);
        var usable = await firstKey.Issue(first.Key, first.Person!.Value, stop) ? keys : [.. keys.Where(k => k != first)];
        if ((await Did("past-completion", stop) && await Did($"year-submission-{Submitted}", stop)) || await Did(EarlierSample, stop))
            return usable;
        var school = SampleSchool.Shipped();
        await Organisation(school, first.Person.Value, keys.Where(k => k != first), stop);
        await Tell(Today(school), stop);
        return usable;
    }

    /// <summary>Both programmes, for a school that exists.</summary>
    internal async Task Tell(DateOnly today, CancellationToken stop) =>
        await Tell(new(School, SampleIds.Programme, SampleIds.All, $"{Prefix}year-", today, Sandbox: false)
        {
            Cast = StoryCast.Large, FirstYear = SampleSchool.FirstYearOn(today), Origin = "учебный образец",
        }, new(School, SampleIds.PastProgramme, new StoryIds("school-49 2021/2022"), $"{Prefix}past-", today, Sandbox: false)
        {
            School = SampleIds.All, FirstYear = SampleSchool.FirstYear,
            Origin = "учебный образец: дорожная карта подлинная, люди и события выдуманы, всё внесено при первом запуске",
        }, stop);

    private async Task Tell(StoryPlace year, StoryPlace past, CancellationToken stop)
    {
        var (present, shipped) = (SampleSchool.Of(year.FirstYear!.Value), SampleSchool.Shipped());
        await teller.Officers(year, stop);
        // One text for both school years.
        await people.Publish(past.On(9, 27), shipped.Organisation.Title, stop);

        await teller.Prepare(present, year, stop);
        // At the same time, because they are two streams.
        await Task.WhenAll(Present(present, year, stop), Past(shipped, past, stop));
    }

    private async Task Present(SampleSchool school, StoryPlace place, CancellationToken stop)
    {
        await stages.Bring(school, place, Submitted, ready: true, stop);
        await tandems.Meet(place, stop);
        // Meetings have begun, so the first feedback comes in: every second mentee has answered.
        await bases.OpenWave(place.On(12, 15), "mentee", "second", SurveyAudience.Mentees, SurveyPurpose.Interim, place.Cast.Mentees,
            place.Cast.Mentees.Where((_, i) => i % 2 == 0), stop);
        await stages.Submit(place, Submitted, stop);
    }

    private async Task Past(SampleSchool school, StoryPlace place, CancellationToken stop)
    {
        await teller.Prepare(school, place, stop);
        await stages.Bring(school, place, 7, ready: true, stop);
        await stages.Complete(place, stop);
    }

    private async Task<bool> Did(string step, CancellationToken stop) =>
        (await ledger.Command($"{School}", $"{Prefix}{step}", stop)).Count > 0;

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
                { SideWrites = [access.Row(key.Key, organisation, key.Person, key.Integrator)] };
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
