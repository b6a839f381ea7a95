using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Audit;

[Collection(OnAuditedLedgers.Name)]
public sealed class Proofs_from_stored_rows(AuditBed bed)
{
    private const int Entries = 75;
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 20), 31, 32, 33, 47, 48, 63, 64, 65, 74, Entries];

    [Fact]
    public async Task Join_every_position_to_every_size_and_every_size_to_every_later_one()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(Entries);
        var leaves = await ledger.Leaves();

        foreach (var size in Sizes)
        {
            var root = MerkleTree.Root(leaves.AsSpan(0, size));
            Assert.Equal(root, await ledger.Nodes.RootAt(size, AuditedLedger.Stop));
            var proofs = await ledger.Nodes.Inclusions([.. Enumerable.Range(0, size).Select(i => (long)i)], size, AuditedLedger.Stop);
            Assert.All(proofs.Index(), p => Assert.True(InclusionProof.Verify(leaves[p.Index], p.Index, size, p.Item, root)));
            (long, Hash)[] some = [.. Enumerable.Range(0, size).Where(i => i % 7 is 0 or 3 or 4).Select(i => ((long)i, leaves[i]))];
            Assert.Equal(root, await ledger.Nodes.RootWith(some, size, AuditedLedger.Stop));
            foreach (var first in Sizes.Where(s => s <= size))
            {
                var proof = await ledger.Nodes.Consistency(first, size, AuditedLedger.Stop);
                Assert.True(ConsistencyProof.Verify(first, MerkleTree.Root(leaves.AsSpan(0, first)), size, root, proof));
            }
        }

        Assert.Equal(MerkleTree.EmptyRoot, await ledger.Nodes.RootAt(0, AuditedLedger.Stop));
    }

    [Fact]
    public async Task Stop_at_a_node_that_is_missing()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(40);
        await ledger.Forge("delete from seal.nodes where level = 4 and index = 1");

        var broken = await Assert.ThrowsAsync<LedgerBrokenException>(() => ledger.Nodes.Inclusion(0, 40, AuditedLedger.Stop));

        Assert.Equal(16, broken.Position);
    }
}
