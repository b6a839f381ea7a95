using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Compares the stored nodes of the tree with those computed from the entries, some hundreds at a time.</summary>
internal sealed class NodeComparison(NpgsqlDataSource database)
{
    private const int Together = 512;

    private const string Differing = """
        select i.level, i.index from unnest($1, $2, $3) i(level, index, hash)
        where (select n.hash from seal.nodes n where n.level = i.level and n.index = i.index) is distinct from i.hash
        order by i.index << i.level, i.level limit 1
        """;

    private readonly List<(short Level, long Index, byte[] Hash)> waiting = [];

    /// <summary>The first node that differs.</summary>
    public LedgerVerdict.Broken? Fault { get; private set; }

    /// <summary>Takes a node that became complete.</summary>
    public void Completed(int level, long index, Hash hash)
    {
        if (level >= SealedRows.LowestStoredLevel) waiting.Add(((short)level, index, hash.ToArray()));
    }

    /// <summary>Compares the waiting nodes, when there are enough for a query or <paramref name="all"/> is set.</summary>
    public async Task Compare(bool all, CancellationToken stop)
    {
        if (Fault is not null || waiting.Count == 0 || (waiting.Count < Together && !all)) return;
        await using var command = database.Command(
            Differing, Value(waiting.Select(n => n.Level).ToArray()), Value(waiting.Select(n => n.Index).ToArray()),
            Value(waiting.Select(n => n.Hash).ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (await reader.ReadAsync(stop))
        {
            var (level, index) = (reader.GetInt16(0), reader.GetInt64(1));
            Fault = new(StoredFaults.NodeDiffers, index << level, $"{level}/{index}");
        }

        waiting.Clear();
    }
}
