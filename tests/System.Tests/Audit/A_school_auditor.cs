using MentorshipFlow.Auditing;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A school's auditor recomputes the school's entries and sees the others as leaves.</summary>
[Collection(OnAuditedLedgers.Name)]
public sealed class A_school_auditor(AuditBed bed)
{
    private static readonly Guid Neighbour = Guid.Parse("0193b2f0-9999-7222-8333-444455556666");

    [Fact]
    public async Task Recomputes_what_is_the_schools_and_reads_leaves_of_the_rest()
    {
        await using var ledger = await TwoSchools();

        var report = await ledger.Get<OrganisationAuditor>().Verify(Guid.Parse(Some.Organisation), null, AuditedLedger.Stop);

        Assert.IsType<LedgerVerdict.Sound>(report.Verdict);
        Assert.Equal((20, 40), (report.Entries, report.JoinedTo));
    }

    [Fact]
    public async Task Finds_a_changed_entry_of_the_school_and_any_changed_leaf()
    {
        await using var ledger = await TwoSchools();
        await ledger.Forge("""update ledger.entries set body = '{"n":2}' where position = 30""");
        Assert.Equal("sound", await Verified(ledger, Guid.Parse(Some.Organisation)));
        Assert.Equal("leaf-differs 30", await Verified(ledger, Neighbour));

        await ledger.ForgeLeaf(30);
        Assert.Equal("root-differs-at-checkpoint 40", await Verified(ledger, Guid.Parse(Some.Organisation)));
    }

    [Fact]
    public async Task Lists_what_is_the_schools_and_nothing_else()
    {
        await using var ledger = await TwoSchools();
        var history = ledger.Get<LedgerHistory>();

        var page = await history.Page(Neighbour, new(Type: "test_happened", EffectiveFrom: new(2026, 11, 20), RecordedFrom: new(2026, 1, 1)), 24, 100, AuditedLedger.Stop);

        Assert.Equal(Enumerable.Range(25, 15).Select(i => (long)i), page.Select(e => e.Entry.Position));
        Assert.Empty(await history.Page(Neighbour, new(Stage: 5), -1, 100, AuditedLedger.Stop));
        Assert.Null(await history.At(Neighbour, 3, AuditedLedger.Stop));
    }

    private static async Task<string> Verified(AuditedLedger ledger, Guid school) =>
        (await ledger.Get<OrganisationAuditor>().Verify(school, null, AuditedLedger.Stop)).Verdict is LedgerVerdict.Broken b ? $"{b.Code} {b.Position}" : "sound";

    private async Task<AuditedLedger> TwoSchools()
    {
        var ledger = await bed.Ledger();
        await ledger.Grow(20);
        await ledger.Grow(20, Neighbour.ToString());
        await ledger.Signed();
        return ledger;
    }
}
