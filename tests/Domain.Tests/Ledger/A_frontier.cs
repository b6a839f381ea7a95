using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class A_frontier
{
    private static readonly Hash[] Leaves = [.. Enumerable.Range(0, 70).Select(n => Hash.Of([(byte)n]))];

    [Fact]
    public void Has_the_root_that_the_RFC_defines_at_every_size()
    {
        var frontier = new Frontier();
        for (var size = 0; size <= Leaves.Length; size++)
        {
            Assert.Equal(size, frontier.Size);
            Assert.Equal(MerkleTree.Root(Leaves.AsSpan(0, size)), frontier.Root());
            Assert.Equal(frontier.Root(), MerkleTree.Root(Leaves.Take(size)));
            if (size < Leaves.Length) frontier.Append(Leaves[size]);
        }
    }

    [Fact]
    public void Continues_after_being_stored()
    {
        var frontier = Frontier.Empty;
        foreach (var leaf in Leaves)
        {
            var stored = Frontier.Parse(frontier.Size, frontier.ToBytes());
            frontier.Append(leaf);
            stored.Append(leaf);

            Assert.Equal(frontier.ToBytes(), stored.ToBytes());
            Assert.Equal(frontier.Root(), stored.Root());
        }
    }

    [Fact]
    public void Reports_every_complete_node_once_lowest_first()
    {
        var frontier = new Frontier();
        var completed = new List<NodeId>();
        foreach (var leaf in Leaves)
        {
            frontier.Append(leaf, (level, index, hash) =>
            {
                completed.Add(new(level, index));
                var start = (int)index << level;
                Assert.Equal(MerkleTree.Root(Leaves.AsSpan(start, 1 << level)), hash);
            });
        }

        Assert.Equal([new(1, 0), new(1, 1), new(2, 0), new(1, 2)], completed.Take(4));
        Assert.Equal(completed.Count, completed.Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 6).Sum(level => Leaves.Length >> level), completed.Count);
    }

    [Theory]
    [InlineData(-1, 0), InlineData(-1, 64 * 32), InlineData(long.MinValue, 32), InlineData(0, 32), InlineData(3, 32), InlineData(3, 63)]
    [InlineData(4, 64)]
    public void Is_not_read_from_invalid_bytes(long size, int length) =>
        Assert.Throws<FormatException>(() => Frontier.Parse(size, new byte[length]));

    [Fact]
    public void Can_have_the_largest_size() =>
        Assert.Equal(63 * Hash.Size, Frontier.Parse(long.MaxValue, new byte[63 * Hash.Size]).ToBytes().Length);
}
