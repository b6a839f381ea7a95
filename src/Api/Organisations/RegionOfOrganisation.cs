using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Api.Organisations;

/// <summary>The region above a school: its authority and its operator with their tasks (M40, M41).</summary>
internal sealed class RegionOfOrganisation : UseCase
{
    /// <param name="Region">The name of the region.</param>
    /// <param name="Authority">The authority of education, such as a ministry, with its tasks.</param>
    /// <param name="Operator">The regional operator of the model with its tasks.</param>
    /// <param name="Centre">The regional centre of this installation that may see the school's counts; absent if it may not.</param>
    public sealed record Naming(
        InstitutionalText Region, RegionalBody Authority, RegionalBody Operator, Guid? Centre = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes) => routes.DecideOrganisation<Naming>(
        "/api/organisation/region",
        new("Organisations", "nameRegion", "Name the region of the school",
            "Who governs mentoring in the region and who supports it, with their tasks. The regional centre that is named here sees the " +
            "school's programmes in its counts; without one nobody does.", Takes.Head)
        {
            Match = OrganisationDecisions.Own, Example = new Naming(new("Кузбасс"),
                new(new("Министерство образования Кузбасса"), [RegionalTask.Governance]),
                new(new("Региональный институт развития образования"), [RegionalTask.MethodicalSupport, RegionalTask.Training])),
        },
        incoming => incoming.Caller.Organisation,
        (_, r) => new OrganisationCommand.NameRegion(r.Region, r.Authority, r.Operator, r.Centre));
}
