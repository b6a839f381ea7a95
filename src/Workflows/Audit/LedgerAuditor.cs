using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>
/// Verifies stored entries by recomputing leaves from columns and the tree from leaves. It compares every checkpoint in the safe, the one
/// that the auditor brought, the head row and every stored node, and only reads. Verifications run one at a time, because each takes all
/// processors.
/// </summary>
public sealed class LedgerAuditor(NpgsqlDataSource database, LedgerReader ledger, TreeNodes nodes, LedgerPages pages, CheckpointFile file,
    CheckpointSigner signer, TimeProvider clock)
    : IDisposable
{
    private const string HasMore = """
        select exists(select from ledger.mt_events e, seal.head h where e.seq_id > h.size)
            or exists(select from seal.leaves l, seal.head h where l.seq_id > h.size)
        """;

    private readonly SemaphoreSlim turn = new(1);
    private readonly StreamComparison streams = new(database);

    /// <summary>Verifies the whole ledger.</summary>
    /// <param name="brought">The auditor's own checkpoint, its signature verified.</param>
    public Task<LedgerReport> Whole(Checkpoint? brought, CancellationToken stop, IProgress<WorkStep>? progress = null) =>
        InTurn(() => VerifyWhole(brought, progress, stop), stop);

    /// <summary>
    /// Verifies the entries from a position up to but not including another. The tree before them is taken from stored nodes, and a
    /// consistency proof joins the tree after them to the next checkpoint. This proves both.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the ledger.</exception>
    public Task<LedgerReport> Range(long from, long upTo, Checkpoint? brought, CancellationToken stop,
        IProgress<WorkStep>? progress = null) => InTurn(() => VerifyRange(from, upTo, brought, progress, stop), stop);

    /// <summary>Verifies the entries after a size that was verified before, and that the ledger grew from there.</summary>
    /// <param name="known">Size and root that were found then.</param>
    public async Task<LedgerVerdict> Since(Checkpoint known, CancellationToken stop)
    {
        var head = await ledger.Head(stop);
        if (head.Origin != known.Origin) return new LedgerVerdict.Broken(StoredFaults.OtherLedger, known.Size, head.Origin);
        if (head.Size < known.Size) return new LedgerVerdict.Broken(LedgerFaults.TailCut, head.Size, "");
        try
        {
            var verification = new LedgerVerification(await nodes.FrontierAt(known.Size, stop), [(known.Size, known.Root)]);
            await pages.Verify(verification, known.Size, head.Size, null, stop);
            return verification.Finish() switch
            {
                LedgerVerdict.Sound sound when sound.Size < head.Size => new LedgerVerdict.Broken(LedgerFaults.TailCut, sound.Size, ""),
                LedgerVerdict.Sound sound when !head.HasRoot(sound.Root) =>
                    new LedgerVerdict.Broken(StoredFaults.HeadDiffers, head.Size, ""),
                var verdict => verdict,
            };
        }
        catch (LedgerBrokenException missing)
        {
            return new LedgerVerdict.Broken(missing.Fault, missing.Position, "");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<LedgerReport> InTurn(Func<Task<LedgerReport>> verify, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            return await verify();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<LedgerReport> VerifyWhole(Checkpoint? brought, IProgress<WorkStep>? progress, CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        // Read the notes before the head: a note signed in between would look like a lost tail.
        var known = KnownCheckpoints.Of(file, signer.Key, (await ledger.Head(stop)).Origin, brought);
        var head = await ledger.Head(stop);
        if (known.Fault is { } unusable) return new(unusable, 0, 0, 0, 0, clock.GetElapsedTime(since));

        var comparison = new NodeComparison(database);
        var verification = new LedgerVerification(known.InOrder) { Completed = comparison.Completed };
        await pages.Verify(verification, 0, head.Size, comparison, stop, progress);
        var verdict = verification.Finish() switch
        {
            LedgerVerdict.Sound sound when sound.Size < head.Size => new LedgerVerdict.Broken(LedgerFaults.TailCut, sound.Size, ""),
            LedgerVerdict.Sound sound when !head.HasRoot(sound.Root) => new LedgerVerdict.Broken(StoredFaults.HeadDiffers, head.Size, ""),
            LedgerVerdict.Sound when await MoreThanTheHeadSays(stop) => new LedgerVerdict.Broken(StoredFaults.BehindHead, head.Size, ""),
            LedgerVerdict.Sound sound => comparison.Fault ?? await streams.Fault(verification.Versions, head.Size, stop)
                ?? (LedgerVerdict)sound,
            var broken => broken,
        };
        return new(verdict, 0, verification.Size, head.Size, known.InOrder.Count, clock.GetElapsedTime(since));
    }

    private async Task<LedgerReport> VerifyRange(long from, long upTo, Checkpoint? brought, IProgress<WorkStep>? progress,
        CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        var known = KnownCheckpoints.Of(file, signer.Key, (await ledger.Head(stop)).Origin, brought);
        var head = await ledger.Head(stop);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, upTo);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upTo, head.Size);
        if (known.Fault is { } unusable) return new(unusable, from, 0, 0, 0, clock.GetElapsedTime(since));

        var joint = known.InOrder.FirstOrDefault(c => c.Size >= upTo, (head.Size, head.Root));
        var within = known.InOrder.Where(c => c.Size <= upTo).ToList();
        try
        {
            var comparison = new NodeComparison(database);
            var verification = new LedgerVerification(await nodes.FrontierAt(from, stop), within) { Completed = comparison.Completed };
            await pages.Verify(verification, from, upTo, comparison, stop, progress);
            var verdict = verification.Finish() switch
            {
                LedgerVerdict.Sound sound when sound.Size < upTo || joint.Size > head.Size =>
                    new LedgerVerdict.Broken(LedgerFaults.TailCut, Math.Min(sound.Size, head.Size), ""),
                LedgerVerdict.Sound sound when !await Joins(sound, joint, stop) =>
                    new LedgerVerdict.Broken(StoredFaults.NotJoined, upTo, ""),
                LedgerVerdict.Sound sound => comparison.Fault ?? (LedgerVerdict)sound,
                var broken => broken,
            };
            return new(verdict, from, verification.Size - from, joint.Size, within.Count, clock.GetElapsedTime(since));
        }
        catch (LedgerBrokenException missing)
        {
            return new(new LedgerVerdict.Broken(missing.Fault, missing.Position, ""), from, 0, joint.Size, within.Count,
                clock.GetElapsedTime(since));
        }
    }

    private async Task<bool> Joins(LedgerVerdict.Sound verified, (long Size, Hash Root) joint, CancellationToken stop) =>
        ConsistencyProof.Verify(verified.Size, verified.Root, joint.Size, joint.Root,
            await nodes.Consistency(verified.Size, joint.Size, stop));

    private async Task<bool> MoreThanTheHeadSays(CancellationToken stop)
    {
        await using var command = database.CreateCommand(HasMore);
        return await command.ExecuteScalarAsync(stop) is true;
    }
}
