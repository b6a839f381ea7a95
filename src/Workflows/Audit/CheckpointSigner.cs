using System.Diagnostics;
using System.Security.Cryptography;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The result of signing.</summary>
public abstract record Signing
{
    private Signing()
    {
    }

    /// <summary>The ledger as it is now was signed.</summary>
    public sealed record Signed(Checkpoint Checkpoint, string Note) : Signing;

    /// <summary>Nothing was signed: the ledger does not continue the one in the last checkpoint.</summary>
    public sealed record Forked(LedgerVerdict.Broken Fault) : Signing;
}

/// <summary>
/// Signs the ledger as it is now, only if it continues the last note. Before each signature it
/// <list type="bullet">
/// <item>verifies the last note with its own key, and compares origin and size: a restored old backup is smaller, another database has
/// another origin;</item>
/// <item>recomputes every entry since that note from its columns: this finds a rewritten new entry, and one that takes the place of another
/// in a programme's stream;</item>
/// <item>computes the root at the last note from stored nodes and compares it with the note's: this finds leaves or nodes rewritten below
/// it, and a ledger that grew again from an old backup;</item>
/// <item>compares the head row with the recomputed root, and verifies the consistency proof that an auditor would get.</item>
/// </list>
/// These O(log n) rows do not show an old entry's body that was changed without its leaf, or leaves changed deep below stored nodes:
/// <see cref="LedgerAuditor"/> finds these by recomputing everything. An old entry missing in its programme's stream is found by the
/// stream's length at the last note (<see cref="StreamLengthFile"/>).
/// </summary>
public sealed class CheckpointSigner : IDisposable
{
    private const string KeyName = "mentorshipflow";

    private readonly LedgerReader ledger;
    private readonly TreeNodes nodes;
    private readonly LedgerPages pages;
    private readonly CheckpointFile file;
    private readonly StreamLengthFile streams;
    private readonly LedgerAlarm alarm;
    private readonly ECDsa key;
    private readonly SemaphoreSlim turn = new(1);
    private volatile Signing? last;
    private long signedAt;

    public CheckpointSigner(LedgerReader ledger, TreeNodes nodes, LedgerPages pages, CheckpointFile file, StreamLengthFile streams,
        LedgerAlarm alarm, Secrets secrets)
    {
        (this.ledger, this.nodes, this.pages, this.file, this.streams, this.alarm) = (ledger, nodes, pages, file, streams, alarm);
        key = secrets.OpenCheckpointKey();
        Key = new(KeyName, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The key that verifies every note.</summary>
    public CheckpointKey Key { get; }

    /// <summary>The last note that this node knows; null before the first. Every receipt contains it.</summary>
    public string? Latest { get; private set; }

    /// <summary>Why the ledger is not what was recorded; null when no such fault was found, or an operator has cleared the alarm.</summary>
    public LedgerVerdict.Broken? Fork => alarm.Fault;

    /// <summary>Whether the ledger was compared with its last note since this process started.</summary>
    public bool Compared => last is not null;

    /// <summary>Time since this node last signed the ledger or found it unchanged; null before the first time.</summary>
    public TimeSpan? Age => Volatile.Read(ref signedAt) is not 0 and var at ? Stopwatch.GetElapsedTime(at) : null;

    /// <summary>Signs the ledger as it is now. A ledger that has not grown keeps its note.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is out of reach; nothing was signed.</exception>
    public async Task<Signing> Sign(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            if (alarm.Fault is { } raised) return last = new Signing.Forked(raised);
            using var held = await file.Hold(stop);
            var signing = await Next(stop);
            if (signing is Signing.Signed signed)
            {
                Latest = signed.Note;
                Volatile.Write(ref signedAt, Stopwatch.GetTimestamp());
            }
            else if (signing is Signing.Forked forked)
            {
                alarm.Raise(forked.Fault);
            }

            return last = signing;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The last note if it covers this many entries; otherwise signs the ledger as it is now.</summary>
    /// <inheritdoc cref="Sign(CancellationToken)"/>
    public async Task<Signing> Covering(long size, CancellationToken stop) =>
        alarm.Fault is null && Latest is { } note && SignedNote.TryOpen(note, Key, out var checkpoint) && checkpoint.Size >= size
            ? new Signing.Signed(checkpoint, note)
            : await Sign(stop);

    /// <summary>Compares the ledger with the last note, as before a signature, but neither signs nor writes.</summary>
    /// <returns>Size and root of the ledger as it is now, or why it does not continue the last note.</returns>
    /// <exception cref="Npgsql.NpgsqlException">The database is out of reach.</exception>
    public async Task<LedgerVerdict> Compare(CancellationToken stop)
    {
        var (before, _, fault) = Last();
        if (fault is not null) return fault;
        var head = await ledger.Head(stop);
        return (await Compare(before, head, stop)).Fault ?? (LedgerVerdict)new LedgerVerdict.Sound(head.Size, head.Root);
    }

    /// <summary>The length of a programme's stream at the last note, as the safe knows it: the least that it must have now. 0 when it had
    /// no entry.</summary>
    /// <remarks>Ask for this before the stream is read, because the stream may grow in between.</remarks>
    public int LengthOf(string stream) => Last().Checkpoint is { } last ? Noted(last)?.Versions.GetValueOrDefault(stream) ?? 0 : 0;

    /// <summary>Signs the ledger at an earlier size, after proving that it grew from there to the last note. This note is not kept: it
    /// follows from those in the file.</summary>
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

    /// <summary>Signs a statement about a stream at a checkpoint with the same key.</summary>
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

        // Written after the note: lengths without a signed note must not outlive a restored backup.
        if (found is not null) streams.Write(found);
        return new Signing.Signed(checkpoint, note);
    }

    // The known lengths at the note or at an earlier one; null when the file belongs to a later note or another ledger.
    private StreamLengths? Noted(Checkpoint last) => streams.Read() is { } read && read.Origin == last.Origin && read.Size <= last.Size
        ? read : null;

    // The last note in the safe; null before the first one.
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

    // Returns lengths too when they are newer than those in the safe.
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
