using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>The answer of a <see cref="LedgerVerification"/>.</summary>
public abstract record LedgerVerdict
{
    private LedgerVerdict()
    {
    }

    /// <summary>Every entry is what its leaf says, and the tree over them has this root.</summary>
    public sealed record Sound(long Size, Hash Root) : LedgerVerdict;

    /// <summary>The first position at which something is wrong.</summary>
    /// <param name="Code">A constant of <see cref="LedgerFaults"/>.</param>
    /// <param name="Position">The position that was due; for a checkpoint its size.</param>
    /// <param name="Where">Stream and version of the entry that stood there, or the name of the malformed field;
    /// empty for a checkpoint.</param>
    public sealed record Broken(string Code, long Position, string Where) : LedgerVerdict;
}

/// <summary>The stable names of what can be wrong with a ledger.</summary>
public static class LedgerFaults
{
    /// <summary>Another position stands where the next one was due: an entry was removed, doubled or moved.</summary>
    public const string PositionGap = "position-gap";

    /// <summary>A field has a form that the ledger never writes (<see cref="EntryForm"/>).</summary>
    public const string FieldMalformed = "field-malformed";

    /// <summary>The body is not canonical JSON.</summary>
    public const string BodyNotCanonical = "body-not-canonical";

    /// <summary>The stored leaf is not the hash of the columns: one of them was changed.</summary>
    public const string LeafDiffers = "leaf-differs";

    /// <summary>The stream goes on with another version than its next.</summary>
    public const string VersionGap = "version-gap";

    /// <summary>The entry was recorded before the one in front of it.</summary>
    public const string TimeGoesBack = "time-goes-back";

    /// <summary>The entries so far have another root than the checkpoint: they were rewritten, leaves included.</summary>
    public const string RootDiffersAtCheckpoint = "root-differs-at-checkpoint";

    /// <summary>The ledger ends before the size of a checkpoint.</summary>
    public const string TailCut = "tail-cut";
}
