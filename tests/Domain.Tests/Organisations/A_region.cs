using MentorshipFlow.Organisations;

namespace MentorshipFlow.Domain.Tests.Organisations;

/// <summary>The region that a school names above itself.</summary>
public sealed class A_region
{
    private static readonly Guid School = new("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Centre = new("00000000-0000-4000-8000-000000000002");

    private static readonly OrganisationCommand.NameRegion Naming = new(
        new("Кузбасс"), new(new("Министерство образования"), [RegionalTask.Governance]),
        new(new("Институт"), [RegionalTask.Training, RegionalTask.MethodicalSupport, RegionalTask.Training]), Centre, CentreFound: true);

    [Fact]
    public void Has_an_authority_and_an_operator_with_their_tasks()
    {
        var region = Told(Made(OrganisationKind.School), Naming).Region!;

        Assert.Equal((new("Кузбасс"), Centre), (region.Region, region.Centre));
        Assert.Equal([RegionalTask.Governance], region.Authority.Tasks);
        Assert.Equal([RegionalTask.MethodicalSupport, RegionalTask.Training], region.Operator.Tasks);
    }

    [Fact]
    public void Is_replaced_by_a_later_one_and_not_recorded_twice()
    {
        var state = Told(Made(OrganisationKind.School), Naming);

        Assert.Equal(Reason.NothingChanges, Refused(state, Naming).Reason);
        Assert.Null(Told(state, Naming with { Centre = null }).Region!.Centre);
        Assert.Equal(new("Томская область"), Told(state, Naming with { Region = new("Томская область") }).Region!.Region);
    }

    [Fact]
    public void Is_named_by_schools_with_tasks_and_with_a_centre_that_exists()
    {
        Assert.Equal("region-is-named-by-schools", Missing(Made(OrganisationKind.RegionalCentre), Naming));
        Assert.Equal("regional-tasks-empty", Missing(Made(OrganisationKind.College), Naming with { Operator = new(new("Институт"), []) }));
        Assert.Equal("regional-centre-unknown", Missing(Made(OrganisationKind.School), Naming with { CentreFound = false }));
    }

    private static Organisation Made(OrganisationKind kind) =>
        Told(Organisation.Empty, new OrganisationCommand.CreateOrganisation(School, new("Школа"), kind, "Asia/Novokuznetsk"));

    private static Organisation Told(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Accepted>(OrganisationDecider.Decide(state, command)).Events
            .Aggregate(state, (now, e) => now.Evolve((OrganisationEvent)e));

    private static Refusal Refused(Organisation state, OrganisationCommand command) =>
        Assert.IsType<Decision.Refused>(OrganisationDecider.Decide(state, command)).Refusal;

    private static string Missing(Organisation state, OrganisationCommand command) => Refused(state, command).Missing[0].What;
}
