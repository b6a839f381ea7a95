using System.Buffers.Binary;

namespace MentorshipFlow.Workflows.Store;

/// <summary>The stems in the texts of a batch, each asked once for each organisation.</summary>
internal sealed class AskedStems
{
    private readonly List<(Guid Organisation, byte[] Stem, List<Proposal> Of)> asked = [];

    /// <summary>Collects the stems.</summary>
    public AskedStems(IReadOnlyList<Proposal> proposals)
    {
        Dictionary<(Guid, Int128), List<Proposal>> places = [];
        foreach (var proposal in proposals.Where(p => p.Stems.Count > 0))
        {
            var organisation = Guid.Parse(proposal.Organisation);
            foreach (var stem in proposal.Stems)
            {
                var key = (organisation, BinaryPrimitives.ReadInt128BigEndian(stem));
                if (!places.TryGetValue(key, out var of)) asked.Add((organisation, stem, places[key] = of = []));
                of.Add(proposal);
            }
        }
    }

    /// <summary>Whether anything is asked.</summary>
    public bool Any => asked.Count > 0;

    /// <summary>The organisation of each stem.</summary>
    public Guid[] Organisations => [.. asked.Select(a => a.Organisation)];

    /// <summary>The keyed hashes.</summary>
    public byte[][] Stems => [.. asked.Select(a => a.Stem)];

    /// <summary>The decisions with a stem that a name has.</summary>
    public HashSet<Proposal> Naming { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Some name has this stem.</summary>
    public void Found(int place) => Naming.UnionWith(asked[place].Of);
}
