using MentorshipFlow.Audit;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A school's auditor has the whole ledger recomputed, but sees only positions of other organisations' entries.</summary>
[Collection(OnAuditedLedgers.Name)]
public sealed class A_school_auditor(AuditBed bed)
{
    private static readonly Guid Neighbour = Guid.Parse("0193b2f0-9999-7222-8333-444455556666");

    [Fact]
    public async Task Has_everything_recomputed()
    {
        await using var ledger = await TwoSchools();

        var report = await ledger.Get<OrganisationAuditor>().Verify(Guid.Parse(Some.Organisation), null, AuditedLedger.Stop);

        Assert.IsType<LedgerVerdict.Sound>(report.Verdict);
        Assert.Equal((40, 40), (report.Entries, report.JoinedTo));
    }

    [Fact]
    public async Task Detects_any_changed_entry_and_sees_details_of_the_schools_own()
    {
        await using var ledger = await TwoSchools();
        var stream = (await ledger.Get<LedgerHistory>().At(Neighbour, 30, AuditedLedger.Stop))!.Entry.Stream;
        await ledger.Forge("""update ledger.entries set body = '{"n":2}' where position = 30""");
        Assert.Equal("leaf-differs 30 ", await Verified(ledger, Guid.Parse(Some.Organisation)));
        Assert.Equal($"leaf-differs 30 {stream}/1", await Verified(ledger, Neighbour));

        await ledger.ForgeLeaf(30);
        Assert.Equal("root-differs-at-checkpoint 40 ", await Verified(ledger, Guid.Parse(Some.Organisation)));
    }

    [Fact]
    public async Task Finds_an_entry_of_the_school_that_was_moved_to_another_stream_and_school()
    {
        await using var ledger = await TwoSchools();
        await ledger.Forge($"update ledger.entries set stream = 'programme-{Some.Id()}' where position = 39");
        Assert.StartsWith("leaf-differs 39 programme-", await Verified(ledger, Neighbour), StringComparison.Ordinal);

        await ledger.Forge($"update ledger.entries set organisation = '{Some.Id()}' where position = 39");
        Assert.Equal("leaf-differs 39 ", await Verified(ledger, Neighbour));
    }

    [Fact]
    public async Task Lists_only_entries_of_the_school()
    {
        await using var ledger = await TwoSchools();
        var history = ledger.Get<LedgerHistory>();

        var page = await history.Page(Neighbour,
            new(Types: ["test_happened"], EffectiveFrom: new(2026, 11, 20), RecordedFrom: new(2026, 1, 1)), 24, 100, AuditedLedger.Stop);

        Assert.Equal(Enumerable.Range(25, 15).Select(i => (long)i), page.Select(e => e.Entry.Position));
        Assert.Empty(await history.Page(Neighbour, new(Stage: 5), -1, 100, AuditedLedger.Stop));
        Assert.Null(await history.At(Neighbour, 3, AuditedLedger.Stop));
    }

    private static async Task<string> Verified(AuditedLedger ledger, Guid school) =>
        (await ledger.Get<OrganisationAuditor>().Verify(school, null, AuditedLedger.Stop)).Verdict is LedgerVerdict.Broken b
            ? $"{b.Code} {b.Position} {b.Where}" : "sound";

    private async Task<AuditedLedger> TwoSchools()
    {
        var ledger = await bed.Ledger();
        await ledger.Grow(20);
        await ledger.Grow(20, Neighbour.ToString());
        await ledger.Signed();
        return ledger;
    }
}
