using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>PostgreSQL's part under the head row, in memory, with the writer's own code for accepted proposals and rows. Only R11 uses it;
/// every other test uses PostgreSQL.</summary>
internal sealed class SimulatedLedger(TimeProvider clock)
{
    private long recordedAt;
    private Frontier frontier = Frontier.Parse(0, []);

    public List<Entry> Entries { get; } = [];

    /// <summary>The state of each stream in the read models.</summary>
    public Dictionary<string, Programme> Shown { get; } = [];

    public Hash Root => frontier.Root();

    /// <summary>How often an old backup was restored.</summary>
    public int PutBacks { get; private set; }

    /// <summary>One batch in one transaction.</summary>
    public AppendResult[] Commit(IReadOnlyList<Proposal> proposals)
    {
        var versions = proposals.SelectMany(p => p.Streams).Select(s => s.Stream).Distinct()
            .ToDictionary(s => s, s => Entries.Count(e => e.Stream == s));
        var known = proposals.Select(p => Entries.Find(e => e.Organisation == p.Organisation && e.CommandId == p.CommandId)?.EventId)
            .ToArray();
        var survivors = new AcceptedProposals(proposals, versions, known, new HashSet<Proposal>());
        recordedAt = Math.Max(recordedAt, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        var rows = SealedRows.Of(survivors, Entries.Count, recordedAt, Frontier.Parse(Entries.Count, frontier.ToBytes()));
        var applied = survivors.Applied(rows.Entries).ToList();
        if (proposals[0].Rehearsed) return survivors.Results;
        foreach (var stream in applied) Shown[stream.Entries[0].Stream] = (Programme)stream.After;
        Entries.AddRange(rows.Entries);
        foreach (var entry in rows.Entries) frontier.Append(entry.Leaf(), (_, _, _) => { });
        return survivors.Results;
    }

    /// <summary>Restores an old backup: later entries no longer exist.</summary>
    public void PutBack(int size, Func<string, Programme> fold)
    {
        PutBacks++;
        Entries.RemoveRange(size, Entries.Count - size);
        frontier = Frontier.Parse(0, []);
        foreach (var entry in Entries) frontier.Append(entry.Leaf(), (_, _, _) => { });
        recordedAt = Entries.Count == 0 ? 0 : Entry.Microseconds(Entries[^1].RecordedAt);
        foreach (var stream in Shown.Keys.ToList()) Shown[stream] = fold(stream);
    }
}
