using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Certification;
using static MentorshipFlow.Audit.BundleFaults;

namespace MentorshipFlow.Audit;

/// <summary>Rebuilds the text of a certificate from history alone.</summary>
/// <param name="programme">The programme's id.</param>
/// <param name="history">Its entries of versions 1 to <see cref="CertificationEvent.CertificateIssued.UpToVersion"/>.</param>
/// <param name="definition">The programme's definition at that version; null if this version of the program cannot read it.</param>
/// <param name="issued">The parameters of the certificate.</param>
public delegate string CertificateText(
    Guid programme, IReadOnlyList<(Entry Entry, DomainEvent Event)> history, Definition? definition,
    CertificationEvent.CertificateIssued issued);

/// <summary>
/// Checks a bundle or an excerpt without any other source; the first line says what the file is. With a trusted key every forgery is found;
/// without one the verdict says only that the file is consistent (<see cref="KeyTrust.FileItself"/>). Never throws on an invalid file.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Verifies the bytes of a file.</summary>
    /// <param name="trustedKey">The key that the auditor has from elsewhere.</param>
    /// <param name="ownCheckpoint">A signed note that the auditor has from elsewhere; the bundle must belong to the same history.</param>
    /// <param name="proven">Called with the number of entries proven so far and the number of all.</param>
    /// <param name="witnesses">The witnesses that must have cosigned the checkpoint; null if the auditor demands none.</param>
    /// <param name="signers">The passkeys that must have signed the decisions of some persons; null if the auditor demands none.</param>
    public static BundleVerdict Verify(
        ReadOnlySpan<byte> file, CertificateText certificateText, CheckpointKey? trustedKey = null, string? ownCheckpoint = null,
        Action<int, int>? proven = null, WitnessDemand? witnesses = null, SignerDemand? signers = null) =>
        Verify(BundleReader.Read(file), certificateText, trustedKey, ownCheckpoint, proven, witnesses, signers);

    /// <inheritdoc cref="Verify(ReadOnlySpan{byte}, CertificateText, CheckpointKey?, string?, Action{int, int}?, WitnessDemand?,
    /// SignerDemand?)"/>
    public static BundleVerdict Verify(
        string text, CertificateText certificateText, CheckpointKey? trustedKey = null, string? ownCheckpoint = null,
        WitnessDemand? witnesses = null, SignerDemand? signers = null) =>
        Verify(BundleReader.Read(text), certificateText, trustedKey, ownCheckpoint, null, witnesses, signers);

    private static BundleVerdict Verify(
        BundleReading reading, CertificateText certificateText, CheckpointKey? trustedKey, string? ownCheckpoint,
        Action<int, int>? proven, WitnessDemand? witnesses, SignerDemand? signers)
    {
        var (verdict, note, entries) = reading switch
        {
            BundleReading.AcceptedExcerpt { Excerpt: var excerpt } =>
                (ExcerptVerifier.Verify(excerpt, trustedKey, ownCheckpoint, proven), excerpt.CheckpointNote, excerpt.Entries),
            BundleReading.Accepted { Bundle: var bundle } =>
                (Whole(bundle, certificateText, trustedKey, ownCheckpoint, proven), bundle.CheckpointNote, bundle.Entries),
            BundleReading.Refused refused =>
                (new BundleVerdict.Broken(Unreadable, $"line {refused.Line}: {refused.Expected}"), "", []),
            _ => throw new UnreachableException(reading.GetType().Name),
        };
        if (verdict is not BundleVerdict.Broken && witnesses is not null) verdict = witnesses.Of(verdict, note);
        return verdict is BundleVerdict.Broken ? verdict
            : SignerDemand.Of(verdict, [.. entries.Select(e => e.Entry)], signers);
    }

    private static BundleVerdict Whole(
        Bundle bundle, CertificateText certificateText, CheckpointKey? trustedKey, string? ownCheckpoint, Action<int, int>? proven)
    {
        var checkpoint = Checkpoint.ParseBody(SignedNote.BodyOf(bundle.CheckpointNote))!;
        var history = new BundleHistory(bundle);
        return Entries(bundle, checkpoint, proven)
            ?? Signatures(bundle, checkpoint)
            ?? history.Fault(certificateText)
            ?? Joined(bundle.Key, checkpoint, bundle.Consistency, trustedKey, ownCheckpoint)
            ?? (BundleVerdict)new BundleVerdict.Sound(
                history.Programme, bundle.Organisation, bundle.Entries.Count, checkpoint, bundle.Key, Trust(trustedKey, ownCheckpoint),
                history.Rebuilt);
    }

    private static BundleVerdict.Broken? Entries(Bundle bundle, Checkpoint checkpoint, Action<int, int>? proven)
    {
        var all = bundle.Entries.Concat(bundle.Definitions).ToList();
        return First(all, IsWellFormed, EntryNotCanonical)
            ?? First(bundle.Entries, e => e.Stream == bundle.Stream && e.Organisation == bundle.Organisation, EntryForeign)
            ?? Versions(bundle.Entries)
            ?? Positions(bundle.Entries)
            ?? Positions(bundle.Definitions)
            ?? Proven(all, checkpoint, proven);
    }

    internal static bool IsWellFormed(Entry entry) => EntryForm.Malformed(entry) is null && CanonicalJson.IsCanonical(entry.Body);

    internal static BundleVerdict.Broken? Proven(IReadOnlyList<ProvenEntry> all, Checkpoint checkpoint, Action<int, int>? proven)
    {
        foreach (var (i, (entry, proof)) in all.Index())
        {
            if (!InclusionProof.Verify(entry.Leaf(), entry.Position, checkpoint.Size, proof, checkpoint.Root))
                return new(InclusionProofFailed, Name(entry));
            proven?.Invoke(i + 1, all.Count);
        }

        return null;
    }

    private static BundleVerdict.Broken? Versions(IReadOnlyList<ProvenEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Entry.Version != i + 1) return new(VersionGap, $"version {i + 1}");
        return entries.Count == 0 ? new(VersionGap, "version 1") : null;
    }

    internal static BundleVerdict.Broken? Positions(IReadOnlyList<ProvenEntry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
            if (entries[i].Entry.Position <= entries[i - 1].Entry.Position) return new(PositionOrder, Name(entries[i].Entry));
        return null;
    }

    private static BundleVerdict.Broken? Signatures(Bundle bundle, Checkpoint checkpoint)
    {
        if (!SignedNote.TryOpen(bundle.CheckpointNote, bundle.Key, out _)) return new(CheckpointSignature, "checkpoint");
        if (!StreamStatement.TryOpen(bundle.StatementNote, bundle.Key, out var statement))
            return new(StreamStatementSignature, "statement");
        return statement == new StreamStatement(bundle.Stream, bundle.Entries.Count, checkpoint.Size, checkpoint.Root) ? null
            : statement == new StreamStatement(bundle.Stream, statement.Version, checkpoint.Size, checkpoint.Root)
                && statement.Version > bundle.Entries.Count
                ? new(TailCut, $"version {bundle.Entries.Count + 1}")
                : new(StreamStatementDiffers, "statement");
    }

    internal static BundleVerdict.Broken? Joined(
        CheckpointKey key, Checkpoint checkpoint, ConsistencyLink? link, CheckpointKey? trustedKey, string? ownCheckpoint)
    {
        if (link is not null && !link.Joins(checkpoint)) return new(ConsistencyProofFailed, "consistency");
        if (trustedKey is not null && trustedKey != key) return new(OtherKey, "key");
        if (ownCheckpoint is null) return null;
        if (!SignedNote.TryOpen(ownCheckpoint, key, out var own)) return new(OwnCheckpointSignature, "own checkpoint");
        if (own.Origin != checkpoint.Origin) return new(OtherLedger, "own checkpoint");
        if (own.Size == checkpoint.Size) return own.Root == checkpoint.Root ? null : new(OwnCheckpointDiffers, "own checkpoint");
        if (link?.Size != own.Size) return new(CheckpointNotJoined, "own checkpoint");
        return link.Root == own.Root ? null : new(OwnCheckpointDiffers, "own checkpoint");
    }

    internal static KeyTrust Trust(CheckpointKey? trustedKey, string? ownCheckpoint) =>
        trustedKey is not null ? KeyTrust.Given
        : ownCheckpoint is not null ? KeyTrust.SignedTheOwnCheckpoint
        : KeyTrust.FileItself;

    internal static BundleVerdict.Broken? First(IReadOnlyList<ProvenEntry> entries, Predicate<Entry> isWell, string code) =>
        entries.FirstOrDefault(proven => !isWell(proven.Entry)) is { } found ? new(code, Name(found.Entry)) : null;

    internal static string Name(Entry entry) => $"{entry.Stream} version {entry.Version}";
}
