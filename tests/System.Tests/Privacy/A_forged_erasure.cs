using MentorshipFlow.Audit;
using MentorshipFlow.People;
using MentorshipFlow.System.Tests.Audit;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>A changed record of a destruction is detected, however much of the database the forger updates to match.</summary>
[Collection(OnAuditedLedgers.Name)]
public sealed class A_forged_erasure(AuditBed bed)
{
    [Fact]
    public async Task Is_detected_by_its_leaf_or_by_the_checkpoint()
    {
        await using var ledger = await bed.Ledger();
        var position = await Erased(ledger);
        var own = (await ledger.Signed()).Checkpoint;
        Assert.IsType<LedgerVerdict.Sound>(await ledger.Verified(own));

        await ledger.Forge(
            "update ledger.entries set body = replace(body, '\"items\":1', '\"items\":2') where type = 'personal_data_erased'");
        Assert.Equal((LedgerFaults.LeafDiffers, position), await ledger.Broken(own));

        await ledger.ForgeLeaf(position);
        await ledger.ForgeTree();
        Assert.Equal(LedgerFaults.RootDiffersAtCheckpoint, (await ledger.Broken(own)).Code);
        Assert.Equal(LedgerFaults.RootDiffersAtCheckpoint, await ledger.Forked());
    }

    private static async Task<long> Erased(AuditedLedger ledger)
    {
        var (school, head, erasure) = (Some.Id(), Some.Id(), Some.Id());
        var person = await RegisteredPersons.Register(ledger.Node.Services, school, head,
            new("Ломоносова Аглая", new DateOnly(2012, 5, 4)));
        var assessed = new ErasureEvent.ErasureAssessed(erasure, ErasureDecision.EraseAll, new("152-ФЗ, ст. 21 ч. 5"),
            Enum.GetValues<ErasureCategory>(), null);
        await Done(new ErasureCommand.RequestErasure(erasure, ErasureGround.ConsentWithdrawn, new(2026, 11, 20), new(2026, 12, 20),
            "withdrawal-30"), []);
        await Done(new ErasureCommand.AssessErasure(erasure, assessed.Decision, assessed.Article, [], null), []);
        var stores = await ledger.Node.Get<Erasures>().Stores(person, assessed, [], AuditedLedger.Stop);
        var done = await Done(new ErasureCommand.CarryOutErasure(erasure, stores),
            await ledger.Node.Get<Erasures>().Rows(school, person, assessed, [], AuditedLedger.Stop));
        return done.Entries.Single().Position;

        async Task<Outcome<Person>.Done> Done(ErasureCommand command, IReadOnlyList<Workflows.Store.SideWrite> beside) =>
            Assert.IsType<Outcome<Person>.Done>(
                await ledger.Node.Get<PeopleEngine>()
                    .Decide(person, command, RegisteredPersons.Context(school, head, beside), AuditedLedger.Stop));
    }
}
