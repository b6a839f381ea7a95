using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Faults of a ledger besides those of its entries (<see cref="LedgerFaults"/>).</summary>
public static class StoredFaults
{
    /// <summary>The head row's root is not that of the entries.</summary>
    public const string HeadDiffers = "head-differs";

    /// <summary>An entry's position is after the end that the head row states.</summary>
    public const string BehindHead = "behind-head";

    /// <summary>A stored node of the tree is missing or is not what the entries give.</summary>
    public const string NodeDiffers = "node-differs";

    /// <summary>A stream's row states another length than its events have, or something is marked as archived.</summary>
    public const string StreamDiffers = "stream-differs";

    /// <summary>No proof joins the verified entries to the checkpoint after them.</summary>
    public const string NotJoined = "not-joined";

    /// <summary>The database holds another ledger than the checkpoints in the safe.</summary>
    public const string OtherLedger = "other-ledger";

    /// <summary>The last note in the safe was not signed by the key in the safe.</summary>
    public const string NoteNotOurs = "note-not-ours";

    /// <summary>The file of notes ends in text that is not a note.</summary>
    public const string NotesUnreadable = "notes-unreadable";
}

/// <summary>The result of a verification.</summary>
/// <param name="Verdict">Sound, or the first bad position with the name of its fault.</param>
/// <param name="From">The first position that was verified.</param>
/// <param name="Entries">How many entries were recomputed from their columns.</param>
/// <param name="JoinedTo">The size of the checkpoint, or of the head without one, that the verified range was joined to.</param>
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
    /// <summary>The checkpoints in the file and the auditor's own, if all are of this ledger and our key.</summary>
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

/// <summary>A verification as it is shown.</summary>
/// <param name="Verdict"><c>sound</c> or <c>broken</c>.</param>
/// <param name="Scope"><c>ledger</c>, <c>range</c> or <c>organisation</c>: of other organisations' entries only positions are
/// shown.</param>
/// <param name="Fault">The name of the fault at <paramref name="FirstBadPosition"/>; <c>rows-differ</c> if the ledger is sound and a row
/// beside it is not.</param>
/// <param name="Where">What the fault is about: stream and version of an entry, or table and id of a row.</param>
/// <param name="Rows">How many rows beside the ledger were compared with it; 0 for a range or a ledger with a fault.</param>
/// <param name="RowFaults">At most 100.</param>
public sealed record VerificationResult(
    string Verdict, string Scope, string? Fault, long? FirstBadPosition, string? Where, long? Size, string? Root, long Entries,
    long EntriesPerSecond, int Checkpoints, long JoinedTo, long Rows, IReadOnlyList<RowFault> RowFaults)
{
    /// <summary>The fault of a verification that found only rows which are not believed.</summary>
    public const string RowsDiffer = "rows-differ";

    /// <summary>The same with the rows beside the ledger.</summary>
    public VerificationResult With(RowReport report) => report.Faults is not [var first, ..]
        ? this with { Rows = report.Rows }
        : this with
        {
            Verdict = "broken", Fault = RowsDiffer, Where = $"{first.Table} {first.Row}".TrimEnd(), Rows = report.Rows,
            RowFaults = report.Faults,
        };

    /// <summary>A report as it is shown.</summary>
    public static VerificationResult Of(string scope, LedgerReport report)
    {
        var (sound, broken) = (report.Verdict as LedgerVerdict.Sound, report.Verdict as LedgerVerdict.Broken);
        return new(
            sound is null ? "broken" : "sound", scope, broken?.Code, broken?.Position, broken?.Where, sound?.Size, sound?.Root.ToString(),
            report.Entries, report.Rate, report.Checkpoints, report.JoinedTo, 0, []);
    }
}
