using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Names of what can be wrong with a ledger beside its entries (those are in <see cref="LedgerFaults"/>).</summary>
public static class StoredFaults
{
    /// <summary>The head row does not have the root of the entries.</summary>
    public const string HeadDiffers = "head-differs";

    /// <summary>An entry stands behind the end that the head row tells.</summary>
    public const string BehindHead = "behind-head";

    /// <summary>A stored node of the tree is not what follows from the entries, or is missing.</summary>
    public const string NodeDiffers = "node-differs";

    /// <summary>A stream's row does not tell the length that its events have, or something is marked as archived.</summary>
    public const string StreamDiffers = "stream-differs";

    /// <summary>No proof joins what was verified to the checkpoint behind it.</summary>
    public const string NotJoined = "not-joined";

    /// <summary>The database holds another ledger than the one whose checkpoints lie in the safe.</summary>
    public const string OtherLedger = "other-ledger";

    /// <summary>The last note in the safe was not signed by the key in the safe.</summary>
    public const string NoteNotOurs = "note-not-ours";

    /// <summary>The file of notes ends in something that is no note.</summary>
    public const string NotesUnreadable = "notes-unreadable";
}

/// <summary>What a verification found.</summary>
/// <param name="Verdict">Sound, or the first bad position with the name of what is wrong there.</param>
/// <param name="From">The first position that was verified.</param>
/// <param name="Entries">How many entries were recomputed from their columns.</param>
/// <param name="JoinedTo">The size of the checkpoint, or of the head where there is none, that the verified stretch was joined to.</param>
/// <param name="Checkpoints">How many checkpoints were compared.</param>
public sealed record LedgerReport(LedgerVerdict Verdict, long From, long Entries, long JoinedTo, int Checkpoints, TimeSpan Took)
{
    /// <summary>Entries per second.</summary>
    public long Rate => Took > TimeSpan.Zero ? (long)(Entries / Took.TotalSeconds) : 0;
}

/// <summary>Checkpoints known from outside the database.</summary>
/// <param name="Fault">Why they cannot be used; null when they can.</param>
internal sealed record KnownCheckpoints(IReadOnlyList<(long Size, Hash Root)> InOrder, LedgerVerdict.Broken? Fault)
{
    /// <summary>Those in the file and the one that the auditor brought, all of this ledger and of our key.</summary>
    public static KnownCheckpoints Of(CheckpointFile file, CheckpointKey key, string origin, Checkpoint? brought)
    {
        List<(long Size, Hash Root)> known = [];
        if (brought is not null)
        {
            if (brought.Origin != origin) return Unusable(StoredFaults.OtherLedger, brought.Size);
            known.Add((brought.Size, brought.Root));
        }

        try
        {
            foreach (var note in file.Notes())
            {
                if (!SignedNote.TryOpen(note, key, out var checkpoint))
                    return Unusable(StoredFaults.NoteNotOurs, known.Count == 0 ? 0 : known[^1].Size);
                if (checkpoint.Origin != origin) return Unusable(StoredFaults.OtherLedger, checkpoint.Size);
                known.Add((checkpoint.Size, checkpoint.Root));
            }
        }
        catch (InvalidDataException)
        {
            return Unusable(StoredFaults.NotesUnreadable, known.Count == 0 ? 0 : known[^1].Size);
        }

        return new([.. known.OrderBy(c => c.Size)], null);
    }

    private static KnownCheckpoints Unusable(string code, long position) => new([], new(code, position, ""));
}
