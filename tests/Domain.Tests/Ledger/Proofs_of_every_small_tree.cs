using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class Proofs_of_every_small_tree
{
    private const int Largest = 70;

    private static readonly Hash[] Leaves = [.. Enumerable.Range(0, Largest).Select(n => Hash.Of([(byte)n]))];
    private static readonly GrownTree Tree = new(Leaves.Select(MerkleTree.LeafHash));

    private static IEnumerable<(int Index, int Size)> Places =>
        from size in Enumerable.Range(1, Largest) from index in Enumerable.Range(0, size) select (index, size);

    private static IEnumerable<(int First, int Second)> Pairs =>
        from second in Enumerable.Range(1, Largest) from first in Enumerable.Range(1, second) select (first, second);

    [Fact]
    public void Are_valid_for_every_leaf_and_for_no_forgery()
    {
        foreach (var (index, size) in Places)
        {
            var (leaf, root, bit) = (Leaves[index], Tree.Roots[size], (index * 37 + size * 11) % 256);
            var proof = InclusionProof.Prove(index, size, Tree.Node);

            Assert.True(InclusionProof.Verify(leaf, index, size, proof, root));
            Assert.False(InclusionProof.Verify(Forge.Flip(leaf, bit), index, size, proof, root));
            Assert.False(InclusionProof.Verify(leaf, index, size, proof, Forge.Flip(root, bit)));
            for (var i = 0; i < proof.Length; i++)
                Assert.False(InclusionProof.Verify(leaf, index, size, Forge.Flip(proof, i, bit), root));
            for (var place = 0; place < 64; place++)
                Assert.False(InclusionProof.Verify(leaf, index ^ (1L << place), size, proof, root));
            for (var other = 0; other <= Largest; other++)
                Assert.Equal(other == size, InclusionProof.Verify(leaf, index, other, proof, Tree.Roots[other]));
            Assert.False(InclusionProof.Verify(leaf, index, size, [.. proof, root], root));
            if (proof.Length > 0) Assert.False(InclusionProof.Verify(leaf, index, size, proof[1..], root));
        }
    }

    [Fact]
    public void Are_valid_for_every_set_of_leaves_and_for_no_forgery()
    {
        foreach (var size in Enumerable.Range(1, 9))
        {
            foreach (var set in Enumerable.Range(0, 1 << size))
            {
                (long Position, Hash Leaf)[] leaves =
                    [.. Enumerable.Range(0, size).Where(n => (set >> n & 1) == 1).Select(n => ((long)n, Leaves[n]))];
                var (needed, root, bit) = (InclusionOfMany.Needs(leaves, size), Tree.Roots[size], (set * 37 + size * 11) % 256);

                Assert.Distinct(needed);
                Assert.Equal(root,
                    InclusionOfMany.Root(leaves, size, id => needed.Contains(id) ? Tree.Node(id) : throw new KeyNotFoundException()));
                Assert.All(needed, forged => Assert.NotEqual(
                    root, InclusionOfMany.Root(leaves, size, id => id == forged ? Forge.Flip(Tree.Node(id), bit) : Tree.Node(id))));
                for (var i = 0; i < leaves.Length; i++)
                {
                    (long Position, Hash Leaf)[] forged = [.. leaves];
                    forged[i].Leaf = Forge.Flip(leaves[i].Leaf, bit);
                    Assert.NotEqual(root, InclusionOfMany.Root(forged, size, Tree.Node));
                }
            }
        }
    }

    [Fact]
    public void Of_neighbouring_leaves_need_at_most_one_path_on_each_side()
    {
        foreach (var (first, end) in Pairs.Where(p => p.First < p.Second))
        {
            (long, Hash)[] run = [.. Enumerable.Range(first, end - first).Select(n => ((long)n, Leaves[n]))];
            Assert.InRange(InclusionOfMany.Needs(run, Largest).Count, 0, 2 * 7);
            Assert.Equal(Tree.Roots[Largest], InclusionOfMany.Root(run, Largest, Tree.Node));
        }
    }

    [Fact]
    public void Of_many_leaves_are_refused_out_of_order_twice_or_outside() => Assert.All(
        [[(1, Leaves[1]), (0, Leaves[0])], [(1, Leaves[1]), (1, Leaves[1])], [(4, Leaves[4])], new (long, Hash)[] { (-1, Leaves[0]) }],
        leaves => Assert.Throws<ArgumentException>(() => InclusionOfMany.Root(leaves, 4, Tree.Node)));

    [Fact]
    public void Are_valid_for_every_two_roots_and_for_no_forgery()
    {
        foreach (var (first, second) in Pairs)
        {
            var (earlier, later, bit) = (Tree.Roots[first], Tree.Roots[second], (first * 37 + second * 11) % 256);
            var proof = ConsistencyProof.Prove(first, second, Tree.Node);

            Assert.True(ConsistencyProof.Verify(first, earlier, second, later, proof));
            Assert.False(ConsistencyProof.Verify(first, Forge.Flip(earlier, bit), second, later, proof));
            Assert.False(ConsistencyProof.Verify(first, earlier, second, Forge.Flip(later, bit), proof));
            for (var i = 0; i < proof.Length; i++)
                Assert.False(ConsistencyProof.Verify(first, earlier, second, later, Forge.Flip(proof, i, bit)));
            for (var other = 1; other <= Largest; other++)
            {
                Assert.Equal(other == second, ConsistencyProof.Verify(first, earlier, other, Tree.Roots[other], proof));
                Assert.Equal(other == first, ConsistencyProof.Verify(other, Tree.Roots[other], second, later, proof));
            }

            Assert.False(ConsistencyProof.Verify(first, earlier, second, later, [.. proof, later]));
            if (proof.Length > 0) Assert.False(ConsistencyProof.Verify(first, earlier, second, later, proof[1..]));
        }
    }

    [Fact]
    public void Detect_every_changed_bit()
    {
        var (leaf, root, proof) = (Leaves[44], Tree.Roots[53], InclusionProof.Prove(44, 53, Tree.Node));
        var (earlier, growth) = (Tree.Roots[44], ConsistencyProof.Prove(44, 53, Tree.Node));
        for (var bit = 0; bit < 256; bit++)
        {
            Assert.False(InclusionProof.Verify(Forge.Flip(leaf, bit), 44, 53, proof, root));
            Assert.False(InclusionProof.Verify(leaf, 44, 53, proof, Forge.Flip(root, bit)));
            Assert.All(proof.Index(), hash => Assert.False(InclusionProof.Verify(leaf, 44, 53, Forge.Flip(proof, hash.Index, bit), root)));
            Assert.False(ConsistencyProof.Verify(44, Forge.Flip(earlier, bit), 53, root, growth));
            Assert.False(ConsistencyProof.Verify(44, earlier, 53, Forge.Flip(root, bit), growth));
            Assert.All(growth.Index(),
                hash => Assert.False(ConsistencyProof.Verify(44, earlier, 53, root, Forge.Flip(growth, hash.Index, bit))));
        }
    }

    // A root alone does not fix the size: these two trees have the same shape along the path. A checkpoint signs both.
    [Fact]
    public void Do_not_fix_the_size() =>
        Assert.True(InclusionProof.Verify(Leaves[0], 0, 6, InclusionProof.Prove(0, 5, Tree.Node), Tree.Roots[5]));

    [Fact]
    public void Use_exactly_the_nodes_they_need()
    {
        foreach (var (index, size) in Places)
        {
            var read = new HashSet<NodeId>();
            InclusionProof.Prove(index, size, Read(read));
            Assert.Equal(read, InclusionProof.Needs(index, size).ToHashSet());
            Assert.Subset(Tree.Nodes.ToHashSet(), read);
        }

        foreach (var (first, second) in Pairs)
        {
            var read = new HashSet<NodeId>();
            ConsistencyProof.Prove(first, second, Read(read));
            Assert.Equal(read, ConsistencyProof.Needs(first, second).ToHashSet());
        }
    }

    [Fact]
    public void Stay_short_in_the_largest_tree()
    {
        Assert.InRange(InclusionProof.Needs(0, long.MaxValue).Count, 63, 63 * 63);
        Assert.InRange(ConsistencyProof.Needs(1, long.MaxValue).Count, 63, 63 * 63);
        Assert.Equal(63, InclusionProof.Prove(long.MaxValue - 1, long.MaxValue, _ => Hash.Zero).Length + 1);
    }

    [Fact]
    public void Of_the_empty_tree_are_empty()
    {
        Assert.Empty(ConsistencyProof.Prove(0, 7, Tree.Node));
        Assert.True(ConsistencyProof.Verify(0, Tree.Roots[0], 7, Tree.Roots[7], []));
        Assert.True(ConsistencyProof.Verify(0, Tree.Roots[0], 0, Tree.Roots[0], []));
        Assert.False(ConsistencyProof.Verify(0, Tree.Roots[1], 7, Tree.Roots[7], []));
        Assert.False(ConsistencyProof.Verify(0, Tree.Roots[0], 0, Tree.Roots[7], []));
        Assert.False(ConsistencyProof.Verify(0, Tree.Roots[0], 7, Tree.Roots[7], [Tree.Roots[7]]));
    }

    [Fact]
    public void Are_invalid_without_an_exception_for_hostile_input()
    {
        long[] numbers = [long.MinValue, -2, -1, 0, 1, 2, 3, 64, 1L << 62, long.MaxValue - 1, long.MaxValue];
        Hash[][] proofs = [[], [Hash.Zero], new Hash[63], new Hash[64], new Hash[10_000]];
        foreach (var (a, b, proof) in from a in numbers from b in numbers from proof in proofs select (a, b, proof))
        {
            Assert.False(InclusionProof.Verify(Leaves[0], a, b, proof, Hash.Zero));
            Assert.False(ConsistencyProof.Verify(a, Leaves[0], b, Leaves[1], proof));
        }
    }

    [Theory]
    [InlineData(-1, 5), InlineData(5, 5), InlineData(0, 0), InlineData(0, -1)]
    public void Are_refused_for_a_position_outside_the_tree(long index, long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.Needs(index, size));

    [Theory]
    [InlineData(-1, 5), InlineData(6, 5)]
    public void Are_refused_for_a_tree_that_shrank(long first, long second) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyProof.Needs(first, second));

    private static Func<NodeId, Hash> Read(HashSet<NodeId> read) => id =>
    {
        read.Add(id);
        return Tree.Node(id);
    };
}
