using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Selects the decisions of a batch that may be appended, under the head row and before anything is inserted.</summary>
internal sealed class AcceptedProposals
{
    private readonly Dictionary<string, int> versions;
    private readonly List<int> places = [];

    /// <summary>Selects the decisions. One that depends on a failed one is not selected; its caller decides again.</summary>
    /// <param name="naming">The decisions that may name a person.</param>
    public AcceptedProposals(
        IReadOnlyList<Proposal> proposals, Dictionary<string, int> versions, Guid?[] known, IReadOnlySet<Proposal> naming)
    {
        this.versions = versions;
        Results = new AppendResult[proposals.Count];
        var commands = new HashSet<(string, string)>();
        for (var i = 0; i < proposals.Count; i++)
        {
            var proposal = proposals[i];
            if (known[i] is not null || !commands.Add((proposal.Organisation, proposal.CommandId)))
            {
                Results[i] = new AppendResult.CommandKnown();
            }
            else if (proposal.Streams.FirstOrDefault(s => versions[s.Stream] != s.Expected) is { } moved)
            {
                Results[i] = new AppendResult.StreamMoved(moved.Stream);
                commands.Remove((proposal.Organisation, proposal.CommandId));
            }
            else if (naming.Contains(proposal))
            {
                Results[i] = new AppendResult.MayName();
                commands.Remove((proposal.Organisation, proposal.CommandId));
            }
            else
            {
                foreach (var stream in proposal.Streams) versions[stream.Stream] = stream.Expected + stream.Events.Count;
                Chosen.Add(proposal);
                places.Add(i);
            }
        }
    }

    /// <summary>The decisions that are appended, in order.</summary>
    public List<Proposal> Chosen { get; } = [];

    /// <summary>One answer for each proposal; those of the chosen ones are filled when their entries are known.</summary>
    public AppendResult[] Results { get; }

    /// <summary>Answers the chosen decisions with their entries, and says what the views must show.</summary>
    public IReadOnlyList<AppliedStream> Applied(IReadOnlyList<Entry> entries)
    {
        var applied = new List<AppliedStream>();
        var next = 0;
        for (var i = 0; i < Chosen.Count; i++)
        {
            var own = new Entry[Chosen[i].Count];
            for (var j = 0; j < own.Length; j++) own[j] = entries[next++];
            Results[places[i]] = new AppendResult.Appended(own);
            var from = 0;
            foreach (var stream in Chosen[i].Streams)
            {
                if (stream.After is { } after) applied.Add(new(own[from..(from + stream.Events.Count)], after));
                from += stream.Events.Count;
            }
        }

        return applied;
    }
}
