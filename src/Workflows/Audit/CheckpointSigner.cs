using System.Diagnostics;
using System.Security.Cryptography;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>What became of a wish to sign.</summary>
public abstract record Signing
{
    private Signing()
    {
    }

    /// <summary>This note says what the ledger is now.</summary>
    public sealed record Signed(Checkpoint Checkpoint, string Note) : Signing;

    /// <summary>Nothing was signed: the ledger is not the one whose last checkpoint left the house.</summary>
    public sealed record Forked(LedgerVerdict.Broken Fault) : Signing;
}

/// <summary>
/// Signs what the ledger is, and only what grew out of the last note. Before each signature it
/// <list type="bullet">
/// <item>opens the last note with its own key, and compares origin and size: an old backup put back is smaller, another database has
/// another origin;</item>
/// <item>recomputes every entry since that note from its columns, so that a rewritten new entry is found before it is signed, and one that
/// takes the place of another in a programme's stream;</item>
/// <item>takes the tree at the last note from stored nodes and compares its root with the note's: leaves or nodes rewritten below it, and a
/// ledger that grew again from an old backup, are found here;</item>
/// <item>compares the head row with the recomputed root, and verifies the consistency proof that a stranger would get.</item>
/// </list>
/// An old entry's body changed with its stored leaf left as it was, or leaves changed deep below stored nodes, do not show in O(log n)
/// rows: <see cref="LedgerAuditor"/> finds them, since it recomputes everything. That an old entry is missing in its programme's stream
/// shows by the length that was found when the entry was new (<see cref="StreamLengthFile"/>).
/// </summary>
public sealed class CheckpointSigner : IDisposable
{
    private const string KeyName = "mentorshipflow";

    private readonly LedgerReader ledger;
    private readonly TreeNodes nodes;
    private readonly LedgerPages pages;
    private readonly CheckpointFile file;
    private readonly StreamLengthFile streams;
    private readonly ECDsa key;
    private readonly SemaphoreSlim turn = new(1);
    private volatile Signing? last;
    private long signedAt;

