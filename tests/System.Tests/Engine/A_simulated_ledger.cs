using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>What PostgreSQL does for the writer, in memory and at the mercy of a seed: the writer's own choice of survivors and its own
/// rows, and a commit that may be lost before or after it happens. Only R11 uses it; every other test asks PostgreSQL.</summary>
internal sealed class SimulatedLedger(Random chance)
{
    private long microseconds = 1_000_000;
    private byte[] frontier = [];

    public List<Entry> Entries { get; } = [];

    public Hash Root => Frontier.Parse(Entries.Count, frontier).Root();

    /// <summary>One batch. Null for a decision whose answer was lost.</summary>
    public AppendResult?[] Commit(IReadOnlyList<Proposal> proposals)
    {
        var versions = proposals.SelectMany(p => p.Streams).Select(s => s.Stream).Distinct().ToDictionary(s => s, s => Entries.Count(e => e.Stream == s));
        var known = proposals.Select(p => Entries.Find(e => e.Organisation == p.Organisation && e.CommandId == p.CommandId)?.EventId).ToArray();
        var survivors = new Survivors(proposals, versions, known);
        if (chance.Next(10) == 0) return new AppendResult?[proposals.Count];

        microseconds = Math.Max(microseconds, microseconds + chance.Next(-1000, 1000));
        var rows = EntryRows.Of(survivors, Entries.Count, Entry.RecordedAtText(microseconds), Frontier.Parse(Entries.Count, frontier));
        survivors.Applied(rows.Entries);
        Entries.AddRange(rows.Entries);
        frontier = rows.Frontier.ToBytes();
        return chance.Next(10) == 0 ? new AppendResult?[proposals.Count] : survivors.Results;
    }
}
