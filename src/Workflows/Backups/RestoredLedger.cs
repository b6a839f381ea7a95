using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Workflows.Backups;

/// <summary>Recomputes a restored ledger from its first entry: nothing that is stored beside an entry is believed.</summary>
internal static class RestoredLedger
{
    /// <summary>Demands that every leaf is its entry's, that the root is the manifest's, and that the ledger goes on from the checkpoint.</summary>
    /// <exception cref="BackupException"><c>ledger-broken</c> or <c>ledger-forked</c>.</exception>
    public static async Task Verify(NpgsqlDataSource database, BackupManifest manifest, Checkpoint? outside, CancellationToken stop)
    {
        var reader = new LedgerReader(database);
        var head = await reader.Head(stop);
        var tree = Frontier.Empty;
        var atCheckpoint = outside?.Size == 0 ? tree.Root() : (Hash?)null;
        await foreach (var (entry, leaf) in reader.From(0, long.MaxValue, stop))
        {
            if (entry.Position != tree.Size || entry.Leaf() != leaf) throw Broken($"entry {tree.Size} is not what was recorded");
            tree.Append(leaf);
            if (tree.Size == outside?.Size) atCheckpoint = tree.Root();
        }

        if (head.Ledger != manifest.Ledger || head.Size != tree.Size || head.Root != tree.Root()) throw Broken("its head does not belong to its entries");
        if (manifest.Size != tree.Size || manifest.Root != tree.Root().ToString()) throw Broken($"its root at size {tree.Size} is {tree.Root()}, and the manifest says {manifest.Root} at {manifest.Size}");
        if (outside is not null && tree.Size >= outside.Size && atCheckpoint != outside.Root)
        {
            throw new BackupException("ledger-forked", $"At size {outside.Size} the backup has the root {atCheckpoint}, and the outside checkpoint says {outside.Root}: history was rewritten.");
        }
    }

    private static BackupException Broken(string because) => new("ledger-broken", $"The backup does not hold a sound ledger: {because}.");
}
