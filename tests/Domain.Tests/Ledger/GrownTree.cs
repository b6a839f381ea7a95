using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

/// <summary>A tree built leaf by leaf, with the root at every size and all complete nodes.</summary>
internal sealed class GrownTree
{
    private readonly Dictionary<NodeId, Hash> nodes = [];

    public GrownTree(IEnumerable<Hash> leafHashes)
    {
        LeafHashes = [.. leafHashes];
        var frontier = new Frontier();
        var roots = new List<Hash> { frontier.Root() };
        foreach (var hash in LeafHashes)
        {
            nodes.Add(new(0, frontier.Size), hash);
            frontier.AppendLeafHash(hash, (level, index, node) => nodes.Add(new(level, index), node));
            roots.Add(frontier.Root());
        }

        Roots = [.. roots];
    }

    public Hash[] LeafHashes { get; }

    public Hash[] Roots { get; }

    public IReadOnlyCollection<NodeId> Nodes => nodes.Keys;

    /// <summary>Only complete nodes exist.</summary>
    public Hash Node(NodeId id) => nodes[id];
}
