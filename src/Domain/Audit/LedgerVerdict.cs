using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>The answer of a <see cref="LedgerVerification"/>.</summary>
public abstract record LedgerVerdict
{
    private LedgerVerdict() { }

    /// <summary>Every entry fits its leaf, and the tree has this root.</summary>
    public sealed record Sound(long Size, Hash Root) : LedgerVerdict;

    /// <summary>The first fault of the ledger.</summary>
    /// <param name="Code">A constant of <see cref="LedgerFaults"/>.</param>
    /// <param name="Position">The expected position; for a checkpoint its size.</param>
    /// <param name="Where">Stream and version of the entry found there, or the name of the malformed field; empty for a checkpoint.</param>
    public sealed record Broken(string Code, long Position, string Where) : LedgerVerdict;
}

/// <summary>Stable names of a ledger's possible faults.</summary>
public static class LedgerFaults
{
    /// <summary>An entry has another position than expected: one was removed, repeated or moved.</summary>
    public const string PositionGap = "position-gap";

    /// <summary>A field has a form that the ledger never writes (<see cref="EntryForm"/>).</summary>
    public const string FieldMalformed = "field-malformed";

    /// <summary>The body is not canonical JSON.</summary>
    public const string BodyNotCanonical = "body-not-canonical";

    /// <summary>The stored leaf is not the hash of the columns: one of them was changed.</summary>
    public const string LeafDiffers = "leaf-differs";

    /// <summary>An entry does not have the next version of its stream.</summary>
    public const string VersionGap = "version-gap";

    /// <summary>The entry was recorded before the previous one.</summary>
    public const string TimeGoesBack = "time-goes-back";

    /// <summary>A passkey's signature of a decision is wrong, or is not of the decision before it.</summary>
    public const string DecisionSignatureWrong = "decision-signature-wrong";

    /// <summary>The root differs from the checkpoint: entries were rewritten together with their leaves.</summary>
    public const string RootDiffersAtCheckpoint = "root-differs-at-checkpoint";

    /// <summary>The ledger ends before the size of a checkpoint.</summary>
    public const string TailCut = "tail-cut";
}
