using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MentorshipFlow.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Reads a range of the ledger and processes it in parallel: one reader, a few pages in work, results in the order of positions. Memory use
/// does not depend on the range.
/// </summary>
public sealed class LedgerPages(LedgerReader ledger)
{
    private const int PageSize = 1000;
    private const int PagesAhead = 4;

    /// <summary>
    /// Every entry from a position up to but not including another, processed by <paramref name="work"/>, which must not depend on other
    /// entries.
    /// </summary>
    internal async IAsyncEnumerable<TResult[]> Each<TResult>(long from, long upTo, Func<StoredRow, TResult> work,
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ahead = Channel.CreateBounded<Task<TResult[]>>(new BoundedChannelOptions(PagesAhead)
            { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => Fill(ahead.Writer, from, upTo, work, ended.Token), CancellationToken.None);
        try
        {
            await foreach (var page in ahead.Reader.ReadAllAsync(stop)) yield return await page;
        }
        finally
        {
            await ended.CancelAsync();
            // A consumer that stops early must not leave the reader running.
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Feeds a verification with entries and hashes leaves in parallel; optionally compares the nodes.</summary>
    internal async Task Verify(LedgerVerification verification, long from, long upTo, NodeComparison? nodes, CancellationToken stop,
        IProgress<WorkStep>? progress = null)
    {
        await foreach (var page in Each(from, upTo, row => LedgerVerification.Check(row.WithoutBody, row.Json, row.Leaf), stop))
        {
            foreach (var entry in page)
            {
                if (!verification.Accept(entry)) return;
            }

            if (nodes is not null) await nodes.Compare(all: page.Length < PageSize, stop);
            progress?.Report(new("verifying", $"{upTo - from} entries", verification.Size - from, upTo - from));
        }
    }

    private async Task Fill<TResult>(ChannelWriter<Task<TResult[]>> ahead, long from, long upTo, Func<StoredRow, TResult> work,
        CancellationToken stop)
    {
        try
        {
            List<StoredRow> page = new(PageSize);
            await foreach (var row in ledger.Rows(from, upTo, stop))
            {
                page.Add(row);
                if (page.Count < PageSize) continue;
                await ahead.WriteAsync(Worked(page, work), stop);
                page = new(PageSize);
            }

            await ahead.WriteAsync(Worked(page, work), stop);
            ahead.Complete();
        }
        catch (Exception error)
        {
            // The consumer gets the error after the pages that were read.
            ahead.Complete(error);
        }
    }

    private static Task<TResult[]> Worked<TResult>(List<StoredRow> page, Func<StoredRow, TResult> work) => Task.Run(() =>
    {
        var results = new TResult[page.Count];
        for (var i = 0; i < results.Length; i++) results[i] = work(page[i]);
        return results;
    });
}
