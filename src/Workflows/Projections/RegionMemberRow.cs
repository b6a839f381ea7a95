using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>A school that named its region.</summary>
/// <param name="Centre">The regional centre that may see its counts; null if none may.</param>
public sealed record RegionMemberRow(Guid Id, Guid? Centre);

/// <summary>The schools of regions. A sandbox is of no region: nothing in it is real.</summary>
public sealed class RegionMembersReadModel() : ReadModel<Organisation, RegionMemberRow>("region_members")
{
    protected override RegionMemberRow? Row(Entry last, Organisation state) =>
        state is { Sandbox: null, Created: { } created, Region: { } region } ? new(created.Id, region.Centre) : null;

    protected override (Guid Organisation, Guid Id) Key(RegionMemberRow row) => (row.Id, row.Id);
}