    public CheckpointSigner(LedgerReader ledger, TreeNodes nodes, LedgerPages pages, CheckpointFile file, StreamLengthFile streams,
        Secrets secrets)
    {
        (this.ledger, this.nodes, this.pages, this.file, this.streams) = (ledger, nodes, pages, file, streams);
        key = secrets.OpenCheckpointKey();
        Key = new(KeyName, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The key that verifies every note.</summary>
    public CheckpointKey Key { get; }

    /// <summary>The last note that this node knows; null before the first. It goes with every receipt.</summary>
    public string? Latest { get; private set; }

    /// <summary>Why the ledger is not the one that left the house; null when it is, as far as was looked.</summary>
    public LedgerVerdict.Broken? Fork => (last as Signing.Forked)?.Fault;

    /// <summary>Whether the ledger was compared with its last note since this process started.</summary>
    public bool Compared => last is not null;

    /// <summary>How long ago this node last signed the ledger, or found it as it was signed; null before the first time.</summary>
    public TimeSpan? Age => Volatile.Read(ref signedAt) is not 0 and var at ? Stopwatch.GetElapsedTime(at) : null;

    /// <summary>Signs what the ledger is now; a ledger that has not grown keeps its note.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is out of reach: nothing is known, and nothing was signed.</exception>
    public async Task<Signing> Sign(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            using var held = await file.Hold(stop);
            var signing = await Next(stop);
            if (signing is Signing.Signed signed)
            {
                Latest = signed.Note;
                Volatile.Write(ref signedAt, Stopwatch.GetTimestamp());
            }

            return last = signing;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Compares the ledger with the last note as a signature does, and neither signs nor writes.</summary>
    /// <returns>Size and root of the ledger as it is now; or why it is not the one that left the house.</returns>
    /// <exception cref="Npgsql.NpgsqlException">The database is out of reach: nothing is known.</exception>
    public async Task<LedgerVerdict> Compare(CancellationToken stop)
    {
        var (before, _, fault) = Last();
        if (fault is not null) return fault;
        var head = await ledger.Head(stop);
        return (await Compare(before, head, stop)).Fault ?? (LedgerVerdict)new LedgerVerdict.Sound(head.Size, head.Root);
    }

    /// <summary>
    /// How many entries a programme's stream has at least: what it had at the last note, as the safe knows it. 0 when it had none.
    /// </summary>
    /// <remarks>Asked before the stream is read: meanwhile it only grows.</remarks>
    public int LengthOf(string stream) => Last().Checkpoint is { } last ? Noted(last)?.Versions.GetValueOrDefault(stream) ?? 0 : 0;

    /// <summary>Signs what the ledger was at an earlier size, once it is proven that it grew from there to what the last note says. The
    /// note is not kept: it says nothing that does not follow from those in the file.</summary>
    /// <param name="size">Not more than the ledger has now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ledger is smaller.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database is out of reach: nothing was signed.</exception>
    public async Task<Signing> SignAt(long size, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            var (before, _, unusable) = Last();
            if (unusable is not null) return new Signing.Forked(unusable);
            var head = await ledger.Head(stop);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(size, head.Size);
            if ((await Compare(before, head, stop)).Fault is { } fault) return new Signing.Forked(fault);
            var root = await nodes.RootAt(size, stop);
            if (!ConsistencyProof.Verify(size, root, head.Size, head.Root, await nodes.Consistency(size, head.Size, stop)))
                return new Signing.Forked(new(StoredFaults.NotJoined, size, ""));
            var checkpoint = new Checkpoint(head.Origin, size, root);
            return new Signing.Signed(checkpoint, SignedNote.Sign(checkpoint, key, KeyName));
        }
        catch (LedgerBrokenException missing)
        {
            return new Signing.Forked(new(missing.Fault, missing.Position, ""));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A statement about a stream at a checkpoint, signed by the same key.</summary>
    internal string Sign(StreamStatement statement) => statement.Sign(key, KeyName);

    /// <inheritdoc/>
    public void Dispose()
    {
        key.Dispose();
        turn.Dispose();
    }

    private async Task<Signing> Next(CancellationToken stop)
    {
        var (before, note, fault) = Last();
        if (fault is not null) return new Signing.Forked(fault);
        var head = await ledger.Head(stop);
        (fault, var found) = await Compare(before, head, stop);
        if (fault is not null) return new Signing.Forked(fault);
        var checkpoint = new Checkpoint(head.Origin, head.Size, head.Root);
        if (note is null || before!.Size != head.Size)
        {
            note = SignedNote.Sign(checkpoint, key, KeyName);
            file.Append(note);
        }

        // Behind the note: lengths that nothing was signed for yet must not outlive an old backup.
        if (found is not null) streams.Write(found);
        return new Signing.Signed(checkpoint, note);
    }

    // What is known of the streams up to the note or to an earlier one; nothing of them when the file is of a later note or another ledger.
    private StreamLengths? Noted(Checkpoint last) => streams.Read() is { } read && read.Origin == last.Origin && read.Size <= last.Size
        ? read : null;

    // The last note that left the house; nothing before the first one.
    private (Checkpoint? Checkpoint, string? Note, LedgerVerdict.Broken? Fault) Last()
    {
        try
        {
            var note = file.Last();
            Checkpoint? checkpoint = null;
            return note is null || SignedNote.TryOpen(note, Key, out checkpoint) ? (checkpoint, note, null)
                : (null, note, new(StoredFaults.NoteNotOurs, 0, ""));
        }
        catch (InvalidDataException)
        {
            return (null, null, new(StoredFaults.NotesUnreadable, 0, ""));
        }
    }

    // With the lengths of streams where there are newer ones than the safe has.
    private async Task<(LedgerVerdict.Broken? Fault, StreamLengths? Found)> Compare(Checkpoint? before, LedgerHead head,
        CancellationToken stop)
    {
        before ??= new Checkpoint(head.Origin, 0, MerkleTree.EmptyRoot);
        if (before.Origin != head.Origin) return (new(StoredFaults.OtherLedger, before.Size, head.Origin), null);
        if (head.Size < before.Size) return (new(LedgerFaults.TailCut, head.Size, ""), null);
        var noted = Noted(before);
        var from = noted?.Size ?? 0;
        try
        {
            var verification = new LedgerVerification(await nodes.FrontierAt(from, stop), [(before.Size, before.Root)], noted?.Versions);
            await pages.Verify(verification, from, head.Size, null, stop);
            LedgerVerdict.Broken? fault = verification.Finish() switch
            {
                LedgerVerdict.Broken broken => broken,
                LedgerVerdict.Sound sound when sound.Size < head.Size => new(LedgerFaults.TailCut, sound.Size, ""),
                LedgerVerdict.Sound sound when !head.HasRoot(sound.Root) => new(StoredFaults.HeadDiffers, head.Size, ""),
                LedgerVerdict.Sound sound when !await Joins(before, sound, stop) => new(StoredFaults.NotJoined, before.Size, ""),
                _ => null,
            };
            return (fault, fault is null && noted?.Size != head.Size
                ? new(head.Origin, head.Size, verification.Versions.Where(v => StreamNames.IsProgramme(v.Key)).ToDictionary()) : null);
        }
        catch (LedgerBrokenException missing)
        {
            return (new(missing.Fault, missing.Position, ""), null);
        }
    }

    private async Task<bool> Joins(Checkpoint before, LedgerVerdict.Sound now, CancellationToken stop) =>
        ConsistencyProof.Verify(before.Size, before.Root, now.Size, now.Root, await nodes.Consistency(before.Size, now.Size, stop));
}
